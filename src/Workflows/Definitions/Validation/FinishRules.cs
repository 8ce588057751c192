using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Definitions.Validation;

/// <summary>
/// From every stage the process can be brought to an end, whatever the conditions say and after the round has closed.
/// People and time may choose their way; of a choice every branch must lead to an end, of a parallel block too.
/// </summary>
internal static class FinishRules
{
    public static void Check(ProcessDefinition definition, DefinitionTree tree, List<DefinitionProblem> problems)
    {
        // After the round has closed nobody can hand in the application again, so time must end the stage.
        var first = definition.Stages[0];
        var comesBack = ComesBack(definition, tree);
        if (comesBack && (first.Deadline is not { At: null or "closesAt" } || first.FindOutcome(first.Deadline.OnExpiry?.Outcome) is null))
        {
            problems.Add(new("submission.neverEnds", first.Id, "deadline", $"可以退回到“{first.Name}”，但申报截止后没有人能再提交，应写到期结论"));
            return;
        }

        var finishing = new HashSet<string>();
        for (var grows = true; grows;)
        {
            grows = false;
            foreach (var node in tree.Nodes)
                if (!finishing.Contains(node.Id) && Finishes(tree, node, first, comesBack, finishing)) grows |= finishing.Add(node.Id);
        }

        foreach (var node in tree.Nodes.Where(n => !finishing.Contains(n.Id)))
            problems.Add(new("route.noWayOut", node.Id, "outcomes", $"从环节“{node.Stage.Name}”起，流程可能永远办不完"));
    }

    private static bool Finishes(DefinitionTree tree, DefinitionTree.Node node, Stage first, bool comesBack, HashSet<string> finishing)
    {
        bool Ends(string target) => target.StartsWith(PathRules.EndMark, StringComparison.Ordinal) || finishing.Contains(target);
        bool Leads(Outcome outcome) => PathRules.Target(tree, node, outcome) is { } target && Ends(target);

        var stage = node.Stage;
        if (stage.Branches.Count > 0)
            return stage.Branches.All(b => Ends(b.Stages.Count > 0 ? b.Stages[0].Id : PathRules.After(tree, node)));
        if (stage.Outcomes.Count == 0) return Ends(PathRules.After(tree, node));
        var expiry = stage.FindOutcome(stage.Deadline?.OnExpiry?.Outcome);
        if (stage.Id == first.Id && comesBack) return expiry is not null && Leads(expiry);
        var taken = stage.TakenOutcomes().Where(o => o.OnlyBefore is null);
        if (expiry is not null && stage.Id != first.Id && stage.Deadline is { At: not null })
        {
            // The instant may be over when the stage begins, and a round may lack it: both ways must lead to the end.
            if (!Leads(expiry)) return false;
            if (stage is WaitStage { AwaitsEvent: false }) return true;
            taken = (stage with { Deadline = null }).TakenOutcomes().Where(o => o.OnlyBefore is null);
        }

        return stage is ExpertReviewStage && !OnlyScores(stage) ? taken.All(Leads) : taken.Any(Leads);
    }

    /// <summary>The experts can bring about every outcome: no condition speaks of anything else.</summary>
    private static bool OnlyScores(Stage stage) =>
        stage.Outcomes.All(o => o.When is null || Expressions.Expression.Parse(o.When).Names.All(n => n == "score"));

    /// <summary>Whether the case can come back to the application.</summary>
    private static bool ComesBack(ProcessDefinition definition, DefinitionTree tree)
    {
        var first = definition.Stages[0].Id;
        return tree.Nodes.Any(n => n.Stage.ReturnTo.Contains(first) || n.Stage.TakenOutcomes().Any(o => o.Route is Route.To to && to.StageId == first));
    }
}
