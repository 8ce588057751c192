using Innovation.Web.Access;
using Innovation.Web.Batches;
using Innovation.Web.PublicPages;
using Innovation.Workflows.Cases;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Prints;

/// <summary>会议纪要 of a concluded meeting, to be printed and signed.</summary>
[Authorize(Policy = Policies.Batches)]
public sealed class MinutesModel(CurrentUser current, BatchReader reader, MinutesPrint print) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string id) =>
        await reader.ReadAsync(await current.GetAsync(), id, HttpContext.RequestAborted) is { Row: { Kind: BatchKind.Meeting, Status: BatchStatus.Acted or BatchStatus.Closed } } view
            ? DocumentAnswer.Html(Response, await print.RenderAsync(view, HttpContext.RequestAborted)) : NotFound();
}
