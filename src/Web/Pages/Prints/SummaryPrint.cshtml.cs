using Innovation.Web.Access;
using Innovation.Web.PublicPages;
using Innovation.Workflows.Programs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Prints;

/// <summary>推荐汇总表 on paper: as it stands for the town, as sealed for everybody who may read it.</summary>
[Authorize(Policy = Policies.Register)]
public sealed class SummaryPrintModel(CurrentUser current, RecommendationSummaries summaries, TimeProvider clock, PaperAnswer papers) : PaperPage(papers)
{
    public async Task<IActionResult> OnGetAsync(string id, string? area)
    {
        var user = await current.GetAsync();
        area ??= RecommendationSummaries.AreasOf(user) is [var only, ..] ? only : "";
        return await summaries.HtmlAsync(id, area, user, clock.GetUtcNow(), HttpContext.RequestAborted) is { } html ? await ShowAsync(html, "推荐汇总表", area, $"推荐汇总表 {area}", "/summaries") : NotFound();
    }
}
