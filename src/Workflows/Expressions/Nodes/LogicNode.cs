using Innovation.Workflows.Expressions.Typing;

namespace Innovation.Workflows.Expressions.Nodes;

/// <summary>
/// A chain of <c>and</c> or <c>or</c> in three-valued logic: one deciding operand (false for and, true for or)
/// decides whatever the others are; otherwise any operand that is not a boolean makes the result null.
/// </summary>
internal sealed class LogicNode(bool isOr, Node[] operands) : Node
{
    public override FeelValue Evaluate(ref Evaluation run)
    {
        var unknown = false;
        foreach (var operand in operands)
        {
            var value = operand.Evaluate(ref run);
            if (value.Kind != FeelKind.Boolean) unknown = true;
            else if (value.IsTrue == isOr) return value;
        }
        return unknown ? FeelValue.Null : FeelValue.Of(!isOr);
    }

    public override FeelType Infer(TypeScope scope)
    {
        foreach (var operand in operands) scope.Want(operand.Infer(scope), operand.Position, $"{(isOr ? "or" : "and")} 两边", FeelKind.Boolean);
        return FeelType.Boolean;
    }
}

/// <summary><c>not(…)</c> around the tests of a cell.</summary>
internal sealed class NotNode(Node operand) : Node
{
    public override FeelValue Evaluate(ref Evaluation run) =>
        operand.Evaluate(ref run).AsBoolean is { } met ? FeelValue.Of(!met) : FeelValue.Null;

    public override FeelType Infer(TypeScope scope)
    {
        operand.Infer(scope);
        return FeelType.Boolean;
    }
}
