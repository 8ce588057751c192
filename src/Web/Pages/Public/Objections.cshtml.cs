using Innovation.Web.Access;
using Innovation.Web.Startup;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Notices;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Public;

/// <summary>查询异议: by code and the last digits of the mobile number, sent by POST so that they stay out of logs.</summary>
[Authorize(Policy = Policies.Public), AllowAnonymous, EnableRateLimiting(SitePages.FormLimit), ResponseCache(NoStore = true)]
public sealed class ObjectionsModel(IDbContexts contexts, Objections objections, CalendarStore calendars, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? LastFour { get; set; }

    public ObjectionRow? Found { get; private set; }

    public string? Error { get; private set; }

    public string Item { get; private set; } = "";

    public string Round { get; private set; } = "";

    /// <summary>答复期限: 15 working days.</summary>
    public string AnswerBy { get; private set; } = "";

    public DateTimeOffset Now { get; private set; }

    public void OnGet()
    {
        // The form alone.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Now = clock.GetUtcNow();
        Found = await objections.FindAsync(Code ?? "", LastFour ?? "", HttpContext.RequestAborted);
        if (Found is null)
        {
            Error = "没有查到。请核对查询编号和电话后四位；匿名反映的情况不提供查询。";
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        await using var db = contexts.Create();
        var listed = await db.Cases.AsNoTracking().Where(c => c.Id == Found.CaseId).Select(c => new { c.OrganizationName, c.Title }).SingleAsync();
        var batch = await db.Batches.AsNoTracking().SingleAsync(b => b.Id == Found.BatchId);
        (Item, Round) = ($"{listed.OrganizationName}：{listed.Title}", batch.Number ?? batch.Title);
        var calendar = await calendars.GetAsync(db);
        AnswerBy = ChinaTime.EndOfDay(calendar.LastDay(ChinaTime.DateOf(Found.ReceivedAt), 15, Workflows.Definitions.PeriodUnit.WorkingDays), calendar, null);
        return Page();
    }
}
