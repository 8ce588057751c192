using System.Globalization;

namespace Innovation.Workflows.Expressions.BuiltIns;

internal static class DateFunctions
{
    /// <summary><c>date("2026-09-01")</c>; null when the text is no date in that form.</summary>
    public static FeelValue Parse(FeelValue value) =>
        value.Kind == FeelKind.Date ? value
        : DateOnly.TryParseExact(value.AsText, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var date) ? FeelValue.Of(date)
        : FeelValue.Null;

    /// <summary><c>date(2026, 9, 1)</c>.</summary>
    public static FeelValue FromParts(FeelValue[] parts)
    {
        if (parts.Length != 3) return FeelValue.Null;
        return Whole(parts[0], 9999) is { } year && Whole(parts[1], 12) is { } month
            && Whole(parts[2], DateTime.DaysInMonth(year, month)) is { } day
            ? FeelValue.Of(new DateOnly(year, month, day))
            : FeelValue.Null;
    }

    public static FeelValue Part(FeelValue value, Func<DateOnly, int> part) =>
        value.AsDate is { } date ? FeelValue.Of((decimal)part(date)) : FeelValue.Null;

    private static int? Whole(FeelValue value, int most) =>
        value.AsNumber is { } number && decimal.Truncate(number) == number && number >= 1 && number <= most
            ? (int)number
            : null;
}
