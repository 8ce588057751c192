using Innovation.Documents.Pdf;
using Innovation.Web.Clock;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Innovation.Workflows.Texts;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Jobs;

/// <summary>Makes the PDF renditions that documents have ordered. Runs at least once; the same document is printed once.</summary>
public sealed class PdfOutbox(IDbContexts contexts, CommandGate gate, IPdfRenderer renderer, FileVault vault, RealClock clock, IHostApplicationLifetime lifetime, ILogger<PdfOutbox> log) : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim one = new(1);

    public bool IsAvailable => renderer.IsAvailable;

    public void Dispose() => one.Dispose();

    /// <summary>Everything that waits and has failed before, or has waited for an hour; the next to be tried first.</summary>
    public static IQueryable<OutboxRow> Stuck(WorkflowsDbContext db, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(db);
        var old = now - LongestPause;
        return db.Outbox.AsNoTracking().Where(o => o.Kind == OutboxRow.Pdf && o.DoneAt == null && (o.Attempts > 0 || o.CreatedAt < old)).OrderBy(o => o.NextAt).ThenBy(o => o.Id);
    }

    /// <summary>Lets what waits be tried at once.</summary>
    /// <param name="id">One order; null: all.</param>
    /// <returns>How many.</returns>
    public Task<int> RetryAsync(string? id, Sender sender, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sender);
        return Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
        {
            var rows = await db.Outbox.Where(o => o.Kind == OutboxRow.Pdf && o.DoneAt == null && (id == null || o.Id == id)).ToListAsync(cancellation);
            foreach (var row in rows) row.NextAt = clock.GetUtcNow();
            if (rows.Count == 0) return 0;
            await AuditLog.AddAsync(db, sender.User, "pdf.retried", id ?? "all", new { count = rows.Count }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return rows.Count;
        }, n => n > 0, cancellation);
    }

    /// <summary>
    /// Prints everything that waits. Without Chromium the documents stay 待生成; what fails is tried again after pauses that grow from
    /// ten seconds to an hour, for ever: the cause is nearly always outside. A server that stops does not count as a failure.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        await RunUntilAsync(stopping.Token);
    }

    private async Task RunUntilAsync(CancellationToken cancellation)
    {
        if (!renderer.IsAvailable || cancellation.IsCancellationRequested || !await one.WaitAsync(0, cancellation)) return;
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                await using var db = contexts.Create();
                var now = clock.GetUtcNow();
                var order = await db.Outbox.Where(o => o.Kind == OutboxRow.Pdf && o.DoneAt == null && (o.Attempts == 0 || o.NextAt <= now)).OrderBy(o => o.Attempts).ThenBy(o => o.CreatedAt).FirstOrDefaultAsync(cancellation);
                if (order is null) return;
                await PrintAsync(db, order, now, cancellation);
            }
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // The server stops; what was begun is printed by the next one.
        }
        finally
        {
            one.Release();
        }
    }

    private static TimeSpan Pause(int attempts) => TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 10 * Math.Pow(2, Math.Min(attempts - 1, 10))));

    private async Task PrintAsync(WorkflowsDbContext db, OutboxRow order, DateTimeOffset now, CancellationToken cancellation)
    {
        var document = await db.Documents.SingleAsync(d => d.Id == order.Payload, cancellation);
        try
        {
            if (document.PdfSha256 is null)
            {
                // A browser that hangs while it starts listens to nobody; a server that stops does not wait for it.
                var pdf = await renderer.RenderAsync(document.Html, cancellationToken: cancellation).WaitAsync(cancellation);
                document.PdfSha256 = await vault.StoreAsync(new MemoryStream(pdf.Content), cancellation);
                document.PdfSize = pdf.Content.Length;
            }

            order.DoneAt = now;
            order.Error = null;
        }
        catch (Exception e) when (e is not OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            order.Attempts++;
            order.NextAt = now + Pause(order.Attempts);
            order.Error = CleanText.Cut(e.Message, 2000);
            log.LogWarning(e, "PDF of document {DocumentId} could not be made, attempt {Attempt}", document.Id, order.Attempts);
        }

        await db.SaveChangesAsync(cancellation);
    }
}
