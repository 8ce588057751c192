using Innovation.Web.Access;
using Innovation.Web.PublicPages;
using Innovation.Web.Startup;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Notices;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Innovation.Web.Pages.Public;

/// <summary>One 公示, with the form for objections.</summary>
[Authorize(Policy = Policies.Public), AllowAnonymous, EnableRateLimiting(SitePages.FormLimit), RequestSizeLimit(53_000_000), RequestFormLimits(MultipartBodyLengthLimit = 53_000_000)]
public sealed class NoticeModel(IDbContexts contexts, CalendarStore calendars, Objections objections, IDocumentWriter writer, TimeProvider clock) : PageModel
{
    public NoticeView Notice { get; private set; } = null!;

    public WorkingCalendar Calendar { get; private set; } = null!;

    public IReadOnlyList<FormProblem> Problems { get; private set; } = [];

    [BindProperty]
    public string? CaseId { get; set; }

    [BindProperty]
    public bool Anonymous { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Mobile { get; set; }

    [BindProperty]
    public string? Facts { get; set; }

    [TempData]
    public string? QueryCode { get; set; }

    /// <summary>A clue was received; it has no code.</summary>
    [TempData]
    public bool Clue { get; set; }

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string? commandId, IFormFile? evidence)
    {
        var received = clock.GetUtcNow();
        if (!await LoadAsync(id)) return NotFound();
        await using var file = evidence?.OpenReadStream();
        var result = await objections.RaiseAsync(new ObjectionInput
        {
            CommandId = commandId ?? "",
            BatchId = id,
            CaseId = CaseId ?? "",
            Anonymous = Anonymous,
            Name = Name ?? "",
            Mobile = Mobile ?? "",
            Facts = Facts ?? "",
            EvidenceName = evidence?.FileName,
            Evidence = file,
        }, received, HttpContext.RequestAborted);
        if (result.Accepted)
        {
            QueryCode = result.QueryCode;
            Clue = result.QueryCode is null;
            return Redirect($"/notices/{id}#done");
        }

        Problems = result.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> LoadAsync(string id)
    {
        await using var db = contexts.Create();
        Calendar = await calendars.GetAsync(db, HttpContext.RequestAborted);
        if (await Notices.ReadAsync(db, writer, Calendar, id, clock.GetUtcNow(), HttpContext.RequestAborted) is not { } notice) return false;
        Notice = notice;
        return true;
    }
}
