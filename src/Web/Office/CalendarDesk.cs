using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Tables;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Office;

/// <summary>A period that a change of the calendar moves, would move, or could not be recomputed.</summary>
/// <param name="Error">Why it could not be recomputed.</param>
public sealed record MoveLine(string CaseId, string? Number, string OrganizationName, string StageName, DateTimeOffset? OldDueAt, DateTimeOffset? NewDueAt, string? Error = null)
{
    /// <summary>延后 or 提前.</summary>
    public string Direction => Error is not null ? "没有算成" : NewDueAt > OldDueAt ? "延后" : "提前";
}

/// <summary>日历变更 with its effect.</summary>
/// <param name="Days">The proposed year.</param>
/// <param name="Added">Days that change or come new.</param>
/// <param name="Removed">Days that are no longer special, or were of another kind.</param>
/// <param name="Moves">Before approval: what would move; afterwards: what has moved.</param>
/// <param name="Looked">Running periods that the year touches, before approval.</param>
/// <param name="Firm">Periods that become firm, before approval.</param>
/// <param name="Left">Cases still to be looked at, after approval.</param>
public sealed record CalendarProposalView(CalendarProposalRow Row, IReadOnlyList<CalendarDay> Days, IReadOnlyList<CalendarDay> Added, IReadOnlyList<CalendarDay> Removed, IReadOnlyList<MoveLine> Moves, int Looked, int Firm, int Left);

/// <summary>Reads changes of the calendar for pages and API.</summary>
public sealed class CalendarDesk(IDbContexts contexts, CalendarStore store, RecomputationPreview preview)
{
    private const int Portion = 200;

    public async Task<CalendarProposalView?> ReadAsync(string id, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        if (await db.CalendarProposals.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellation) is not { } row) return null;
        var days = CalendarProposals.DaysOf(row);
        var known = (await store.GetAsync(db, cancellation)).Days.Where(d => d.Date.Year == row.Year).ToList();
        List<CalendarDay> added = [.. days.Except(known)], removed = [.. known.Except(days)];
        if (row.State != CalendarProposalState.Open) return new(row, days, added, removed, await MovedAsync(db, id, cancellation), 0, 0, row is { State: CalendarProposalState.Approved, FinishedAt: null } ? await Recomputation.LeftAsync(db, row, cancellation) : 0);
        var seen = await preview.ReadAsync(row.Year, days, cancellation);
        return new(row, days, added, removed, [.. seen.Moves.Select(m => new MoveLine(m.CaseId, m.Number, m.OrganizationName, Stage(m.StageName, m.Purpose), m.OldDueAt, m.NewDueAt))], seen.Looked, seen.Firm, 0);
    }

    /// <summary>The list for a spreadsheet.</summary>
    public static byte[] Export(CalendarProposalView view, WorkingCalendar calendar) => TableFile.Write(
        view.Moves.Select(m => (IEnumerable<string>)[m.Number ?? "", m.StageName, m.OrganizationName, Day(m.OldDueAt, calendar), Day(m.NewDueAt, calendar), m.Direction, m.Error ?? ""])
            .Prepend(["案号", "环节", "单位", "原到期日", view.Row.State == CalendarProposalState.Open ? "批准后到期日" : "现到期日", "方向", "说明"]));

    private static string Day(DateTimeOffset? due, WorkingCalendar calendar) => due is { } at ? ChinaTime.DayWithWeek(ChinaTime.LastDayOf(at), calendar, null) : "";

    private static string Stage(string name, DeadlinePurpose purpose) => DeadlineWords.Of(purpose) is { } what ? $"{name}（{what}{(purpose == DeadlinePurpose.Notice ? "期" : "")}）" : name;

    private static async Task<IReadOnlyList<MoveLine>> MovedAsync(WorkflowsDbContext db, string id, CancellationToken cancellation)
    {
        var rows = await db.CalendarMoves.AsNoTracking().Where(m => m.ProposalId == id).OrderBy(m => m.NewDueAt).ThenBy(m => m.CaseId).ToListAsync(cancellation);
        var names = new Dictionary<string, (string? Number, string Name)>();
        foreach (var ids in rows.Select(r => r.CaseId).Distinct().Chunk(Portion))
            foreach (var c in await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Number, c.OrganizationName }).ToListAsync(cancellation)) names[c.Id] = (c.Number, c.OrganizationName);
        return [.. rows.Select(r => new MoveLine(r.CaseId, names.GetValueOrDefault(r.CaseId).Number, names.GetValueOrDefault(r.CaseId).Name ?? "", r.StageName, r.OldDueAt, r.NewDueAt, r.Error))];
    }
}
