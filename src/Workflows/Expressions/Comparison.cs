namespace Innovation.Workflows.Expressions;

internal enum ComparisonKind
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>
/// FEEL comparison. Equality of two nulls is true, of null and a value false, of different kinds null; an order
/// exists between two numbers, two texts (by code point) and two dates, everything else gives null.
/// </summary>
internal static class Comparison
{
    public static bool TryRead(string symbol, out ComparisonKind kind)
    {
        kind = symbol switch
        {
            "=" => ComparisonKind.Equal,
            "!=" => ComparisonKind.NotEqual,
            "<" => ComparisonKind.Less,
            "<=" => ComparisonKind.LessOrEqual,
            ">" => ComparisonKind.Greater,
            ">=" => ComparisonKind.GreaterOrEqual,
            _ => (ComparisonKind)(-1),
        };
        return (int)kind >= 0;
    }

    public static FeelValue Apply(ComparisonKind kind, FeelValue left, FeelValue right)
    {
        if (kind is ComparisonKind.Equal or ComparisonKind.NotEqual)
            return left.Kind != right.Kind && !left.IsNull && !right.IsNull
                ? FeelValue.Null
                : FeelValue.Of(left.Equals(right) == (kind == ComparisonKind.Equal));
        if (Order(left, right) is not { } order) return FeelValue.Null;
        return FeelValue.Of(kind switch
        {
            ComparisonKind.Less => order < 0,
            ComparisonKind.LessOrEqual => order <= 0,
            ComparisonKind.Greater => order > 0,
            _ => order >= 0,
        });
    }

    /// <summary>Null when the two have no order.</summary>
    public static int? Order(FeelValue left, FeelValue right) => (left.Kind, right.Kind) switch
    {
        (FeelKind.Number, FeelKind.Number) or (FeelKind.Date, FeelKind.Date) => left.Raw.CompareTo(right.Raw),
        (FeelKind.Text, FeelKind.Text) => ByCodePoint(left.AsText!, right.AsText!),
        _ => null,
    };

    /// <summary>By code point: characters beyond U+FFFF come after all others, although their halves do not.</summary>
    private static int ByCodePoint(string left, string right)
    {
        var at = 0;
        while (at < left.Length && at < right.Length && left[at] == right[at]) at++;
        if (at == left.Length || at == right.Length) return left.Length.CompareTo(right.Length);
        var (one, other) = (left[at], right[at]);
        return char.IsSurrogate(one) == char.IsSurrogate(other) ? one.CompareTo(other) : char.IsSurrogate(one) ? 1 : -1;
    }

    /// <summary>FEEL's <c>in</c>: the value itself, an item of a list, or inside a range, also of a list of ranges.</summary>
    public static FeelValue In(FeelValue value, FeelValue target)
    {
        if (target.AsRange is { } range && value.Kind != FeelKind.Range) return range.Includes(value);
        if (target.AsList is not { } items) return Apply(ComparisonKind.Equal, value, target);
        foreach (var item in items)
        {
            if (item.Equals(value) || (item.AsRange is { } inside && value.Kind != FeelKind.Range && inside.Includes(value).IsTrue)) return FeelValue.True;
        }
        return FeelValue.Of(value.Kind == FeelKind.List && value.Equals(target));
    }

    public static FeelValue Contains(IReadOnlyList<FeelValue> items, FeelValue value)
    {
        foreach (var item in items)
        {
            if (item.Equals(value)) return FeelValue.True;
        }
        return FeelValue.False;
    }
}
