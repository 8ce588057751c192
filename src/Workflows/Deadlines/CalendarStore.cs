using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Deadlines;

/// <summary>The working calendar as stored; kept in memory until it changes.</summary>
public sealed class CalendarStore
{
    private volatile Kept? current;

    /// <param name="SeenBy">The context that looked last: within one transaction the calendar does not change.</param>
    private sealed record Kept(WorkingCalendar Calendar, int Revision, DbContextId SeenBy);

    public async Task<WorkingCalendar> GetAsync(WorkflowsDbContext db, CancellationToken cancellation = default)
    {
        // Another process may have changed it, and in this one the change may have been committed just now.
        if (current is { } seen && seen.SeenBy == db.ContextId) return seen.Calendar;
        var revision = await db.CalendarYears.SumAsync(y => y.Revision, cancellation);
        if (current is { } known && known.Revision == revision)
        {
            current = known with { SeenBy = db.ContextId };
            return known.Calendar;
        }

        var days = await db.CalendarDays.AsNoTracking().ToListAsync(cancellation);
        var years = await db.CalendarYears.AsNoTracking().Select(y => y.Year).ToListAsync(cancellation);
        var calendar = new WorkingCalendar(days.Select(Day), years);
        current = new Kept(calendar, revision, db.ContextId);
        return calendar;
    }

    internal static CalendarDay Day(CalendarDayRow row) => new(row.Date, row.Kind == "holiday_off" ? DayKind.HolidayOff : DayKind.MakeUpWorkday, row.Name);

    /// <summary>Stores the shipped years when there is no calendar yet.</summary>
    public static async Task StoreShippedAsync(WorkflowsDbContext db, CancellationToken cancellation = default)
    {
        if (await db.CalendarYears.AnyAsync(cancellation)) return;
        var shipped = WorkingCalendar.Shipped;
        foreach (var year in shipped.LoadedYears)
        {
            db.CalendarYears.Add(new CalendarYearRow { Year = year });
            for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
                if (shipped.Find(day) is { } special)
                    db.CalendarDays.Add(new CalendarDayRow { Date = day, Kind = CalendarYears.KindOf(special.Kind), Name = special.Name });
        }

        await db.SaveChangesAsync(cancellation);
    }
}
