using System.Globalization;

namespace Innovation.Workflows.Deadlines;

public sealed partial class WorkingCalendar
{
    private static readonly Lazy<WorkingCalendar> ShippedCalendar = new(() =>
    {
        using var stream = typeof(WorkingCalendar).Assembly.GetManifestResourceStream(
            typeof(WorkingCalendar).Assembly.GetManifestResourceNames()
                .Single(name => name.EndsWith("cn_workday_calendar_2025_2026.csv", StringComparison.Ordinal)))!;
        using var reader = new StreamReader(stream);
        var days = ReadCsv(reader);
        return new WorkingCalendar(days, days.Select(day => day.Date.Year));
    });

    /// <summary>The notices of 2025 and 2026 that come with the program.</summary>
    public static WorkingCalendar Shipped => ShippedCalendar.Value;

    /// <summary>Reads <c>date,kind,holiday_zh,…</c> with a header row.</summary>
    /// <exception cref="FormatException">A row is not of this form; the message names its line.</exception>
    public static IReadOnlyList<CalendarDay> ReadCsv(TextReader reader)
    {
        var days = new List<CalendarDay>();
        reader.ReadLine();
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            var cells = text.Split(',');
            if (cells.Length < 3
                || !DateOnly.TryParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, 0, out var date)
                || KindOf(cells[1]) is not { } kind)
                throw new FormatException($"节假日表第 {line} 行格式不对，应当为：日期,holiday_off 或 make_up_workday,节日名称。");
            days.Add(new CalendarDay(date, kind, cells[2]));
        }
        return days;
    }

    private static DayKind? KindOf(string text) => text switch
    {
        "holiday_off" => DayKind.HolidayOff,
        "make_up_workday" => DayKind.MakeUpWorkday,
        _ => null,
    };
}
