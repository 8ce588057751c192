namespace Innovation.Workflows.Expressions.BuiltIns;

/// <summary>A built-in function with the arities it accepts.</summary>
internal sealed record Function(int Least, int Most)
{
    public Func<FeelValue, FeelValue>? One { get; init; }

    public Func<FeelValue, FeelValue, FeelValue>? Two { get; init; }

    public Func<FeelValue[], FeelValue>? Many { get; init; }

    public bool Accepts(int count) => count >= Least && count <= Most;

    public string DescribeArity() =>
        Least == Most ? $"{Least} 个" : Most == int.MaxValue ? $"至少 {Least} 个" : $"{Least} 至 {Most} 个";

    public static Function Of(Func<FeelValue, FeelValue> one) => new(1, 1) { One = one };

    public static Function Of(Func<FeelValue, FeelValue, FeelValue> two) => new(2, 2) { Two = two };

    /// <summary>Over a list given as one argument, or over the arguments themselves.</summary>
    public static Function OfList(Func<IReadOnlyList<FeelValue>, FeelValue> over) => new(1, int.MaxValue)
    {
        One = value => value.IsNull ? FeelValue.Null : over(value.AsList ?? [value]),
        Many = values => over(values),
    };
}
