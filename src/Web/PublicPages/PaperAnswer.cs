using Innovation.Documents.Pdf;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.PublicPages;

/// <summary>A page to be printed, as PDF; without a printer on the server, the page itself, which prints the same.</summary>
public sealed class PaperAnswer(IPdfRenderer renderer, ILogger<PaperAnswer> log)
{
    /// <summary>Nobody waits longer for a printer that hangs; the page itself prints as well.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <param name="name">File name without its ending.</param>
    public async Task<IActionResult> ForAsync(HttpContext context, string html, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!renderer.IsAvailable) return DocumentAnswer.Html(context.Response, html);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            limit.CancelAfter(Longest);
            var pdf = await renderer.RenderAsync(html, cancellationToken: limit.Token).WaitAsync(limit.Token);
            context.Response.Headers.CacheControl = "private, no-store";
            return new FileContentResult(pdf.Content, "application/pdf") { FileDownloadName = name + ".pdf" };
        }
        catch (Exception e) when (e is PdfUnavailableException || (e is OperationCanceledException && !context.RequestAborted.IsCancellationRequested))
        {
            log.LogWarning(e, "{Name} could not be printed", name);
            return DocumentAnswer.Html(context.Response, html);
        }
    }
}
