using Innovation.Workflows.Expressions.Nodes;

namespace Innovation.Workflows.Expressions;

internal sealed partial class Parser
{
    /// <summary>Most local variables of one expression.</summary>
    private const int MostLocals = 100;

    /// <summary>Local names, the innermost last; a null name is the item of a filter.</summary>
    private readonly List<(string? Name, int Slot)> scopes = [];

    /// <summary>How many local variables the expression needs.</summary>
    public int Locals { get; private set; }

    public List<string> Names { get; } = [];

    public List<string> ItemNames { get; } = [];

    private int Declare(string? name)
    {
        if (Locals == MostLocals) throw Fail(Current, $"表达式里的变量太多，最多 {MostLocals} 个。");
        scopes.Add((name, Locals));
        return Locals++;
    }

    private void Forget(int count) => scopes.RemoveRange(scopes.Count - count, count);

    /// <summary>A word that may be a variable's name.</summary>
    private string TakeWord(string what)
    {
        if (Current.Kind != TokenKind.Word || Keywords.Contains(Current.Text)) throw Fail(Current, $"这里应当写{what}，而不是{Describe(Current)}。");
        return tokens[at++].Text;
    }

    private Node ParseName()
    {
        var first = Current;
        if (Keywords.Contains(first.Text)) throw Fail(first, $"“{first.Text}”的位置不对，它不能用作名称。");
        at++;
        var path = new List<string>();
        while (Current.Is(".") && tokens[at].Kind == TokenKind.Symbol)
        {
            at++;
            if (Current.Kind != TokenKind.Word) throw Fail(Current, "点号后面应当写字段名。");
            path.Add(tokens[at++].Text);
        }
        return Meaning(first, path.ToArray());
    }

    /// <summary>Looks the first word up from the inside out.</summary>
    private Node Meaning(Token first, string[] path)
    {
        var items = new List<int>();
        Node? found = null;
        for (var i = scopes.Count - 1; i >= 0 && found is null; i--)
        {
            var (name, slot) = scopes[i];
            if (name is null && first.Text == "item")
            {
                // An item that has a member of this name means the member.
                var whole = Path(new LocalNode(slot) { Position = first.Position }, path, first.Position);
                return new ItemNameNode([slot], first.Text, path, whole) { Position = first.Position };
            }
            if (name is null) items.Add(slot);
            else if (name == first.Text) found = Path(new LocalNode(slot) { Position = first.Position }, path, first.Position);
        }
        if (found is null && first.Text == "partial" && loops > 0) throw Fail(first, "不支持 partial，请用 sum、count 等函数计算。");
        if (found is null)
        {
            var whole = path.Length == 0 ? first.Text : $"{first.Text}.{string.Join('.', path)}";
            (items.Count > 0 && path.Length == 0 ? ItemNames : Names).Add(whole);
            found = new NameNode(whole) { Position = first.Position };
        }
        return items.Count == 0 ? found : new ItemNameNode(items.ToArray(), first.Text, path, found) { Position = first.Position };
    }

    private static Node Path(Node owner, string[] path, int position) => path.Length == 0 ? owner : new PathNode(owner, path) { Position = position };

    /// <summary>What may follow a value: <c>.name</c> and <c>[filter]</c>.</summary>
    private Node ParsePostfix(Node owner)
    {
        for (var links = 0; Current.Is("[") || (Current.Is(".") && Current.Kind == TokenKind.Symbol); links++)
        {
            if (links == Expression.MaxDepth) throw Fail(Current, $"括号或条件嵌套太深，最多 {Expression.MaxDepth} 层。");
            var position = Current.Position;
            if (TryTake("["))
            {
                var slot = Declare(null);
                var body = ParseExpression();
                Forget(1);
                Take("]");
                owner = new FilterNode(owner, slot, body) { Position = position };
                continue;
            }
            var path = new List<string>();
            while (TryTake("."))
            {
                if (Current.Kind != TokenKind.Word) throw Fail(Current, "点号后面应当写字段名。");
                path.Add(tokens[at++].Text);
            }
            owner = new PathNode(owner, path.ToArray()) { Position = position };
        }
        return owner;
    }
}
