using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine;

/// <summary>
/// 重算: what a new working calendar does to a running period. It is counted again from the day and the length that the
/// state keeps. A period of the applicant or of the public is only ever lengthened; any other may end earlier, but not
/// before the day of the change is over. What is paused is left: it is counted when it resumes.
/// </summary>
public static class RecomputationRules
{
    /// <summary>Whose period is only lengthened: 补正, 公示, and every stage that the applicant works on.</summary>
    public static bool IsProtected(Stage stage, DeadlinePurpose purpose) =>
        purpose is DeadlinePurpose.Supplement or DeadlinePurpose.Notice || stage is SubmissionStage || stage.Assign is { Initiator: true };

    /// <summary>The end of a period under the new calendar.</summary>
    /// <param name="counted">What the new calendar says.</param>
    /// <param name="known">The end so far.</param>
    /// <param name="isProtected">See <see cref="IsProtected"/>.</param>
    /// <param name="at">When the calendar changed.</param>
    public static DateTimeOffset NewEnd(DateTimeOffset counted, DateTimeOffset known, bool isProtected, DateTimeOffset at)
    {
        if (counted >= known) return counted;
        if (isProtected) return known;
        var tonight = ProcessClock.EndOf(ProcessClock.DayOf(at));
        return counted > tonight ? counted : known < tonight ? known : tonight;
    }

    internal static Refusal? Recompute(DecisionContext context, RecomputeDeadline command)
    {
        var (activation, deadline) = context.State.FindDeadline(command.Deadline);
        if (activation is null || deadline is null || deadline.PausedOn is not null || deadline.DueAt <= command.At) return Refusals.ItemClosed;
        // Hours run by the clock, not by the calendar.
        if (deadline.Unit == PeriodUnit.Hours && deadline.Amount > 0) return null;
        var stage = context.Index[activation.StageId].Stage;
        var remind = RemindersOf(stage, deadline.Purpose);
        FactRequest request = deadline.Amount == 0
            ? new FixedDueRequest(deadline.DueAt, [.. remind])
            : new DueRequest(deadline.ResumedOn ?? deadline.Trigger, deadline.Left ?? deadline.Amount, deadline.Unit, [.. remind]);
        if (!context.Know<DueFact>(request, out var due)) return null;
        var dueAt = deadline.Amount == 0 ? deadline.DueAt : NewEnd(due.DueAt, deadline.DueAt, IsProtected(stage, deadline.Purpose), command.At);
        var reminders = context.StillAhead(due.Reminders, dueAt);
        if (dueAt == deadline.DueAt && due.Provisional == deadline.Provisional && reminders.SequenceEqual(context.StillAhead(deadline.Reminders, dueAt))) return null;
        context.Emit(new DeadlineRecomputed(deadline.Id, stage.Id, deadline.DueAt, dueAt, due.Provisional, reminders, command.Reason));
        return null;
    }

    /// <summary>When to remind before such a period ends, in its working days or hours.</summary>
    internal static IReadOnlyList<int> RemindersOf(Stage stage, DeadlinePurpose purpose) => purpose switch
    {
        DeadlinePurpose.Supplement => stage is ReviewStage { Supplement: { } rule } ? rule.Remind : [],
        DeadlinePurpose.Notice => [],
        DeadlinePurpose.Explanation => Kinds.ExpertReviewBehaviour.DayBefore,
        DeadlinePurpose.Objection => Kinds.PublicNoticeBehaviour.AnswerReminders,
        _ => stage.Deadline?.Remind ?? [],
    };
}
