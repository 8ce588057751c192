using System.Runtime.CompilerServices;
using Innovation.Workflows.Expressions;
using Innovation.Workflows.Expressions.Typing;

namespace Innovation.Workflows.Reviews;

/// <summary>The total 总分 of a sheet: the weighted sum of the scores, or what the sheet's formula says.</summary>
public static class SheetTotal
{
    private const string Prefix = "score.";

    // Keyed by the sheet's own string, so that a compiled formula lives as long as its sheet.
    private static readonly ConditionalWeakTable<string, Expression> Compiled = [];

    /// <summary>The total, in points.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="score">The score of an indicator.</param>
    public static decimal Of(ScoreSheet sheet, Func<ScoreIndicator, decimal> score)
    {
        if (sheet.Formula is not { } formula) return sheet.Indicators.Sum(indicator => score(indicator) * indicator.Weight);
        return Compiled.GetValue(formula, Parse).Evaluate(name => Find(sheet, name) is { } indicator ? FeelValue.Of(score(indicator)) : FeelValue.Null).AsNumber ?? 0;
    }

    /// <summary>What is wrong with the formula, as one Chinese sentence; null when nothing is.</summary>
    public static string? Problem(ScoreSheet sheet)
    {
        if (sheet.Formula is not { } formula) return null;
        if (!Expression.TryParse(formula, out var parsed, out var error)) return $"总分公式第 {error.Position + 1} 个字符：{error.Message}";
        return parsed.Check(name => Find(sheet, name) is null ? null : FeelType.Number, FeelKind.Number) is [var wrong, ..]
            ? wrong.UnknownName is { } unknown ? $"总分公式里的“{unknown}”不存在，指标写作 score.编号。" : $"总分公式第 {wrong.Position + 1} 个字符：{wrong.Message}"
            : null;
    }

    // A draft may hold a formula that does not parse yet; its total is not known.
    private static Expression Parse(string text) => Expression.TryParse(text, out var parsed, out _) ? parsed : Expression.Parse("null");

    private static ScoreIndicator? Find(ScoreSheet sheet, string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) ? sheet.Indicators.FirstOrDefault(indicator => indicator.Id == name[Prefix.Length..]) : null;
}
