using System.Globalization;

using Innovation.Workflows.Definitions;

namespace Innovation.Workflows.Deadlines;

public static partial class ChinaTime
{
    private const string Weekdays = "日一二三四五六";

    /// <summary>2026年9月16日.</summary>
    public static string LongDate(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";

    /// <summary>9月16日.</summary>
    public static string ShortDate(DateOnly day) => $"{day.Month}月{day.Day}日";

    /// <summary>周三.</summary>
    public static string Weekday(DateOnly day) => $"周{Weekdays[(int)day.DayOfWeek]}";

    /// <summary>9月16日, with the year when it is not the year of <paramref name="today"/>.</summary>
    public static string Date(DateOnly day, DateOnly today) =>
        day.Year == today.Year ? ShortDate(day) : LongDate(day);

    /// <summary>
    /// 9月16日（周三）, 9月20日（周日，调休上班）, 9月25日（周五，中秋节放假）; （暂定） follows when the year is not loaded.
    /// </summary>
    /// <param name="day">The day.</param>
    /// <param name="calendar">Tells make-up days, holidays and loaded years.</param>
    /// <param name="today">The year is written when it differs from this day's; null writes it always.</param>
    public static string DayWithWeek(DateOnly day, WorkingCalendar calendar, DateOnly? today) =>
        Head(day, calendar, today) + Tail(day, calendar);

    /// <summary>The end of a period: 9月16日（周三）24:00, never 23:59; （暂定） follows when the year is not loaded.</summary>
    /// <inheritdoc cref="DayWithWeek"/>
    public static string EndOfDay(DateOnly day, WorkingCalendar calendar, DateOnly? today) =>
        $"{Head(day, calendar, today)}24:00{Tail(day, calendar)}";

    /// <summary>A due instant in words: the end of a day as 24:00 of the day before, any other as its time.</summary>
    /// <inheritdoc cref="DayWithWeek"/>
    public static string Due(DateTimeOffset dueInstant, WorkingCalendar calendar, DateOnly? today)
    {
        var day = LastDayOf(dueInstant);
        if (EndOf(day) == dueInstant) return EndOfDay(day, calendar, today);
        return $"{Head(day, calendar, today)}{Clock(dueInstant)}{Tail(day, calendar)}";
    }

    /// <summary>10:31 in China.</summary>
    public static string Clock(DateTimeOffset instant) =>
        instant.ToOffset(Offset).ToString("H:mm", CultureInfo.InvariantCulture);

    /// <summary>2026年9月16日10:31:05, for messages about lateness, to the second.</summary>
    public static string Exact(DateTimeOffset instant) =>
        LongDate(DateOf(instant)) + instant.ToOffset(Offset).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>5 个工作日, 30 日, 6 个月, 3 年.</summary>
    public static string Period(int amount, PeriodUnit unit) => unit switch
    {
        PeriodUnit.WorkingDays => $"{amount} 个工作日",
        PeriodUnit.CalendarDays => $"{amount} 日",
        PeriodUnit.Hours => $"{amount} 小时",
        PeriodUnit.Months => $"{amount} 个月",
        PeriodUnit.Years => $"{amount} 年",
        _ => throw new ArgumentOutOfRangeException(nameof(unit)),
    };

    /// <summary>还剩 2 个工作日, 今天到期 or 超期 2 个工作日, seen from a day.</summary>
    /// <param name="lastDay">Last day of the period.</param>
    /// <param name="today">The day of looking, in China.</param>
    /// <param name="calendar">Counts the working days.</param>
    public static string Remaining(DateOnly lastDay, DateOnly today, WorkingCalendar calendar)
    {
        if (lastDay == today) return "今天到期";
        if (lastDay > today) return $"还剩 {calendar.WorkingDaysBetween(today, lastDay)} 个工作日";
        var late = calendar.WorkingDaysBetween(lastDay, today);
        return late == 0 ? "超期不足 1 个工作日" : $"超期 {late} 个工作日";
    }

    private static string Head(DateOnly day, WorkingCalendar calendar, DateOnly? today)
    {
        var note = calendar.Find(day) switch
        {
            { Kind: DayKind.MakeUpWorkday } => "，调休上班",
            { Kind: DayKind.HolidayOff } off => $"，{off.Name}放假",
            _ => "",
        };
        return $"{(today is { } now ? Date(day, now) : LongDate(day))}（{Weekday(day)}{note}）";
    }

    private static string Tail(DateOnly day, WorkingCalendar calendar) => calendar.IsProvisional(day) ? "（暂定）" : "";
}
