using Innovation.Workflows.Expressions.Typing;

namespace Innovation.Workflows.Expressions.Nodes;

/// <summary>One node of the compiled tree.</summary>
internal abstract class Node
{
    /// <summary>Zero-based place in the text.</summary>
    public int Position { get; init; }

    public abstract FeelValue Evaluate(ref Evaluation run);

    /// <summary>What the value will be, as far as it is known; reports what is certainly wrong.</summary>
    public abstract FeelType Infer(TypeScope scope);
}

internal sealed class ConstantNode(FeelValue value) : Node
{
    public FeelValue Value => value;

    public override FeelValue Evaluate(ref Evaluation run) => value;

    public override FeelType Infer(TypeScope scope) => value.AsText is { } text ? FeelType.WrittenOut(text) : FeelType.Of(value.Kind);
}

internal sealed class NameNode(string name) : Node
{
    public override FeelValue Evaluate(ref Evaluation run) => run.Resolve(name);

    public override FeelType Infer(TypeScope scope) => scope.Name(name, Position);
}

internal sealed class ListNode(Node[] items) : Node
{
    public IReadOnlyList<Node> Items => items;

    public override FeelValue Evaluate(ref Evaluation run)
    {
        var values = new FeelValue[items.Length];
        for (var i = 0; i < items.Length; i++) values[i] = items[i].Evaluate(ref run);
        return run.Keep(FeelValue.List(values));
    }

    public override FeelType Infer(TypeScope scope)
    {
        FeelType? common = null;
        foreach (var item in items)
        {
            var type = item.Infer(scope);
            common = common is null ? type : FeelType.Common(common, type);
        }
        return FeelType.ListOf(common ?? FeelType.Any);
    }
}

internal sealed class IfNode(Node condition, Node then, Node otherwise) : Node
{
    public override FeelValue Evaluate(ref Evaluation run) =>
        condition.Evaluate(ref run).IsTrue ? then.Evaluate(ref run) : otherwise.Evaluate(ref run);

    public override FeelType Infer(TypeScope scope)
    {
        scope.Want(condition.Infer(scope), condition.Position, "if 后面的条件", FeelKind.Boolean);
        var one = then.Infer(scope);
        return FeelType.Common(one, otherwise.Infer(scope));
    }
}

internal sealed class NegateNode(Node operand) : Node
{
    public bool IsConstant => operand is ConstantNode;

    public override FeelValue Evaluate(ref Evaluation run) =>
        operand.Evaluate(ref run).AsNumber is { } number ? FeelValue.Of(-number) : FeelValue.Null;

    public override FeelType Infer(TypeScope scope)
    {
        scope.Want(operand.Infer(scope), operand.Position, "负号后面", FeelKind.Number);
        return FeelType.Number;
    }
}

/// <summary><c>x instance of number</c>.</summary>
internal sealed class InstanceNode(Node operand, FeelKind kind) : Node
{
    public override FeelValue Evaluate(ref Evaluation run) => FeelValue.Of(operand.Evaluate(ref run).Kind == kind);

    public override FeelType Infer(TypeScope scope)
    {
        operand.Infer(scope);
        return FeelType.Boolean;
    }
}
