using System.Collections.Immutable;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine.Kinds;

/// <summary>公示: published in a batch; an objection holds this case only.</summary>
internal sealed class PublicNoticeBehaviour : BatchBehaviour
{
    private const string Released = "released";
    private const string Upheld = "upheld";

    public static Refusal? Publish(DecisionContext context, PublishNotice command)
    {
        foreach (var activation in context.State.Activations)
        {
            if (activation.BatchId != command.BatchId) continue;
            if (context.Index[activation.StageId].Stage is not PublicNoticeStage stage) return Refusals.NotNow;
            if (activation.Published) return new Refusal("batch.published", null, "这一件已经在公示。");
            foreach (var item in activation.Items)
                if (item.Purpose == WorkPurpose.Batch) context.Emit(new WorkItemClosed(item.Id, "published"));
            context.CloseDeadlines(activation.Id, DeadlinePurpose.Stage, "met");
            context.Emit(new NoticePublished(activation.Id, command.BatchId));
            context.OpenDeadline(activation.Id, DeadlinePurpose.Notice, stage.NoticeDays, PeriodUnit.WorkingDays, []);
            context.ShowStatus(stage.PublishedStatus);
            return null;
        }

        return Refusals.NotInBatch;
    }

    public static Refusal? Object(DecisionContext context, RaiseObjection command)
    {
        foreach (var activation in context.State.Activations)
        {
            if (!activation.Published || (command.BatchId is { } batch && activation.BatchId != batch) || context.Index[activation.StageId].Stage is not PublicNoticeStage stage) continue;
            if (activation.NoticeOver || activation.Deadlines.All(d => d.Purpose != DeadlinePurpose.Notice || d.DueAt <= command.At)) continue;
            if (activation.Objections.Contains(command.ObjectionId)) return Refusals.AlreadyObjected;
            context.Emit(new ObjectionRaised(activation.Id, command.ObjectionId));
            if (activation.Objections.IsEmpty) context.OpenItem(activation.Id, WorkPurpose.Objection, context.Candidates(stage));
            context.ShowStatus(stage.HeldStatus);
            return null;
        }

        return Refusals.NoticeOver;
    }

    /// <summary>An officer answers all objections that are open: releases the case, or ends it.</summary>
    public override Refusal? Complete(DecisionContext context, Activation activation, Stage stage, WorkItem item, Complete command)
    {
        if (item.Purpose != WorkPurpose.Objection) return Refusals.BatchOnly;
        if (command.Outcome is not (Released or Upheld)) return Refusals.UnknownOutcome(command.Outcome);
        if (string.IsNullOrWhiteSpace(command.Comment)) return Refusals.CommentNeeded(command.Outcome == Upheld ? "异议成立" : "异议不成立");
        var notice = (PublicNoticeStage)stage;
        Record(context, stage, item, command);
        foreach (var objection in activation.Objections)
            context.Emit(new ObjectionResolved(activation.Id, objection, command.Outcome == Upheld, context.Actor.UserId, command.Comment));
        if (command.Outcome == Upheld) context.CompleteStage(activation.Id, stage, notice.UpheldOutcome, "person", context.Actor.UserId);
        else if (activation.NoticeOver) context.CompleteStage(activation.Id, stage, notice.ClearOutcome, "person", context.Actor.UserId);
        else context.ShowStatus(notice.PublishedStatus);
        return null;
    }

    public override void Expire(DecisionContext context, int activation, Stage stage, Deadline deadline)
    {
        if (deadline.Purpose != DeadlinePurpose.Notice)
        {
            base.Expire(context, activation, stage, deadline);
            return;
        }

        if (context.State.FindActivation(activation)!.Objections.IsEmpty) context.CompleteStage(activation, stage, ((PublicNoticeStage)stage).ClearOutcome, "deadline");
        else context.Emit(new NoticeEndedHeld(activation));
    }

    /// <summary>The outcomes of an objection work item.</summary>
    public static ImmutableArray<(string Id, string Name, string Help)> ObjectionOutcomes { get; } =
    [
        (Released, "异议不成立，恢复公示", "写明核查情况；公示期已满的，直接进入下一环节"),
        (Upheld, "异议成立，不予认定", "写明核查情况和依据，告知救济途径"),
    ];
}
