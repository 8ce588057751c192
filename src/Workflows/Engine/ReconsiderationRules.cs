using Innovation.Workflows.Definitions;

namespace Innovation.Workflows.Engine;

/// <summary>
/// 申请复核 (handbook B0, Appeal): once, against an ending that is not favourable, within 10 working days after it; decided within
/// 20 working days by somebody who had no part in the case.
/// </summary>
public static class ReconsiderationRules
{
    /// <summary>How long it may be asked for, in working days after the end [C].</summary>
    public const int AskWithin = 10;

    /// <summary>How long the office may take, in working days [C].</summary>
    public const int DecideWithin = 20;

    private const int MostWords = 4000;

    /// <summary>Whether this ending can be reconsidered at all; whether it is still in time is said when it is asked for.</summary>
    public static bool IsOpen(ProcessDefinition definition, ProcessState state)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(state);
        return state is { Phase: ProcessPhase.Ended, Reconsideration: null } && state.Result != ResultDefinition.Withdrawn && state.Visits.Count > 0
            && definition.Results.FirstOrDefault(r => r.Id == state.Result)?.Favourable != true;
    }

    /// <summary>Why this person does not decide; null: he may.</summary>
    public static Refusal? MayDecide(ProcessDefinition definition, ProcessState state, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.Holds($"{ProcessRoles.SectionHead}@programme:{definition.Id}") && !actor.Holds($"{ProcessRoles.Signatory}@programme:{definition.Id}")) return Refusals.NotAllowed("复核由科室负责人或签发人决定");
        return Acted(state, actor.UserId) || (actor.Via is { } via && Acted(state, via)) ? Refusals.ReconsiderationBarred : null;
    }

    /// <summary>Whether this person had a part in the case.</summary>
    public static bool Acted(ProcessState state, string user)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.EndedBy == user || state.Actors.Any(a => a.Value.Contains(user));
    }

    internal static Refusal? Request(DecisionContext context, RequestReconsideration command)
    {
        if (!command.Actor.Holds(context.Applicant)) return Refusals.NotYours;
        if (context.State.Reconsideration is not null) return Refusals.ReconsiderationOnce;
        if (!IsOpen(context.Index.Definition, context.State)) return Refusals.ReconsiderationNone;
        if (command.Reason.Trim().Length is < 10 or > MostWords) return Refusals.ReconsiderationReason;
        if (!context.Know<DueFact>(new DueRequest(ProcessClock.DayOf(context.State.EndedAt!.Value), AskWithin, PeriodUnit.WorkingDays, []), out var until)) return null;
        if (command.At >= until.DueAt) return Refusals.ReconsiderationLate(until.DueAt);
        if (!context.Know<DueFact>(new DueRequest(context.Trigger, DecideWithin, PeriodUnit.WorkingDays, []), out var due)) return null;
        context.Emit(new ReconsiderationRequested(command.Actor.UserId, command.Reason.Trim(), due.DueAt));
        return null;
    }

    internal static Refusal? Decide(DecisionContext context, DecideReconsideration command)
    {
        if (context.State.Reconsideration is not { Decided: false }) return Refusals.ReconsiderationNotOpen;
        if (MayDecide(context.Index.Definition, context.State, command.Actor) is { } refusal) return refusal;
        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > MostWords) return Refusals.CommentNeeded("复核决定");
        context.Emit(new ReconsiderationDecided(command.Actor.UserId, command.Changed, command.Reason.Trim()));
        return null;
    }
}

/// <summary>复核 of an ended case.</summary>
/// <param name="By">Who asked.</param>
/// <param name="DueAt">First instant after the period for the decision.</param>
public sealed record Reconsideration(string By, string Reason, DateTimeOffset RequestedAt, DateTimeOffset DueAt)
{
    public bool Decided { get; init; }

    /// <summary>撤销原决定; otherwise it is upheld.</summary>
    public bool Changed { get; init; }

    public string? Answer { get; init; }
}
