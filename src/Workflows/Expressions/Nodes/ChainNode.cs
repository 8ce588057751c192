namespace Innovation.Workflows.Expressions.Nodes;

/// <summary>A left-associative chain of arithmetic of one precedence level.</summary>
internal sealed class ChainNode(Node first, (char Symbol, Node Operand)[] rest) : Node
{
    public override FeelValue Evaluate(Func<string, FeelValue> resolve)
    {
        var result = first.Evaluate(resolve);
        foreach (var (symbol, operand) in rest)
        {
            if (result.IsNull) return FeelValue.Null;
            result = Arithmetic.Apply(symbol, result, operand.Evaluate(resolve));
        }
        return result;
    }
}
