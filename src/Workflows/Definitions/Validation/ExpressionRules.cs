using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Definitions.Validation;

/// <summary>Every expression compiles and names only what exists.</summary>
internal static class ExpressionRules
{
    public static void Check(ProcessDefinition definition, DefinitionTree tree, List<DefinitionProblem> problems)
    {
        var known = definition.Fields.ToHashSet();
        foreach (var node in tree.Nodes)
        {
            foreach (var outcome in node.Stage.Outcomes)
                CheckOne(node.Stage, $"outcomes.{outcome.Id}.when", outcome.When, known, tree, problems);
            for (var i = 0; i < node.Stage.Branches.Count; i++)
                CheckOne(node.Stage, $"branches[{i}].when", node.Stage.Branches[i].When, known, tree, problems);
            if (node.Stage is StageKinds.ExpertReviewStage { Panel.Field: { } field } && !known.Contains(field))
                problems.Add(new("expression.unknownName", node.Id, "panel.field", $"环节“{node.Stage.Name}”：字段“{field}”不存在"));
        }
    }

    private static void CheckOne(Stage stage, string field, string? text, HashSet<string> known, DefinitionTree tree, List<DefinitionProblem> problems)
    {
        if (text is null) return;
        if (!Expression.TryParse(text, out var expression, out var error))
        {
            problems.Add(new("expression.malformed", stage.Id, field, $"环节“{stage.Name}”的条件“{text}”写错了：第 {error!.Position + 1} 个字符处，{error.Message}"));
            return;
        }

        foreach (var name in expression!.Names)
        {
            var exists = name is "score" || known.Contains(name)
                || (name.StartsWith("outcome.", StringComparison.Ordinal) && tree.Find(name["outcome.".Length..]) is not null);
            if (!exists) problems.Add(new("expression.unknownName", stage.Id, field, $"环节“{stage.Name}”的条件里，字段“{name}”不存在"));
        }
    }
}
