using Innovation.Workflows.Audit;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>One write transaction, repeated when another writer was faster.</summary>
public static class Writes
{
    private const int Attempts = 8;

    /// <summary>Runs the work in a transaction that holds the write lock from its first statement, and commits.</summary>
    /// <param name="received">Place in the queue of this process.</param>
    /// <param name="keep">When it answers no, everything is rolled back and the result is still given.</param>
    /// <param name="work">Must be repeatable: everything it reads, it reads from the context it is given.</param>
    public static async Task<T> RunAsync<T>(IDbContexts contexts, CommandGate gate, DateTimeOffset received, Func<WorkflowsDbContext, Task<T>> work, Func<T, bool>? keep = null, CancellationToken cancellation = default)
    {
        using var pass = await gate.EnterAsync(received, cancellation);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = contexts.Create();
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
                var result = await work(db);
                if (keep is null || keep(result))
                {
                    await transaction.CommitAsync(cancellation);
                    return result;
                }

                // A refusal leaves nothing behind but that somebody looked.
                var looked = db.AuditLog.Local.Where(a => a.Kind == Sanctions.Checked && db.Entry(a).State == EntityState.Added).ToList();
                if (looked.Count == 0) return result;
                await transaction.RollbackAsync(cancellation);
                db.ChangeTracker.Clear();
                await using var again = await db.Database.BeginTransactionAsync(cancellation);
                foreach (var entry in looked) await AuditLog.RepeatAsync(db, entry, cancellation);
                await db.SaveChangesAsync(cancellation);
                await again.CommitAsync(cancellation);
                return result;
            }
            catch (Exception e) when (attempt < Attempts && TransientErrors.IsConflict(e))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5 * attempt * attempt), cancellation);
            }
        }
    }
}
