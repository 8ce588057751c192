using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Definitions.Validation;

/// <summary>
/// What a definition that could be executed may still get wrong: a refusal that goes on as an approval does, an applicant who
/// judges himself, an approval that leads back to its own check, ways past review and notice. Publishing asks these beside
/// <see cref="DefinitionValidator"/>; the engine could execute every one of them.
/// </summary>
public static class SoundnessRules
{
    /// <summary>Errors and reminders; the ids of the stages must be unique.</summary>
    public static IReadOnlyList<DefinitionProblem> Check(ProcessDefinition definition)
    {
        var tree = new DefinitionTree(definition);
        if (definition.Stages.Count == 0 || tree.RepeatedIds.Count > 0) return [];
        var problems = new List<DefinitionProblem>();
        foreach (var node in tree.Nodes)
        {
            CheckNames(node.Stage, problems);
            CheckRefusals(tree, node, problems);
            CheckOwnMatter(tree, node.Stage, problems);
            CheckComingBack(tree, node, problems);
            CheckJumps(definition, tree, node, problems);
        }

        CertificateRules.Check(definition, tree, problems);
        return problems;
    }

    private static void CheckNames(Stage stage, List<DefinitionProblem> problems)
    {
        foreach (var group in stage.Outcomes.GroupBy(o => o.Name.Trim()).Where(g => g.Key.Length > 0 && g.Count() > 1))
            foreach (var again in group.Skip(1))
                problems.Add(new("outcome.repeatedName", stage.Id, $"outcomes.{again.Id}.name", $"环节“{stage.Name}”有 {group.Count()} 个结论都叫“{group.Key}”，办理人分不清，请改名"));
        foreach (var nameless in stage.Outcomes.Where(o => string.IsNullOrWhiteSpace(o.Name)))
            problems.Add(new("outcome.noName", stage.Id, $"outcomes.{nameless.Id}.name", $"环节“{stage.Name}”有结论没有名称"));
    }

    /// <summary>不赞成的结论不能和赞成的走到同一个地方, unless the definition says so or what follows asks which it was.</summary>
    private static void CheckRefusals(DefinitionTree tree, DefinitionTree.Node node, List<DefinitionProblem> problems)
    {
        var stage = node.Stage;
        var approving = Approving(stage);
        var ways = approving.Select(o => PathRules.Target(tree, node, o)).OfType<string>().ToHashSet();
        foreach (var outcome in Refusals(stage))
        {
            if (outcome.GoesOn || PathRules.Target(tree, node, outcome) is not { } target || !ways.Contains(target) || AsksWhich(tree, stage, target)) continue;
            var same = approving.First(o => PathRules.Target(tree, node, o) == target);
            problems.Add(new("outcome.refusalGoesOn", stage.Id, $"outcomes.{outcome.Id}.route",
                $"环节“{stage.Name}”的结论“{outcome.Name}”和“{same.Name}”去向相同，不赞成的也会继续办下去；请改去向，或在这个结论上勾选“算赞成”或“不赞成也继续”"));
        }
    }

    /// <summary>The outcomes that approve: those marked so, else the first that a person, the scores or the unopposed end bring about.</summary>
    private static IReadOnlyList<Outcome> Approving(Stage stage)
    {
        IEnumerable<Outcome> found = stage switch
        {
            ReviewStage or SiteVisitStage or MeetingStage when stage.Outcomes.Any(o => o.Positive) => stage.Outcomes.Where(o => o.Positive),
            ReviewStage or SiteVisitStage or MeetingStage => stage.Outcomes.Where(o => !o.Automatic).Take(1),
            ExpertReviewStage when stage.Outcomes.Any(o => o.Positive) => stage.Outcomes.Where(o => o.Positive),
            ExpertReviewStage => stage.Outcomes.Where(o => o.When is not null).Take(1),
            PublicNoticeStage notice => stage.Outcomes.Where(o => o.Id == notice.ClearOutcome),
            _ => [],
        };
        return [.. found];
    }

    /// <summary>The outcomes against the applicant; none where nothing approves.</summary>
    internal static IEnumerable<Outcome> Refusals(Stage stage) => Approving(stage) is { Count: > 0 } approving ? Refusing(stage, approving) : [];

    /// <summary>The outcomes against the applicant. What only silence of the office brings about (视为受理) is none.</summary>
    private static IEnumerable<Outcome> Refusing(Stage stage, IReadOnlyList<Outcome> approving) => stage.TakenOutcomes().Except(approving).Where(o => !o.Positive && stage switch
    {
        ReviewStage { PartyChoice: true } => false,
        ReviewStage review => !o.Automatic || o.Id == review.Supplement?.OnExpiry,
        ExpertReviewStage => o.Id != stage.Deadline?.OnExpiry?.Outcome,
        PublicNoticeStage notice => o.Id == notice.UpheldOutcome,
        _ => !o.Automatic,
    });

    /// <summary>The stage that both lead to is a choice that reads how this stage ended.</summary>
    private static bool AsksWhich(DefinitionTree tree, Stage stage, string target) =>
        tree.Find(target)?.Stage is ChoiceStage choice && choice.Options.Any(b => b.When is { } when && Expression.TryParse(when, out var read, out _) && read.Names.Contains("outcome." + stage.Id));

    private static void CheckOwnMatter(DefinitionTree tree, Stage stage, List<DefinitionProblem> problems)
    {
        if (stage is ReviewStage { PartyChoice: true } && stage.Outcomes.FirstOrDefault(o => o.AwardsMoney) is { } paying)
            problems.Add(new("party.awardsMoney", stage.Id, $"outcomes.{paying.Id}", $"环节“{stage.Name}”是当事人自己的选择，结论“{paying.Name}”不能由此给付资金"));
        if (!stage.JudgesApplicant || stage.Assign is null || PathRules.Root(tree, stage)?.Assign is not { Initiator: true }) return;
        var choice = stage is ReviewStage ? "；当事人自己选择或确认的，请勾选“当事人自己的选择或确认”" : "";
        problems.Add(new("assign.ownMatter", stage.Id, "assign", $"环节“{stage.Name}”决定申报单位自己的事，不能由申报单位办理{choice}"));
    }

    /// <summary>An approval that leads back to a check that came before, or to its own, goes round for ever.</summary>
    private static void CheckComingBack(DefinitionTree tree, DefinitionTree.Node node, List<DefinitionProblem> problems)
    {
        foreach (var outcome in Approving(node.Stage))
        {
            if (outcome.Route is not Route.To to || tree.Find(to.StageId) is not { Stage.JudgesApplicant: true } target || !ComesBefore(tree, target, node)) continue;
            var words = target.Id == node.Id ? "又回到本环节" : $"又回到前面的“{target.Stage.Name}”";
            problems.Add(new("outcome.approvalComesBack", node.Id, $"outcomes.{outcome.Id}.route", $"环节“{node.Stage.Name}”的结论“{outcome.Name}”是赞成的，却{words}，会反复审核；请改去向，要重新审核的另设不赞成的结论"));
        }
    }

    private static bool ComesBefore(DefinitionTree tree, DefinitionTree.Node target, DefinitionTree.Node node)
    {
        for (DefinitionTree.Node? place = node; place is not null; place = tree.Find(place.Block))
            if (place.Block == target.Block && place.Branch == target.Branch) return target.Position <= place.Position;
        return false;
    }

    /// <summary>An outcome that skips stages that judge: said, for it may be meant (简易程序).</summary>
    private static void CheckJumps(ProcessDefinition definition, DefinitionTree tree, DefinitionTree.Node node, List<DefinitionProblem> problems)
    {
        foreach (var outcome in node.Stage.TakenOutcomes())
        {
            if (outcome.Route is not Route.To to || tree.Find(to.StageId) is not { } target) continue;
            var skipped = tree.Nodes.Where(n => n.Block == target.Block && n.Branch == target.Branch && n.Position < target.Position && n.Stage.JudgesApplicant && n.Stage is not DecisionStage && n.Id != node.Id && !ComesBefore(tree, n, node)).ToList();
            if (skipped.Count == 0) continue;
            problems.Add(new("route.skipsReview", node.Id, $"outcomes.{outcome.Id}.route", $"环节“{node.Stage.Name}”的结论“{outcome.Name}”直接到“{target.Stage.Name}”，越过{string.Join("、", skipped.Select(s => $"“{s.Stage.Name}”"))}，请核对", IsWarning: true));
        }
    }
}
