using Innovation.Documents.Pdf;
using Innovation.Web.Clock;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Innovation.Workflows.Texts;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Jobs;

/// <summary>Makes the PDF renditions that documents have ordered. Runs at least once; the same document is printed once.</summary>
public sealed class PdfOutbox(IDbContexts contexts, IPdfRenderer renderer, FileVault vault, RealClock clock, ILogger<PdfOutbox> log) : IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    public bool IsAvailable => renderer.IsAvailable;

    public void Dispose() => one.Dispose();

    /// <summary>Prints everything that waits. Without Chromium the documents stay 待生成.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!renderer.IsAvailable || !await one.WaitAsync(0, cancellation)) return;
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                await using var db = contexts.Create();
                var now = clock.GetUtcNow();
                var order = await db.Outbox.Where(o => o.Kind == OutboxRow.Pdf && o.DoneAt == null && o.Attempts < 8).OrderBy(o => o.Attempts).ThenBy(o => o.CreatedAt).FirstOrDefaultAsync(cancellation);
                if (order is null) return;
                await PrintAsync(db, order, now, cancellation);
            }
        }
        finally
        {
            one.Release();
        }
    }

    private async Task PrintAsync(WorkflowsDbContext db, OutboxRow order, DateTimeOffset now, CancellationToken cancellation)
    {
        var document = await db.Documents.SingleAsync(d => d.Id == order.Payload, cancellation);
        try
        {
            if (document.PdfSha256 is null)
            {
                var pdf = await renderer.RenderAsync(document.Html, cancellationToken: cancellation);
                document.PdfSha256 = await vault.StoreAsync(new MemoryStream(pdf.Content), cancellation);
                document.PdfSize = pdf.Content.Length;
            }

            order.DoneAt = now;
            order.Error = null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            order.Attempts++;
            order.Error = CleanText.Cut(e.Message, 2000);
            log.LogWarning(e, "PDF of document {DocumentId} could not be made, attempt {Attempt}", document.Id, order.Attempts);
        }

        await db.SaveChangesAsync(cancellation);
    }
}
