using Innovation.Workflows.Forms;

namespace Innovation.Workflows.Reviews;

/// <summary>Checks a filled sheet before it is submitted and locked.</summary>
public static class ScoreSheetValidator
{
    /// <summary>All problems in the order of the sheet; empty when it can be submitted.</summary>
    public static IReadOnlyList<FormProblem> Validate(ScoreSheet sheet, ScoreSheetAnswer answer)
    {
        var problems = new List<FormProblem>();
        void Add(string code, string path, string message) => problems.Add(new(code, path, sheet.Title, message));
        foreach (var indicator in sheet.Indicators)
        {
            var path = $"scores.{indicator.Id}";
            if (answer.Scores.GetValueOrDefault(indicator.Id) is not { } score)
                Add(FormProblemCodes.Required, path, $"请给“{indicator.Name}”打分，最高 {Points(indicator.Max)} 分。");
            else if (score < 0)
                Add(FormProblemCodes.Range, path, $"“{indicator.Name}”不能低于 0 分，请改正。");
            else if (score > indicator.Max)
                Add(FormProblemCodes.Range, path, $"“{indicator.Name}”最高 {Points(indicator.Max)} 分，请改小。");
            else if (Math.Round(score, indicator.Decimals) != score)
                Add(FormProblemCodes.Precision, path, $"“{indicator.Name}”最多保留 {indicator.Decimals} 位小数，请改正。");
        }
        foreach (var unknown in answer.Scores.Keys.Where(id => sheet.Indicators.All(indicator => indicator.Id != id)))
            Add(FormProblemCodes.UnknownField, $"scores.{unknown}", "评分表已经更新，请刷新页面后重新评分。");
        var length = (answer.Comment ?? "").EnumerateRunes().Count(rune => !System.Text.Rune.IsWhiteSpace(rune));
        if (length == 0 && sheet.MinCommentLength > 0)
            Add(FormProblemCodes.Required, "comment", $"请填写评审意见，写明优点、不足和依据，至少 {sheet.MinCommentLength} 字。");
        else if (length < sheet.MinCommentLength)
            Add(FormProblemCodes.TooShort, "comment", $"评审意见至少 {sheet.MinCommentLength} 字，现在 {length} 字，请补充。");
        else if (length > sheet.MaxCommentLength)
            Add(FormProblemCodes.TooLong, "comment", $"评审意见最多 {sheet.MaxCommentLength} 字，现在 {length} 字，请删减。");
        return problems;
    }

    /// <summary>The total of the scores that were given, in points.</summary>
    public static decimal Total(ScoreSheet sheet, ScoreSheetAnswer answer) =>
        SheetTotal.Of(sheet, indicator => answer.Scores.GetValueOrDefault(indicator.Id) ?? 0);

    private static string Points(decimal points) => FieldFormatter.Number(points);
}
