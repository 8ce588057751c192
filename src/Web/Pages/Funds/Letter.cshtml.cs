using Innovation.Documents.Html;
using Innovation.Web.Access;
using Innovation.Web.PublicPages;
using Innovation.Web.Vouchers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Funds;

/// <summary>兑付通知 of a payment, 追回决定 of a recovery, in a page of ours and as PDF.</summary>
[Authorize(Policy = Policies.Vouchers)]
public sealed class LetterModel(CurrentUser current, FundLetters letters, PaperAnswer papers) : PaperPage(papers)
{
    public async Task<IActionResult> OnGetAsync(string kind, string id)
    {
        var user = await current.GetAsync();
        var paper = kind switch
        {
            "payout" => await letters.PayoutAsync(user, id, HttpContext.RequestAborted),
            "recovery" => await letters.RecoveryAsync(user, id, HttpContext.RequestAborted),
            _ => null,
        };
        return paper is null ? NotFound() : await ShowAsync(HtmlRenderer.Render(paper), paper.Title, paper.Number, $"{paper.Title} {paper.Number}", "/statements");
    }
}
