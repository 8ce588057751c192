namespace Innovation.Workflows.Expressions.Typing;

/// <summary>What is known while an expression is checked, and what was found wrong.</summary>
internal sealed class TypeScope(Func<string, FeelType?> known, int locals)
{
    private const int MostOptions = 12;
    private readonly List<ExpressionError> errors = [];

    public IReadOnlyList<ExpressionError> Errors => errors;

    /// <summary>Types of the local variables by slot.</summary>
    public FeelType[] Locals { get; } = Enumerable.Repeat(FeelType.Any, locals).ToArray();

    public FeelType Name(string name, int position)
    {
        if (known(name) is { } type) return type;
        // A column of a table, or a member of a context.
        if (name.LastIndexOf('.') is > 0 and var dot && known(name[..dot]) is { Kind: FeelKind.List or FeelKind.Context } owner) return Member(owner, name[(dot + 1)..], position);
        Report(new(position, $"“{name}”不存在，请改为已有的字段。") { UnknownName = name });
        return FeelType.Any;
    }

    public void Report(int position, string message) => Report(new(position, message));

    private void Report(ExpressionError error)
    {
        if (!errors.Contains(error)) errors.Add(error);
    }

    /// <summary>Reports a type that is known and is none of these.</summary>
    public void Want(FeelType type, int position, string place, params ReadOnlySpan<FeelKind> kinds)
    {
        if (type.Kind is not { } found) return;
        foreach (var kind in kinds)
            if (kind == found) return;
        var words = new List<string>();
        foreach (var kind in kinds) words.Add(FeelType.Word(kind));
        Report(position, $"{place}应当是{string.Join("或", words)}，而写的是{FeelType.Word(found)}。");
    }

    /// <summary>Reports two known types that can never be compared.</summary>
    public void Comparable(FeelType left, FeelType right, int position)
    {
        if (left.Kind is { } one && right.Kind is { } other && one != other)
            Report(position, $"{FeelType.Word(one)}与{FeelType.Word(other)}不能比较，请检查引号或字段。");
        if (left.Options is { } options && right.Written is { } written) Choosable(options, written, position);
        if (right.Options is { } others && left.Written is { } first) Choosable(others, first, position);
    }

    /// <summary>Reports a written text that the field it is compared with can never be; the empty text asks whether it is filled.</summary>
    private void Choosable(IReadOnlyCollection<string> options, IReadOnlyCollection<string> written, int position)
    {
        foreach (var text in written.Where(t => t.Length > 0 && !options.Contains(t)))
            Report(position, $"“{text}”不是它的选项，可以是：{string.Join("、", options.Take(MostOptions))}{(options.Count > MostOptions ? "等" : "")}。");
    }

    /// <summary>The type of a member; of a list, the list of its items' members.</summary>
    public FeelType Member(FeelType owner, string name, int position)
    {
        switch (owner.Kind)
        {
            case FeelKind.List:
                return FeelType.ListOf(Member(owner.Element, name, position));
            case FeelKind.Context when owner.Members is { } members:
                if (members.TryGetValue(name, out var type)) return type;
                Report(position, $"这里没有“{name}”，可以用的是：{string.Join("、", members.Keys)}。");
                return FeelType.Any;
            case null or FeelKind.Context:
                return FeelType.Any;
            default:
                Report(position, $"{FeelType.Word(owner.Kind.Value)}里没有“{name}”。");
                return FeelType.Any;
        }
    }
}
