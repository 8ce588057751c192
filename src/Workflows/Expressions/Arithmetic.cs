namespace Innovation.Workflows.Expressions;

/// <summary>Decimal arithmetic that gives null instead of failing.</summary>
internal static class Arithmetic
{
    public static FeelValue Apply(char symbol, FeelValue left, FeelValue right) => (left.Kind, right.Kind) switch
    {
        (FeelKind.Number, FeelKind.Number) => Numbers(symbol, left.Raw, right.Raw),
        (FeelKind.Text, FeelKind.Text) when symbol == '+' => FeelValue.Of(left.AsText + right.AsText),
        (FeelKind.Date, FeelKind.Date) when symbol == '-' => FeelValue.Of(left.Raw - right.Raw),
        (FeelKind.Date, FeelKind.Number) when symbol is '+' or '-' => MoveDate(symbol, left.Raw, right.Raw),
        _ => FeelValue.Null,
    };

    private static FeelValue MoveDate(char symbol, decimal day, decimal days)
    {
        if (decimal.Truncate(days) != days || Math.Abs(days) > DateOnly.MaxValue.DayNumber) return FeelValue.Null;
        var target = symbol == '+' ? day + days : day - days;
        return target < 0 || target > DateOnly.MaxValue.DayNumber
            ? FeelValue.Null
            : FeelValue.Of(DateOnly.FromDayNumber((int)target));
    }

    private static FeelValue Numbers(char symbol, decimal left, decimal right)
    {
        try
        {
            return symbol switch
            {
                '+' => FeelValue.Of(left + right),
                '-' => FeelValue.Of(left - right),
                '*' => FeelValue.Of(left * right),
                '/' => right == 0 ? FeelValue.Null : FeelValue.Of(left / right),
                _ => Power(left, right),
            };
        }
        catch (OverflowException)
        {
            return FeelValue.Null;
        }
    }

    /// <summary>Exact for whole exponents; about 15 digits for others.</summary>
    private static FeelValue Power(decimal basis, decimal exponent)
    {
        if (decimal.Truncate(exponent) != exponent || Math.Abs(exponent) > int.MaxValue)
        {
            var approximate = Math.Pow((double)basis, (double)exponent);
            return double.IsFinite(approximate) ? FeelValue.Of((decimal)approximate) : FeelValue.Null;
        }
        if (exponent < 0)
            return basis == 0 ? FeelValue.Null : Power(basis, -exponent) is { IsNull: false, Raw: not 0 } positive
                ? FeelValue.Of(1 / positive.Raw)
                : FeelValue.Null;
        decimal result = 1;
        var square = basis;
        for (var left = (int)exponent; left > 0; left >>= 1)
        {
            if ((left & 1) == 1) result *= square;
            if (left > 1) square *= square;
        }
        return FeelValue.Of(result);
    }
}
