using System.Collections.Immutable;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine.Kinds;

internal sealed class ExpertReviewBehaviour : StageBehaviour
{
    /// <summary>How an outlier stands of which its expert said nothing: 未说明.</summary>
    internal const string Unexplained = "unexplained";

    /// <summary>Within how many working days an outlier is explained [C]; afterwards it is marked and the case goes on.</summary>
    private const int ExplanationDays = 2;

    /// <summary>How many working days a replacement has where the period of the stage ended at a named instant [C].</summary>
    private const int ReplacementDays = 5;

    /// <summary>Outcome of arranging a panel: 按已有专家继续, by the section head alone.</summary>
    internal const string Fewer = "fewer";

    /// <summary>The least number of score sheets with which a case goes on [C]: a median and an outlier need three.</summary>
    private const int FewestSheets = 3;

    /// <summary>Short periods remind once.</summary>
    internal static ImmutableArray<int> DayBefore { get; } = [1];

    public override void Enter(DecisionContext context, Stage stage, int activation)
    {
        context.ShowStatus(stage.ApplicantStatus);
        var expert = (ExpertReviewStage)stage;
        Draw(context, expert, activation, expert.Panel.Count, replacement: false);
        context.OpenStageDeadline(activation, stage.Deadline);
    }

    /// <summary>Draws so many experts, or opens the work of finding them when the pool is too small.</summary>
    private static void Draw(DecisionContext context, ExpertReviewStage stage, int activation, int count, bool replacement)
    {
        if (context.Missing.Count > 0) return;
        if (!context.Know<PanelFact>(new PanelRequest(stage.Id, count, Excluded(context, stage, activation)), out var panel)) return;
        if (panel.Experts.Length < count)
        {
            context.Emit(new PanelShort(activation, count, panel.Available));
            if (context.State.FindActivation(activation)!.Items.All(i => i.Purpose != WorkPurpose.ArrangePanel || i.Done))
            {
                // The section head as well: he answers for it that the panel is complete.
                var (officers, head) = (context.Candidates(stage), context.Group(ProcessRoles.SectionHead, "programme"));
                context.OpenItem(activation, WorkPurpose.ArrangePanel, officers.Contains(head) ? officers : officers.Add(head));
            }

            return;
        }

        OpenSheets(context, activation, panel, replacement);
    }

    /// <summary>Nobody is drawn twice, and nobody who may not act here.</summary>
    private static ImmutableArray<string> Excluded(DecisionContext context, ExpertReviewStage stage, int activation)
    {
        var barred = stage.DifferentFrom.SelectMany(s => context.State.Actors.GetValueOrDefault(s, []));
        return [.. context.State.FindActivation(activation)!.DrawnExperts.Concat(barred).Distinct()];
    }

    private static void OpenSheets(DecisionContext context, int activation, PanelFact panel, bool replacement)
    {
        context.Emit(new PanelDrawn(activation, panel.Seed, panel.PoolHash, panel.Experts, replacement));
        foreach (var expert in panel.Experts) context.OpenItem(activation, WorkPurpose.Score, ["user:" + expert]);
    }

    public static Refusal? Declare(DecisionContext context, Activation activation, Stage stage, WorkItem item, Declare command)
    {
        if (stage is not ExpertReviewStage expert || item.Purpose != WorkPurpose.Score) return Refusals.NotNow;
        if (CommandRules.MayAct(context, stage, item) is { } refusal) return refusal;
        if (item.Declared && !command.Conflict) return Refusals.AlreadyDeclared;
        if (command.Conflict && string.IsNullOrWhiteSpace(command.Reason)) return new Refusal("comment.required", "comment", "请写明需要回避的原因。");
        context.Emit(new ConflictDeclared(item.Id, context.Actor.UserId, command.Conflict, command.Reason));
        if (!command.Conflict) return null;
        context.Emit(new WorkItemClosed(item.Id, "conflict"));
        Draw(context, expert, activation.Id, 1, replacement: true);
        return null;
    }

    /// <summary>An expert who was barred after he was drawn gives his place to another.</summary>
    public static void ReplaceIfBarred(DecisionContext context, int activation, Stage stage, WorkItem item)
    {
        if (item.Candidates.All(c => context.IsBarred(stage, c["user:".Length..]))) Replace(context, activation, stage, item, "conflict");
    }

    /// <summary>Draws another expert for a sheet that nobody can fill any more.</summary>
    public static void Replace(DecisionContext context, int activation, Stage stage, WorkItem item, string cause)
    {
        context.Emit(new WorkItemClosed(item.Id, cause));
        Draw(context, (ExpertReviewStage)stage, activation, 1, replacement: true);
    }

    public override Refusal? Complete(DecisionContext context, Activation activation, Stage stage, WorkItem item, Complete command)
    {
        var expert = (ExpertReviewStage)stage;
        switch (item.Purpose)
        {
            case WorkPurpose.Score:
                if (command.Outcome != "scored") return Refusals.UnknownOutcome(command.Outcome);
                if (!item.Declared) return Refusals.DeclareFirst;
                if (command.Total is null) return Refusals.TotalMissing;
                Record(context, stage, item, command);
                break;
            case WorkPurpose.ExplainOutlier:
                if (command.Outcome != "explained") return Refusals.UnknownOutcome(command.Outcome);
                if (string.IsNullOrWhiteSpace(command.Comment)) return Refusals.CommentNeeded("评分与其他专家相差较大");
                Record(context, stage, item, command);
                break;
            case WorkPurpose.ArrangePanel:
                return Arrange(context, activation, expert, item, command);
            default:
                return Refusals.NotNow;
        }

        AggregateIfComplete(context, expert, activation.Id);
        return null;
    }

    private static Refusal? Arrange(DecisionContext context, Activation activation, ExpertReviewStage stage, WorkItem item, Complete command)
    {
        if (command.Outcome == Fewer) return GoOnWithFewer(context, activation, stage, item, command);
        if (command.Outcome != "drawn") return Refusals.UnknownOutcome(command.Outcome);
        var missing = Wanted(activation, stage) - activation.Items.Count(i => i.Purpose == WorkPurpose.Score);
        if (!context.Know<PanelFact>(new PanelRequest(stage.Id, missing, Excluded(context, stage, activation.Id)), out var panel)) return null;
        if (panel.Experts.Length < missing) return Refusals.PanelShort;
        Record(context, stage, item, command);
        OpenSheets(context, activation.Id, panel, activation.DrawnExperts.Length > 0);
        return null;
    }

    /// <summary>How many score sheets the case needs.</summary>
    private static int Wanted(Activation activation, ExpertReviewStage stage) => activation.PanelCount ?? stage.Panel.Count;

    /// <summary>The pool will not do: the section head lets those who can be had decide, and says why.</summary>
    private static Refusal? GoOnWithFewer(DecisionContext context, Activation activation, ExpertReviewStage stage, WorkItem item, Complete command)
    {
        if (!context.Actor.Holds(context.Group(ProcessRoles.SectionHead, "programme"))) return Refusals.PanelHead;
        if (string.IsNullOrWhiteSpace(command.Comment)) return Refusals.CommentNeeded("按已有专家继续");
        var (wanted, have) = (Wanted(activation, stage), activation.Items.Count(i => i.Purpose == WorkPurpose.Score));
        var excluded = Excluded(context, stage, activation.Id);
        if (!context.Know<PanelFact>(new PanelRequest(stage.Id, wanted - have, excluded), out var pool)) return null;
        if (pool.Available >= wanted - have) return Refusals.PanelEnough;
        if (have + pool.Available < FewestSheets) return Refusals.PanelTooFew(FewestSheets);
        PanelFact? drawn = null;
        if (pool.Available > 0)
        {
            if (!context.Know<PanelFact>(new PanelRequest(stage.Id, pool.Available, excluded), out var last)) return null;
            drawn = last;
        }

        context.Emit(new PanelReduced(activation.Id, have + (drawn?.Experts.Length ?? 0), stage.Panel.Count, context.Actor.UserId, command.Comment));
        Record(context, stage, item, command);
        if (drawn is not null) OpenSheets(context, activation.Id, drawn, activation.DrawnExperts.Length > 0);
        AggregateIfComplete(context, stage, activation.Id);
        return null;
    }

    private static void AggregateIfComplete(DecisionContext context, ExpertReviewStage stage, int activationId)
    {
        if (context.Missing.Count > 0) return;
        var activation = context.State.FindActivation(activationId)!;
        var sheets = activation.Items.Where(i => i.Purpose == WorkPurpose.Score).ToList();
        if (sheets.Count != Wanted(activation, stage) || sheets.Any(s => !s.Done)) return;

        var totals = sheets.Select(s => s.Total!.Value).ToList();
        var median = Scores.Median(totals);
        var asked = activation.Items.Where(i => i.Purpose == WorkPurpose.ExplainOutlier).ToList();
        if (asked.Count == 0)
        {
            foreach (var sheet in sheets.Where(s => Math.Abs(s.Total!.Value - median) > stage.OutlierDistance))
                context.OpenItem(activationId, WorkPurpose.ExplainOutlier, ["user:" + sheet.By], about: sheet.Id);
            if (context.State.FindActivation(activationId)!.Items.Any(i => i.Purpose == WorkPurpose.ExplainOutlier))
                context.OpenDeadline(activationId, DeadlinePurpose.Explanation, ExplanationDays, PeriodUnit.WorkingDays, DayBefore);
            if (context.Missing.Count > 0) return;
            asked = [.. context.State.FindActivation(activationId)!.Items.Where(i => i.Purpose == WorkPurpose.ExplainOutlier)];
        }

        if (asked.Any(i => !i.Done)) return;
        var trimmed = stage.Aggregate == ScoreAggregate.TrimmedMean && totals.Count >= 5;
        var score = trimmed ? Scores.TrimmedMean(totals) : Scores.Mean(totals);
        context.Emit(new ScoreAggregated(activationId, trimmed ? "trimmedMean" : "mean", score, median, totals.Count, Scores.Mean(totals), asked.Count));
        var outcome = stage.Outcomes.First(o => o.When is null ? o == stage.Outcomes[^1] : context.Evaluate(o.When));
        context.CompleteStage(activationId, stage, outcome.Id, "rule");
    }

    public override void Expire(DecisionContext context, int activation, Stage stage, Deadline deadline)
    {
        if (deadline.Purpose == DeadlinePurpose.Explanation)
        {
            foreach (var item in context.State.FindActivation(activation)!.Items.Where(i => !i.Done && i.Purpose == WorkPurpose.ExplainOutlier)) context.Emit(new OutlierUnexplained(item.Id, stage.Id));
            AggregateIfComplete(context, (ExpertReviewStage)stage, activation);
            return;
        }

        var rule = stage.Deadline!.OnExpiry;
        if (rule?.Outcome is not null)
        {
            base.Expire(context, activation, stage, deadline);
            return;
        }

        // Nobody's silence blocks a case: where the period itself decides nothing, a missing sheet is drawn anew.
        if (rule?.Escalate is { } role) context.Emit(new Escalated(stage.Id, role, activation, deadline.Id));
        var late = context.State.FindActivation(activation)!.Items.Where(i => !i.Done && i.Purpose == WorkPurpose.Score).ToList();
        foreach (var item in late) context.Emit(new WorkItemClosed(item.Id, "expired"));
        if (late.Count > 0) Draw(context, (ExpertReviewStage)stage, activation, late.Count, replacement: true);
        else if (rule?.Escalate is null) context.Emit(new Escalated(stage.Id, ProcessRoles.SectionHead, activation, deadline.Id));
        // A named instant is over: those who come after it have a period of their own.
        if (stage.Deadline.At is null) context.OpenStageDeadline(activation, stage.Deadline);
        else context.OpenDeadline(activation, DeadlinePurpose.Stage, ReplacementDays, PeriodUnit.WorkingDays, DayBefore);
    }
}
