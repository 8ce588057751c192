namespace Innovation.Web.Components;

/// <summary>Dates as pages write them (ui/guidelines.md, Words).</summary>
public static class DateText
{
    private const string Weekdays = "日一二三四五六";

    /// <summary>The time of day in China, as 09:30.</summary>
    public static string Time(DateTimeOffset instant) => $"{Local(instant):HH:mm}";

    /// <summary>9月16日（周三）, with the year when it is not that of <paramref name="today"/>.</summary>
    public static string Day(DateOnly day, DateOnly today) => $"{Short(day, today)}（周{Weekdays[(int)day.DayOfWeek]}）";

    /// <summary>9月16日, with the year when it is not that of <paramref name="today"/>.</summary>
    public static string Short(DateOnly day, DateOnly today) => (day.Year == today.Year ? "" : $"{day.Year}年") + $"{day.Month}月{day.Day}日";

    /// <summary>9月16日（周三）24:00: the end of a last day.</summary>
    public static string EndOf(DateOnly day, DateOnly today) => Day(day, today) + "24:00";

    /// <summary>The day in China at this instant.</summary>
    public static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(Local(now).DateTime);

    /// <summary>9月16日 10:31.</summary>
    public static string Moment(DateTimeOffset instant, DateTimeOffset now)
    {
        var local = Local(instant);
        return $"{Short(DateOnly.FromDateTime(local.DateTime), Today(now))} {local:HH:mm}";
    }

    /// <summary>9月17日 24:00: an instant of effect; midnight is the end of the day before, never 00:00.</summary>
    public static string Effective(DateTimeOffset instant, DateTimeOffset now)
    {
        var local = Local(instant);
        return local.TimeOfDay == TimeSpan.Zero ? $"{Short(DateOnly.FromDateTime(local.DateTime).AddDays(-1), Today(now))} 24:00" : Moment(instant, now);
    }

    private static DateTimeOffset Local(DateTimeOffset instant) => instant.ToOffset(TimeSpan.FromHours(8));
}
