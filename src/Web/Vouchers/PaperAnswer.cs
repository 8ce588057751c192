using Innovation.Documents;
using Innovation.Documents.Html;
using Innovation.Documents.Pdf;
using Innovation.Web.PublicPages;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Vouchers;

/// <summary>A paper as PDF; without a printer on the server, the page itself, which prints the same.</summary>
public sealed class PaperAnswer(IPdfRenderer renderer)
{
    public async Task<IActionResult> ForAsync(HttpContext context, DocumentModel paper, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        var html = HtmlRenderer.Render(paper);
        if (!renderer.IsAvailable) return DocumentAnswer.Html(context.Response, html);
        try
        {
            var pdf = await renderer.RenderAsync(html, cancellationToken: context.RequestAborted);
            context.Response.Headers.CacheControl = "private, no-store";
            return new FileContentResult(pdf.Content, "application/pdf") { FileDownloadName = name + ".pdf" };
        }
        catch (PdfUnavailableException)
        {
            return DocumentAnswer.Html(context.Response, html);
        }
    }
}
