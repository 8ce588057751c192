namespace Innovation.Workflows.Definitions.Validation;

/// <summary>Routes lead somewhere, and never into a branch.</summary>
internal static class RouteRules
{
    public static void Check(ProcessDefinition definition, DefinitionTree tree, List<DefinitionProblem> problems)
    {
        var results = definition.Results.Select(r => r.Id).ToHashSet();
        foreach (var node in tree.Nodes)
        {
            foreach (var outcome in node.Stage.Outcomes)
            {
                var field = $"outcomes.{outcome.Id}.route";
                switch (outcome.Route)
                {
                    case Route.To to when tree.Find(to.StageId) is not { } target:
                        problems.Add(new("route.unknownStage", node.Id, field, $"环节“{node.Stage.Name}”的结论“{outcome.Name}”指向不存在的环节“{to.StageId}”"));
                        break;
                    case Route.To to when !tree.InSameOrEnclosingSequence(node, tree.Find(to.StageId)!):
                        problems.Add(new("route.intoBranch", node.Id, field, $"环节“{node.Stage.Name}”的结论“{outcome.Name}”不能跳进别的分支里的环节“{to.StageId}”"));
                        break;
                    case Route.End end when !results.Contains(end.Result):
                        problems.Add(new("route.unknownResult", node.Id, field, $"环节“{node.Stage.Name}”的结论“{outcome.Name}”指向不存在的结果“{end.Result}”"));
                        break;
                }
            }

            foreach (var back in node.Stage.ReturnTo)
            {
                if (tree.Find(back) is not { } target)
                    problems.Add(new("route.unknownStage", node.Id, "returnTo", $"环节“{node.Stage.Name}”可退回的环节“{back}”不存在"));
                else if (!tree.InSameOrEnclosingSequence(node, target))
                    problems.Add(new("route.intoBranch", node.Id, "returnTo", $"环节“{node.Stage.Name}”不能退回到别的分支里的环节“{back}”"));
            }
        }
    }
}
