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

    /// <summary>So many months later (or earlier); a month without that day gives its last day.</summary>
    public static FeelValue Move(FeelValue value, FeelValue amount, int months)
    {
        if (value.AsDate is not { } date || amount.AsNumber is not { } number || decimal.Truncate(number) != number || Math.Abs(number) > 120_000) return FeelValue.Null;
        var total = ((date.Year - 1) * 12) + date.Month - 1 + ((int)number * months);
        return total is < 0 or >= 9999 * 12 ? FeelValue.Null : FeelValue.Of(date.AddMonths((int)number * months));
    }

    /// <summary>Full months (or years) from one date to another; negative when the second is earlier.</summary>
    public static FeelValue Between(FeelValue from, FeelValue to, int months)
    {
        if (from.AsDate is not { } first || to.AsDate is not { } last) return FeelValue.Null;
        var sign = last < first ? -1 : 1;
        if (sign < 0) (first, last) = (last, first);
        var full = ((last.Year - first.Year) * 12) + last.Month - first.Month;
        if (first.AddMonths(full) > last) full--;
        return FeelValue.Of((decimal)(sign * (full / months)));
    }

    private static int? Whole(FeelValue value, int most) =>
        value.AsNumber is { } number && decimal.Truncate(number) == number && number >= 1 && number <= most
            ? (int)number
            : null;
}
