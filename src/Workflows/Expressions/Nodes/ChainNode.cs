using Innovation.Workflows.Expressions.Typing;

namespace Innovation.Workflows.Expressions.Nodes;

/// <summary>A left-associative chain of arithmetic of one precedence level.</summary>
internal sealed class ChainNode(Node first, (char Symbol, Node Operand)[] rest) : Node
{
    public override FeelValue Evaluate(ref Evaluation run)
    {
        var result = first.Evaluate(ref run);
        foreach (var (symbol, operand) in rest)
        {
            if (result.IsNull) return FeelValue.Null;
            result = Arithmetic.Apply(symbol, result, operand.Evaluate(ref run));
            if (result.Kind == FeelKind.Text) run.Keep(result);
        }
        return result;
    }

    public override FeelType Infer(TypeScope scope)
    {
        var left = first.Infer(scope);
        foreach (var (symbol, operand) in rest)
        {
            var right = operand.Infer(scope);
            if (left.Kind is not { } one || right.Kind is not { } other)
            {
                // Text may only be joined to text; what is not known may turn out to fit.
                left = symbol is '*' or '/' or '^' ? FeelType.Number : FeelType.Any;
                continue;
            }
            left = (one, other) switch
            {
                (FeelKind.Number, FeelKind.Number) => FeelType.Number,
                (FeelKind.Text, FeelKind.Text) when symbol == '+' => FeelType.Text,
                (FeelKind.Date, FeelKind.Date) when symbol == '-' => FeelType.Number,
                (FeelKind.Date, FeelKind.Number) when symbol is '+' or '-' => FeelType.Date,
                _ => Refuse(scope, operand.Position, symbol, one, other),
            };
        }
        return left;
    }

    private static FeelType Refuse(TypeScope scope, int position, char symbol, FeelKind one, FeelKind other)
    {
        scope.Report(position, $"{FeelType.Word(one)}与{FeelType.Word(other)}不能用 {(symbol == '^' ? "**" : symbol)} 计算。");
        return FeelType.Any;
    }
}
