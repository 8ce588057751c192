using System.Text.Json.Nodes;

namespace Innovation.Workflows.Forms;

/// <summary>Checks a form before submission. Only visible fields and sections count.</summary>
public static class FormValidator
{
    /// <summary>All problems in the order of the form, rules across fields last; empty when it can be submitted.</summary>
    /// <param name="schema">The form.</param>
    /// <param name="values">Canonical values, as <see cref="FormParser"/> gives them.</param>
    /// <param name="context">Profile and day.</param>
    public static IReadOnlyList<FormProblem> Validate(FormSchema schema, JsonObject values, FormContext context)
    {
        var facts = new FormFacts(schema, values, context);
        var problems = new List<FormProblem>();
        foreach (var section in schema.Sections.Where(section => !section.IsReadOnly && facts.IsMet(section.VisibleWhen)))
        {
            foreach (var field in section.Fields.Where(field => facts.IsMet(field.VisibleWhen)))
                problems.AddRange(FieldCheck.Check(field, values[field.Id], field.Id, section.Title));
        }
        foreach (var (id, _) in values.Where(member => schema.Find(member.Key) is null))
            problems.Add(new(FormProblemCodes.UnknownField, id, "", $"本表没有“{id}”这一项，请刷新页面后再填。"));
        foreach (var rule in schema.Rules.Where(rule => facts.IsMet(rule.When) && facts.Evaluate(rule.Assert).IsFalse))
            problems.Add(new(FormProblemCodes.Rule, rule.Field, SectionOf(schema, rule.Field), rule.Message));
        return problems;
    }

    /// <summary>Whether a field is shown for these values.</summary>
    public static bool IsVisible(FormSchema schema, string fieldId, JsonObject values, FormContext context)
    {
        var facts = new FormFacts(schema, values, context);
        return schema.Sections.Any(section => section.Fields.Any(field => field.Id == fieldId
            && facts.IsMet(section.VisibleWhen) && facts.IsMet(field.VisibleWhen)));
    }

    private static string SectionOf(FormSchema schema, string field) =>
        schema.Sections.FirstOrDefault(section => section.Fields.Any(f => f.Id == field))?.Title ?? "";
}
