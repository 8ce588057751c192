using Innovation.Workflows.Expressions.Nodes;

namespace Innovation.Workflows.Expressions;

/// <summary>
/// Recursive descent, lowest precedence first: if · or · and · comparison/in/between · + - · * / · ** · unary minus.
/// Chains of one level are flat nodes, so only real nesting makes the tree deep. <c>**</c> is left-associative and
/// a minus sign binds tighter than <c>**</c>, as in FEEL: <c>-2 ** 2 = 4</c>.
/// </summary>
internal sealed partial class Parser(List<Token> tokens)
{
    private static readonly HashSet<string> Keywords =
        ["and", "or", "in", "between", "if", "then", "else", "true", "false", "null", "not", "for", "return", "some", "every", "satisfies", "function", "instance"];

    /// <summary>The numbers and texts of the text.</summary>
    public IReadOnlyList<FeelValue> Constants =>
        [.. tokens.Where(t => t.Kind is TokenKind.Number or TokenKind.Text).Select(t => t.Kind == TokenKind.Number ? FeelValue.Of(t.Number) : FeelValue.Of(t.Text))];

    private int at;
    private int depth;

    private Token Current => tokens[at];

    public Node ParseAll()
    {
        var node = ParseExpression();
        return Current.Kind == TokenKind.End
            ? node
            : throw Fail(Current, Current.Text is "=" or "<" or "<=" or ">" or ">=" or "!=" or "in" or "between"
                ? "比较不能连写，请用 and 连接。"
                : $"{Describe(Current)}的位置不对，请检查它前面是否缺少运算符。");
    }

    private Node ParseExpression()
    {
        if (++depth > Expression.MaxDepth) throw Fail(Current, $"括号或条件嵌套太深，最多 {Expression.MaxDepth} 层。");
        Node node = Current is not { Kind: TokenKind.Word } ? ParseOr() : Current.Text switch
        {
            "if" => ParseIf(),
            "for" => ParseFor(),
            "some" or "every" => ParseQuantified(),
            _ => ParseOr(),
        };
        depth--;
        return node;
    }

    private IfNode ParseIf()
    {
        var position = Current.Position;
        Take("if");
        var condition = ParseExpression();
        Take("then");
        var then = ParseExpression();
        Take("else");
        return new IfNode(condition, then, ParseExpression()) { Position = position };
    }

    private Node ParseOr() => ParseLogic("or", () => ParseLogic("and", ParseComparison));

    private Node ParseLogic(string word, Func<Node> operand)
    {
        var first = operand();
        if (!Current.Is(word)) return first;
        var all = new List<Node> { first };
        while (TryTake(word)) all.Add(operand());
        return new LogicNode(word == "or", all.ToArray()) { Position = first.Position };
    }

    private Node ParseComparison()
    {
        var left = ParseChain(0);
        if (Current.Kind == TokenKind.Symbol && Comparison.TryRead(Current.Text, out var kind))
        {
            var position = Current.Position;
            at++;
            return new ComparisonNode(kind, left, ParseChain(0)) { Position = position };
        }
        if (TryTake("between"))
        {
            var low = ParseChain(0);
            Take("and");
            return new RangeNode(left, low, true, ParseChain(0), true) { Position = left.Position };
        }
        if (Current.Is("instance")) return ParseInstance(left);
        return TryTake("in") ? ParseIn(left) : left;
    }

    private static readonly string[][] ChainSymbols = [["+", "-"], ["*", "/"], ["**"]];

    private Node ParseChain(int level)
    {
        if (level == ChainSymbols.Length) return ParseUnary();
        var first = ParseChain(level + 1);
        List<(char, Node)>? rest = null;
        while (Current.Kind == TokenKind.Symbol && Array.IndexOf(ChainSymbols[level], Current.Text) >= 0)
        {
            var symbol = Current.Text == "**" ? '^' : Current.Text[0];
            at++;
            (rest ??= []).Add((symbol, ParseChain(level + 1)));
        }
        return rest is null ? first : new ChainNode(first, rest.ToArray()) { Position = first.Position };
    }

    private Node ParseUnary()
    {
        var negate = false;
        var position = Current.Position;
        while (TryTake("-")) negate = !negate;
        var operand = ParsePostfix(ParsePrimary());
        return negate ? new NegateNode(operand) { Position = position } : operand;
    }

    private bool TryTake(string text)
    {
        if (!Current.Is(text)) return false;
        at++;
        return true;
    }

    private void Take(string text)
    {
        if (!TryTake(text)) throw Fail(Current, $"这里应当写 {text}，而不是{Describe(Current)}。");
    }

    private static string Describe(Token token) => token.Kind switch
    {
        TokenKind.End => "表达式末尾",
        TokenKind.Number => "数字",
        TokenKind.Text => "文字",
        _ => $"“{token.Text}”",
    };

    private static ExpressionException Fail(Token token, string message) => new(new(token.Position, message));
}
