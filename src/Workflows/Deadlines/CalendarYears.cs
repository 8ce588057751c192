using System.Globalization;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Deadlines;

/// <summary>The stored years of the working calendar: what a year may look like, and how it is replaced.</summary>
public sealed class CalendarYears(IDbContexts contexts, CommandGate gate)
{
    public const int MostName = 40;

    /// <summary>What is wrong with a year, named by its field; null when it may be stored.</summary>
    public static Refusal? Check(int year, IReadOnlyList<CalendarDay> days)
    {
        if (year is < 2000 or > 2100) return new("calendar.year", "year", "年份应在 2000 与 2100 之间。");
        if (days.Count == 0) return new("calendar.days", "days", $"{year} 年一天放假、调休也没有，请写全。");
        foreach (var day in days)
        {
            var date = day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (day.Date.Year != year) return new("calendar.day", "days", $"{date} 不在 {year} 年。");
            if (string.IsNullOrWhiteSpace(day.Name) || day.Name.Length > MostName) return new("calendar.name", "days", $"{date} 没有写节日名称，或超过 {MostName} 字。");
            if (day.Kind == DayKind.MakeUpWorkday && day.Date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                return new("calendar.weekday", "days", $"{date} 是{ChinaTime.Weekday(day.Date)}，本来就上班，不用写成调休上班。");
        }

        return days.GroupBy(d => d.Date).FirstOrDefault(g => g.Count() > 1) is { } twice ? new("calendar.day", "days", $"{twice.Key:yyyy-MM-dd} 写了两次。") : null;
    }

    /// <summary>Replaces a year inside the caller's transaction.</summary>
    internal static async Task StoreAsync(WorkflowsDbContext db, int year, IReadOnlyList<CalendarDay> days, CancellationToken cancellation)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        db.CalendarDays.RemoveRange(await db.CalendarDays.Where(d => d.Date >= first && d.Date <= last).ToListAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        foreach (var day in days) db.CalendarDays.Add(new CalendarDayRow { Date = day.Date, Kind = KindOf(day.Kind), Name = day.Name });
        if (await db.CalendarYears.SingleOrDefaultAsync(y => y.Year == year, cancellation) is { } known) known.Revision++;
        else db.CalendarYears.Add(new CalendarYearRow { Year = year });
    }

    /// <summary>Stores a year at once, for the demonstration and its tests; in an installation in use two persons decide (<see cref="CalendarProposals"/>).</summary>
    public async Task<Refusal?> LoadAsync(int year, IReadOnlyList<CalendarDay> days, Sender sender, CancellationToken cancellation = default)
    {
        if (Check(year, days) is { } refusal) return refusal;
        await Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
        {
            await StoreAsync(db, year, days, cancellation);
            await AuditLog.AddAsync(db, sender.User, "calendar.loaded", year.ToString(CultureInfo.InvariantCulture), new { days = days.Count }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return true;
        }, cancellation: cancellation);
        return null;
    }

    /// <summary>How a kind is written in tables and CSV.</summary>
    public static string KindOf(DayKind kind) => kind == DayKind.HolidayOff ? "holiday_off" : "make_up_workday";
}
