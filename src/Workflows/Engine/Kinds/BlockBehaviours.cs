using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine.Kinds;

/// <summary>条件: the first branch whose condition holds.</summary>
internal sealed class ChoiceBehaviour : StageBehaviour
{
    public override void Enter(DecisionContext context, Stage stage, int activation)
    {
        var taken = -1;
        for (var i = 0; i < stage.Branches.Count && taken < 0; i++)
            if (stage.Branches[i].Otherwise || context.Evaluate(stage.Branches[i].When!)) taken = i;
        if (context.Missing.Count > 0) return;
        context.Emit(new BranchTaken(activation, taken));
        if (stage.Branches[taken].Stages is [var first, ..])
        {
            context.Enter(first, activation, taken);
        }
        else
        {
            context.Emit(new BranchFinished(activation, taken));
            context.CompleteBlockIfDone(activation);
        }
    }
}

/// <summary>并行: all branches at once.</summary>
internal sealed class ParallelBehaviour : StageBehaviour
{
    public override void Enter(DecisionContext context, Stage stage, int activation)
    {
        for (var i = 0; i < stage.Branches.Count; i++)
        {
            if (context.Halted || context.State.FindActivation(activation) is null) return;
            context.Enter(stage.Branches[i].Stages[0], activation, i);
        }
    }
}

/// <summary>自动处理 and 抄送: done at once.</summary>
internal sealed class AutomaticBehaviour : StageBehaviour
{
    public override void Enter(DecisionContext context, Stage stage, int activation)
    {
        context.ShowStatus(stage.ApplicantStatus);
        if (stage is ActionStage action) context.Emit(new ActionRequested(stage.Id, action.Action));
        else context.Emit(new CopySent(stage.Id, context.Candidates(stage)));
        context.CompleteStage(activation, stage, "done", "rule");
    }
}

/// <summary>等待: time or an event.</summary>
internal sealed class WaitBehaviour : StageBehaviour
{
    public override void Enter(DecisionContext context, Stage stage, int activation)
    {
        context.ShowStatus(stage.ApplicantStatus);
        context.OpenStageDeadline(activation, stage.Deadline);
        if (context.Missing.Count > 0 || ((WaitStage)stage).AwaitsEvent) return;
        // A wait for an instant that the round does not have is over at once.
        if (context.State.FindActivation(activation)!.Deadlines.IsEmpty && stage.Deadline?.OnExpiry?.Outcome is { } outcome)
            context.CompleteStage(activation, stage, outcome, "rule");
    }

    /// <summary>The event reaches every stage that waits for it now.</summary>
    public static Refusal? Arrive(DecisionContext context, Signal command)
    {
        var waiting = context.State.Activations.Where(a => Awaits(context, a, command.Event)).Select(a => a.Id).ToList();
        if (waiting.Count == 0) return Refusals.NotWaiting;
        foreach (var id in waiting)
        {
            if (context.State.FindActivation(id) is not { } activation) continue;
            var stage = (WaitStage)context.Index[activation.StageId].Stage;
            context.CompleteStage(id, stage, stage.EventOutcome, "event", context.Actor.UserId);
        }

        return null;
    }

    private static bool Awaits(DecisionContext context, Activation activation, string happened) =>
        context.Index[activation.StageId].Stage is WaitStage { AwaitsEvent: true } stage && stage.Event == happened;
}
