namespace Innovation.Workflows.Expressions.BuiltIns;

/// <summary>All built-in functions by name.</summary>
internal static class Functions
{
    private static readonly Dictionary<string, Function> All = new(StringComparer.Ordinal)
    {
        ["not"] = Function.Of(value => value.AsBoolean is { } b ? FeelValue.Of(!b) : FeelValue.Null),
        ["is defined"] = Function.Of(value => FeelValue.Of(!value.IsNull)),
        ["sum"] = Function.OfList(ListFunctions.Sum),
        ["count"] = Function.OfList(items => FeelValue.Of((decimal)items.Count)),
        ["min"] = Function.OfList(items => ListFunctions.Extreme(items, -1)),
        ["max"] = Function.OfList(items => ListFunctions.Extreme(items, 1)),
        ["mean"] = Function.OfList(ListFunctions.Mean),
        ["median"] = Function.OfList(ListFunctions.Median),
        ["list contains"] = Function.Of(ListFunctions.Contains),
        ["distinct values"] = Function.Of(ListFunctions.Distinct),
        ["abs"] = Function.Of(value => NumberFunctions.Map(value, Math.Abs)),
        ["floor"] = Function.Of(value => NumberFunctions.Map(value, decimal.Floor)),
        ["ceiling"] = Function.Of(value => NumberFunctions.Map(value, decimal.Ceiling)),
        ["round half up"] = Function.Of(NumberFunctions.RoundHalfUp),
        ["round"] = Function.Of(NumberFunctions.RoundHalfUp),
        ["string length"] = Function.Of(TextFunctions.Length),
        ["upper case"] = Function.Of(value => FeelValue.Of(value.AsText?.ToUpperInvariant())),
        ["lower case"] = Function.Of(value => FeelValue.Of(value.AsText?.ToLowerInvariant())),
        ["contains"] = Function.Of((text, part) =>
            TextFunctions.Test(text, part, static (a, b) => a.Contains(b, StringComparison.Ordinal))),
        ["starts with"] = Function.Of((text, part) =>
            TextFunctions.Test(text, part, static (a, b) => a.StartsWith(b, StringComparison.Ordinal))),
        ["ends with"] = Function.Of((text, part) =>
            TextFunctions.Test(text, part, static (a, b) => a.EndsWith(b, StringComparison.Ordinal))),
        ["date"] = new Function(1, 3) { One = DateFunctions.Parse, Many = DateFunctions.FromParts },
        ["year"] = Function.Of(value => DateFunctions.Part(value, date => date.Year)),
        ["month"] = Function.Of(value => DateFunctions.Part(value, date => date.Month)),
        ["day"] = Function.Of(value => DateFunctions.Part(value, date => date.Day)),
    };

    public static Function? Find(string name) => All.GetValueOrDefault(name);
}
