using System.Text.Json;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>A batch with everything that pages and API show of it.</summary>
public sealed record BatchView(BatchRow Row, BatchState State, Programme Programme, RoundRow Round, IReadOnlyList<BatchLine> Items, IReadOnlyList<AllowedAction> Actions);

/// <summary>One case of a batch, as the reader may see it.</summary>
/// <param name="Mean">Plain mean of all sheets; null for scores from before it was kept.</param>
/// <param name="Outliers">Sheets that were marked 异常分.</param>
/// <param name="Rank">By score, then median, then earlier submission; null without a score.</param>
public sealed record BatchLine(BatchItemRow Row, CaseRow Case, int? Rank, decimal? Score, decimal? Median, TallyResult? Tally, Vote? MyVote, bool IAmRecused, decimal? Mean = null, int Outliers = 0);

/// <summary>Reads batches within the scope of the reader.</summary>
public sealed class BatchReader(IDbContexts contexts, ProgrammeStore programmes, TimeProvider clock)
{
    public async Task<(IReadOnlyList<BatchRow> Rows, int Total)> ListAsync(UserContext user, string? kind, string? state, int page, int size, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var rows = Visible(db, user);
        if (Enum.TryParse<BatchKind>(kind, true, out var wanted)) rows = rows.Where(b => b.Kind == wanted);
        rows = state switch
        {
            "open" => rows.Where(b => b.Status == BatchStatus.Preparing || b.Status == BatchStatus.Open || b.Status == BatchStatus.Checked),
            "closed" => rows.Where(b => b.Status == BatchStatus.Acted || b.Status == BatchStatus.Closed || b.Status == BatchStatus.Cancelled),
            _ => rows,
        };
        return (await rows.OrderByDescending(b => b.CreatedAt).Skip((page - 1) * size).Take(size).ToListAsync(cancellation), await rows.CountAsync(cancellation));
    }

    /// <summary>The batch, or null when the reader may not see it.</summary>
    public async Task<BatchView?> ReadAsync(UserContext user, string batchId, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var row = await db.Batches.AsNoTracking().Include(b => b.Items).SingleOrDefaultAsync(b => b.Id == batchId, cancellation);
        if (row is null) return null;
        var programme = await programmes.CurrentAsync(db, row.ProgrammeCode, clock.GetUtcNow(), cancellation);
        var state = JsonSerializer.Deserialize<BatchState>(row.State, EngineJson.Options)!;
        if (!BatchCommands.MayRead(state, programme, user) && !user.Represents.Any(absent => BatchCommands.MayRead(state, programme, absent))) return null;
        var ids = row.Items.Select(i => i.CaseId).ToList();
        var cases = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellation);
        var panels = await PanelsAsync(db, ids, cancellation);
        var ranks = Ranking.Rank(cases.Values.Where(c => c.Score is not null).Select(c => new RankingEntry(c.Id, c.Score!.Value, panels.GetValueOrDefault(c.Id)?.Median ?? 0, c.SubmittedAt ?? c.CreatedAt)))
            .ToDictionary(r => r.Entry.CaseId, r => r.Rank);
        var round = await db.Rounds.AsNoTracking().SingleAsync(r => r.Id == row.RoundId, cancellation);
        var lines = row.Items.OrderBy(i => ranks.GetValueOrDefault(i.CaseId, int.MaxValue)).ThenBy(i => i.Order).Select(i =>
        {
            var (item, panel) = (state.Find(i.CaseId), panels.GetValueOrDefault(i.CaseId));
            return new BatchLine(i, cases[i.CaseId], ranks.TryGetValue(i.CaseId, out var rank) ? rank : null, cases[i.CaseId].Score, panel?.Median,
                row.Kind == BatchKind.Meeting && item is not null ? BatchRules.Tally(state, item) : null,
                item is not null && item.Votes.TryGetValue(user.UserId, out var vote) ? vote : null, item?.Recused.Any(r => r.UserId == user.UserId) == true,
                panel?.Mean, panel?.Outliers ?? 0);
        }).ToList();
        return new BatchView(row, state, programme, round, lines, BatchRules.AllowedToAll(state, programme, user));
    }

    /// <summary>Cases that wait at a batch stage and are in no batch yet.</summary>
    public async Task<IReadOnlyList<CaseRow>> WaitingAsync(UserContext user, BatchKind kind, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var busy = db.BatchItems.Where(i => db.Batches.Any(b => b.Id == i.BatchId && b.Kind == kind && (b.Status == BatchStatus.Preparing || b.Status == BatchStatus.Open || b.Status == BatchStatus.Checked))).Select(i => i.CaseId);
        var waiting = CaseScope.Open(db, user).Where(w => w.Purpose == WorkPurpose.Batch && !busy.Contains(w.CaseId));
        var rows = await waiting.Join(db.Cases.AsNoTracking(), w => w.CaseId, c => c.Id, (w, c) => new { w.StageId, Case = c }).OrderBy(x => x.Case.RoundId).ThenBy(x => x.Case.Number).ToListAsync(cancellation);
        var result = new List<CaseRow>();
        foreach (var row in rows)
        {
            var programme = await programmes.ForCaseAsync(db, row.Case, clock.GetUtcNow(), cancellation);
            if (BatchCommands.KindOf(DefinitionIndex.Of(programme.Process)[row.StageId].Stage) == kind) result.Add(row.Case);
        }

        return result;
    }

    /// <summary>The batches this person may know of, also for those whose substitute they are.</summary>
    internal static IQueryable<BatchRow> Visible(WorkflowsDbContext db, UserContext user)
    {
        if (user.Represents.Count == 0) return Own(db, user);
        var ids = Own(db, user).Select(b => b.Id);
        foreach (var absent in user.Represents) ids = ids.Union(Own(db, absent).Select(b => b.Id));
        return db.Batches.AsNoTracking().Where(b => ids.Contains(b.Id));
    }

    private static IQueryable<BatchRow> Own(WorkflowsDbContext db, UserContext user)
    {
        var rows = db.Batches.AsNoTracking();
        if (user.Has(ProcessRoles.Auditor)) return rows;
        var programmes = ((string[])[ProcessRoles.Officer, ProcessRoles.SectionHead, ProcessRoles.Signatory]).SelectMany(r => user.ScopesOf(r, "programme:")).Distinct().ToList();
        if (programmes.Contains("*")) return rows;
        var seats = user.ScopesOf(ProcessRoles.Committee, "programme:");
        var everywhere = seats.Contains("*");
        return rows.Where(b => programmes.Contains(b.ProgrammeCode) || (b.Kind == BatchKind.Meeting && (everywhere || seats.Contains(b.ProgrammeCode))));
    }

    private static async Task<Dictionary<string, ScoreAggregated>> PanelsAsync(WorkflowsDbContext db, List<string> ids, CancellationToken cancellation)
    {
        var rows = await db.Events.AsNoTracking().Where(e => ids.Contains(e.StreamId) && e.Type == "scoreAggregated").OrderBy(e => e.Sequence).Select(e => new { e.StreamId, e.Body }).ToListAsync(cancellation);
        return rows.GroupBy(r => r.StreamId).ToDictionary(g => g.Key, g => (ScoreAggregated)EngineJson.ReadEvent(g.Last().Body));
    }
}
