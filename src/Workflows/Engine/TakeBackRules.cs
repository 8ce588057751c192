using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine;

/// <summary>取回: a delegated item, an answer that is not counted yet, or the last step while nobody has acted on it.</summary>
internal static class TakeBackRules
{
    public static Refusal? TakeBack(DecisionContext context, TakeBack command)
    {
        if (string.IsNullOrWhiteSpace(command.Comment)) return Refusals.CommentNeeded("取回");
        if (command.Item is null) return Step(context, command);
        var (activation, item) = context.State.FindItem(command.Item.Value);
        if (activation is null || item is null) return Refusals.ItemClosed;
        var stage = context.Index[activation.StageId].Stage;
        if (item is { Done: false, DelegatedBy: { } owner })
        {
            if (owner != context.Actor.UserId) return Refusals.NotYours;
            if (stage.Forbid.Contains("takeBack")) return Refusals.Forbidden("取回");
            context.Emit(new DelegationRecalled(item.Id, stage.Id, owner, command.Comment));
            return null;
        }

        if (!IsOpenAnswer(activation, stage, item, context.Actor.UserId)) return Refusals.NothingToTakeBack;
        if (stage.Forbid.Contains("takeBack")) return Refusals.Forbidden("取回");
        context.Emit(new AnswerTakenBack(activation.Id, item.Id, stage.Id, context.Actor.UserId, command.Comment));
        context.OpenItem(activation.Id, item.Purpose, item.Candidates, item.Weight, item.Veto, item.About, item.Place, item.AddedBy);
        return null;
    }

    /// <summary>A vote or signature of this person that the stage still waits to count; before-signers are read at once and stay.</summary>
    public static bool IsOpenAnswer(Activation activation, Stage stage, WorkItem item, string user) =>
        stage is ReviewStage { Mode: ReviewMode.All or ReviewMode.Vote } && item is { Done: true, Purpose: WorkPurpose.Decide, Place: null or SignerPlace.Beside }
        && item.By == user && activation is { PendingOutcome: null, Supplement: null, ReturnedTo: null };

    private static Refusal? Step(DecisionContext context, TakeBack command)
    {
        if (!CanStep(context.Index, context.State, context.Actor.UserId)) return Refusals.NothingToTakeBack;
        var step = context.State.LastStep!;
        var stage = context.Index[step.StageId].Stage;
        if (stage.Forbid.Contains("takeBack")) return Refusals.Forbidden("取回");
        foreach (var next in context.State.Activations.Where(a => a.Id > step.Mark && a.Block == step.Block && a.Branch == step.Branch).ToList()) context.Cancel(next.Id, "takenBack");
        var id = context.NextId;
        context.Emit(new StageEntered(id, stage.Id, step.Block, step.Branch, context.State.Visits[stage.Id] + 1, 0));
        context.Emit(new TakenBack(id, stage.Id, context.Actor.UserId, command.Comment));
        context.OpenItem(id, WorkPurpose.Decide, ["user:" + context.Actor.UserId]);
        // The period runs on as if the step had never been made.
        if (step.Left is { } left)
        {
            var dueAt = left.DueAt < context.At ? context.At : left.DueAt;
            context.Emit(new DeadlineOpened(id, context.NextId, DeadlinePurpose.Stage, left.Trigger, left.Amount, left.Unit, dueAt, left.Provisional, [.. left.Reminders.Where(r => r > context.At && r < dueAt)], left.ResumedOn, left.Left));
        }

        context.ShowStatus(stage.ApplicantStatus);
        return null;
    }

    /// <summary>Whether the last step of the case was this person's, done alone, and nobody has touched what came of it.</summary>
    public static bool CanStep(DefinitionIndex index, ProcessState state, string user)
    {
        if (state.Phase != ProcessPhase.Running || state.LastStep is not { } step || step.By != user) return false;
        if (index[step.StageId].Stage is not ReviewStage { Mode: ReviewMode.Single or ReviewMode.Any } stage) return false;
        // A document that went out cannot be taken back.
        if (state.Outcomes.TryGetValue(step.StageId, out var outcome) && stage.FindOutcome(outcome) is { Documents.Count: > 0 }) return false;
        var after = state.Activations.Where(a => a.Id > step.Mark).ToList();
        return after.Any(a => a.Block == step.Block && a.Branch == step.Branch) && after.All(Untouched);
    }

    private static bool Untouched(Activation activation) =>
        activation is { Supplement: null, SupplementRounds: 0, BatchId: null, Published: false, PendingOutcome: null, ReturnedTo: null, ReturnsTo: null, Objections.IsEmpty: true, AfterSigners.IsEmpty: true }
        && activation.Items.All(i => i is { Done: false, Revision: 1, ClaimedBy: null, AddedBy: null, Declared: false });
}
