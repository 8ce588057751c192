namespace Innovation.Workflows.Deadlines;

/// <summary>How a day departs from the plain week.</summary>
public enum DayKind
{
    /// <summary>放假: a day off by the State Council notice, whatever its weekday.</summary>
    HolidayOff,

    /// <summary>调休上班: a Saturday or Sunday on which people work.</summary>
    MakeUpWorkday,
}

/// <summary>One row of a State Council holiday notice.</summary>
/// <param name="Date">The day.</param>
/// <param name="Kind">Day off or make-up workday.</param>
/// <param name="Name">The holiday it belongs to, in Chinese.</param>
public sealed record CalendarDay(DateOnly Date, DayKind Kind, string Name);
