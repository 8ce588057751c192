using System.Globalization;
using System.Text.Json.Serialization;

namespace Innovation.Workflows.Definitions;

/// <summary>期限: how long a stage may take and what happens when the time is over.</summary>
public sealed record DeadlineRule
{
    /// <summary>Length in <see cref="Unit"/>; 0 when <see cref="At"/> fixes the instant.</summary>
    public int Amount { get; init; }

    public PeriodUnit Unit { get; init; } = PeriodUnit.WorkingDays;

    /// <summary>A fixed instant of the round instead of a length: <c>closesAt</c> (申报截止) or <c>recommendBy</c> (推荐截止), or a fixed day as yyyy-MM-dd, until its 24:00.</summary>
    public string? At { get; init; }

    /// <summary>The day that <see cref="At"/> fixes; null when it names an instant of the round, or nothing.</summary>
    [JsonIgnore]
    public DateOnly? FixedDay => DateOnly.TryParseExact(At, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary><c>entered</c>: counts from the day the stage began; <c>opened</c>: from the day a batch opened it.</summary>
    public string From { get; init; } = "entered";

    /// <summary>Reminders, in working days before the last day.</summary>
    public IReadOnlyList<int> Remind { get; init; } = [5, 3, 1];

    public ExpiryAction? OnExpiry { get; init; }
}

/// <summary>Units of a period (handbook B0).</summary>
public enum PeriodUnit
{
    /// <summary>工作日</summary>
    WorkingDays,

    /// <summary>日历日</summary>
    CalendarDays,

    /// <summary>小时: runs on from the instant itself, by night and on rest days; reminders are hours before the end.</summary>
    Hours,

    /// <summary>月</summary>
    Months,

    /// <summary>年</summary>
    Years,
}

/// <summary>到期处理: exactly one of the three is set.</summary>
public sealed record ExpiryAction
{
    /// <summary>Tell this role; the stage stays open and turns red.</summary>
    public string? Escalate { get; init; }

    /// <summary>End the stage with this outcome, dated by the deadline (e.g. 视为受理).</summary>
    public string? Outcome { get; init; }

    /// <summary>Replace the experts who have not handed in (专家评审 only).</summary>
    public bool ReplaceExperts { get; init; }
}
