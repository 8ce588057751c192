using Innovation.Workflows.Expressions.Typing;

namespace Innovation.Workflows.Expressions.Nodes;

/// <summary>A variable of a loop, an entry of a context, the item of a filter, or the input of a cell.</summary>
internal sealed class LocalNode(int slot) : Node
{
    /// <summary>The first variable; in a cell it is the input.</summary>
    public bool IsInput => slot == 0;

    public override FeelValue Evaluate(ref Evaluation run) => run.Locals[slot];

    public override FeelType Infer(TypeScope scope) => scope.Locals[slot];
}

/// <summary><c>x.a.b</c>; of a list, the list of its items' members.</summary>
internal sealed class PathNode(Node owner, string[] path) : Node
{
    public override FeelValue Evaluate(ref Evaluation run) => Walk(owner.Evaluate(ref run), path, ref run);

    public static FeelValue Walk(FeelValue value, string[] path, ref Evaluation run)
    {
        foreach (var name in path)
        {
            if (value.AsList is { } items)
            {
                run.Spend(items.Count);
                var members = new FeelValue[items.Count];
                for (var i = 0; i < members.Length; i++) members[i] = items[i].AsContext?.Get(name) ?? FeelValue.Null;
                value = run.Keep(FeelValue.List(members));
            }
            else
            {
                value = value.AsContext?.Get(name) ?? FeelValue.Null;
            }
        }
        return value;
    }

    public override FeelType Infer(TypeScope scope)
    {
        var type = owner.Infer(scope);
        foreach (var name in path) type = scope.Member(type, name, Position);
        return type;
    }
}

/// <summary>A name inside a filter: a member of the item, or else what it means outside.</summary>
/// <param name="slots">The items of the filters around it, the innermost first.</param>
/// <param name="name">The first word.</param>
/// <param name="path">The words after it.</param>
/// <param name="outside">The meaning outside.</param>
internal sealed class ItemNameNode(int[] slots, string name, string[] path, Node outside) : Node
{
    public override FeelValue Evaluate(ref Evaluation run)
    {
        foreach (var slot in slots)
        {
            if (run.Locals[slot].AsContext is { } item && item.TryGet(name, out var value)) return PathNode.Walk(value, path, ref run);
        }
        return outside.Evaluate(ref run);
    }

    public override FeelType Infer(TypeScope scope)
    {
        foreach (var slot in slots)
        {
            var item = scope.Locals[slot];
            if (item.Kind is null || (item.Kind == FeelKind.Context && item.Members is null)) return FeelType.Any;
            if (item.Members?.TryGetValue(name, out var type) != true) continue;
            foreach (var word in path) type = scope.Member(type!, word, Position);
            return type!;
        }
        return outside.Infer(scope);
    }
}

/// <summary><c>list[condition]</c> and <c>list[2]</c>, <c>list[-1]</c>; a single value counts as a list of one.</summary>
internal sealed class FilterNode(Node list, int slot, Node body) : Node
{
    public override FeelValue Evaluate(ref Evaluation run)
    {
        var value = list.Evaluate(ref run);
        if (value.IsNull) return FeelValue.Null;
        var items = value.AsList ?? [value];
        List<FeelValue>? kept = null;
        for (var i = 0; i < Math.Max(1, items.Count); i++)
        {
            run.Spend(1);
            run.Locals[slot] = i < items.Count ? items[i] : FeelValue.Null;
            var answer = body.Evaluate(ref run);
            if (i == 0 && answer.AsNumber is { } index) return At(items, index);
            if (answer.IsTrue && i < items.Count) (kept ??= []).Add(items[i]);
        }
        return kept is null ? FeelValue.EmptyList : run.Keep(FeelValue.List(kept.ToArray()));
    }

    /// <summary>From 1; negative from the end.</summary>
    private static FeelValue At(IReadOnlyList<FeelValue> items, decimal index)
    {
        if (decimal.Truncate(index) != index || index == 0 || Math.Abs(index) > items.Count) return FeelValue.Null;
        return items[index > 0 ? (int)index - 1 : items.Count + (int)index];
    }

    public override FeelType Infer(TypeScope scope)
    {
        var type = list.Infer(scope);
        var element = type.Kind == FeelKind.List ? type.Element : type;
        scope.Locals[slot] = element;
        var answer = body.Infer(scope);
        scope.Want(answer, body.Position, "方括号里", FeelKind.Boolean, FeelKind.Number);
        return answer.Kind switch
        {
            FeelKind.Number => element,
            FeelKind.Boolean => FeelType.ListOf(element),
            _ => FeelType.Any,
        };
    }
}

/// <summary><c>{a: 1, b: a + 1}</c>: an entry may use those before it.</summary>
internal sealed class ContextNode((string Key, int Slot, Node Value)[] entries) : Node
{
    public override FeelValue Evaluate(ref Evaluation run)
    {
        var values = new KeyValuePair<string, FeelValue>[entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var value = entries[i].Value.Evaluate(ref run);
            run.Locals[entries[i].Slot] = value;
            values[i] = new(entries[i].Key, value);
        }
        return run.Keep(FeelValue.Context(values));
    }

    public override FeelType Infer(TypeScope scope)
    {
        var members = new Dictionary<string, FeelType>(StringComparer.Ordinal);
        foreach (var (key, slot, value) in entries) members[key] = scope.Locals[slot] = value.Infer(scope);
        return FeelType.ContextOf(members);
    }
}
