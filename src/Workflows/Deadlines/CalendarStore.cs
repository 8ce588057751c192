using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Deadlines;

/// <summary>The working calendar as stored; kept in memory until it changes.</summary>
public sealed class CalendarStore
{
    private volatile WorkingCalendar? current;

    public async Task<WorkingCalendar> GetAsync(WorkflowsDbContext db, CancellationToken cancellation = default)
    {
        if (current is { } known) return known;
        var days = await db.CalendarDays.AsNoTracking().ToListAsync(cancellation);
        var years = await db.CalendarYears.AsNoTracking().Select(y => y.Year).ToListAsync(cancellation);
        return current = new WorkingCalendar(days.Select(d => new CalendarDay(d.Date, d.Kind == "holiday_off" ? DayKind.HolidayOff : DayKind.MakeUpWorkday, d.Name)), years);
    }

    /// <summary>Forgets what is in memory, after the stored calendar changed.</summary>
    public void Forget() => current = null;

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
                    db.CalendarDays.Add(new CalendarDayRow { Date = day, Kind = special.Kind == DayKind.HolidayOff ? "holiday_off" : "make_up_workday", Name = special.Name });
        }

        await db.SaveChangesAsync(cancellation);
    }
}
