using Innovation.Workflows.Expressions.Typing;

namespace Innovation.Workflows.Expressions.Nodes;

internal sealed class ComparisonNode(ComparisonKind kind, Node left, Node right) : Node
{
    public ComparisonKind Kind => kind;

    public Node Left => left;

    public Node Right => right;

    public override FeelValue Evaluate(ref Evaluation run)
    {
        var one = left.Evaluate(ref run);
        var other = right.Evaluate(ref run);
        if (one.Depth > 0) run.Spend(one.Size);
        return Comparison.Apply(kind, one, other);
    }

    public override FeelType Infer(TypeScope scope)
    {
        var one = left.Infer(scope);
        var other = right.Infer(scope);
        scope.Comparable(one, other, Position);
        if (kind is not (ComparisonKind.Equal or ComparisonKind.NotEqual) && (one.Kind ?? other.Kind) is { } found && found is FeelKind.Boolean or FeelKind.List or FeelKind.Context)
            scope.Report(Position, $"{FeelType.Word(found)}没有大小之分，只能用 = 或 !=。");
        return FeelType.Boolean;
    }
}

/// <summary><c>x in list</c>, <c>x in range</c> or <c>x in value</c>.</summary>
internal sealed class MemberNode(Node left, Node right) : Node
{
    public Node Left => left;

    public Node Right => right;

    public override FeelValue Evaluate(ref Evaluation run)
    {
        var value = left.Evaluate(ref run);
        var target = right.Evaluate(ref run);
        if (target.Depth > 0) run.Spend(target.Size);
        if (value.Depth > 0) run.Spend(value.Size);
        return Comparison.In(value, target);
    }

    public override FeelType Infer(TypeScope scope)
    {
        var one = left.Infer(scope);
        var other = right.Infer(scope);
        // A list may be an item of a list of lists, or the same list.
        if (one.Kind == FeelKind.List && other.Kind == FeelKind.List) return FeelType.Boolean;
        if (other.Kind == FeelKind.List) other = other.Element;
        if (other.Kind == FeelKind.Range && one.Kind != FeelKind.Range) other = other.Element;
        scope.Comparable(one, other, right.Position);
        return FeelType.Boolean;
    }
}

/// <summary><c>x in [low..high)</c> and <c>x between low and high</c>; null when a bound or the value is null.</summary>
internal sealed class RangeNode(Node left, Node low, bool lowIncluded, Node high, bool highIncluded) : Node
{
    public Node Left => left;

    public Node Low => low;

    public Node High => high;

    public bool LowIncluded => lowIncluded;

    public bool HighIncluded => highIncluded;

    public override FeelValue Evaluate(ref Evaluation run)
    {
        var value = left.Evaluate(ref run);
        var above = Comparison.Apply(
            lowIncluded ? ComparisonKind.GreaterOrEqual : ComparisonKind.Greater, value, low.Evaluate(ref run));
        if (above.IsFalse) return above;
        var below = Comparison.Apply(
            highIncluded ? ComparisonKind.LessOrEqual : ComparisonKind.Less, value, high.Evaluate(ref run));
        return below.IsTrue ? above : below;
    }

    public override FeelType Infer(TypeScope scope)
    {
        var value = left.Infer(scope);
        scope.Comparable(value, low.Infer(scope), low.Position);
        scope.Comparable(value, high.Infer(scope), high.Position);
        return FeelType.Boolean;
    }
}

/// <summary>A range as a value: <c>[1..5]</c>.</summary>
internal sealed class RangeValueNode(Node low, bool lowIncluded, Node high, bool highIncluded) : Node
{
    public override FeelValue Evaluate(ref Evaluation run)
    {
        var from = low.Evaluate(ref run);
        var to = high.Evaluate(ref run);
        return Comparison.Order(from, to) is null ? FeelValue.Null : FeelValue.Of(new FeelRange(from, lowIncluded, to, highIncluded));
    }

    public override FeelType Infer(TypeScope scope)
    {
        var from = low.Infer(scope);
        var to = high.Infer(scope);
        scope.Comparable(from, to, high.Position);
        return FeelType.RangeOf(FeelType.Common(from, to));
    }
}
