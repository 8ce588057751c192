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
}
