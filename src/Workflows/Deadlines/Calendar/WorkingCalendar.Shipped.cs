namespace Innovation.Workflows.Deadlines;

public sealed partial class WorkingCalendar
{
    private static readonly Lazy<WorkingCalendar> ShippedCalendar = new(() =>
    {
        using var stream = typeof(WorkingCalendar).Assembly.GetManifestResourceStream(
            typeof(WorkingCalendar).Assembly.GetManifestResourceNames()
                .Single(name => name.EndsWith("cn_workday_calendar_2025_2026.csv", StringComparison.Ordinal)))!;
        using var reader = new StreamReader(stream);
        var (days, problems) = CalendarFile.Read(reader.ReadToEnd());
        return problems.Count == 0 ? new WorkingCalendar(days, days.Select(day => day.Date.Year)) : throw new InvalidDataException(problems[0]);
    });

    /// <summary>The notices of 2025 and 2026 that come with the program.</summary>
    public static WorkingCalendar Shipped => ShippedCalendar.Value;
}
