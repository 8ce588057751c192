namespace Innovation.Documents;

/// <summary>Dates and ordinals as official papers write them.</summary>
public static class ChineseText
{
    private static readonly string[] Digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    private static readonly string[] Weekdays = ["日", "一", "二", "三", "四", "五", "六"];

    /// <summary>2026年9月16日.</summary>
    public static string Date(DateOnly date) => $"{date.Year}年{date.Month}月{date.Day}日";

    /// <summary>2026年9月16日（周三）24:00, the end of a last day.</summary>
    public static string EndOfDay(DateOnly date) => $"{Date(date)}（周{Weekdays[(int)date.DayOfWeek]}）24:00";

    /// <summary>一, 十二, 二十; for 1 to 99.</summary>
    public static string Ordinal(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 99);
        var (tens, ones) = (number / 10, number % 10);
        var head = tens switch { 0 => "", 1 => "十", _ => Digits[tens] + "十" };
        return head + (ones == 0 ? "" : Digits[ones]);
    }
}
