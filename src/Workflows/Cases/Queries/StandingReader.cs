using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>Cases that stand at one stage.</summary>
/// <param name="Count">How many visits are open.</param>
/// <param name="MedianDays">Median of the calendar days since entering.</param>
/// <param name="Overdue">Those whose period has run out.</param>
public sealed record StageStanding(string StageId, int Count, decimal MedianDays, int Overdue);

/// <summary>Where the cases of a programme stand now.</summary>
/// <param name="Programme">The version in force; the tree that is drawn.</param>
/// <param name="Running">在办件数.</param>
/// <param name="Stages">Stages of this version where a case stands.</param>
/// <param name="Elsewhere">Cases of older versions at stages that this version does not have.</param>
public sealed record ProgrammeStanding(Programme Programme, int Running, IReadOnlyList<StageStanding> Stages, int Elsewhere);

/// <summary>Counts where cases stand (live position 件在哪里), from the open visits alone; never names a case.</summary>
public sealed class StandingReader(IDbContexts contexts, SupervisionReader supervision, TimeProvider clock)
{
    /// <summary>The standing of a programme; null when the reader has no such programme.</summary>
    public async Task<ProgrammeStanding?> ReadAsync(UserContext user, string code, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        if ((await supervision.ProgrammesAsync(db, user, cancellation)).FirstOrDefault(p => p.Code == code) is not { } programme) return null;
        var today = ChinaTime.DateOf(clock.GetUtcNow());
        var open = await db.StageVisits.Where(v => v.ProgrammeCode == code && v.LeftAt == null).Select(v => new { v.StageId, v.EnteredAt, v.Overdue }).ToListAsync(cancellation);
        var index = DefinitionIndex.Of(programme.Process);
        var stages = open.GroupBy(v => v.StageId).Select(g => new StageStanding(g.Key, g.Count(), Median(g.Select(v => today.DayNumber - ChinaTime.DateOf(v.EnteredAt).DayNumber)), g.Count(v => v.Overdue))).ToList();
        return new(programme, await db.Cases.CountAsync(c => c.ProgrammeCode == code && c.Phase == ProcessPhase.Running, cancellation),
            [.. stages.Where(s => index.Find(s.StageId) is not null)], stages.Where(s => index.Find(s.StageId) is null).Sum(s => s.Count));
    }

    private static decimal Median(IEnumerable<int> days) => StageFigures.Median([.. days.GroupBy(d => d).Select(g => (g.Key, g.Count())).Order()]) ?? 0;
}
