using Innovation.Workflows.Expressions;
using Innovation.Workflows.Expressions.Typing;

namespace Innovation.Workflows.Definitions.Validation;

/// <summary>Every expression compiles and names only what exists.</summary>
internal static class ExpressionRules
{
    /// <param name="types">Types of the fields, where they are known.</param>
    public static void Check(ProcessDefinition definition, DefinitionTree tree, Func<string, FeelType?>? types, List<DefinitionProblem> problems)
    {
        var fields = definition.Fields.ToHashSet();
        FeelType? known(string name) => fields.Contains(name) ? types?.Invoke(name) ?? FeelType.Any : null;
        foreach (var node in tree.Nodes)
        {
            foreach (var outcome in node.Stage.Outcomes)
                CheckOne(node.Stage, $"outcomes.{outcome.Id}.when", outcome.When, known, tree, problems);
            for (var i = 0; i < node.Stage.Branches.Count; i++)
                CheckOne(node.Stage, $"branches[{i}].when", node.Stage.Branches[i].When, known, tree, problems);
            if (node.Stage is StageKinds.ExpertReviewStage { Panel.Field: { } field } && !fields.Contains(field))
                problems.Add(new("expression.unknownName", node.Id, "panel.field", $"环节“{node.Stage.Name}”：字段“{field}”不存在"));
        }
    }

    private static void CheckOne(Stage stage, string field, string? text, Func<string, FeelType?> known, DefinitionTree tree, List<DefinitionProblem> problems)
    {
        if (text is null) return;
        if (!Expression.TryParse(text, out var expression, out var error))
        {
            problems.Add(new("expression.malformed", stage.Id, field, $"环节“{stage.Name}”的条件“{text}”写错了：第 {error.Position + 1} 个字符处，{error.Message}"));
            return;
        }

        foreach (var wrong in expression.Check(Known, FeelKind.Boolean))
        {
            problems.Add(wrong.UnknownName is { } name
                ? new("expression.unknownName", stage.Id, field, $"环节“{stage.Name}”的条件里，字段“{name}”不存在")
                : new("expression.type", stage.Id, field, $"环节“{stage.Name}”的条件“{text}”第 {wrong.Position + 1} 个字符处：{wrong.Message}"));
        }

        FeelType? Known(string name) =>
            name is "score" ? FeelType.Number
            : name.StartsWith("outcome.", StringComparison.Ordinal) && tree.Find(name["outcome.".Length..]) is { } ended ? FeelType.OneOf(ended.Stage.Outcomes.Select(o => o.Id))
            : known(name);
    }
}
