namespace Innovation.Workflows.Reviews;

/// <summary>What a case is ranked by.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Score">Exact aggregate.</param>
/// <param name="Median">Median of the sheets.</param>
/// <param name="SubmittedAt">Received instant of the submission.</param>
public sealed record RankingEntry(string CaseId, decimal Score, decimal Median, DateTimeOffset SubmittedAt);

/// <summary>A place in a ranking.</summary>
/// <param name="Rank">From 1; entries that no rule tells apart share a rank.</param>
/// <param name="Entry">The case.</param>
/// <param name="TieBrokenBy">How it was told apart from the entry before with the same score; null when not needed.</param>
public sealed record RankedEntry(int Rank, RankingEntry Entry, string? TieBrokenBy);

/// <summary>Ranking 排名: score, then higher median, then earlier submission.</summary>
public static class Ranking
{
    /// <summary>Ranks the entries; the input order does not matter.</summary>
    public static IReadOnlyList<RankedEntry> Rank(IEnumerable<RankingEntry> entries)
    {
        var sorted = entries
            .OrderByDescending(entry => entry.Score)
            .ThenByDescending(entry => entry.Median)
            .ThenBy(entry => entry.SubmittedAt.UtcTicks)
            .ThenBy(entry => entry.CaseId, StringComparer.Ordinal)
            .ToArray();
        var ranked = new List<RankedEntry>(sorted.Length);
        for (var i = 0; i < sorted.Length; i++)
        {
            var former = i > 0 ? sorted[i - 1] : null;
            var same = former is not null && former.Score == sorted[i].Score;
            var equal = same && former!.Median == sorted[i].Median && former.SubmittedAt == sorted[i].SubmittedAt;
            ranked.Add(new RankedEntry(
                equal ? ranked[i - 1].Rank : i + 1,
                sorted[i],
                !same || equal ? null : former!.Median != sorted[i].Median ? "得分相同，按中位数排序" : "得分和中位数相同，按提交先后排序"));
        }
        return ranked;
    }
}
