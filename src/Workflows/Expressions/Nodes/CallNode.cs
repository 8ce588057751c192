using Innovation.Workflows.Expressions.BuiltIns;

namespace Innovation.Workflows.Expressions.Nodes;

/// <summary>A call of a built-in; one and two arguments travel without an array.</summary>
internal sealed class CallNode(Function function, Node[] arguments) : Node
{
    public override FeelValue Evaluate(Func<string, FeelValue> resolve) => function switch
    {
        { One: { } one } when arguments.Length == 1 => one(arguments[0].Evaluate(resolve)),
        { Two: { } two } when arguments.Length == 2 =>
            two(arguments[0].Evaluate(resolve), arguments[1].Evaluate(resolve)),
        _ => function.Many!(Array.ConvertAll(arguments, argument => argument.Evaluate(resolve))),
    };
}
