using Innovation.Web.Access;
using Innovation.Web.Api;
using Innovation.Web.Batches;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Reviews;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Batches;

/// <summary>会议: what waits for a meeting, and the meetings.</summary>
[Authorize(Policy = Policies.Batches)]
public sealed class MeetingsModel(CurrentUser current, SenderFactory senders, BatchDesk desk, BatchCommands commands, TimeProvider clock) : PageModel
{
    public const int Size = 20;

    [BindProperty(SupportsGet = true, Name = "state")]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<WaitingGroup> Waiting { get; private set; } = [];

    public IReadOnlyList<BatchListLine> Meetings { get; private set; } = [];

    public int Total { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public bool IsStaff { get; private set; }

    public Refusal? Refused { get; private set; }

    public NewMeeting Posted { get; private set; } = new();

    [TempData]
    public string? Done { get; set; }

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(NewMeeting form)
    {
        ArgumentNullException.ThrowIfNull(form);
        Posted = form;
        var sender = await senders.CreateAsync();
        if (form.CaseIds.Count == 0) return await RefuseAsync(new Refusal("batch.cases", "caseIds", "请先勾选要上会的件，再新建会议。"));
        if (!Instants.TryRead(form.ScheduledAt, endOfDay: false, out var scheduled)) return await RefuseAsync(new Refusal("batch.scheduledAt", "scheduledAt", "开会时间读不懂，请写成 2026-09-16 09:30。"));
        if (form.Place is { Length: > 200 }) return await RefuseAsync(new Refusal("batch.place", "place", "地点最多 200 字，请删减。"));
        var result = await commands.CreateAsync(new BatchCreation
        {
            CommandId = form.CommandId ?? "",
            StageId = form.StageId ?? "",
            CaseIds = [.. form.CaseIds],
            Title = form.Title?.Trim() ?? "",
            Mode = form.Mode == "consensus" ? MeetingMode.Consensus : MeetingMode.Vote,
            ScheduledAt = scheduled,
            Place = form.Place?.Trim() ?? "",
        }, sender, HttpContext.RequestAborted);
        if (result is CommandResult.Refused refused) return await RefuseAsync(refused.Refusal);
        Done = $"会议已建立，列入 {form.CaseIds.Distinct().Count()} 件。开会前可以增减议程。";
        return Redirect("/meetings/" + ((CommandResult.Accepted)result).Answer.CaseId);
    }

    private async Task<IActionResult> RefuseAsync(Refusal refusal)
    {
        Refused = refusal;
        Response.StatusCode = Problems.StatusOf(refusal.Code);
        await ShowAsync();
        return Page();
    }

    private async Task ShowAsync()
    {
        var user = await current.GetAsync();
        (Now, IsStaff) = (clock.GetUtcNow(), user.IsStaff);
        Number = Math.Clamp(Number, 1, 10_000);
        Waiting = await desk.WaitingAsync(user, BatchKind.Meeting, HttpContext.RequestAborted);
        (Meetings, Total) = await desk.ListAsync(user, BatchKind.Meeting, State, Number, Size, HttpContext.RequestAborted);
    }

    /// <summary>新建会议 as posted.</summary>
    public sealed class NewMeeting
    {
        public string? CommandId { get; set; }

        public string? StageId { get; set; }

        public string? RoundId { get; set; }

        public List<string> CaseIds { get; set; } = [];

        public string? Title { get; set; }

        public string? Mode { get; set; }

        public string? ScheduledAt { get; set; }

        public string? Place { get; set; }
    }
}
