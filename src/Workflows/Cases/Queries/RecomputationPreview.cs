using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>A running period that a proposed year would move.</summary>
public sealed record PreviewedMove(string CaseId, string? Number, string OrganizationName, string StageName, DeadlinePurpose Purpose, DateTimeOffset OldDueAt, DateTimeOffset NewDueAt)
{
    public bool Later => NewDueAt > OldDueAt;
}

/// <summary>What a proposed year would do, by the rules of <see cref="RecomputationRules"/>.</summary>
/// <param name="Moves">By the new end, the earliest first.</param>
/// <param name="Looked">Running periods that touch the year.</param>
/// <param name="Firm">Periods that keep their end and are no longer 暂定.</param>
public sealed record Preview(IReadOnlyList<PreviewedMove> Moves, int Looked, int Firm);

/// <summary>Tells beforehand which periods a change of the calendar would move.</summary>
public sealed class RecomputationPreview(IDbContexts contexts, CalendarStore calendars, ProgrammeStore programmes, TimeProvider clock)
{
    private const int Portion = 200;

    private sealed record Running(DeadlineRow Row, string ProgrammeCode, int Version);

    public async Task<Preview> ReadAsync(int year, IReadOnlyList<CalendarDay> days, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var now = clock.GetUtcNow();
        var calendar = CalendarProposals.Apply(await calendars.GetAsync(db, cancellation), year, days);
        var running = await Recomputation.Touched(db, year).Where(d => d.Amount > 0 && d.DueAt > now)
            .Join(db.Cases, d => d.CaseId, c => c.Id, (d, c) => new Running(d, c.ProgrammeCode, c.DefinitionVersion)).ToListAsync(cancellation);
        var resumed = await ResumedAsync(db, [.. running.Where(r => r.Row.HeldUntil is not null).Select(r => r.Row.CaseId).Distinct()], cancellation);
        var moves = new List<(DeadlineRow Row, DateTimeOffset NewDueAt)>();
        var firm = 0;
        foreach (var (row, code, version) in running)
        {
            var (from, amount) = (row.Trigger, row.Amount);
            if (row.HeldUntil is not null)
            {
                if (resumed.GetValueOrDefault((row.CaseId, row.Deadline)) is not { ResumedOn: { } on, Left: { } left }) continue;
                (from, amount) = (on, left);
            }

            var stage = DefinitionIndex.Of((await programmes.GetAsync(db, code, version, cancellation)).Process).Find(row.StageId)?.Stage;
            var counted = calendar.Due(from, amount, row.Unit);
            var end = RecomputationRules.NewEnd(counted.DueInstant, row.DueAt, stage is null || RecomputationRules.IsProtected(stage, row.Purpose), now);
            if (end != row.DueAt) moves.Add((row, end));
            else if (row.Provisional && !counted.Provisional) firm++;
        }

        return new Preview(await NamedAsync(db, moves, cancellation), running.Count, firm);
    }

    /// <summary>What the states keep of periods that were paused.</summary>
    private static async Task<Dictionary<(string CaseId, int Deadline), Deadline>> ResumedAsync(WorkflowsDbContext db, List<string> caseIds, CancellationToken cancellation)
    {
        var found = new Dictionary<(string, int), Deadline>();
        foreach (var ids in caseIds.Chunk(Portion))
            foreach (var row in await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.State }).ToListAsync(cancellation))
                foreach (var deadline in EngineJson.ReadState(row.State).Activations.SelectMany(a => a.Deadlines)) found[(row.Id, deadline.Id)] = deadline;
        return found;
    }

    private static async Task<IReadOnlyList<PreviewedMove>> NamedAsync(WorkflowsDbContext db, List<(DeadlineRow Row, DateTimeOffset NewDueAt)> moves, CancellationToken cancellation)
    {
        var names = new Dictionary<string, (string? Number, string Organization)>();
        foreach (var ids in moves.Select(m => m.Row.CaseId).Distinct().Chunk(Portion))
            foreach (var row in await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Number, c.OrganizationName }).ToListAsync(cancellation))
                names[row.Id] = (row.Number, row.OrganizationName);
        return [.. moves.OrderBy(m => m.NewDueAt).ThenBy(m => m.Row.Id, StringComparer.Ordinal)
            .Select(m => new PreviewedMove(m.Row.CaseId, names[m.Row.CaseId].Number, names[m.Row.CaseId].Organization, m.Row.StageName, m.Row.Purpose, m.Row.DueAt, m.NewDueAt))];
    }
}
