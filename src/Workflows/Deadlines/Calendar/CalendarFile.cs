using System.Globalization;
using Innovation.Workflows.Tables;

namespace Innovation.Workflows.Deadlines;

/// <summary>放假安排表: days off and make-up workdays, one a line, as a table or as text of the same form.</summary>
public static class CalendarFile
{
    private static readonly TableShape Shape = new([new("date", true, "日期"), new("kind", true, "类型", "安排"), new("holiday_zh", true, "name", "节日", "节日名称", "名称")], 2000);

    /// <summary>What an uploaded file says, or why nothing of it may be taken.</summary>
    public static (IReadOnlyList<CalendarDay> Days, IReadOnlyList<string> Problems) Read(ReadOnlySpan<byte> content) => Days(TableFile.Read(content, Shape));

    /// <summary>What a typed or stored table says.</summary>
    public static (IReadOnlyList<CalendarDay> Days, IReadOnlyList<string> Problems) Read(string text) => Days(TableFile.Read(text, Shape));

    /// <summary>The days as text, with heading, in order.</summary>
    public static string Write(IEnumerable<CalendarDay> days) => TableFile.WriteText(
        days.OrderBy(d => d.Date).Select(d => (string[])[d.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), CalendarYears.KindOf(d.Kind), d.Name]).Prepend(["date", "kind", "holiday_zh"]), "\n");

    private static (IReadOnlyList<CalendarDay> Days, IReadOnlyList<string> Problems) Days(TableReading table)
    {
        var (problems, days, first) = (table.Problems.ToList(), new List<CalendarDay>(), new Dictionary<DateOnly, int>());
        foreach (var line in table.Lines)
        {
            if (line.Day("date") is not { } date) problems.Add(line.Says($"日期“{line["date"]}”读不懂，应如 2026-05-01。"));
            else if (KindOf(line.Code("kind").ToLowerInvariant()) is not { } kind) problems.Add(line.Says($"类型“{line["kind"]}”应为 holiday_off（放假）或 make_up_workday（调休上班）。"));
            else if (line["holiday_zh"].ReplaceLineEndings(" ") is not { Length: > 0 and <= CalendarYears.MostName } name) problems.Add(line.Says($"{date:yyyy-MM-dd} 没有写节日名称，或超过 {CalendarYears.MostName} 字。"));
            else if (!first.TryAdd(date, line.Number)) problems.Add(line.Says($"{date:yyyy-MM-dd} 在第 {first[date]} 行已经写了。"));
            else days.Add(new CalendarDay(date, kind, name));
        }

        return (days, problems);
    }

    private static DayKind? KindOf(string text) => text switch
    {
        "holiday_off" or "放假" or "休" or "休息" => DayKind.HolidayOff,
        "make_up_workday" or "调休上班" or "补班" or "上班" or "班" => DayKind.MakeUpWorkday,
        _ => null,
    };
}
