using Innovation.Workflows.Expressions.Nodes;

namespace Innovation.Workflows.Expressions;

internal sealed partial class Parser
{
    /// <summary>How many <c>for</c> are around.</summary>
    private int loops;

    private ForNode ParseFor()
    {
        var position = Current.Position;
        Take("for");
        var variables = ParseVariables();
        Take("return");
        loops++;
        var body = ParseExpression();
        loops--;
        Forget(variables.Length);
        return new ForNode(variables, body) { Position = position };
    }

    private QuantifiedNode ParseQuantified()
    {
        var position = Current.Position;
        var some = Current.Text == "some";
        at++;
        var variables = ParseVariables();
        Take("satisfies");
        var condition = ParseExpression();
        Forget(variables.Length);
        return new QuantifiedNode(some, variables, condition) { Position = position };
    }

    /// <summary><c>x in a, y in 1..5</c>; a variable may use those before it.</summary>
    private LoopVariable[] ParseVariables()
    {
        var variables = new List<LoopVariable>();
        do
        {
            var name = TakeWord("变量名");
            Take("in");
            var from = ParseExpression();
            var to = TryTake("..") ? ParseExpression() : null;
            variables.Add(new LoopVariable(Declare(name), from, to));
        }
        while (TryTake(","));
        return variables.ToArray();
    }

    private ContextNode ParseContext()
    {
        var position = Current.Position;
        Take("{");
        if (++depth > Expression.MaxDepth) throw Fail(Current, $"括号或条件嵌套太深，最多 {Expression.MaxDepth} 层。");
        var entries = new List<(string, int, Node)>();
        while (!Current.Is("}"))
        {
            if (entries.Count > 0) Take(",");
            var key = Current;
            if (key.Kind is not (TokenKind.Word or TokenKind.Text)) throw Fail(key, $"这里应当写名称，而不是{Describe(key)}。");
            if (entries.Any(entry => entry.Item1 == key.Text)) throw Fail(key, $"名称“{key.Text}”写了两次。");
            at++;
            Take(":");
            var value = ParseExpression();
            entries.Add((key.Text, Declare(key.Text), value));
        }
        Take("}");
        depth--;
        Forget(entries.Count);
        return new ContextNode(entries.ToArray()) { Position = position };
    }

    private SortNode ParseSort()
    {
        var position = Current.Position;
        at += 2;
        var list = ParseExpression();
        if (TryTake(")")) return new SortNode(list, null) { Position = position };
        Take(",");
        Take("function");
        Take("(");
        var first = Declare(TakeWord("变量名"));
        Take(",");
        var second = Declare(TakeWord("变量名"));
        Take(")");
        var before = ParseExpression();
        Forget(2);
        Take(")");
        return new SortNode(list, (first, second, before)) { Position = position };
    }

    private InstanceNode ParseInstance(Node left)
    {
        var position = Current.Position;
        Take("instance");
        Take("of");
        var word = Current;
        FeelKind? kind = word.Text switch
        {
            "number" => FeelKind.Number,
            "string" => FeelKind.Text,
            "boolean" => FeelKind.Boolean,
            "date" => FeelKind.Date,
            "list" => FeelKind.List,
            "context" => FeelKind.Context,
            "range" => FeelKind.Range,
            _ => null,
        };
        if (word.Kind != TokenKind.Word || kind is null) throw Fail(word, "instance of 后面应当写 number、string、boolean、date、list、context 或 range。");
        at++;
        if (Current.Is("and") && tokens[at + 1].Is("time")) throw Fail(word, "不支持 date and time，请改用 date。");
        return new InstanceNode(left, kind.Value) { Position = position };
    }
}
