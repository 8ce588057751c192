namespace Innovation.Workflows.Expressions.BuiltIns;

/// <summary>A built-in function with the arities it accepts.</summary>
internal sealed record Function(int Least, int Most)
{
    public Func<FeelValue, FeelValue>? One { get; init; }

    public Func<FeelValue, FeelValue, FeelValue>? Two { get; init; }

    public Func<FeelValue[], FeelValue>? Many { get; init; }

    /// <summary>What the parameters must be; null accepts everything, the last one counts for all that follow.</summary>
    public FeelKind?[] Takes { get; init; } = [];

    /// <summary>What comes out; null when it depends.</summary>
    public FeelKind? Gives { get; init; }

    /// <summary>The arguments may also be the items of the list.</summary>
    public bool SpreadsItems { get; init; }

    /// <summary>What every item of the list must be.</summary>
    public FeelKind? Items { get; init; }

    /// <summary>The result is of the type of the first argument.</summary>
    public bool GivesFirst { get; init; }

    /// <summary>The result is one of the items.</summary>
    public bool GivesItem { get; init; }

    /// <summary>Which parameter is a pattern; null when none is.</summary>
    public int? PatternAt { get; init; }

    /// <summary>Which parameter holds the flags of the pattern.</summary>
    public int FlagsAt { get; init; } = -1;

    public bool Accepts(int count) => count >= Least && count <= Most;

    public string DescribeArity() =>
        Least == Most ? $"{Least} 个" : Most == int.MaxValue ? $"至少 {Least} 个" : $"{Least} 至 {Most} 个";

    public static Function Of(Func<FeelValue, FeelValue> one, FeelKind? takes = null, FeelKind? gives = null) =>
        new(1, 1) { One = one, Takes = [takes], Gives = gives };

    public static Function Of(Func<FeelValue, FeelValue, FeelValue> two, FeelKind? first = null, FeelKind? second = null, FeelKind? gives = null) =>
        new(2, 2) { Two = two, Takes = [first, second], Gives = gives };

    public static Function Of(int least, int most, Func<FeelValue[], FeelValue> many, FeelKind? gives, params FeelKind?[] takes) =>
        new(least, most) { Many = many, Takes = takes, Gives = gives };

    /// <summary>Over a list given as one argument, or over the arguments themselves.</summary>
    public static Function OfList(Func<IReadOnlyList<FeelValue>, FeelValue> over, FeelKind? items = null, FeelKind? gives = null) => new(1, int.MaxValue)
    {
        One = value => value.IsNull ? FeelValue.Null : over(value.AsList ?? [value]),
        Many = values => over(values),
        SpreadsItems = true,
        Items = items,
        Gives = gives,
    };
}
