using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine;

/// <summary>中止计时 and 恢复: the whole case stands still; every running period keeps what is left of it.</summary>
internal static class SuspensionRules
{
    public static bool CanSuspend(DefinitionIndex index, ProcessState state) =>
        state is { Phase: ProcessPhase.Running, Suspension: null } && state.Activations.All(a => a is { BatchId: null, Published: false } && !index[a.StageId].Stage.Forbid.Contains("suspend"));

    public static Refusal? Suspend(DecisionContext context, Suspend command)
    {
        if (!context.Actor.Holds(context.Group(ProcessRoles.SectionHead, "programme"))) return Refusals.NotAllowed("只有科室负责人可以中止计时");
        if (context.State.Suspension is not null) return Refusals.Suspended;
        if (string.IsNullOrWhiteSpace(command.Reason)) return Refusals.CommentNeeded("中止计时");
        if (context.State.Activations.Any(a => a.BatchId is not null || a.Published)) return Refusals.SuspendBatch;
        if (!CanSuspend(context.Index, context.State)) return Refusals.Forbidden("中止计时");
        foreach (var deadline in Deadlines(context.State).Where(d => d.PausedOn is null)) context.Pause(deadline, PauseReasons.Suspension);
        context.Emit(new Suspended(context.Actor.UserId, command.Reason));
        return null;
    }

    public static Refusal? Resume(DecisionContext context, Resume command)
    {
        if (!context.Actor.Holds(context.Group(ProcessRoles.SectionHead, "programme"))) return Refusals.NotAllowed("只有科室负责人可以恢复计时");
        if (context.State.Suspension is null) return Refusals.NotSuspended;
        if (string.IsNullOrWhiteSpace(command.Reason)) return Refusals.CommentNeeded("恢复计时");
        context.Emit(new Resumed(context.Actor.UserId, command.Reason));
        foreach (var activation in context.State.Activations)
        {
            var stage = context.Index[activation.StageId].Stage;
            foreach (var deadline in activation.Deadlines.Where(d => d.PausedFor == PauseReasons.Suspension))
                context.Continue(deadline, RecomputationRules.RemindersOf(stage, deadline.Purpose));
        }

        return null;
    }

    private static List<Deadline> Deadlines(ProcessState state) => [.. state.Activations.SelectMany(a => a.Deadlines)];
}
