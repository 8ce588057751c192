using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine.Kinds;

/// <summary>会议审定 and 决定与发文: the case waits until its batch has decided.</summary>
internal class BatchBehaviour : StageBehaviour
{
    public override void Enter(DecisionContext context, Stage stage, int activation)
    {
        context.ShowStatus(stage.ApplicantStatus);
        context.OpenItem(activation, WorkPurpose.Batch, context.Assignees(stage));
        if (!CountsFromOpening(stage)) context.OpenStageDeadline(activation, stage.Deadline);
    }

    /// <summary>The time counts from the day a batch took the case in, not from the day the stage began.</summary>
    private static bool CountsFromOpening(Stage stage) => stage.Deadline is { From: "opened" };

    public override Refusal? Complete(DecisionContext context, Activation activation, Stage stage, WorkItem item, Complete command) => Refusals.BatchOnly;

    public static Refusal? Join(DecisionContext context, JoinBatch command)
    {
        foreach (var activation in context.State.Activations)
        {
            if (activation.StageId != command.StageId) continue;
            var stage = context.Index[activation.StageId].Stage;
            if (stage is not (MeetingStage or PublicNoticeStage or DecisionStage)) break;
            if (activation.BatchId is { } other && other != command.BatchId) return new Refusal("batch.inOther", null, "这一件已经列入另一批。");
            if (activation.Published) return new Refusal("batch.published", null, "这一件已经在公示。");
            foreach (var item in activation.Items)
                if (item.Purpose == WorkPurpose.Batch && CommandRules.MayAct(context, stage, item) is { } refusal) return refusal;
            if (activation.BatchId is not null) return null;
            if (context.State.Activations.Any(a => a.BatchId == command.BatchId)) return new Refusal("batch.otherStage", null, "这一批办理的是另一个环节，不能列入。");
            context.Emit(new BatchJoined(activation.Id, command.BatchId));
            if (CountsFromOpening(stage)) context.OpenStageDeadline(activation.Id, stage.Deadline);
            return null;
        }

        return new Refusal("batch.notWaiting", null, "这一件不在这个环节等候，不能列入。");
    }

    public static Refusal? Leave(DecisionContext context, LeaveBatch command)
    {
        foreach (var activation in context.State.Activations)
        {
            if (activation.BatchId != command.BatchId) continue;
            if (activation.Published) return new Refusal("batch.published", null, "这一件已经在公示，不能移出。");
            var stage = context.Index[activation.StageId].Stage;
            // Who runs a batch is the batch's own rule; the applicant never does.
            if (context.Actor.Holds(context.Applicant)) return Refusals.NotYours;
            TakeOut(context, activation, stage, command.BatchId);
            return null;
        }

        return Refusals.NotInBatch;
    }

    /// <summary>A meeting and a signature choose what people may choose; what is automatic belongs to time, but for the signature itself.</summary>
    private static bool MaySettle(Stage stage, Outcome outcome) => !outcome.Automatic || stage is DecisionStage decision && decision.SignedOutcome == outcome.Id;

    private static void TakeOut(DecisionContext context, Activation activation, Stage stage, string batchId)
    {
        if (CountsFromOpening(stage)) context.CloseDeadlines(activation.Id, DeadlinePurpose.Stage, "batchLeft");
        context.Emit(new BatchLeft(activation.Id, batchId));
    }

    public static Refusal? Settle(DecisionContext context, SettleBatch command)
    {
        foreach (var activation in context.State.Activations)
        {
            if (activation.BatchId != command.BatchId) continue;
            var stage = context.Index[activation.StageId].Stage;
            if (stage is PublicNoticeStage) return Refusals.NotNow;
            if (stage.FindOutcome(command.Outcome) is not { } outcome || !MaySettle(stage, outcome)) return Refusals.UnknownOutcome(command.Outcome);
            context.Emit(new BatchSettled(activation.Id, stage.Id, command.BatchId, outcome.Id, command.Comment));
            if (outcome.Route is Route.Stay) TakeOut(context, activation, stage, command.BatchId);
            else context.CompleteStage(activation.Id, stage, outcome.Id, "batch", context.Actor.UserId);
            return null;
        }

        return Refusals.NotInBatch;
    }
}
