using System.Text.Json.Nodes;
using Innovation.Web.Applicants;
using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Expressions;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Drafts;

namespace Innovation.Web.Design;

/// <summary>The sample values of a trial run that conditions read, to be changed so that every way can be walked.</summary>
public static class TrialValues
{
    /// <summary>The values a run begins with.</summary>
    public static JsonObject Start(FormSchema form, TrialScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        var today = ChinaTime.DateOf(script.Start);
        return Change(form, SampleForm.Values(form, new FormContext(SampleForm.Profile(), today)), script.Values, today);
    }

    /// <summary>The values with some of them changed; a null takes a value away. What is computed is computed again.</summary>
    public static JsonObject Change(FormSchema form, JsonObject values, JsonObject changed, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(changed);
        var result = values.DeepClone().AsObject();
        foreach (var (name, value) in changed) result[name] = value?.DeepClone();
        if (form.HasComputed) FormComputation.Apply(form, result, new FormContext(SampleForm.Profile(), today));
        return result;
    }

    /// <summary>The fields that conditions of the process read, also through decision tables and formulas; in one section, always shown.</summary>
    public static FormSchema Asked(Programme programme)
    {
        ArgumentNullException.ThrowIfNull(programme);
        var seen = new HashSet<string>();
        var open = new Queue<string>(DefinitionIndex.Of(programme.Process).Places.SelectMany(p => Conditions(p.Stage)).SelectMany(Names));
        while (open.TryDequeue(out var name))
        {
            var root = string.Join('.', name.Split('.').Take(2));
            if (!seen.Add(root)) continue;
            if (root.StartsWith("table.", StringComparison.Ordinal) && programme.Tables.FirstOrDefault(t => "table." + t.Id == root) is { } table)
                foreach (var read in table.Inputs.SelectMany(i => Names(i.Expression)).Concat(table.Rules.SelectMany(r => r.Then).SelectMany(Names))) open.Enqueue(read);
            if (root.StartsWith("form.", StringComparison.Ordinal) && programme.Form.Find(root["form.".Length..]) is { Computed: { } formula })
                foreach (var read in Names(formula)) open.Enqueue(read);
        }

        var fields = programme.Form.Sections.Where(s => !s.IsReadOnly).SelectMany(s => s.Fields)
            .Where(f => seen.Contains("form." + f.Id) && f.Computed is null && f.Type != FieldType.Attachment).DistinctBy(f => f.Id).Select(f => f with { VisibleWhen = null, Required = false }).ToList();
        return programme.Form with { Sections = fields.Count == 0 ? [] : [new FormSection { Id = "values", Title = "条件用到的内容", Fields = fields }], Rules = [] };
    }

    /// <summary>What was typed: the values, and what is wrong with them.</summary>
    public static (JsonObject Values, IReadOnlyList<FormProblem> Problems) Read(FormSchema asked, JsonObject values, IReadOnlyDictionary<string, string[]> posted, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var typed = PostedForm.Read(asked, new FormEditing(true, new HashSet<string>()), values, posted);
        var read = FormParser.Normalize(asked, typed).Values;
        var problems = FormValidator.Validate(asked, read, new FormContext(SampleForm.Profile(), today)).Where(p => p.Code != FormProblemCodes.Required).ToList();
        // A field left empty takes its value away.
        return (new JsonObject(asked.Sections.SelectMany(s => s.Fields).Select(f => KeyValuePair.Create(f.Id, read[f.Id]?.DeepClone()))), problems);
    }

    /// <summary>The controls.</summary>
    public static List<FieldView> Controls(FormSchema asked, JsonObject values, IReadOnlyList<FormProblem> problems, string? extraRow)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var source = new FieldSource { Values = values, Profile = SampleForm.Profile(), Editable = _ => true, Problems = problems, ExtraRow = extraRow };
        return [.. asked.Sections.SelectMany(s => FieldViews.Of(s, s.Fields, source))];
    }

    private static IEnumerable<string> Conditions(Stage stage) =>
        stage.Outcomes.Select(o => o.When).Concat(stage.Branches.Select(b => b.When)).Append((stage as ExpertReviewStage)?.Panel.Field).OfType<string>();

    private static IEnumerable<string> Names(string text) => Expression.TryParse(text, out var parsed, out _) ? parsed.Names : [];
}
