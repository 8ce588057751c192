using Innovation.Workflows.Audit;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Innovation.Workflows.Cases;

/// <summary>
/// 重算: after a year of the calendar was approved every case with running periods is looked at, each in its own
/// transaction, which also notes how far it has come: killed at any point, it goes on there.
/// </summary>
public sealed class Recomputation(IDbContexts contexts, CommandGate gate, CaseExecutor executor, CaseCommands cases, TimeProvider clock, ILogger<Recomputation> log)
{
    private const int Portion = 200;

    /// <summary>Lets every unfinished recomputation go on.</summary>
    /// <param name="most">Stops after so many cases; the sweep goes on with the rest.</param>
    public async Task ContinueAsync(int most = int.MaxValue, CancellationToken cancellation = default)
    {
        List<string> open;
        await using (var db = contexts.Create())
            open = await db.CalendarProposals.Where(p => p.State == CalendarProposalState.Approved && p.FinishedAt == null).OrderBy(p => p.DecidedAt).Select(p => p.Id).ToListAsync(cancellation);
        foreach (var id in open)
            while (most > 0 && await PortionAsync(id, Math.Min(most, Portion), cancellation) is > 0 and var done) most -= done;
    }

    private async Task<int> PortionAsync(string proposalId, int size, CancellationToken cancellation)
    {
        CalendarProposalRow proposal;
        List<string> ids;
        await using (var db = contexts.Create())
        {
            proposal = await db.CalendarProposals.AsNoTracking().SingleAsync(p => p.Id == proposalId, cancellation);
            if (proposal.FinishedAt is not null) return 0;
            var cursor = proposal.Cursor;
            ids = await Touched(db, proposal.Year).After(d => d.CaseId, cursor).Select(d => d.CaseId).Distinct().OrderBy(id => id).Take(size).ToListAsync(cancellation);
        }

        foreach (var caseId in ids) await OneAsync(proposal, caseId, cancellation);
        if (ids.Count == 0) await FinishAsync(proposalId, cancellation);
        return ids.Count;
    }

    /// <summary>Running periods that touch a year: what a change of it can move.</summary>
    internal static IQueryable<DeadlineRow> Touched(WorkflowsDbContext db, int year)
    {
        var (from, until) = (ChinaTime.StartOf(new DateOnly(year, 1, 1)), new DateOnly(year, 12, 31));
        return db.Deadlines.AsNoTracking().Where(d => d.NextAt != null && d.Unit != PeriodUnit.Hours && d.DueAt > from && d.Trigger <= until);
    }

    /// <summary>
    /// 重算没有算成的: begins an approved year anew for whoever may approve one. Cases that were moved already are where they should be
    /// and stay there; only what failed before has anything left to do.
    /// </summary>
    public Task<(CalendarProposalRow? Proposal, Refusal? Refusal)> RetryAsync(string id, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<(CalendarProposalRow?, Refusal?)>(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (!CalendarProposals.MayDecide(sender.User) || await db.CalendarProposals.SingleOrDefaultAsync(p => p.Id == id, cancellation) is not { } row)
                return (null, new("calendar.notFound", null, "没有找到这份日历变更，或您没有权限查看。"));
            if (row is not { State: CalendarProposalState.Approved, FinishedAt: not null, Failed: > 0 }) return (null, new("calendar.nothingFailed", null, "没有需要重算的件：还没有算完，或者都已经算成。"));
            db.CalendarMoves.RemoveRange(await db.CalendarMoves.Where(m => m.ProposalId == id && m.Error != null).ToListAsync(cancellation));
            (row.Cursor, row.Checked, row.Failed, row.FinishedAt) = ("", 0, 0, null);
            await AuditLog.AddAsync(db, sender.User, "calendar.retried", $"{row.Year}", new { proposal = row.Id }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return (row, null);
        }, r => r.Item2 is null, cancellation);

    /// <summary>How many cases an unfinished recomputation has still to look at.</summary>
    public static Task<int> LeftAsync(WorkflowsDbContext db, CalendarProposalRow proposal, CancellationToken cancellation = default)
    {
        var cursor = proposal.Cursor;
        return Touched(db, proposal.Year).After(d => d.CaseId, cursor).Select(d => d.CaseId).Distinct().CountAsync(cancellation);
    }

    private async Task OneAsync(CalendarProposalRow proposal, string caseId, CancellationToken cancellation)
    {
        try
        {
            // What was due before is expired first; it is not reopened.
            while (!await TryAsync(proposal, caseId, cancellation)) await cases.ExpireCaseAsync(caseId, clock.GetUtcNow(), cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "case {CaseId} could not be recomputed", caseId);
            await NoteAsync(proposal.Id, caseId, e.Message, cancellation);
        }
    }

    private Task<bool> TryAsync(CalendarProposalRow proposal, string caseId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return Writes.RunAsync(contexts, gate, now, async db =>
        {
            var row = await db.CalendarProposals.SingleAsync(p => p.Id == proposal.Id, cancellation);
            if (string.CompareOrdinal(row.Cursor, caseId) >= 0) return true;
            if (await executor.LoadAsync(db, caseId, now, cancellation) is { } loaded)
            {
                if (ProcessEngine.NextDue(loaded.State) is { } due && due.At <= now) return false;
                await ApplyAsync(db, row, loaded, now, cancellation);
            }

            (row.Cursor, row.Checked) = (caseId, row.Checked + 1);
            await db.SaveChangesAsync(cancellation);
            return true;
        }, done => done, cancellation);
    }

    private async Task ApplyAsync(WorkflowsDbContext db, CalendarProposalRow proposal, LoadedCase loaded, DateTimeOffset now, CancellationToken cancellation)
    {
        var held = await db.Deadlines.AsNoTracking().Where(d => d.CaseId == loaded.Row.Id && d.ClosedAt == null && d.HeldUntil != null).Select(d => d.Deadline).ToListAsync(cancellation);
        foreach (var (activation, deadline) in loaded.State.Activations.SelectMany(a => a.Deadlines.Select(d => (a, d))))
        {
            // Resumed before the state kept what was left: nobody can count it again, it stays.
            if (deadline.ResumedOn is null && held.Contains(deadline.Id)) continue;
            var command = new RecomputeDeadline(deadline.Id, Words(proposal)) { Actor = Actor.System, At = now };
            if (await executor.ApplyAsync(db, loaded with { State = EngineJson.ReadState(loaded.Row.State) }, command, UserContext.System, null, CaseExtras.None, cancellation) is not CommandResult.Accepted { Answer.Events.Count: > 0 }) continue;
            var after = EngineJson.ReadState(loaded.Row.State).FindDeadline(deadline.Id).Deadline!;
            if (after.DueAt == deadline.DueAt) continue;
            proposal.Moved++;
            db.CalendarMoves.Add(new CalendarMoveRow { ProposalId = proposal.Id, CaseId = loaded.Row.Id, Deadline = deadline.Id, StageName = DefinitionIndex.Of(loaded.Programme.Process)[activation.StageId].Stage.Name, OldDueAt = deadline.DueAt, NewDueAt = after.DueAt });
            if (deadline.Purpose == DeadlinePurpose.Notice && activation.BatchId is { } batch) await BatchActs.ExtendNoticeAsync(db, batch, after.DueAt, Words(proposal), now, cancellation);
        }
    }

    /// <summary>2027 年工作日历，国办发明电〔2026〕7号.</summary>
    public static string Words(CalendarProposalRow proposal) => $"{proposal.Year} 年工作日历，{proposal.Basis}";

    private Task<bool> NoteAsync(string proposalId, string caseId, string error, CancellationToken cancellation) => Writes.RunAsync(contexts, gate, clock.GetUtcNow(), async db =>
    {
        var row = await db.CalendarProposals.SingleAsync(p => p.Id == proposalId, cancellation);
        if (string.CompareOrdinal(row.Cursor, caseId) >= 0) return true;
        (row.Cursor, row.Checked, row.Failed) = (caseId, row.Checked + 1, row.Failed + 1);
        db.CalendarMoves.Add(new CalendarMoveRow { ProposalId = proposalId, CaseId = caseId, Deadline = 0, StageName = "", Error = CleanText.Cut(error, 500) });
        await db.SaveChangesAsync(cancellation);
        return true;
    }, cancellation: cancellation);

    private Task<bool> FinishAsync(string proposalId, CancellationToken cancellation) => Writes.RunAsync(contexts, gate, clock.GetUtcNow(), async db =>
    {
        (await db.CalendarProposals.SingleAsync(p => p.Id == proposalId, cancellation)).FinishedAt ??= clock.GetUtcNow();
        await db.SaveChangesAsync(cancellation);
        return true;
    }, cancellation: cancellation);
}
