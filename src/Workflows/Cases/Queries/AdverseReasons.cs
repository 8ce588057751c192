using System.Globalization;
using System.Text.RegularExpressions;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Texts;
using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Cases;

/// <summary>Why a case ended against the applicant where no person wrote a reason: reason and basis, in words for the applicant.</summary>
public static partial class AdverseReasons
{
    /// <summary>Reason and basis of a stage that a rule or a batch has ended; null where the end is not against the applicant.</summary>
    /// <param name="score">What the panel gave; null: not told, because applicants never see scores.</param>
    public static string? Of(StageCompleted ended, Programme programme, decimal? score)
    {
        ArgumentNullException.ThrowIfNull(programme);
        return Reason(ended, programme, score) is { } reason ? $"{reason}。依据：{ProcedureWords.Basis(programme.Rules)}。" : null;
    }

    /// <summary>The reason alone, for papers that print the basis themselves.</summary>
    public static string? Reason(StageCompleted ended, Programme programme, decimal? score)
    {
        ArgumentNullException.ThrowIfNull(ended);
        ArgumentNullException.ThrowIfNull(programme);
        if (DefinitionIndex.Of(programme.Process).Find(ended.StageId)?.Stage is not { } stage || stage.FindOutcome(ended.Outcome) is not { Route: Route.End { Result: var end } } outcome) return null;
        if (programme.Process.Results.FirstOrDefault(r => r.Id == end)?.Favourable != false) return null;
        return stage switch
        {
            ReviewStage { Supplement.OnExpiry: var silence } when silence == outcome.Id => "你单位在补正期限内没有补正",
            ExpertReviewStage review when score is not null || PassLine(review) is not null => OfScore(review, score),
            _ when ended.Cause == "deadline" => $"{stage.Name}期限届满，{outcome.Name}",
            _ => $"{stage.Name}的结论是“{outcome.Name}”",
        };
    }

    /// <summary>The line that the score is under and, for the office, the score: both as they were compared.</summary>
    public static string OfScore(ExpertReviewStage stage, decimal? score)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var told = $"{stage.Name}得分{(score is { } reached ? $" {ScoreText.Of(reached)} 分，" : "")}";
        return PassLine(stage) is { } line && !(score >= line) ? $"{told}低于合格线 {line.ToString("0.########", CultureInfo.InvariantCulture)} 分" : told.TrimEnd('，');
    }

    /// <summary>The line that decides, read from the conditions of the stage; null where they are not of the form score &gt;= 70.</summary>
    public static decimal? PassLine(ExpertReviewStage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return stage.Outcomes.Select(o => Line().Match(o.When ?? "")).FirstOrDefault(m => m.Success) is { } match ? decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"^\s*score\s*>=\s*([0-9]+(?:\.[0-9]+)?)\s*$")]
    private static partial Regex Line();
}
