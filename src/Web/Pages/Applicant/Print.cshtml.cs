using Innovation.Web.Access;
using Innovation.Web.Applicants;
using Innovation.Web.PublicPages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Applicant;

/// <summary>申报书 to be printed and stamped: the draft, or a version handed in; for everybody who may open the case.</summary>
[Authorize(Policy = Policies.Cases)]
public sealed class PrintModel(CurrentUser current, ApplicationPrint print, PaperAnswer papers) : PaperPage(papers)
{
    public async Task<IActionResult> OnGetAsync(string id, int? version)
    {
        var user = await current.GetAsync();
        return await print.RenderAsync(user, id, version, HttpContext.RequestAborted) is { } page
            ? await ShowAsync(page.Html, "申报书", version is { } handedIn ? $"第 {handedIn} 版" : null, page.Name, (user.IsApplicant ? "/applications/" : "/cases/") + id) : NotFound();
    }
}
