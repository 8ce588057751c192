using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Definitions.Validation;
using Innovation.Workflows.Expressions.Typing;

namespace Innovation.Workflows.Definitions;

/// <summary>What publishing refuses (engine.md, "Publishing refuses"), naming stage and field.</summary>
public static class DefinitionValidator
{
    /// <summary>All problems; empty when the definition may be published.</summary>
    /// <param name="definition">What is to be published.</param>
    /// <param name="types">Types of the fields that conditions name, where they are known; then a text is not compared with a number.</param>
    public static IReadOnlyList<DefinitionProblem> Validate(ProcessDefinition definition, Func<string, FeelType?>? types = null)
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
        foreach (var node in tree.Nodes.Where(n => string.IsNullOrWhiteSpace(n.Id)))
            problems.Add(new("stage.noId", node.Id, "id", $"环节“{node.Stage.Name}”没有编号"));
        foreach (var result in definition.Results.GroupBy(r => r.Id).Where(g => g.Count() > 1 || string.IsNullOrWhiteSpace(g.Key)))
            problems.Add(new("result.repeatedId", null, $"results.{result.Key}", $"结果编号“{result.Key}”重复或是空的"));
        if (problems.Count > 0) return problems;

        if (definition.Stages[0] is not SubmissionStage)
            problems.Add(new("definition.firstNotSubmission", definition.Stages[0].Id, "kind", "第一个环节必须是申报"));
        else if (definition.Stages[0].Assign is not { Initiator: true })
            problems.Add(new("assign.firstNotInitiator", definition.Stages[0].Id, "assign", "第一个环节必须由申报人办理"));
        StageRules.Check(definition, tree, problems);
        ExpressionRules.Check(definition, tree, types, problems);
        RouteRules.Check(definition, tree, problems);
        AssignmentRules.Check(tree, problems);
        if (problems.Count == 0) PathRules.Check(definition, tree, problems);
        if (problems.Count == 0) FinishRules.Check(definition, tree, problems);
        return problems;
    }
}
