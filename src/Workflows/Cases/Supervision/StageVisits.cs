using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>Makes the rows of the supervision board again from the events, for data from before they were kept.</summary>
public static class StageVisits
{
    private const int Portion = 200;

    /// <summary>Does nothing when the rows are there. Several processes may start at once: the keys let only one write.</summary>
    /// <returns>How many cases were told again.</returns>
    public static async Task<int> EnsureAsync(IDbContexts contexts, CommandGate gate, ProgrammeStore programmes, CalendarStore calendars, DateTimeOffset now, CancellationToken cancellation = default)
    {
        await using (var db = contexts.Create())
        {
            if (!await db.Cases.AnyAsync(c => c.SubmittedAt != null, cancellation) || await db.StageVisits.AnyAsync(cancellation)) return 0;
        }

        var count = 0;
        for (var after = ""; ;)
        {
            var cursor = after;
            var ids = await Writes.RunAsync(contexts, gate, now, async db =>
            {
                var rows = await db.Cases.Where(c => c.SubmittedAt != null).After(c => c.Id, cursor).OrderBy(c => c.Id).Take(Portion).ToListAsync(cancellation);
                foreach (var row in rows) await TellAsync(db, row, await programmes.ForCaseAsync(db, row, now, cancellation), await calendars.GetAsync(db, cancellation), cancellation);
                await db.SaveChangesAsync(cancellation);
                return rows.Select(r => r.Id).ToList();
            }, cancellation: cancellation);
            if (ids.Count == 0) return count;
            (after, count) = (ids[^1], count + ids.Count);
        }
    }

    /// <summary>Adds the rows of one case as its events tell them.</summary>
    internal static async Task TellAsync(WorkflowsDbContext db, CaseRow row, Programme programme, WorkingCalendar calendar, CancellationToken cancellation)
    {
        if (await db.StageVisits.AnyAsync(v => v.CaseId == row.Id, cancellation)) return;
        var events = await db.Events.AsNoTracking().Where(e => e.StreamId == row.Id).OrderBy(e => e.Sequence).Select(e => new { e.Body, e.ActorName }).ToListAsync(cancellation);
        var projector = new SupervisionProjector(db, row, programme, calendar);
        foreach (var happened in events) projector.Project(EngineJson.ReadEvent(happened.Body), happened.ActorName);
        foreach (var item in await db.WorkItems.Include(w => w.Candidates).Where(w => w.CaseId == row.Id && w.State == WorkItemState.Open).ToListAsync(cancellation)) item.Holder = Holders.Of(item);
    }
}
