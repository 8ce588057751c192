using Innovation.Workflows.Expressions.BuiltIns;
using Innovation.Workflows.Expressions.Typing;

namespace Innovation.Workflows.Expressions.Nodes;

/// <summary>A call of a built-in; one and two arguments travel without an array.</summary>
internal sealed class CallNode(string name, Function function, Node[] arguments) : Node
{
    /// <summary>A date written out: <c>date("2026-09-01")</c>.</summary>
    public bool IsDate => name == "date" && arguments.All(argument => argument is ConstantNode);

    public override FeelValue Evaluate(ref Evaluation run)
    {
        switch (function)
        {
            case { One: { } one } when arguments.Length == 1:
                return run.Keep(one(Paid(arguments[0], ref run)));
            case { Two: { } two } when arguments.Length == 2:
                return run.Keep(two(Paid(arguments[0], ref run), Paid(arguments[1], ref run)));
            default:
                var values = new FeelValue[arguments.Length];
                for (var i = 0; i < values.Length; i++) values[i] = Paid(arguments[i], ref run);
                return run.Keep(function.Many!(values));
        }
    }

    /// <summary>A function may look at every item of its arguments.</summary>
    private static FeelValue Paid(Node argument, ref Evaluation run)
    {
        var value = argument.Evaluate(ref run);
        if (value.Kind is FeelKind.List or FeelKind.Context or FeelKind.Text) run.Spend(value.Size);
        return value;
    }

    public override FeelType Infer(TypeScope scope)
    {
        var first = FeelType.Any;
        for (var i = 0; i < arguments.Length; i++)
        {
            var type = arguments[i].Infer(scope);
            if (i == 0) first = type;
            if (i == 1 && name == "list contains" && first.Kind == FeelKind.List) scope.Comparable(first.Element, type, arguments[i].Position);
            var wanted = function.Takes.Length == 0 ? null : function.Takes[Math.Min(i, function.Takes.Length - 1)];
            // A list function takes its items one by one too.
            if (wanted is { } kind && !(function.SpreadsItems && (type.Kind is FeelKind.List || arguments.Length > 1)))
                scope.Want(type, arguments[i].Position, $"函数 {name} 的第 {i + 1} 个参数", kind);
            else if (function.SpreadsItems && function.Items is { } item)
                scope.Want(type.Kind == FeelKind.List ? type.Element : type, arguments[i].Position, $"函数 {name} 的每一项", item);
        }
        CheckPattern(scope);
        return function.GivesFirst ? first : function.GivesItem ? (arguments.Length == 1 && first.Kind == FeelKind.List ? first.Element : first) : FeelType.Of(function.Gives);
    }

    /// <summary>A pattern that is written out is read before it ever runs.</summary>
    private void CheckPattern(TypeScope scope)
    {
        if (function.PatternAt is not { } at || arguments[at] is not ConstantNode { Value.AsText: { } pattern } written) return;
        var flags = function.FlagsAt >= 0 && function.FlagsAt < arguments.Length ? (arguments[function.FlagsAt] as ConstantNode)?.Value.AsText ?? "" : "";
        if (!Pattern.TryRead(pattern, flags, out var read, out var why)) scope.Report(written.Position, why + "。");
        else if (name != "matches" && read.IsMatch("")) scope.Report(written.Position, "模式可以什么也不对应，请至少对应一个字。");
        else if (name == "replace" && arguments[2] is ConstantNode { Value.AsText: { } other } place && read.ReadReplacement(other, out _) is { } wrong) scope.Report(place.Position, wrong + "。");
    }
}
