using Innovation.Web.Access;
using Innovation.Web.Batches;
using Innovation.Web.PublicPages;
using Innovation.Workflows.Cases;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Prints;

/// <summary>会议纪要 of a concluded meeting, to be printed and signed.</summary>
[Authorize(Policy = Policies.Batches)]
public sealed class MinutesModel(CurrentUser current, BatchReader reader, MinutesPrint print, PaperAnswer papers) : PaperPage(papers)
{
    public async Task<IActionResult> OnGetAsync(string id) =>
        await reader.ReadAsync(await current.GetAsync(), id, HttpContext.RequestAborted) is { Row: { Kind: BatchKind.Meeting, Status: BatchStatus.Acted or BatchStatus.Closed } } view
            ? await ShowAsync(await print.RenderAsync(view, HttpContext.RequestAborted), "会议纪要", view.Row.Title, $"会议纪要 {view.Row.Title}", $"/meetings/{id}") : NotFound();
}
