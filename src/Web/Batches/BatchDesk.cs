using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Batches;

/// <summary>Cases that wait at one stage of one round and may go into one batch together.</summary>
public sealed record WaitingGroup(RoundRow Round, string StageId, string StageName, IReadOnlyList<CaseRow> Cases);

/// <summary>A batch as lists show it.</summary>
public sealed record BatchListLine(BatchRow Row, int Items, DateTimeOffset? ScheduledAt, string Place, string RoundTitle);

/// <summary>What the desk for meetings, notices and decisions shows, within the scope of the reader.</summary>
public sealed class BatchDesk(IDbContexts contexts, ProgrammeStore programmes, BatchReader reader, TimeProvider clock)
{
    /// <summary>Waiting cases by round and stage; every group can become one batch.</summary>
    public async Task<IReadOnlyList<WaitingGroup>> WaitingAsync(UserContext user, BatchKind kind, CancellationToken cancellation)
    {
        var waiting = await reader.WaitingAsync(user, kind, cancellation);
        await using var db = contexts.Create();
        var groups = new Dictionary<(string Round, string Stage), (string Name, List<CaseRow> Cases)>();
        foreach (var row in waiting)
        {
            var programme = await programmes.ForCaseAsync(db, row, clock.GetUtcNow(), cancellation);
            if (!BatchRules.IsOfficer(user, programme) || StageOf(programme, row, kind) is not { } stage) continue;
            if (!groups.TryGetValue((row.RoundId, stage.Id), out var group)) groups[(row.RoundId, stage.Id)] = group = (stage.Name, []);
            group.Cases.Add(row);
        }

        var rounds = groups.Keys.Select(k => k.Round).Distinct().ToList();
        var titles = await db.Rounds.AsNoTracking().Where(r => rounds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellation);
        return [.. groups.Select(g => new WaitingGroup(titles[g.Key.Round], g.Key.Stage, g.Value.Name,
            [.. g.Value.Cases.OrderByDescending(c => c.Score ?? -1).ThenBy(c => c.Number, StringComparer.Ordinal)])).OrderByDescending(g => g.Round.ClosesAt)];
    }

    /// <summary>A page of batches of these kinds.</summary>
    public async Task<(IReadOnlyList<BatchListLine> Lines, int Total)> ListAsync(UserContext user, BatchKind kind, string? state, int page, int size, CancellationToken cancellation)
    {
        var (rows, total) = await reader.ListAsync(user, kind.ToString(), state, page, size, cancellation);
        await using var db = contexts.Create();
        var ids = rows.Select(r => r.Id).ToList();
        var counts = await db.BatchItems.Where(i => ids.Contains(i.BatchId)).GroupBy(i => i.BatchId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var rounds = rows.Select(r => r.RoundId).Distinct().ToList();
        var titles = await db.Rounds.AsNoTracking().Where(r => rounds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Title, cancellation);
        return ([.. rows.Select(r =>
        {
            var state = System.Text.Json.JsonSerializer.Deserialize<BatchState>(r.State, EngineJson.Options)!;
            return new BatchListLine(r, counts.GetValueOrDefault(r.Id), state.ScheduledAt, state.Place, titles.GetValueOrDefault(r.RoundId, ""));
        })], total);
    }

    /// <summary>Cases that may still be put into a batch that is being prepared.</summary>
    public async Task<IReadOnlyList<CaseRow>> CandidatesAsync(UserContext user, BatchRow batch, CancellationToken cancellation) =>
        [.. (await reader.WaitingAsync(user, batch.Kind, cancellation)).Where(c => c.ProgrammeCode == batch.ProgrammeCode && c.CurrentStageIds.Contains($",{batch.StageId},"))];

    /// <summary>Who wrote each event of a batch, oldest first.</summary>
    public async Task<IReadOnlyList<EventRow>> HistoryAsync(string batchId, CancellationToken cancellation)
    {
        await using var db = contexts.Create();
        return await db.Events.AsNoTracking().Where(e => e.StreamId == batchId).OrderBy(e => e.Sequence).ToListAsync(cancellation);
    }

    private static Stage? StageOf(Programme programme, CaseRow row, BatchKind kind)
    {
        var index = DefinitionIndex.Of(programme.Process);
        return row.CurrentStageIds.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => index.Find(id)?.Stage).FirstOrDefault(s => (kind, s) switch
        {
            (BatchKind.Meeting, MeetingStage) => true,
            (BatchKind.Notice, PublicNoticeStage) => true,
            (BatchKind.Decision, DecisionStage) => true,
            _ => false,
        });
    }
}
