namespace Innovation.Workflows.Expressions.Nodes;

/// <summary>One node of the compiled tree.</summary>
internal abstract class Node
{
    public abstract FeelValue Evaluate(Func<string, FeelValue> resolve);
}

internal sealed class ConstantNode(FeelValue value) : Node
{
    public override FeelValue Evaluate(Func<string, FeelValue> resolve) => value;
}

internal sealed class NameNode(string name) : Node
{
    public override FeelValue Evaluate(Func<string, FeelValue> resolve) => resolve(name);
}

internal sealed class ListNode(Node[] items) : Node
{
    public override FeelValue Evaluate(Func<string, FeelValue> resolve) =>
        FeelValue.Of(Array.ConvertAll(items, item => item.Evaluate(resolve)));
}

internal sealed class IfNode(Node condition, Node then, Node otherwise) : Node
{
    public override FeelValue Evaluate(Func<string, FeelValue> resolve) =>
        condition.Evaluate(resolve).IsTrue ? then.Evaluate(resolve) : otherwise.Evaluate(resolve);
}

internal sealed class NegateNode(Node operand) : Node
{
    public override FeelValue Evaluate(Func<string, FeelValue> resolve) =>
        operand.Evaluate(resolve).AsNumber is { } number ? FeelValue.Of(-number) : FeelValue.Null;
}
