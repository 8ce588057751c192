using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Definitions.Validation;

namespace Innovation.Workflows.Definitions;

/// <summary>What publishing refuses (engine.md, "Publishing refuses"), naming stage and field.</summary>
public static class DefinitionValidator
{
    /// <summary>All problems; empty when the definition may be published.</summary>
    public static IReadOnlyList<DefinitionProblem> Validate(ProcessDefinition definition)
    {
        var problems = new List<DefinitionProblem>();
        if (definition.Stages.Count == 0)
        {
            problems.Add(new("definition.noStages", null, "stages", "流程没有任何环节"));
            return problems;
        }

        var tree = new DefinitionTree(definition);
        foreach (var id in tree.RepeatedIds)
            problems.Add(new("stage.repeatedId", id, "id", $"环节编号“{id}”重复"));
        if (problems.Count > 0) return problems;

        if (definition.Stages[0] is not SubmissionStage)
            problems.Add(new("definition.firstNotSubmission", definition.Stages[0].Id, "kind", "第一个环节必须是申报"));
        StageRules.Check(definition, tree, problems);
        ExpressionRules.Check(definition, tree, problems);
        RouteRules.Check(definition, tree, problems);
        if (problems.Count == 0) PathRules.Check(definition, tree, problems);
        return problems;
    }
}
