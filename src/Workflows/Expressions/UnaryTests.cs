using Innovation.Workflows.Expressions.Nodes;

namespace Innovation.Workflows.Expressions;

/// <summary>The tests of a condition cell.</summary>
/// <param name="Node">Whether the input passes.</param>
/// <param name="Tests">The tests one by one; the input passes when one of them is met.</param>
/// <param name="Negated">Inside <c>not(…)</c>.</param>
/// <param name="Any">The cell is <c>-</c>: every input passes.</param>
internal sealed record UnaryTests(Node Node, IReadOnlyList<Node> Tests, bool Negated, bool Any);

internal sealed partial class Parser
{
    private int input = -1;

    public UnaryTests ParseCell()
    {
        input = Locals++;
        if (Current.Is("-") && tokens[at + 1].Kind == TokenKind.End)
            return new(new ConstantNode(FeelValue.True), [], false, true);
        var position = Current.Position;
        // not(…) around everything negates the tests; elsewhere it is the function.
        var negated = Current.Is("not") && tokens[at + 1].Is("(") && Closing(at + 1) == tokens.Count - 2;
        if (negated) at += 2;
        var tests = new List<Node>();
        do tests.Add(ParseCellTest());
        while (TryTake(","));
        if (negated) Take(")");
        if (Current.Kind != TokenKind.End) throw Fail(Current, $"{Describe(Current)}的位置不对，条件之间用逗号分开。");
        var any = tests.Count == 1 ? tests[0] : new LogicNode(true, tests.ToArray()) { Position = position };
        return new(negated ? new NotNode(any) { Position = position } : any, tests, negated, false);
    }

    /// <summary>A test that speaks of <c>?</c> is a condition of its own; any other is compared with the input.</summary>
    private Node ParseCellTest()
    {
        var open = 0;
        for (var i = at; i < tokens.Count; i++)
        {
            if (tokens[i].Is("(") || tokens[i].Is("[") || tokens[i].Is("{")) open++;
            if (tokens[i].Is(")") || tokens[i].Is("]") || tokens[i].Is("}")) open--;
            if (open < 0 || (open == 0 && tokens[i].Is(","))) break;
            if (tokens[i].Kind == TokenKind.Symbol && tokens[i].Text == "?") return ParseExpression();
        }
        return ParseTest(new LocalNode(input) { Position = Current.Position });
    }

    private int Closing(int from)
    {
        var open = 0;
        for (var i = from; i < tokens.Count; i++)
        {
            if (tokens[i].Kind != TokenKind.Symbol) continue;
            if (tokens[i].Text is "(" or "[" or "{") open++;
            if (tokens[i].Text is ")" or "]" or "}" && --open == 0) return i;
        }
        return -1;
    }
}
