using Innovation.Web.Access;
using Innovation.Web.Applicants;
using Innovation.Web.PublicPages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Applicant;

/// <summary>申报书 to be printed and stamped: the draft, or a version handed in; for everybody who may open the case.</summary>
[Authorize(Policy = Policies.Cases)]
public sealed class PrintModel(CurrentUser current, ApplicationPrint print, PaperAnswer papers) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string id, int? version) =>
        await print.RenderAsync(await current.GetAsync(), id, version, HttpContext.RequestAborted) is { } page ? DocumentAnswer.Html(Response, page.Html) : NotFound();

    public async Task<IActionResult> OnGetPdfAsync(string id, int? version) =>
        await print.RenderAsync(await current.GetAsync(), id, version, HttpContext.RequestAborted) is { } page ? await papers.ForAsync(HttpContext, page.Html, page.Name) : NotFound();
}
