using Innovation.Workflows.Cases;
using Innovation.Workflows.Cases.Migration;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Innovation.Workflows.Deadlines;

/// <summary>
/// Carries out what time does to quiet cases. Idempotent and safe on several processes: each case decides again whether
/// anything is due, under the write lock.
/// </summary>
public sealed class DeadlineSweep(IDbContexts contexts, CaseCommands cases, BatchCommands batches, Recomputation recomputation, MigrationRun migrations, IEnumerable<IDueWork> others, TimeProvider clock, ILogger<DeadlineSweep> log)
{
    private const int Portion = 1000;

    /// <summary>Cases in one transaction; people's commands wait no longer than these take.</summary>
    private const int AtOnce = 25;

    /// <summary>Expires everything that is due now, in due order, and lets unfinished batches, recomputations and migrations go on.</summary>
    /// <returns>How many reminders and expiries were carried out.</returns>
    /// <param name="grace">Leaves alone what became due within this time, so that commands received before it arrive first.</param>
    public async Task<int> RunAsync(TimeSpan grace = default, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow() - grace;
        var count = 0;
        var failed = new HashSet<string>();
        while (!cancellation.IsCancellationRequested)
        {
            List<(string CaseId, DateTimeOffset At)> due;
            await using (var db = contexts.Create())
            {
                due = [.. (await db.Deadlines.AsNoTracking().Where(d => d.NextAt != null && d.NextAt <= now)
                    .OrderBy(d => d.NextAt).Select(d => new { d.CaseId, At = d.NextAt!.Value }).Take(Portion + failed.Count).ToListAsync(cancellation))
                    .Where(d => !failed.Contains(d.CaseId)).Select(d => (d.CaseId, d.At))];
            }

            if (due.Count == 0) break;
            foreach (var some in due.Chunk(AtOnce)) count += await TogetherAsync(some, failed, cancellation);
        }

        foreach (var other in others) count += await other.RunDueAsync(now, cancellation);
        await batches.ContinueAsync(cancellation);
        await recomputation.ContinueAsync(cancellation: cancellation);
        await migrations.ContinueAsync(cancellation: cancellation);
        return count;
    }

    private async Task<int> TogetherAsync((string CaseId, DateTimeOffset At)[] some, HashSet<string> failed, CancellationToken cancellation)
    {
        try
        {
            return await cases.ExpireCasesAsync(some, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "{Count} cases could not be carried out together and are tried one by one", some.Length);
        }

        var count = 0;
        foreach (var (caseId, at) in some)
        {
            try
            {
                count += await cases.ExpireCaseAsync(caseId, at, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One broken case must not stop the others; it stays due and is reported each time.
                failed.Add(caseId);
                log.LogError(e, "deadline of case {CaseId} could not be carried out", caseId);
            }
        }

        return count;
    }
}

/// <summary>Something outside the cases that time changes: orders, vouchers. Idempotent, like the sweep itself.</summary>
public interface IDueWork
{
    /// <summary>Carries out everything due up to an instant; answers how much it was.</summary>
    Task<int> RunDueAsync(DateTimeOffset until, CancellationToken cancellation = default);
}
