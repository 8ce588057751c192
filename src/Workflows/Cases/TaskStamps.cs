using System.Globalization;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>One of the rows that say whether work items changed. Together they are the stamp of all task lists.</summary>
public sealed class TaskStampRow
{
    /// <summary>From 0; the cases are spread over the rows so that two commands seldom wait for the same one.</summary>
    public int Shard { get; set; }

    /// <summary>Another value after every change; empty before the first.</summary>
    public string Stamp { get; set; } = "";
}

/// <summary>
/// The stamp of all work items and candidates. It is moved by whoever saves a change of them, in the transaction of that change,
/// so that what was counted under a stamp holds as long as the database still shows this stamp, whichever process wrote.
/// </summary>
public static class TaskStamps
{
    /// <summary>How many rows there are; the migration made them.</summary>
    public const int Shards = 16;

    /// <summary>The stamp now; compared only for being the same.</summary>
    public static async Task<string> ReadAsync(WorkflowsDbContext db, CancellationToken cancellation) =>
        string.Concat(await db.TaskStamps.AsNoTracking().OrderBy(s => s.Shard).Select(s => s.Stamp).ToListAsync(cancellation));

    /// <summary>Moves the stamp when the context is about to save a change of work items or candidates.</summary>
    public static void Move(WorkflowsDbContext db)
    {
        var entries = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted);
        var tasks = entries.Select(e => e.Entity switch { WorkItemRow w => w.Id, WorkItemCandidate c => c.WorkItemId, _ => null }).OfType<string>();
        foreach (var shard in tasks.Select(ShardOf).Distinct().Order().ToList())
        {
            var known = db.TaskStamps.Local.FindEntry(shard) ?? db.Attach(new TaskStampRow { Shard = shard });
            known.Property(s => s.Stamp).CurrentValue = Identifiers.Ordered();
        }
    }

    /// <summary>By the last digits of the case's id, which are random.</summary>
    private static int ShardOf(string task) => int.Parse(task.AsSpan(31, 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % Shards;
}
