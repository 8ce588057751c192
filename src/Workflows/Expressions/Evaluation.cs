namespace Innovation.Workflows.Expressions;

/// <summary>One run of an expression: where names come from, the local variables, and what it may still cost.</summary>
internal struct Evaluation(Func<string, FeelValue> resolve, int locals)
{
    private int steps;

    public readonly Func<string, FeelValue> Resolve => resolve;

    /// <summary>Values of the local variables by slot.</summary>
    public readonly FeelValue[] Locals { get; } = locals == 0 ? [] : new FeelValue[locals];

    /// <summary>Pays for work; a hostile expression runs out.</summary>
    /// <exception cref="ExpressionException">The expression has cost too much.</exception>
    public void Spend(int cost)
    {
        steps += cost;
        if (steps is > Expression.MaxSteps or < 0) throw Fail($"计算量太大，超过 {Expression.MaxSteps} 步，请减少循环或列表的长度。");
    }

    /// <summary>Pays for a new value and refuses one that has grown too large.</summary>
    /// <exception cref="ExpressionException">The value is too large or too deep.</exception>
    public FeelValue Keep(FeelValue value)
    {
        if (value.Kind is not (FeelKind.List or FeelKind.Context or FeelKind.Text)) return value;
        if (value.Size > Expression.MaxSize) throw Fail($"中间结果太大，最多 {Expression.MaxSize} 项。");
        if (value.Depth > Expression.MaxDepth) throw Fail($"列表嵌套太深，最多 {Expression.MaxDepth} 层。");
        Spend(value.Size);
        return value;
    }

    private static ExpressionException Fail(string message) => new(new(0, message));
}
