using System.Text.RegularExpressions;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Forms;

/// <summary>
/// Finds conditions that no form can meet, by trying what the fields can be: options, yes and no, the numbers that are written
/// in the condition with their neighbours inside the field's bounds. Says nothing where that does not suffice (functions, sums, tables).
/// </summary>
internal static partial class NeverTrue
{
    private const int MostTries = 20_000;

    /// <summary>Whether the condition is certain never to be met.</summary>
    public static bool Is(Expression condition, FormSchema form)
    {
        if (Reckons().IsMatch(Quoted().Replace(condition.Text, "")) || condition.ItemNames.Count > 0) return false;
        var names = condition.Names.ToArray();
        var values = names.Select(n => Values(n, condition, form)).ToArray();
        if (values.Any(v => v is null) || values.Aggregate(1L, (all, v) => Math.Min(all * v!.Count, MostTries + 1)) > MostTries) return false;
        var at = new int[names.Length];
        do
        {
            if (condition.IsMet(name => values[Array.IndexOf(names, name)]![at[Array.IndexOf(names, name)]])) return false;
        }
        while (Next(at, values));
        return true;
    }

    private static bool Next(int[] at, List<FeelValue>?[] values)
    {
        for (var i = 0; i < at.Length; i++)
        {
            if (++at[i] < values[i]!.Count) return true;
            at[i] = 0;
        }

        return false;
    }

    /// <summary>What a name can be; null when it cannot be said.</summary>
    private static List<FeelValue>? Values(string name, Expression condition, FormSchema form)
    {
        if (name.Split('.') is not ["form", var id] || form.Find(id) is not { Computed: null } field) return null;
        var options = field.Options.Select(o => FeelValue.Of(o.Value)).ToList();
        return field.Type switch
        {
            FieldType.YesNo => [FeelValue.True, FeelValue.False, FeelValue.Null],
            FieldType.Choice => [.. options, FeelValue.Of(""), FeelValue.Null],
            FieldType.Integer or FieldType.Decimal or FieldType.Money =>
                [.. Numbers(condition, field).Where(n => !(n < field.Min) && !(n > field.Max)).Select(FeelValue.Of), FeelValue.Null],
            _ => null,
        };
    }

    private static IEnumerable<decimal> Numbers(Expression condition, FormField field)
    {
        foreach (var number in condition.Constants.Select(c => c.AsNumber).OfType<decimal>().Append(0).Concat(new[] { field.Min, field.Max }.OfType<decimal>()))
        {
            yield return number - 1;
            yield return number - 0.01m;
            yield return number;
            yield return number + 0.01m;
            yield return number + 1;
        }
    }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[*/^+]|\bfor\b|\bsome\b|\bevery\b|(?<!\b(?:and|or|in|not|if|then|else)\s*)(?<=\w)\s*\(")]
    private static partial Regex Reckons();
}
