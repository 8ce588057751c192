using static Innovation.Workflows.Expressions.FeelKind;

namespace Innovation.Workflows.Expressions.BuiltIns;

/// <summary>All built-in functions by name. <c>sort</c> is part of the grammar, because it takes a function.</summary>
internal static class Functions
{
    private static readonly Dictionary<string, Function> All = new(StringComparer.Ordinal)
    {
        ["not"] = Function.Of(value => value.AsBoolean is { } b ? FeelValue.Of(!b) : FeelValue.Null, FeelKind.Boolean, FeelKind.Boolean),
        ["is defined"] = Function.Of(value => FeelValue.Of(!value.IsNull), gives: FeelKind.Boolean),
        ["get value"] = Function.Of((context, key) => key.AsText is { } name && context.AsContext is { } entries ? entries.Get(name) : FeelValue.Null, Context, Text),
        ["get entries"] = Function.Of(ListFunctions.Entries, Context, List),
        ["includes"] = Function.Of((range, value) => range.AsRange?.Includes(value) ?? FeelValue.Null, FeelKind.Range, null, FeelKind.Boolean),

        ["sum"] = Function.OfList(ListFunctions.Sum, Number, Number),
        ["product"] = Function.OfList(ListFunctions.Product, Number, Number),
        ["count"] = Function.OfList(items => FeelValue.Of((decimal)items.Count), gives: Number),
        ["min"] = Function.OfList(items => ListFunctions.Extreme(items, -1)) with { GivesItem = true },
        ["max"] = Function.OfList(items => ListFunctions.Extreme(items, 1)) with { GivesItem = true },
        ["mean"] = Function.OfList(ListFunctions.Mean, Number, Number),
        ["median"] = Function.OfList(ListFunctions.Median, Number, Number),
        ["mode"] = Function.OfList(ListFunctions.Mode, Number, List),
        ["stddev"] = Function.OfList(ListFunctions.Deviation, Number, Number),
        ["all"] = Function.OfList(items => ListFunctions.Quantify(items, some: false), FeelKind.Boolean, FeelKind.Boolean),
        ["any"] = Function.OfList(items => ListFunctions.Quantify(items, some: true), FeelKind.Boolean, FeelKind.Boolean),
        ["list contains"] = Function.Of(ListFunctions.Contains, gives: FeelKind.Boolean),
        ["distinct values"] = Function.Of(ListFunctions.Distinct) with { GivesFirst = true },
        ["flatten"] = Function.Of(ListFunctions.Flatten, gives: List),
        ["reverse"] = Function.Of(ListFunctions.Reverse) with { GivesFirst = true },
        ["index of"] = Function.Of(ListFunctions.IndexOf, List, null, List),
        ["append"] = Function.Of(2, int.MaxValue, ListFunctions.Append, List),
        ["concatenate"] = Function.Of(1, int.MaxValue, ListFunctions.Concatenate, List),
        ["union"] = Function.Of(1, int.MaxValue, lists => ListFunctions.Distinct(ListFunctions.Concatenate(lists)), List),
        ["sublist"] = Function.Of(2, 3, ListFunctions.Sublist, List, List, Number),
        ["insert before"] = Function.Of(3, 3, ListFunctions.Insert, List, List, Number, null),
        ["remove"] = Function.Of(ListFunctions.Remove, List, Number) with { GivesFirst = true },

        ["abs"] = Function.Of(value => NumberFunctions.Map(value, Math.Abs), Number, Number),
        ["floor"] = Function.Of(value => NumberFunctions.Map(value, decimal.Floor), Number, Number),
        ["ceiling"] = Function.Of(value => NumberFunctions.Map(value, decimal.Ceiling), Number, Number),
        ["round half up"] = Function.Of(NumberFunctions.RoundHalfUp, Number, Number, Number),
        ["round"] = Function.Of(NumberFunctions.RoundHalfUp, Number, Number, Number),
        ["round up"] = Function.Of((value, digits) => NumberFunctions.Round(value, digits, away: true), Number, Number, Number),
        ["round down"] = Function.Of((value, digits) => NumberFunctions.Round(value, digits, away: false), Number, Number, Number),
        ["decimal"] = Function.Of(NumberFunctions.RoundHalfEven, Number, Number, Number),
        ["modulo"] = Function.Of(NumberFunctions.Modulo, Number, Number, Number),
        ["even"] = Function.Of(value => NumberFunctions.IsDivisible(value, 0), Number, FeelKind.Boolean),
        ["odd"] = Function.Of(value => NumberFunctions.IsDivisible(value, 1), Number, FeelKind.Boolean),
        ["number"] = Function.Of(NumberFunctions.Parse, gives: Number),

        ["string"] = Function.Of(TextFunctions.Write, gives: Text),
        ["string length"] = Function.Of(TextFunctions.Length, Text, Number),
        ["upper case"] = Function.Of(value => FeelValue.Of(value.AsText?.ToUpperInvariant()), Text, Text),
        ["lower case"] = Function.Of(value => FeelValue.Of(value.AsText?.ToLowerInvariant()), Text, Text),
        ["trim"] = Function.Of(value => FeelValue.Of(value.AsText?.Trim()), Text, Text),
        ["substring"] = Function.Of(2, 3, TextFunctions.Substring, Text, Text, Number),
        ["substring before"] = Function.Of((text, part) => TextFunctions.Around(text, part, before: true), Text, Text, Text),
        ["substring after"] = Function.Of((text, part) => TextFunctions.Around(text, part, before: false), Text, Text, Text),
        ["contains"] = Function.Of((text, part) =>
            TextFunctions.Test(text, part, static (a, b) => a.Contains(b, StringComparison.Ordinal)), Text, Text, FeelKind.Boolean),
        ["starts with"] = Function.Of((text, part) =>
            TextFunctions.Test(text, part, static (a, b) => a.StartsWith(b, StringComparison.Ordinal)), Text, Text, FeelKind.Boolean),
        ["ends with"] = Function.Of((text, part) =>
            TextFunctions.Test(text, part, static (a, b) => a.EndsWith(b, StringComparison.Ordinal)), Text, Text, FeelKind.Boolean),
        ["split"] = Function.Of(TextFunctions.Split, Text, Text, List) with { PatternAt = 1 },
        ["string join"] = Function.Of(1, 2, TextFunctions.Join, Text, List, Text),
        ["replace"] = Function.Of(3, 4, TextFunctions.Replace, Text, Text, Text, Text, Text) with { PatternAt = 1, FlagsAt = 3 },
        ["matches"] = Function.Of(2, 3, TextFunctions.Matches, FeelKind.Boolean, Text, Text, Text) with { PatternAt = 1, FlagsAt = 2 },

        ["date"] = new Function(1, 3) { One = DateFunctions.Parse, Many = DateFunctions.FromParts, Gives = Date },
        ["year"] = Function.Of(value => DateFunctions.Part(value, date => date.Year), Date, Number),
        ["month"] = Function.Of(value => DateFunctions.Part(value, date => date.Month), Date, Number),
        ["day"] = Function.Of(value => DateFunctions.Part(value, date => date.Day), Date, Number),
        ["day of week"] = Function.Of(value => DateFunctions.Part(value, date => date.DayOfWeek == 0 ? 7 : (int)date.DayOfWeek), Date, Number),
        ["day of year"] = Function.Of(value => DateFunctions.Part(value, date => date.DayOfYear), Date, Number),
        ["quarter"] = Function.Of(value => DateFunctions.Part(value, date => ((date.Month - 1) / 3) + 1), Date, Number),
        ["add months"] = Function.Of((date, months) => DateFunctions.Move(date, months, 1), Date, Number, Date),
        ["add years"] = Function.Of((date, years) => DateFunctions.Move(date, years, 12), Date, Number, Date),
        ["months between"] = Function.Of((from, to) => DateFunctions.Between(from, to, 1), Date, Date, Number),
        ["years between"] = Function.Of((from, to) => DateFunctions.Between(from, to, 12), Date, Date, Number),
    };

    /// <summary>Names of all functions, for the designer's help.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    public static Function? Find(string name) => All.GetValueOrDefault(name);
}
