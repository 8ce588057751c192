using System.Globalization;

namespace Innovation.Workflows.Expressions.BuiltIns;

internal static class NumberFunctions
{
    /// <summary>As FEEL has it. A number has at most 28 decimals, so rounding to more leaves it as it is.</summary>
    private const decimal MostPlaces = 6176;

    public static FeelValue Map(FeelValue value, Func<decimal, decimal> map) =>
        value.AsNumber is { } number ? FeelValue.Of(map(number)) : FeelValue.Null;

    /// <summary>四舍五入: half away from zero. Negative digits round to tens, hundreds and so on.</summary>
    public static FeelValue RoundHalfUp(FeelValue value, FeelValue digits)
    {
        if (value.AsNumber is not { } number || digits.AsNumber is not { } places
            || decimal.Truncate(places) != places || places is < -28 or > MostPlaces)
            return FeelValue.Null;
        if (places > 28) return value;
        if (places >= 0) return FeelValue.Of(Math.Round(number, (int)places, MidpointRounding.AwayFromZero));
        var unit = 1m;
        for (var i = 0; i < -places; i++) unit *= 10;
        return Arithmetic.Apply('*',
            FeelValue.Of(Math.Round(number / unit, MidpointRounding.AwayFromZero)), FeelValue.Of(unit));
    }

    /// <summary>向上 (away from zero) or 向下 (towards zero) to so many decimals.</summary>
    public static FeelValue Round(FeelValue value, FeelValue digits, bool away)
    {
        if (value.AsNumber is not { } number || digits.AsNumber is not { } places || decimal.Truncate(places) != places || places is < 0 or > MostPlaces) return FeelValue.Null;
        if (places > 28) return value;
        var cut = Math.Round(number, (int)places, MidpointRounding.ToZero);
        if (!away || cut == number) return FeelValue.Of(cut);
        var unit = 1m;
        for (var i = 0; i < places; i++) unit /= 10;
        return Arithmetic.Apply(number > 0 ? '+' : '-', FeelValue.Of(cut), FeelValue.Of(unit));
    }

    /// <summary>Half to even, as FEEL's <c>decimal</c>.</summary>
    public static FeelValue RoundHalfEven(FeelValue value, FeelValue digits) =>
        value.AsNumber is { } number && digits.AsNumber is { } places && decimal.Truncate(places) == places && places is >= 0 and <= MostPlaces
            ? FeelValue.Of(places > 28 ? number : Math.Round(number, (int)places, MidpointRounding.ToEven))
            : FeelValue.Null;

    /// <summary>The remainder has the sign of the divisor.</summary>
    public static FeelValue Modulo(FeelValue value, FeelValue divisor)
    {
        if (value.AsNumber is not { } number || divisor.AsNumber is not { } by || by == 0) return FeelValue.Null;
        var rest = number % by;
        return FeelValue.Of(rest != 0 && rest < 0 != by < 0 ? rest + by : rest);
    }

    public static FeelValue IsDivisible(FeelValue value, int rest) =>
        value.AsNumber is { } number && decimal.Truncate(number) == number ? FeelValue.Of(Math.Abs(number % 2) == rest) : FeelValue.Null;

    /// <summary>A number written with digits and a point; null for anything else.</summary>
    public static FeelValue Parse(FeelValue value) =>
        value.Kind == FeelKind.Number ? value
        : value.AsText is { Length: <= 64 } text && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? FeelValue.Of(number)
            : FeelValue.Null;
}
