using Innovation.Web.Access;
using Innovation.Web.Batches;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Reviews;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Batches;

/// <summary>One meeting: ranking, votes, attendance, minutes.</summary>
[Authorize(Policy = Policies.Batches)]
public sealed class MeetingModel(CurrentUser current, SenderFactory senders, BatchReader reader, BatchCommands commands, BatchDesk desk, TimeProvider clock)
    : BatchPageModel(current, senders, reader, commands, clock)
{
    /// <summary>The item under discussion.</summary>
    [BindProperty(SupportsGet = true, Name = "item")]
    public string? Item { get; set; }

    public BatchLine? Picked { get; private set; }

    /// <summary>Cases that may still be put on the agenda.</summary>
    public IReadOnlyList<CaseRow> Candidates { get; private set; } = [];

    public MeetingStage Stage => (MeetingStage)DefinitionIndex.Of(Batch.Programme.Process)[Batch.Row.StageId].Stage;

    public bool IsMember { get; private set; }

    public bool IsStaff { get; private set; }

    public int Decided => Batch.Items.Count(i => i.Tally?.Decision is not null);

    public int Passed => Batch.Items.Count(i => i.Tally?.Decision == Vote.Approve);

    /// <summary>Why the minutes cannot be made yet; null when they can.</summary>
    public string? Undecided => BatchRules.Conclude(State, Stage, id => Batch.Items.First(i => i.Case.Id == id).Case is var c ? $"{c.OrganizationName} {c.Title}" : id).Refusal?.Message;

    public bool VotesAreHidden(BatchLine line) => State.Status == BatchStatus.Open && State.Mode == MeetingMode.Vote && line.Tally is { } t && t.Approve + t.Reject + t.Defer < t.Counting;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!await LoadAsync(id)) return NotFound();
        await ShowAsync();
        return Page();
    }

    public Task<IActionResult> OnPostAsync(string id, BatchForm form) => ExecuteAsync(id, form);

    protected override bool Fits(BatchKind kind) => kind == BatchKind.Meeting;

    protected override async Task ShowAsync()
    {
        var user = await Current.GetAsync();
        IsStaff = user.IsStaff;
        IsMember = State.Members.Any(m => m.UserId == UserId);
        if (May("addCase")) Candidates = await desk.CandidatesAsync(user, Batch.Row, HttpContext.RequestAborted);
        if (State.Status != BatchStatus.Open) return;
        Picked = Batch.Items.FirstOrDefault(i => i.Case.Id == (Posted.CaseId ?? Item))
            ?? Batch.Items.FirstOrDefault(i => May("vote") ? i.MyVote is null && !i.IAmRecused : i.Tally?.Decision is null)
            ?? (Batch.Items.Count > 0 ? Batch.Items[0] : null);
    }

    protected override string Words(BatchForm form, CommandAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(form);
        var name = Batch.Items.FirstOrDefault(i => i.Case.Id == form.CaseId)?.Case is { } c ? $"“{c.OrganizationName}　{c.Title}”" : "这一件";
        return form.Type switch
        {
            "addCase" => "已列入议程。",
            "removeCase" => $"{name}已移出议程，仍在待上会的件里。",
            "arrange" => "开会时间和地点已经写明。",
            "open" => "会议开始，到会人员已记录，可以表决。",
            "vote" => $"您对{name}的一票已经记录。",
            "recuse" => $"您已回避{name}，这一件不计入您。",
            "consensus" => $"{name}的一致意见已经记录。",
            "conclude" => "纪要已形成，各件正在按议定结果办理。",
            "cancel" => "会议已取消，各件退回待上会。",
            _ => "已办理。",
        };
    }
}
