using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Deadlines;

/// <summary>Loads the holiday notice of a year. Running deadlines keep their dates.</summary>
public sealed class CalendarLoad(IDbContexts contexts, CommandGate gate, CalendarStore store)
{
    public async Task<Refusal?> LoadAsync(int year, IReadOnlyList<CalendarDay> days, Sender sender, CancellationToken cancellation = default)
    {
        if (year is < 2000 or > 2100) return new("calendar.year", "year", "年份应在 2000 与 2100 之间。");
        if (days.FirstOrDefault(d => d.Date.Year != year) is { } stray) return new("calendar.day", "days", $"{stray.Date:yyyy-MM-dd} 不在 {year} 年。");
        if (days.GroupBy(d => d.Date).FirstOrDefault(g => g.Count() > 1) is { } twice) return new("calendar.day", "days", $"{twice.Key:yyyy-MM-dd} 写了两次。");
        if (days.FirstOrDefault(d => d.Name.Length is 0 or > 40) is { } unnamed) return new("calendar.name", "days", $"{unnamed.Date:yyyy-MM-dd} 没有写节日名称，或超过 40 字。");
        await Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
        {
            db.CalendarDays.RemoveRange(await db.CalendarDays.Where(d => d.Date >= new DateOnly(year, 1, 1) && d.Date <= new DateOnly(year, 12, 31)).ToListAsync(cancellation));
            await db.SaveChangesAsync(cancellation);
            foreach (var day in days) db.CalendarDays.Add(new CalendarDayRow { Date = day.Date, Kind = day.Kind == DayKind.HolidayOff ? "holiday_off" : "make_up_workday", Name = day.Name });
            if (!await db.CalendarYears.AnyAsync(y => y.Year == year, cancellation)) db.CalendarYears.Add(new CalendarYearRow { Year = year });
            await AuditLog.AddAsync(db, sender.User, "calendar.loaded", year.ToString(), new { days = days.Count }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return true;
        }, cancellation: cancellation);
        store.Forget();
        return null;
    }
}
