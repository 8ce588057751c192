using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Deadlines;

/// <summary>期限 as the sweep and the pages see it.</summary>
public sealed class DeadlineRow
{
    /// <summary>Case id, a hyphen and the deadline's number in the case.</summary>
    public required string Id { get; init; }

    public required string CaseId { get; init; }

    public required int Deadline { get; init; }

    /// <summary>The open visit of the stage that it limits.</summary>
    public required int Activation { get; init; }

    public required string StageId { get; init; }

    public required string StageName { get; init; }

    public required DeadlinePurpose Purpose { get; init; }

    public required DateOnly Trigger { get; init; }

    public required int Amount { get; init; }

    public required PeriodUnit Unit { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    /// <summary>The due instant before any pause.</summary>
    public required DateTimeOffset OriginalDueAt { get; init; }

    public bool Provisional { get; set; }

    public DateOnly? PausedOn { get; set; }

    /// <summary>The latest pause, kept for the day strip: first and last held day.</summary>
    public DateOnly? HeldFrom { get; set; }

    public DateOnly? HeldUntil { get; set; }

    /// <summary>When time acts next: a reminder or the due instant; null when closed or paused.</summary>
    public DateTimeOffset? NextAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>How it was closed: <c>expired</c>, <c>met</c>, …</summary>
    public string? Cause { get; set; }

    /// <summary>Effective time of the expiry.</summary>
    public DateTimeOffset? ExpiredAt { get; set; }

    /// <summary>超期: expired while the work stays open.</summary>
    public bool Overdue { get; set; }
}

/// <summary>A special day of the working calendar.</summary>
public sealed class CalendarDayRow
{
    public required DateOnly Date { get; init; }

    /// <summary><c>holiday_off</c> or <c>make_up_workday</c>.</summary>
    public required string Kind { get; set; }

    public required string Name { get; set; }
}

/// <summary>A year whose holiday notice is loaded.</summary>
public sealed class CalendarYearRow
{
    public required int Year { get; init; }

    /// <summary>How often the year was stored; every process sees by the sum that the calendar has changed.</summary>
    public int Revision { get; set; } = 1;
}
