using System.Collections.Concurrent;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>The instants that part overdue, today and soon.</summary>
/// <param name="Midnight">End of today in China.</param>
/// <param name="SoonEnd">End of the third working day, today included.</param>
internal sealed record TaskEdges(DateTimeOffset Now, DateTimeOffset Midnight, DateTimeOffset SoonEnd);

/// <summary>
/// Counts the open tasks of a reader by programme, stage and area. Reading all of them takes a tenth of a second when there are
/// tens of thousands, so the counts of the last readers are kept as long as they must still be right: the stamp in the database, what
/// the reader may see and the day are the same, and no task has become overdue since.
/// </summary>
public sealed class TaskCounter(CalendarStore calendars, TimeProvider clock)
{
    /// <summary>Beyond this many readers all is forgotten and counted afresh.</summary>
    private const int MostReaders = 1_000;

    private readonly ConcurrentDictionary<string, Kept> readers = new();

    /// <param name="Key">Everything but the passing of time that the counts depend on.</param>
    /// <param name="Since">When they were counted.</param>
    /// <param name="Until">When the next task becomes overdue; excluded.</param>
    private sealed record Kept(string Key, DateTimeOffset Since, DateTimeOffset Until, IReadOnlyList<TaskGroup> Groups);

    internal async Task<TaskEdges> EdgesAsync(WorkflowsDbContext db, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var today = ChinaTime.DateOf(now);
        var calendar = await calendars.GetAsync(db, cancellation);
        return new TaskEdges(now, ChinaTime.EndOf(today), ChinaTime.EndOf(calendar.LastDay(today, 3, PeriodUnit.WorkingDays)));
    }

    internal async Task<IReadOnlyList<TaskGroup>> GroupsAsync(WorkflowsDbContext db, UserContext user, TaskEdges edges, CancellationToken cancellation)
    {
        // The stamp is read before the tasks: a change between the two makes the next request count again.
        var key = await KeyAsync(db, user, edges, cancellation);
        if (Find(user, key, edges.Now) is { } known) return known.Groups;
        var counted = await CountAsync(db, user, edges, cancellation);
        var kept = new Kept(key, edges.Now, counted.Min(c => c.NextDue) ?? DateTimeOffset.MaxValue, [.. counted.Select(c => c.Group)]);
        if (readers.Count >= MostReaders) readers.Clear();
        readers[user.UserId] = kept;
        return kept.Groups;
    }

    /// <summary>Open tasks of the reader for the top bar: counted to the end only when that was done before, else no further than the bar says.</summary>
    public async Task<int> OpenAsync(WorkflowsDbContext db, UserContext user, int most, CancellationToken cancellation = default)
    {
        var edges = await EdgesAsync(db, cancellation);
        if (Find(user, await KeyAsync(db, user, edges, cancellation), edges.Now) is { } known) return known.Groups.Sum(g => g.Open);
        // In the order of the list's index, which costs nothing.
        return await CaseScope.Open(db, user).OrderBy(w => w.Held).ThenBy(w => w.DueAt).Select(w => w.Id).Take(most).CountAsync(cancellation);
    }

    private Kept? Find(UserContext user, string key, DateTimeOffset now) =>
        readers.TryGetValue(user.UserId, out var kept) && kept.Key == key && kept.Since <= now && now < kept.Until ? kept : null;

    private static async Task<string> KeyAsync(WorkflowsDbContext db, UserContext user, TaskEdges edges, CancellationToken cancellation) =>
        $"{await TaskStamps.ReadAsync(db, cancellation)} {edges.Midnight.UtcTicks} {edges.SoonEnd.UtcTicks} {CaseScope.KeyOf(user)}";

    private static async Task<List<(TaskGroup Group, DateTimeOffset? NextDue)>> CountAsync(WorkflowsDbContext db, UserContext user, TaskEdges edges, CancellationToken cancellation)
    {
        var (now, midnight, soon) = edges;
        var rows = await CaseScope.Open(db, user).GroupBy(w => new { w.ProgrammeCode, w.StageId, w.Area }).Select(g => new
        {
            Group = new TaskGroup(g.Key.ProgrammeCode, g.Key.StageId, g.Key.Area,
                g.Count(),
                g.Count(w => w.DueAt != null && w.DueAt <= now && !w.Held),
                g.Count(w => w.DueAt != null && w.DueAt > now && w.DueAt <= midnight && !w.Held),
                g.Count(w => w.DueAt != null && w.DueAt > midnight && w.DueAt <= soon && !w.Held),
                g.Count(w => w.Held),
                g.Count(w => w.ClaimedBy == null),
                g.Count(w => w.Answered)),
            NextDue = g.Min(w => w.DueAt > now && !w.Held ? w.DueAt : null),
        }).ToListAsync(cancellation);
        return [.. rows.Select(r => (r.Group, r.NextDue))];
    }
}
