using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.PublicPages;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Public;

/// <summary>One 申报通知; applicants begin here.</summary>
[Authorize(Policy = Policies.Public), AllowAnonymous]
public sealed class CallModel(IDbContexts contexts, ProgrammeStore programmes, CalendarStore calendars, CurrentUser current, SenderFactory senders, CaseCommands commands, TimeProvider clock) : PageModel
{
    public CallLine Line { get; private set; } = null!;

    public Programme Programme { get; private set; } = null!;

    public RoundTerms Terms { get; private set; } = new();

    /// <summary>Whether the reader's organisation meets the condition of the round; true for who has none.</summary>
    public bool IsEligible { get; private set; } = true;

    public WorkingCalendar Calendar { get; private set; } = null!;

    public UserContext Reader { get; private set; } = UserContext.Anonymous;

    public OrganizationRow? Organization { get; private set; }

    /// <summary>Own applications in this round.</summary>
    public IReadOnlyList<CaseRow> Mine { get; private set; } = [];

    public string? Refusal { get; private set; }

    public DateOnly Today { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string? commandId)
    {
        var sender = await senders.CreateAsync();
        if (!sender.User.IsSignedIn) return Challenge();
        if (!sender.User.IsApplicant) return Forbid();
        if (!Guid.TryParseExact(commandId, "N", out _)) return BadRequest();
        var result = await commands.OpenDraftAsync(commandId!, id, sender, HttpContext.RequestAborted);
        if (result is CommandResult.Accepted accepted) return LocalRedirect($"/applications/{accepted.Answer.CaseId}/form");
        Refusal = ((CommandResult.Refused)result).Refusal.Message;
        if (!await LoadAsync(id)) return NotFound();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>环节 with their periods, for the section 办理步骤.</summary>
    public IEnumerable<(string Name, string Period)> Steps()
    {
        foreach (var stage in Programme.Process.Stages)
        {
            if (stage.Step is null) continue;
            var period = stage switch
            {
                SubmissionStage => $"{ChinaTime.Due(Line.Round.ClosesAt, Calendar, null)} 前",
                PublicNoticeStage notice => ChinaTime.Period(notice.NoticeDays, PeriodUnit.WorkingDays),
                _ when stage.Deadline is { Amount: > 0 } rule => $"{ChinaTime.Period(rule.Amount, rule.Unit)}内{Silence(stage, rule)}",
                _ => "",
            };
            yield return (stage.Name, period);
        }
    }

    /// <summary>What must be attached.</summary>
    public IEnumerable<FormField> Files() => Programme.Form.Sections.SelectMany(s => s.Fields).Where(f => f.Type == FieldType.Attachment);

    private static string Silence(Stage stage, DeadlineRule rule) => rule.OnExpiry?.Outcome is { } id && stage.FindOutcome(id) is { } outcome ? $"，逾期{outcome.Name}" : "";

    private async Task<bool> LoadAsync(string id)
    {
        await using var db = contexts.Create();
        var cancellation = HttpContext.RequestAborted;
        var round = await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellation);
        if (round is null) return false;
        var now = clock.GetUtcNow();
        Today = ChinaTime.DateOf(now);
        Calendar = await calendars.GetAsync(db, cancellation);
        Programme = await programmes.CurrentAsync(db, round.ProgrammeCode, now, cancellation);
        Line = new CallLine(round, Programme.Name, Calls.StateOf(round, now), Calls.Due(round.ClosesAt, Calendar, now));
        Reader = await current.GetAsync();
        Terms = RoundTerms.Read(round.Terms);
        if (Reader.OrganizationId is not { } organization) return true;
        IsEligible = Terms.Admits(new FormContext(await OrganizationProfile.ReadAsync(db, organization, cancellation), Today));
        Organization = await db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == organization, cancellation);
        Mine = await CaseScope.Visible(db, Reader).Where(c => c.RoundId == id && c.OrganizationId == organization).OrderByDescending(c => c.CreatedAt).ToListAsync(cancellation);
        return true;
    }
}
