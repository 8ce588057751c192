using Innovation.Workflows.Expressions.Nodes;

namespace Innovation.Workflows.Expressions;

internal sealed partial class Parser
{
    /// <summary>The right side of <c>in</c>: a range, a bracketed list of tests, or a value.</summary>
    private Node ParseIn(Node left)
    {
        if (Current.Is("(") || Current.Is("["))
        {
            if (TryParseRange(left) is { } range) return range;
            if (TryTake("(")) return ParseTests(left);
        }
        return ParseTest(left);
    }

    private Node ParseTests(Node left)
    {
        var tests = new List<Node>();
        do tests.Add(ParseTest(left));
        while (TryTake(","));
        Take(")");
        return tests.Count == 1 ? tests[0] : new LogicNode(true, tests.ToArray()) { Position = left.Position };
    }

    private Node ParseTest(Node left)
    {
        if (Current.Kind == TokenKind.Symbol && Comparison.TryRead(Current.Text, out var kind))
        {
            var position = Current.Position;
            at++;
            return new ComparisonNode(kind, left, ParseChain(0)) { Position = position };
        }
        return (Current.Is("(") || Current.Is("[")) && TryParseRange(left) is { } range
            ? range
            : new MemberNode(left, ParseChain(0)) { Position = left.Position };
    }

    /// <summary>Looks ahead for <c>..</c> at the bracket's own level, so that nothing is parsed twice.</summary>
    private RangeNode? TryParseRange(Node left)
    {
        if (!HasRangeDots()) return null;
        var position = Current.Position;
        var (low, lowIncluded, high, highIncluded) = ParseBounds();
        return new RangeNode(left, low, lowIncluded, high, highIncluded) { Position = position };
    }

    private (Node Low, bool LowIncluded, Node High, bool HighIncluded) ParseBounds()
    {
        var lowIncluded = Current.Is("[");
        at++;
        if (++depth > Expression.MaxDepth) throw Fail(Current, $"括号或条件嵌套太深，最多 {Expression.MaxDepth} 层。");
        var low = ParseChain(0);
        Take("..");
        var high = ParseChain(0);
        depth--;
        var highIncluded = Current.Is("]");
        if (!highIncluded && !Current.Is(")")) throw Fail(Current, "范围应当以 ] 或 ) 结束。");
        at++;
        return (low, lowIncluded, high, highIncluded);
    }

    private bool HasRangeDots()
    {
        var open = 0;
        for (var i = at; i < tokens.Count; i++)
        {
            // (for x in 1..5 return x) is no range.
            if (open == 1 && tokens[i] is { Kind: TokenKind.Word, Text: "for" or "some" or "every" }) return false;
            if (tokens[i].Kind != TokenKind.Symbol) continue;
            switch (tokens[i].Text)
            {
                case "(" or "[" or "{": open++; break;
                case ")" or "]" or "}": if (--open == 0) return false; break;
                case ",": if (open == 1) return false; break;
                case "..": if (open == 1) return true; break;
            }
        }
        return false;
    }
}
