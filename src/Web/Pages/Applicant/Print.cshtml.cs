using Innovation.Documents.Pdf;
using Innovation.Web.Access;
using Innovation.Web.Applicants;
using Innovation.Web.PublicPages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Applicant;

/// <summary>申报书 to be printed and stamped: the draft, or a version handed in.</summary>
[Authorize(Policy = Policies.Applicant)]
public sealed class PrintModel(CurrentUser current, ApplicationPrint print, IPdfRenderer renderer, ILogger<PrintModel> log) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string id, int? version) =>
        await print.RenderAsync(await current.GetAsync(), id, version, HttpContext.RequestAborted) is { } page ? DocumentAnswer.Html(Response, page.Html) : NotFound();

    /// <summary>As PDF; without a printer on the server, the page itself, which prints the same.</summary>
    public async Task<IActionResult> OnGetPdfAsync(string id, int? version)
    {
        if (await print.RenderAsync(await current.GetAsync(), id, version, HttpContext.RequestAborted) is not { } page) return NotFound();
        if (!renderer.IsAvailable) return DocumentAnswer.Html(Response, page.Html);
        try
        {
            var pdf = await renderer.RenderAsync(page.Html, cancellationToken: HttpContext.RequestAborted);
            Response.Headers.CacheControl = "private, no-store";
            return File(pdf.Content, "application/pdf", page.Name + ".pdf");
        }
        catch (PdfUnavailableException e)
        {
            log.LogWarning(e, "application form of {CaseId} could not be printed", id);
            return DocumentAnswer.Html(Response, page.Html);
        }
    }
}
