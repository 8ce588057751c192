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
                return new ConstantNode(FeelValue.Of(token.Number));
            case TokenKind.Text:
                at++;
                return new ConstantNode(FeelValue.Of(token.Text));
            case TokenKind.Word:
                return ParseWord();
            case TokenKind.Symbol when token.Text == "(":
                at++;
                var inner = ParseExpression();
                Take(")");
                return inner;
            case TokenKind.Symbol when token.Text == "[":
                at++;
                return new ListNode(ParseItems("]"));
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
            case "true": at++; return new ConstantNode(FeelValue.True);
            case "false": at++; return new ConstantNode(FeelValue.False);
            case "null": at++; return new ConstantNode(FeelValue.Null);
            case "if": return ParseExpression();
        }
        return (Node?)ParseCall() ?? ParseName();
    }

    /// <summary>A call is one to three words and an opening bracket: <c>round half up(</c>.</summary>
    private CallNode? ParseCall()
    {
        var end = at;
        while (tokens[end].Kind == TokenKind.Word && end - at < 4) end++;
        if (!tokens[end].Is("(") || tokens.Skip(at + 1).Take(end - at - 1).Any(t => Keywords.Contains(t.Text)))
            return null;
        var first = Current;
        var name = string.Join(' ', tokens.Skip(at).Take(end - at).Select(t => t.Text));
        var function = Functions.Find(name) ?? throw Fail(first, $"没有名为“{name}”的函数。");
        at = end + 1;
        var arguments = ParseItems(")");
        return function.Accepts(arguments.Length)
            ? new CallNode(function, arguments)
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

    private NameNode ParseName()
    {
        var first = Current;
        if (Keywords.Contains(first.Text)) throw Fail(first, $"“{first.Text}”的位置不对，它不能用作名称。");
        var name = first.Text;
        at++;
        while (TryTake("."))
        {
            if (Current.Kind != TokenKind.Word) throw Fail(Current, "点号后面应当写字段名。");
            name += "." + Current.Text;
            at++;
        }
        names.Add(name);
        return new NameNode(name);
    }
}
