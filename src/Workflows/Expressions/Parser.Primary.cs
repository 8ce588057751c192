using Innovation.Workflows.Expressions.BuiltIns;
using Innovation.Workflows.Expressions.Nodes;

namespace Innovation.Workflows.Expressions;

internal sealed partial class Parser
{
    private Node ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                at++;
                return new ConstantNode(FeelValue.Of(token.Number)) { Position = token.Position };
            case TokenKind.Text:
                at++;
                return new ConstantNode(FeelValue.Of(token.Text)) { Position = token.Position };
            case TokenKind.Word:
                return ParseWord();
            case TokenKind.Symbol when token.Text is "(" or "[" && HasRangeDots():
                var (low, lowIncluded, high, highIncluded) = ParseBounds();
                return new RangeValueNode(low, lowIncluded, high, highIncluded) { Position = token.Position };
            case TokenKind.Symbol when token.Text == "{":
                return ParseContext();
            case TokenKind.Symbol when token.Text == "?" && input >= 0:
                at++;
                return new LocalNode(input) { Position = token.Position };
            case TokenKind.Symbol when token.Text == "@":
                at++;
                return Current.Kind == TokenKind.Text && DateFunctions.Parse(FeelValue.Of(Current.Text)) is { IsNull: false } day
                    ? new ConstantNode(day) { Position = tokens[at++].Position }
                    : throw Fail(Current, "@ 后面应当写日期，例如 @\"2026-09-01\"。");
            case TokenKind.Symbol when token.Text == "(":
                at++;
                var inner = ParseExpression();
                Take(")");
                return inner;
            case TokenKind.Symbol when token.Text == "[":
                at++;
                return new ListNode(ParseItems("]")) { Position = token.Position };
            case TokenKind.End:
                throw Fail(token, "表达式没有写完，请补上后面的内容。");
            default:
                throw Fail(token, $"{Describe(token)}的位置不对，这里应当写名称、数字、文字或括号。");
        }
    }

    private Node ParseWord()
    {
        switch (Current.Text)
        {
            case "true": return new ConstantNode(FeelValue.True) { Position = tokens[at++].Position };
            case "false": return new ConstantNode(FeelValue.False) { Position = tokens[at++].Position };
            case "null": return new ConstantNode(FeelValue.Null) { Position = tokens[at++].Position };
            case "if" or "for" or "some" or "every": return ParseExpression();
            case "sort" when tokens[at + 1].Is("("): return ParseSort();
        }
        return (Node?)ParseCall() ?? ParseName();
    }

    /// <summary>A call is one to three words and an opening bracket: <c>round half up(</c>.</summary>
    private CallNode? ParseCall()
    {
        var end = at;
        while (tokens[end].Kind == TokenKind.Word && end - at < 4) end++;
        if (!tokens[end].Is("(")) return null;
        var first = Current;
        var name = string.Join(' ', tokens.Skip(at).Take(end - at).Select(t => t.Text));
        // "years between(" is a function, "x between (" is not a call.
        if (Functions.Find(name) is null && tokens.Skip(at + 1).Take(end - at - 1).Any(t => Keywords.Contains(t.Text))) return null;
        var function = Functions.Find(name) ?? throw Fail(first, $"没有名为“{name}”的函数。");
        at = end + 1;
        var arguments = ParseItems(")");
        return function.Accepts(arguments.Length)
            ? new CallNode(name, function, arguments) { Position = first.Position }
            : throw Fail(first, $"函数 {name} 的参数个数不对，应当为 {function.DescribeArity()}。");
    }

    private Node[] ParseItems(string close)
    {
        var items = new List<Node>();
        if (TryTake(close)) return [];
        do items.Add(ParseExpression());
        while (TryTake(","));
        Take(close);
        return items.ToArray();
    }
}
