using Innovation.Workflows.Expressions.Typing;

namespace Innovation.Workflows.Expressions.Nodes;

/// <summary>What a variable of a loop runs over: a list, a range of whole numbers, or <c>1..5</c>.</summary>
internal sealed class LoopVariable(int slot, Node from, Node? to)
{
    public int Slot => slot;

    /// <summary>The values; null when there is nothing to run over.</summary>
    public IReadOnlyList<FeelValue>? Values(ref Evaluation run)
    {
        var value = from.Evaluate(ref run);
        if (to is not null) return Numbers(value, to.Evaluate(ref run), ref run);
        if (value.AsRange is { } range)
        {
            // A range from a higher to a lower end holds nothing; only 3..1 without brackets counts down.
            return range is { LowIncluded: true, HighIncluded: true } && Comparison.Order(range.Low, range.High) <= 0 ? Numbers(range.Low, range.High, ref run) : null;
        }
        return value.IsNull ? null : value.AsList ?? [value];
    }

    /// <summary>Upwards or downwards in steps of one.</summary>
    private static FeelValue[]? Numbers(FeelValue low, FeelValue high, ref Evaluation run)
    {
        if (low.AsNumber is not { } first || high.AsNumber is not { } last || decimal.Truncate(first) != first || decimal.Truncate(last) != last) return null;
        // Subtracting two extremes would overflow; so much can never be paid anyway.
        var count = Math.Abs((double)last - (double)first) + 1;
        run.Spend(count > Expression.MaxSteps ? int.MaxValue : (int)count);
        var numbers = new FeelValue[(int)count];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = FeelValue.Of(first <= last ? first + i : first - i);
        return numbers;
    }

    public void Infer(TypeScope scope)
    {
        var type = from.Infer(scope);
        if (to is not null)
        {
            scope.Want(type, from.Position, ".. 前面", FeelKind.Number);
            scope.Want(to.Infer(scope), to.Position, ".. 后面", FeelKind.Number);
            type = FeelType.Number;
        }
        else if (type.Kind is FeelKind.List or FeelKind.Range)
        {
            type = type.Element;
        }
        scope.Locals[slot] = type;
    }
}

/// <summary><c>for x in a, y in b return x * y</c>; the last variable runs fastest.</summary>
internal sealed class ForNode(LoopVariable[] variables, Node body) : Node
{
    public override FeelValue Evaluate(ref Evaluation run)
    {
        var results = new List<FeelValue>();
        return Turn(0, results, ref run) ? run.Keep(FeelValue.List(results.ToArray())) : FeelValue.Null;
    }

    private bool Turn(int depth, List<FeelValue> results, ref Evaluation run)
    {
        if (depth == variables.Length)
        {
            results.Add(body.Evaluate(ref run));
            return true;
        }
        if (variables[depth].Values(ref run) is not { } values) return false;
        for (var i = 0; i < values.Count; i++)
        {
            run.Spend(1);
            run.Locals[variables[depth].Slot] = values[i];
            if (!Turn(depth + 1, results, ref run)) return false;
        }
        return true;
    }

    public override FeelType Infer(TypeScope scope)
    {
        foreach (var variable in variables) variable.Infer(scope);
        return FeelType.ListOf(body.Infer(scope));
    }
}

/// <summary>
/// <c>some x in list satisfies …</c> (an or over the items) and <c>every …</c> (an and), in three-valued logic.
/// </summary>
internal sealed class QuantifiedNode(bool some, LoopVariable[] variables, Node condition) : Node
{
    public override FeelValue Evaluate(ref Evaluation run)
    {
        var unknown = false;
        if (Decide(0, ref unknown, ref run)) return FeelValue.Of(some);
        return unknown ? FeelValue.Null : FeelValue.Of(!some);
    }

    /// <summary>True as soon as one turn decides.</summary>
    private bool Decide(int depth, ref bool unknown, ref Evaluation run)
    {
        if (depth == variables.Length)
        {
            var value = condition.Evaluate(ref run);
            if (value.Kind != FeelKind.Boolean) unknown = true;
            return value.Kind == FeelKind.Boolean && value.IsTrue == some;
        }
        if (variables[depth].Values(ref run) is not { } values)
        {
            unknown = true;
            return false;
        }
        for (var i = 0; i < values.Count; i++)
        {
            run.Spend(1);
            run.Locals[variables[depth].Slot] = values[i];
            if (Decide(depth + 1, ref unknown, ref run)) return true;
        }
        return false;
    }

    public override FeelType Infer(TypeScope scope)
    {
        foreach (var variable in variables) variable.Infer(scope);
        scope.Want(condition.Infer(scope), condition.Position, "satisfies 后面的条件", FeelKind.Boolean);
        return FeelType.Boolean;
    }
}

/// <summary><c>sort(list)</c> and <c>sort(list, function(a, b) a.x &lt; b.x)</c>; stable; null when two items have no order.</summary>
internal sealed class SortNode(Node list, (int First, int Second, Node Before)? rule) : Node
{
    public override FeelValue Evaluate(ref Evaluation run)
    {
        var value = list.Evaluate(ref run);
        if (value.IsNull) return FeelValue.Null;
        var items = (value.AsList ?? [value]).ToArray();
        run.Spend(items.Length);
        return Sort(items, new FeelValue[items.Length], 0, items.Length, ref run) ? run.Keep(FeelValue.List(items)) : FeelValue.Null;
    }

    /// <summary>Merges halves: never asks twice for the same pair, so that a contradictory rule does no harm.</summary>
    private bool Sort(FeelValue[] items, FeelValue[] spare, int from, int to, ref Evaluation run)
    {
        if (to - from < 2) return true;
        var middle = (from + to) / 2;
        if (!Sort(items, spare, from, middle, ref run) || !Sort(items, spare, middle, to, ref run)) return false;
        Array.Copy(items, from, spare, from, to - from);
        for (int left = from, right = middle, at = from; at < to; at++)
        {
            if (left == middle || right == to)
            {
                items[at] = left == middle ? spare[right++] : spare[left++];
                continue;
            }
            if (IsBefore(spare[right], spare[left], ref run) is not { } swap) return false;
            items[at] = swap ? spare[right++] : spare[left++];
        }
        return true;
    }

    private bool? IsBefore(FeelValue one, FeelValue other, ref Evaluation run)
    {
        run.Spend(1);
        if (rule is not { } own) return Comparison.Order(one, other) is { } order ? order < 0 : null;
        run.Locals[own.First] = one;
        run.Locals[own.Second] = other;
        return own.Before.Evaluate(ref run).IsTrue;
    }

    public override FeelType Infer(TypeScope scope)
    {
        var type = list.Infer(scope);
        scope.Want(type, list.Position, "函数 sort 的第 1 个参数", FeelKind.List);
        if (rule is { } own)
        {
            scope.Locals[own.First] = scope.Locals[own.Second] = type.Element;
            scope.Want(own.Before.Infer(scope), own.Before.Position, "排序条件", FeelKind.Boolean);
        }
        return type.Kind == FeelKind.List ? type : FeelType.Any;
    }
}
