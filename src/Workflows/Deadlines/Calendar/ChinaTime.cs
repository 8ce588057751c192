namespace Innovation.Workflows.Deadlines;

/// <summary>The civil time of China (Asia/Shanghai, UTC+8, no summer time since 1991).</summary>
public static partial class ChinaTime
{
    /// <summary>Eight hours ahead of UTC.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    /// <summary>The day on which an instant falls in China.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>00:00 of a day in China, in UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();

    /// <summary>24:00 of a day in China, which is 00:00 of the next, in UTC.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));

    /// <summary>
    /// The last day of a period that is due at an instant: due 2026-05-09 00:00+08:00 has the last day 05-08, due at
    /// 17:30 has that same day.
    /// </summary>
    public static DateOnly LastDayOf(DateTimeOffset dueInstant) => DateOf(dueInstant.AddTicks(-1));
}
