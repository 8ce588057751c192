namespace Innovation.Workflows.Expressions.Nodes;

internal sealed class ComparisonNode(ComparisonKind kind, Node left, Node right) : Node
{
    public override FeelValue Evaluate(Func<string, FeelValue> resolve) =>
        Comparison.Apply(kind, left.Evaluate(resolve), right.Evaluate(resolve));
}

/// <summary><c>x in list</c> or <c>x in value</c>.</summary>
internal sealed class MemberNode(Node left, Node right) : Node
{
    public override FeelValue Evaluate(Func<string, FeelValue> resolve)
    {
        var value = left.Evaluate(resolve);
        var target = right.Evaluate(resolve);
        return target.AsList is { } items && value.Kind != FeelKind.List
            ? Comparison.Contains(items, value)
            : Comparison.Apply(ComparisonKind.Equal, value, target);
    }
}

/// <summary><c>x in [low..high)</c> and <c>x between low and high</c>; null when a bound or the value is null.</summary>
internal sealed class RangeNode(Node left, Node low, bool lowIncluded, Node high, bool highIncluded) : Node
{
    public override FeelValue Evaluate(Func<string, FeelValue> resolve)
    {
        var value = left.Evaluate(resolve);
        var above = Comparison.Apply(
            lowIncluded ? ComparisonKind.GreaterOrEqual : ComparisonKind.Greater, value, low.Evaluate(resolve));
        if (above.IsFalse) return above;
        var below = Comparison.Apply(
            highIncluded ? ComparisonKind.LessOrEqual : ComparisonKind.Less, value, high.Evaluate(resolve));
        return below.IsTrue ? above : below;
    }
}
