using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>环节用时: the figures of one stage over a period.</summary>
/// <param name="Limit">规定期限 in working days; null when it is of another kind or there is none.</param>
/// <param name="Visits">Visits that were left in the period.</param>
/// <param name="Median">Working days without pauses; null when nothing was left.</param>
/// <param name="Ninety">Nine of ten visits took no longer.</param>
/// <param name="TotalMedian">The same with pauses.</param>
/// <param name="Returned">Visits that sent the case back.</param>
/// <param name="Rounds">补正 asked for.</param>
/// <param name="Overdue">Visits whose period ran out.</param>
/// <param name="Waiting">Cases that are there now.</param>
public sealed record StageFigure(string ProgrammeCode, string ProgrammeName, string StageId, string StageName, int? Limit, int Visits, decimal? Median, decimal? Ninety, decimal? TotalMedian, decimal? TotalNinety, int Returned, int Rounds, int Overdue, int Waiting);

/// <summary>Counts how long stages take, from the visits alone: one pass over an index gives how often each number of days occurred.</summary>
public sealed class StageFigures(IDbContexts contexts, SupervisionReader reader)
{
    private sealed record Bucket(string ProgrammeCode, string StageId, int Days, int Total, int Count, int Returned, int Rounds, int Overdue);

    /// <param name="from">First day of leaving.</param>
    /// <param name="until">Last day of leaving.</param>
    public async Task<IReadOnlyList<StageFigure>> ReadAsync(UserContext user, string? programmeCode, DateOnly from, DateOnly until, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var all = await reader.ProgrammesAsync(db, user, cancellation);
        var codes = SupervisionReader.Chosen(all, programmeCode);
        var (first, last) = (ChinaTime.StartOf(from), ChinaTime.EndOf(until));
        var buckets = await db.StageVisits.Where(v => codes.Contains(v.ProgrammeCode) && v.LeftAt >= first && v.LeftAt < last)
            .GroupBy(v => new { v.ProgrammeCode, v.StageId, v.Days, v.TotalDays })
            .Select(g => new Bucket(g.Key.ProgrammeCode, g.Key.StageId, g.Key.Days!.Value, g.Key.TotalDays!.Value, g.Count(), g.Count(v => v.Returned), g.Sum(v => v.SupplementRounds), g.Count(v => v.Overdue))).ToListAsync(cancellation);
        var waiting = await db.StageVisits.Where(v => codes.Contains(v.ProgrammeCode) && v.LeftAt == null).GroupBy(v => new { v.ProgrammeCode, v.StageId }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellation);
        var figures = new List<StageFigure>();
        foreach (var programme in all.Where(p => codes.Contains(p.Code)))
            foreach (var place in DefinitionIndex.Of(programme.Process).Places.Where(p => p.Stage is not (ChoiceStage or ParallelStage or CopyStage or ActionStage)))
                figures.Add(Figure(programme, place.Stage, [.. buckets.Where(b => b.ProgrammeCode == programme.Code && b.StageId == place.Stage.Id)], waiting.FirstOrDefault(w => w.Key.ProgrammeCode == programme.Code && w.Key.StageId == place.Stage.Id)?.Count ?? 0));
        return figures;
    }

    /// <summary>The programmes of which the reader may see figures.</summary>
    public async Task<IReadOnlyList<(string Code, string Name)>> ProgrammesAsync(UserContext user, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        return [.. (await reader.ProgrammesAsync(db, user, cancellation)).Select(p => (p.Code, p.Name))];
    }

    private static StageFigure Figure(Programme programme, Stage stage, List<Bucket> buckets, int waiting)
    {
        var days = buckets.GroupBy(b => b.Days).Select(g => (g.Key, g.Sum(b => b.Count))).Order().ToList();
        var total = buckets.GroupBy(b => b.Total).Select(g => (g.Key, g.Sum(b => b.Count))).Order().ToList();
        var limit = stage.Deadline is { Unit: PeriodUnit.WorkingDays, Amount: > 0 and var amount } ? amount : (int?)null;
        return new StageFigure(programme.Code, programme.Name, stage.Id, stage.Name, limit, buckets.Sum(b => b.Count), Median(days), Quantile(days, 90), Median(total), Quantile(total, 90), buckets.Sum(b => b.Returned), buckets.Sum(b => b.Rounds), buckets.Sum(b => b.Overdue), waiting);
    }

    /// <summary>The middle value; between two, their mean.</summary>
    internal static decimal? Median(IReadOnlyList<(int Days, int Count)> sorted)
    {
        var count = sorted.Sum(s => s.Count);
        return count == 0 ? null : (At(sorted, (count - 1) / 2) + At(sorted, count / 2)) / 2m;
    }

    /// <summary>The smallest number of days that so many percent of the visits did not exceed.</summary>
    internal static decimal? Quantile(IReadOnlyList<(int Days, int Count)> sorted, int percent)
    {
        var count = sorted.Sum(s => s.Count);
        return count == 0 ? null : At(sorted, (count * percent + 99) / 100 - 1);
    }

    private static int At(IReadOnlyList<(int Days, int Count)> sorted, int position)
    {
        foreach (var (days, count) in sorted)
            if ((position -= count) < 0) return days;
        throw new ArgumentOutOfRangeException(nameof(position));
    }
}
