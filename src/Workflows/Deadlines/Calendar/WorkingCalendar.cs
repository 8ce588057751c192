using System.Collections.Frozen;

namespace Innovation.Workflows.Deadlines;

/// <summary>
/// Working days 工作日 after the State Council holiday notices, and the periods counted with them. A period starts the
/// day after its trigger and ends at 24:00 of its last day (民法典 第二百条至第二百零四条). Immutable.
/// </summary>
public sealed partial class WorkingCalendar
{
    private readonly FrozenDictionary<DateOnly, CalendarDay> days;
    private readonly FrozenSet<int> years;

    /// <summary>Builds a calendar.</summary>
    /// <param name="days">Days that depart from the plain week; a later row for the same day replaces an earlier one.</param>
    /// <param name="loadedYears">Years whose notice is loaded; all other years are provisional.</param>
    public WorkingCalendar(IEnumerable<CalendarDay> days, IEnumerable<int> loadedYears)
    {
        var byDate = new Dictionary<DateOnly, CalendarDay>();
        foreach (var day in days) byDate[day.Date] = day;
        this.days = byDate.ToFrozenDictionary();
        years = loadedYears.ToFrozenSet();
    }

    /// <summary>Years whose holiday notice is loaded, ascending.</summary>
    public IReadOnlyList<int> LoadedYears => years.Order().ToArray();

    /// <summary>Every day that departs from the plain week, in order.</summary>
    public IReadOnlyList<CalendarDay> Days => [.. days.Values.OrderBy(d => d.Date)];

    /// <summary>The notice's row for a day; null for an ordinary weekday or weekend.</summary>
    public CalendarDay? Find(DateOnly day) => days.GetValueOrDefault(day);

    /// <summary>Whether offices work on a day. In a year that is not loaded, Monday to Friday.</summary>
    public bool IsWorkingDay(DateOnly day) => days.TryGetValue(day, out var row)
        ? row.Kind == DayKind.MakeUpWorkday
        : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Whether the day's year has no loaded notice, so that the answer may change (暂定).</summary>
    public bool IsProvisional(DateOnly day) => !years.Contains(day.Year);

    /// <summary>The day itself when it is a working day, else the first working day after it.</summary>
    public DateOnly OnOrAfter(DateOnly day)
    {
        while (!IsWorkingDay(day)) day = day.AddDays(1);
        return day;
    }

    /// <summary>Working days strictly after one day, up to and including another; 0 when the second is not later.</summary>
    public int WorkingDaysBetween(DateOnly after, DateOnly through)
    {
        var count = 0;
        for (var day = after; day < through;)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day)) count++;
        }
        return count;
    }
}
