using Innovation.Documents.Pdf;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.PublicPages;

/// <summary>A page to be printed, as PDF; without a printer on the server, the page itself, which prints the same.</summary>
public sealed class PaperAnswer(IPdfRenderer renderer, ILogger<PaperAnswer> log)
{
    /// <param name="name">File name without its ending.</param>
    public async Task<IActionResult> ForAsync(HttpContext context, string html, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!renderer.IsAvailable) return DocumentAnswer.Html(context.Response, html);
        try
        {
            var pdf = await renderer.RenderAsync(html, cancellationToken: context.RequestAborted);
            context.Response.Headers.CacheControl = "private, no-store";
            return new FileContentResult(pdf.Content, "application/pdf") { FileDownloadName = name + ".pdf" };
        }
        catch (PdfUnavailableException e)
        {
            log.LogWarning(e, "{Name} could not be printed", name);
            return DocumentAnswer.Html(context.Response, html);
        }
    }
}
