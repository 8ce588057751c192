namespace Innovation.Workflows.Expressions.BuiltIns;

internal static class ListFunctions
{
    /// <summary>Null for an empty list and when an item is not a number.</summary>
    public static FeelValue Sum(IReadOnlyList<FeelValue> items)
    {
        var total = FeelValue.Of(0m);
        foreach (var item in items)
        {
            if (item.Kind != FeelKind.Number) return FeelValue.Null;
            total = Arithmetic.Apply('+', total, item);
        }
        return items.Count == 0 ? FeelValue.Null : total;
    }

    public static FeelValue Mean(IReadOnlyList<FeelValue> items) =>
        Arithmetic.Apply('/', Sum(items), FeelValue.Of((decimal)items.Count));

    public static FeelValue Median(IReadOnlyList<FeelValue> items)
    {
        if (items.Count == 0 || items.Any(item => item.Kind != FeelKind.Number)) return FeelValue.Null;
        var sorted = items.Select(item => item.Raw).Order().ToArray();
        var middle = sorted.Length / 2;
        // Halving first keeps the two largest decimals from overflowing.
        return FeelValue.Of(sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] / 2) + (sorted[middle] / 2));
    }

    /// <summary>Smallest (sign −1) or largest (sign 1); null when the items have no common order.</summary>
    public static FeelValue Extreme(IReadOnlyList<FeelValue> items, int sign)
    {
        if (items.Count == 0) return FeelValue.Null;
        var best = items[0];
        foreach (var item in items)
        {
            if (Comparison.Order(item, best) is not { } order) return FeelValue.Null;
            if (order * (long)sign > 0) best = item;
        }
        return best;
    }

    public static FeelValue Contains(FeelValue list, FeelValue value) =>
        list.IsNull ? FeelValue.Null : Comparison.Contains(list.AsList ?? [list], value);

    public static FeelValue Distinct(FeelValue list) =>
        list.IsNull ? FeelValue.Null : FeelValue.Of((list.AsList ?? [list]).Distinct());

    public static FeelValue Product(IReadOnlyList<FeelValue> items)
    {
        var total = FeelValue.Of(1m);
        foreach (var item in items)
        {
            if (item.Kind != FeelKind.Number) return FeelValue.Null;
            total = Arithmetic.Apply('*', total, item);
        }
        return items.Count == 0 ? FeelValue.Null : total;
    }

    /// <summary>The most frequent numbers, ascending; the empty list for an empty list.</summary>
    public static FeelValue Mode(IReadOnlyList<FeelValue> items)
    {
        if (items.Any(item => item.Kind != FeelKind.Number)) return FeelValue.Null;
        var groups = items.GroupBy(item => item.Raw).Select(group => (group.Key, Count: group.Count())).ToArray();
        var most = groups.Length == 0 ? 0 : groups.Max(group => group.Count);
        return FeelValue.Of(groups.Where(group => group.Count == most).Select(group => group.Key).Order().Select(FeelValue.Of));
    }

    /// <summary>Standard deviation of a sample; about 15 digits; null for fewer than two numbers.</summary>
    public static FeelValue Deviation(IReadOnlyList<FeelValue> items)
    {
        if (items.Count < 2 || Mean(items).AsNumber is not { } mean) return FeelValue.Null;
        var squares = items.Sum(item => Math.Pow((double)item.Raw - (double)mean, 2));
        var deviation = Math.Sqrt(squares / (items.Count - 1));
        return deviation < (double)decimal.MaxValue ? FeelValue.Of((decimal)deviation) : FeelValue.Null;
    }

    /// <summary>or (some) and and (all) over a list, in three-valued logic.</summary>
    public static FeelValue Quantify(IReadOnlyList<FeelValue> items, bool some)
    {
        var unknown = false;
        foreach (var item in items)
        {
            if (item.Kind != FeelKind.Boolean) unknown = true;
            else if (item.IsTrue == some) return item;
        }
        return unknown ? FeelValue.Null : FeelValue.Of(!some);
    }

    public static FeelValue Flatten(FeelValue list)
    {
        if (list.IsNull) return FeelValue.Null;
        var flat = new List<FeelValue>();
        Add(list, flat);
        return FeelValue.Of(flat);
    }

    private static void Add(FeelValue value, List<FeelValue> flat)
    {
        if (value.AsList is not { } items) flat.Add(value);
        else foreach (var item in items) Add(item, flat);
    }

    public static FeelValue Reverse(FeelValue list) =>
        list.IsNull ? FeelValue.Null : FeelValue.Of((list.AsList ?? [list]).Reverse());

    /// <summary>Every place of a value, from 1.</summary>
    public static FeelValue IndexOf(FeelValue list, FeelValue value) =>
        list.AsList is { } items
            ? FeelValue.Of(items.Select((item, i) => (item, i)).Where(pair => pair.item.Equals(value)).Select(pair => FeelValue.Of(pair.i + 1m)))
            : FeelValue.Null;

    public static FeelValue Append(FeelValue[] values) =>
        values[0].IsNull ? FeelValue.Null : FeelValue.Of((values[0].AsList ?? [values[0]]).Concat(values.Skip(1)));

    public static FeelValue Concatenate(FeelValue[] lists) =>
        lists.Any(list => list.IsNull) ? FeelValue.Null : FeelValue.Of(lists.SelectMany(list => list.AsList ?? [list]));

    /// <summary>From a place (1 is the first, -1 the last), so many or to the end; null when it is outside.</summary>
    public static FeelValue Sublist(FeelValue[] values)
    {
        if (values[0].AsList is not { } items || Place(values[1], items.Count) is not { } from) return FeelValue.Null;
        if (values.Length == 2) return FeelValue.Of(items.Skip(from));
        return values[2].AsNumber is { } length && decimal.Truncate(length) == length && length >= 0 && from + length <= items.Count
            ? FeelValue.Of(items.Skip(from).Take((int)length))
            : FeelValue.Null;
    }

    public static FeelValue Insert(FeelValue[] values) =>
        values[0].AsList is { } items && Place(values[1], items.Count) is { } at
            ? FeelValue.Of(items.Take(at).Append(values[2]).Concat(items.Skip(at)))
            : FeelValue.Null;

    public static FeelValue Remove(FeelValue list, FeelValue place) =>
        list.AsList is { } items && Place(place, items.Count) is { } at
            ? FeelValue.Of(items.Take(at).Concat(items.Skip(at + 1)))
            : FeelValue.Null;

    /// <summary>The entries of a context as a list of <c>{key, value}</c>.</summary>
    public static FeelValue Entries(FeelValue value) =>
        value.AsContext is { } context
            ? FeelValue.Of(context.Entries.Select(entry => FeelValue.Context([new("key", FeelValue.Of(entry.Key)), new("value", entry.Value)])))
            : FeelValue.Null;

    private static int? Place(FeelValue place, int count)
    {
        if (place.AsNumber is not { } number || decimal.Truncate(number) != number || number == 0 || Math.Abs(number) > count) return null;
        return number > 0 ? (int)number - 1 : count + (int)number;
    }
}
