using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Definitions.Validation;

/// <summary>
/// Rules about ways through the whole tree: everything is reachable, every result is reached, loops wait somewhere,
/// and money is awarded only after a public notice.
/// </summary>
internal static class PathRules
{
    public const string EndMark = "#end:";

    public static void Check(ProcessDefinition definition, DefinitionTree tree, List<DefinitionProblem> problems)
    {
        var steps = tree.Nodes.ToDictionary(n => n.Id, n => Steps(tree, n).ToList());
        var first = definition.Stages[0].Id;

        var seen = Reach([first], id => steps.GetValueOrDefault(id, []).Select(s => s.Target));
        foreach (var node in tree.Nodes.Where(n => !seen.Contains(n.Id)))
            problems.Add(new("stage.unreachable", node.Id, null, $"环节“{node.Stage.Name}”走不到"));

        var implicitResults = new HashSet<string> { ResultDefinition.Withdrawn, ResultDefinition.Terminated };
        foreach (var result in definition.Results.Where(r => !implicitResults.Contains(r.Id) && !seen.Contains(EndMark + r.Id)))
            problems.Add(new("result.neverReached", null, $"results.{result.Id}", $"结果“{result.Name}”永远到不了"));
        foreach (var required in implicitResults.Where(r => definition.Results.All(d => d.Id != r)))
            problems.Add(new("result.missing", null, "results", $"缺少结果“{required}”"));
        if (seen.Contains(EndMark)) problems.Add(new("route.fallsOff", definition.Stages[^1].Id, "outcomes", "最后一个环节之后没有结果"));

        CheckLoops(tree, steps, problems);
        if (!definition.Entitlement) CheckMoney(tree, steps, first, problems);
        CheckSeparation(tree, problems);
    }

    internal static HashSet<string> Reach(IEnumerable<string> from, Func<string, IEnumerable<string>> next)
    {
        var seen = new HashSet<string>(from);
        var open = new Queue<string>(seen);
        while (open.TryDequeue(out var id))
            foreach (var target in next(id))
                if (seen.Add(target)) open.Enqueue(target);
        return seen;
    }

    /// <summary>Every way on from a stage: its branches, its routes, or falling through.</summary>
    internal static IEnumerable<Step> Steps(DefinitionTree tree, DefinitionTree.Node node)
    {
        if (node.Stage.Branches.Count > 0)
        {
            foreach (var branch in node.Stage.Branches)
                yield return branch.Stages.Count > 0 ? new(branch.Stages[0].Id, null) : new(After(tree, node), null);
            yield break;
        }

        if (node.Stage.Outcomes.Count == 0) yield return new(After(tree, node), null);
        foreach (var outcome in node.Stage.TakenOutcomes())
            if (Target(tree, node, outcome) is { } target) yield return new(target, outcome);

        foreach (var back in node.Stage.ReturnTo) yield return new(back, null);
    }

    /// <summary>Where an outcome leads; null when the case stays.</summary>
    public static string? Target(DefinitionTree tree, DefinitionTree.Node node, Outcome outcome) => outcome.Route switch
    {
        Route.Next => After(tree, node),
        Route.To to => to.StageId,
        Route.End end => EndMark + end.Result,
        _ => null,
    };

    public static string After(DefinitionTree tree, DefinitionTree.Node node)
    {
        for (DefinitionTree.Node? place = node; place is not null; place = tree.Find(place.Block))
            if (place.Following is { } following) return following.Id;
        return EndMark;
    }

    private static void CheckLoops(DefinitionTree tree, Dictionary<string, List<Step>> steps, List<DefinitionProblem> problems)
    {
        foreach (var node in tree.Nodes)
        {
            var reached = Reach(AtOnce(tree, steps, node.Id), id => AtOnce(tree, steps, id));
            if (reached.Contains(node.Id))
                problems.Add(new("route.busyLoop", node.Id, "outcomes", $"从环节“{node.Stage.Name}”绕回自己，中间没有等人或等时间的环节"));
        }
    }

    /// <summary>Ways on that take no time: of stages that do not wait, and of a fixed instant that may be over already.</summary>
    private static IEnumerable<string> AtOnce(DefinitionTree tree, Dictionary<string, List<Step>> steps, string id)
    {
        if (tree.Find(id) is not { } node) return [];
        if (!node.Stage.Waits) return steps[id].Select(s => s.Target);
        if (node.Stage.Deadline is not { At: not null, OnExpiry.Outcome: { } expiry }) return [];
        return steps[id].Where(s => s.Outcome?.Id == expiry).Select(s => s.Target);
    }

    private static void CheckMoney(DefinitionTree tree, Dictionary<string, List<Step>> steps, string first, List<DefinitionProblem> problems)
    {
        var unannounced = Reach([first], id => Unannounced(tree, steps, id));
        foreach (var node in tree.Nodes.Where(n => unannounced.Contains(n.Id)))
            foreach (var outcome in node.Stage.Outcomes.Where(o => o.AwardsMoney && (node.Stage is not PublicNoticeStage || o.Id == node.Stage.Deadline?.OnExpiry?.Outcome)))
                problems.Add(new("money.withoutNotice", node.Id, $"outcomes.{outcome.Id}", $"环节“{node.Stage.Name}”的结论“{outcome.Name}”给钱之前没有公示"));
    }

    /// <summary>Ways on without a notice: of a notice only the one by time, before it was published.</summary>
    private static IEnumerable<string> Unannounced(DefinitionTree tree, Dictionary<string, List<Step>> steps, string id)
    {
        var ways = steps.GetValueOrDefault(id, []);
        return (tree.Find(id)?.Stage is PublicNoticeStage notice ? ways.Where(s => s.Outcome is { } o && o.Id == notice.Deadline?.OnExpiry?.Outcome) : ways).Select(s => s.Target);
    }

    private static void CheckSeparation(DefinitionTree tree, List<DefinitionProblem> problems)
    {
        foreach (var node in tree.Nodes)
        {
            if (node.Stage is not (DecisionStage or MeetingStage)) continue;
            foreach (var other in tree.Nodes.Where(n => n.Stage is ReviewStage))
                if (SamePerson(tree, node.Stage, other.Stage))
                    problems.Add(new("assign.samePerson", node.Id, "assign", $"初审与审定不能是同一人：“{other.Stage.Name}”与“{node.Stage.Name}”"));
        }
    }

    /// <summary>The rules name one and the same: by "same as", however long the chain, or one person by name on both.</summary>
    private static bool SamePerson(DefinitionTree tree, Stage decides, Stage reviews)
    {
        var (last, first) = (Root(tree, decides), Root(tree, reviews));
        return (decides.Assign?.SameAs is not null && last == first) || (last?.Assign?.Users is [var one] && first?.Assign?.Users is [var other] && one == other);
    }

    /// <summary>The stage whose rule says who acts, at the end of the chain of "same as".</summary>
    internal static Stage? Root(DefinitionTree tree, Stage stage)
    {
        var seen = new HashSet<string>();
        Stage? at = stage;
        while (at?.Assign?.SameAs is { } same && seen.Add(at.Id)) at = tree.Find(same)?.Stage;
        return at;
    }

    internal sealed record Step(string Target, Outcome? Outcome);
}
