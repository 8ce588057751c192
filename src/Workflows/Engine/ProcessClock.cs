namespace Innovation.Workflows.Engine;

/// <summary>Calendar days in Asia/Shanghai, which has had no summer time since 1991.</summary>
internal static class ProcessClock
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime + Offset);

    /// <summary>The last day of a period that ends at this instant.</summary>
    public static DateOnly LastDayOf(DateTimeOffset dueAt) => DayOf(dueAt.AddTicks(-1));

    /// <summary>24:00 of a day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();

    /// <summary>The instant to the second, as officials write it.</summary>
    public static string Words(DateTimeOffset instant)
    {
        var local = instant.UtcDateTime + Offset;
        if (local.TimeOfDay != TimeSpan.Zero) return $"{local:yyyy年M月d日 HH:mm:ss}";
        var eve = local.AddDays(-1);
        return $"{eve:yyyy年M月d日} 24:00";
    }
}
