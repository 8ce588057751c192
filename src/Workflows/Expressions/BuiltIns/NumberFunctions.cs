namespace Innovation.Workflows.Expressions.BuiltIns;

internal static class NumberFunctions
{
    public static FeelValue Map(FeelValue value, Func<decimal, decimal> map) =>
        value.AsNumber is { } number ? FeelValue.Of(map(number)) : FeelValue.Null;

    /// <summary>四舍五入: half away from zero. Negative digits round to tens, hundreds and so on.</summary>
    public static FeelValue RoundHalfUp(FeelValue value, FeelValue digits)
    {
        if (value.AsNumber is not { } number || digits.AsNumber is not { } places
            || decimal.Truncate(places) != places || places is < -28 or > 28)
            return FeelValue.Null;
        if (places >= 0) return FeelValue.Of(Math.Round(number, (int)places, MidpointRounding.AwayFromZero));
        var unit = 1m;
        for (var i = 0; i < -places; i++) unit *= 10;
        return Arithmetic.Apply('*',
            FeelValue.Of(Math.Round(number / unit, MidpointRounding.AwayFromZero)), FeelValue.Of(unit));
    }
}
