using Innovation.Web.Components;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.PublicPages;

/// <summary>Whether a call takes applications.</summary>
public enum CallState
{
    /// <summary>正在申报</summary>
    Open,

    /// <summary>未开始</summary>
    Ahead,

    /// <summary>已截止</summary>
    Closed,
}

/// <summary>A call as lists show it.</summary>
public sealed record CallLine(RoundRow Round, string Programme, CallState State, DueView Due)
{
    public string StateName => NameOf(State);

    public string StateKind => State switch { CallState.Open => "run", _ => "" };

    public string StateIcon => State switch { CallState.Open => "progress", CallState.Ahead => "calendar", _ => "circle-minus" };

    public static string NameOf(CallState state) => state switch { CallState.Open => "正在申报", CallState.Ahead => "未开始", _ => "已截止" };
}

/// <summary>Reads calls for the public.</summary>
public static class Calls
{
    public static CallState StateOf(RoundRow round, DateTimeOffset now) => now < round.OpensAt ? CallState.Ahead : now < round.ClosesAt ? CallState.Open : CallState.Closed;

    /// <summary>Open ones first, soonest closing first; then those ahead; then closed ones, latest first.</summary>
    public static async Task<IReadOnlyList<CallLine>> ListAsync(WorkflowsDbContext db, ProgrammeStore programmes, WorkingCalendar calendar, string? search, DateTimeOffset now, CancellationToken cancellation)
    {
        // Some dozens a year: ordered here.
        var rounds = await db.Rounds.AsNoTracking().Matching(SearchWords.Read(search), word => r => SearchText.Has(r.Title, word)).ToListAsync(cancellation);
        var lines = new List<CallLine>();
        foreach (var round in rounds)
        {
            var programme = await programmes.CurrentAsync(db, round.ProgrammeCode, now, cancellation);
            lines.Add(new CallLine(round, programme.Name, StateOf(round, now), Due(round.ClosesAt, calendar, now)));
        }

        return [.. lines.OrderBy(l => l.State).ThenBy(l => l.State == CallState.Closed ? long.MaxValue - l.Round.ClosesAt.UtcTicks : l.State == CallState.Ahead ? l.Round.OpensAt.UtcTicks : l.Round.ClosesAt.UtcTicks)];
    }

    /// <summary>A due instant with the working days that are left.</summary>
    public static DueView Due(DateTimeOffset dueAt, WorkingCalendar calendar, DateTimeOffset now, string? silentEffect = null, string? held = null, bool provisional = false)
    {
        var (last, today) = (ChinaTime.LastDayOf(dueAt), ChinaTime.DateOf(now));
        var left = today <= last ? calendar.WorkingDaysBetween(today, last) : -calendar.WorkingDaysBetween(last, today);
        return new DueView(last, now, left, silentEffect, held, provisional || calendar.IsProvisional(last));
    }
}
