namespace Innovation.Workflows.Expressions.Nodes;

/// <summary>
/// A chain of <c>and</c> or <c>or</c> in three-valued logic: one deciding operand (false for and, true for or)
/// decides whatever the others are; otherwise any operand that is not a boolean makes the result null.
/// </summary>
internal sealed class LogicNode(bool isOr, Node[] operands) : Node
{
    public override FeelValue Evaluate(Func<string, FeelValue> resolve)
    {
        var unknown = false;
        foreach (var operand in operands)
        {
            var value = operand.Evaluate(resolve);
            if (value.Kind != FeelKind.Boolean) unknown = true;
            else if (value.IsTrue == isOr) return value;
        }
        return unknown ? FeelValue.Null : FeelValue.Of(!isOr);
    }
}
