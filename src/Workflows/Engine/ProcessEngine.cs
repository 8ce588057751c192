using System.Collections.Immutable;
using Innovation.Workflows.Definitions;

namespace Innovation.Workflows.Engine;

/// <summary>
/// What happens next: a pure function from definition, state, command and facts to events. It has no clock, no chance and
/// no I/O; it never does the doing.
/// </summary>
public static class ProcessEngine
{
    public static Decision Decide(ProcessDefinition definition, ProcessState state, ProcessCommand command, Facts facts)
    {
        var context = new DecisionContext(DefinitionIndex.Of(definition), state, command, facts);
        var refusal = CommandRules.Apply(context, command);
        if (refusal is null) HandUpRules.Apply(context, state);
        if (context.Missing.Count > 0) return new Decision.NeedFacts(context.Missing);
        if (refusal is not null) return new Decision.Refused(refusal);
        return new Decision.Accepted(context.Events, context.State);
    }

    public static ProcessState Evolve(ProcessState state, ProcessEvent happened) => Evolution.Apply(state, happened);

    /// <summary>The fold of a whole history.</summary>
    public static ProcessState Replay(IEnumerable<ProcessEvent> history) => history.Aggregate(ProcessState.Empty, Evolution.Apply);

    /// <summary>The earliest instant at which time will do something, and what; null when nothing is due.</summary>
    public static (ProcessCommand Command, DateTimeOffset At)? NextDue(ProcessState state)
    {
        (ProcessCommand, DateTimeOffset)? best = null;
        if (state.Suspension is not null) return null;
        foreach (var activation in state.Activations)
        {
            foreach (var deadline in activation.Deadlines)
            {
                if (deadline.PausedOn is not null) continue;
                Consider(deadline.Reminders.Length > 0 && deadline.Reminders[0] < deadline.DueAt ? deadline.Reminders[0] : null, new RemindDeadline(deadline.Id) { Actor = Actor.System, At = default });
                Consider(deadline.DueAt, new ExpireDeadline(deadline.Id) { Actor = Actor.System, At = default });
            }
        }

        return best;

        void Consider(DateTimeOffset? at, ProcessCommand command)
        {
            if (at is { } instant && (best is null || instant < best.Value.Item2)) best = (command with { At = instant }, instant);
        }
    }
}
