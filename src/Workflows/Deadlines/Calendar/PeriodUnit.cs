namespace Innovation.Workflows.Deadlines;

/// <summary>The unit of a period 期限.</summary>
public enum PeriodUnit
{
    /// <summary>工作日: days on which offices work.</summary>
    WorkingDays,

    /// <summary>日: every day counts.</summary>
    CalendarDays,

    /// <summary>月: to the same day of the month.</summary>
    Months,

    /// <summary>年: to the same day of the year.</summary>
    Years,
}
