using Innovation.Web.Access;
using Innovation.Web.Batches;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Notices;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Texts;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Batches;

/// <summary>One public notice or one decision.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class IssuingModel(CurrentUser current, SenderFactory senders, BatchReader reader, BatchCommands commands, BatchDesk desk, IDbContexts contexts, CalendarStore calendars, IDocumentWriter writer, TimeProvider clock)
    : BatchPageModel(current, senders, reader, commands, clock)
{
    public bool IsNotice => Batch.Row.Kind == BatchKind.Notice;

    public IReadOnlyList<CaseRow> Candidates { get; private set; } = [];

    public WorkingCalendar Calendar { get; private set; } = null!;

    /// <summary>First and last day of the notice: as it would be when published now, or as it was.</summary>
    public DateOnly First { get; private set; }

    public DateOnly Last { get; private set; }

    public bool Provisional { get; private set; }

    public int NoticeDays => Stage is PublicNoticeStage notice ? notice.NoticeDays : 0;

    public Stage Stage => DefinitionIndex.Of(Batch.Programme.Process)[Batch.Row.StageId].Stage;

    /// <summary>异议 by state, with the task that handles each open one.</summary>
    public IReadOnlyList<(ObjectionRow Row, CaseRow Case, string? TaskId)> Objections { get; private set; } = [];

    public IReadOnlyList<(string Id, string Title, string? Number)> Documents { get; private set; } = [];

    public IReadOnlyList<(DateTimeOffset At, string What, string Who, string? Opinion)> History { get; private set; } = [];

    /// <summary>What the announcement will say; null once it is published or cancelled.</summary>
    public DocumentText? Paper { get; private set; }

    /// <summary>A draft to begin with; basis, procedure, period of validity and yearly duties are added by the template.</summary>
    public string DefaultText => $"经研究，决定对列入名单的 {Batch.Items.Count} 项予以{ProcedureWords.Verdict(Batch.Programme.Process)}（名单见附件），自印发之日起生效。";

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!await LoadAsync(id)) return NotFound();
        await ShowAsync();
        return Page();
    }

    public Task<IActionResult> OnPostAsync(string id, BatchForm form) => ExecuteAsync(id, form);

    protected override bool Fits(BatchKind kind) => kind is BatchKind.Notice or BatchKind.Decision;

    protected override async Task ShowAsync()
    {
        if (May("addCase")) Candidates = await desk.CandidatesAsync(await Current.GetAsync(), Batch.Row, HttpContext.RequestAborted);
        await using var db = contexts.Create();
        Calendar = await calendars.GetAsync(db, HttpContext.RequestAborted);
        if (IsNotice) await ShowNoticeAsync(db);
        Documents = [.. (await db.Documents.AsNoTracking().Where(d => d.BatchId == Batch.Row.Id).OrderBy(d => d.IssuedAt).Select(d => new { d.Id, d.Title, d.Number }).ToListAsync()).Select(d => (d.Id, d.Title, d.Number))];
        History = [.. (await desk.HistoryAsync(Batch.Row.Id, HttpContext.RequestAborted)).Where(e => e.Type is not "batchCaseAdded").Reverse().Select(e => Tell(e))];
    }

    protected override string Words(BatchForm form, CommandAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(answer);
        return form.Type switch
        {
            "addCase" => "已列入名单。",
            "removeCase" => "已移出名单，仍在等待的件里。",
            "publish" => $"公示已发布，文号 {answer.Number}。",
            "submitDraft" => "已提交核稿，等另一位经办人员核稿。",
            "approveDraft" => "核稿通过，等签发人签发。",
            "returnDraft" => "已退回拟稿人。",
            "sign" => $"已签发，文号 {answer.Number}。各件正在逐件办结和发证。",
            "cancel" => "这一批已取消，各件退回等待。",
            _ => "已办理。",
        };
    }

    private async Task ShowNoticeAsync(WorkflowsDbContext db)
    {
        var started = ChinaTime.DateOf(Batch.Row.ActedAt ?? Now);
        var due = Calendar.Due(started, NoticeDays, PeriodUnit.WorkingDays);
        First = Calendar.LastDay(started, 1, PeriodUnit.WorkingDays);
        (Last, Provisional) = (Batch.Row.EndsAt is { } end ? ChinaTime.LastDayOf(end) : due.LastDay, due.Provisional);
        if (State.Status is not (BatchStatus.Acted or BatchStatus.Closed or BatchStatus.Cancelled) && Stage is PublicNoticeStage stage)
            Paper = writer.Read(await BatchActs.PreviewAsync(db, Batch, stage, (ChinaTime.DateOf(Now), First, Last), HttpContext.RequestAborted));
        var rows = await db.Objections.AsNoTracking().Where(o => o.BatchId == Batch.Row.Id).OrderBy(o => o.ReceivedAt).ToListAsync();
        var ids = rows.Select(r => r.CaseId).Distinct().ToList();
        var tasks = await db.WorkItems.AsNoTracking().Where(w => ids.Contains(w.CaseId) && w.Purpose == WorkPurpose.Objection && w.State == WorkItemState.Open).Select(w => new { w.CaseId, w.Id }).ToListAsync();
        Objections = [.. rows.Select(o => (o, Batch.Items.Single(i => i.Case.Id == o.CaseId).Case, o.Status == ObjectionStatus.Open ? tasks.FirstOrDefault(t => t.CaseId == o.CaseId)?.Id : null))];
    }

    private static (DateTimeOffset At, string What, string Who, string? Opinion) Tell(EventRow row)
    {
        var happened = System.Text.Json.JsonSerializer.Deserialize<BatchEvent>(row.Body, EngineJson.Options);
        var (what, opinion) = happened switch
        {
            BatchCreated => ("新建批次", null),
            BatchCaseRemoved e => ("移出一件", e.Reason),
            NoticeActed e => ($"发布公示，文号 {e.Number}", null),
            DraftSubmitted => ("拟稿，提交核稿", null),
            DraftChecked => ("核稿通过", null),
            DraftReturned e => ("退回拟稿人", e.Reason),
            DecisionSigned e => ($"签发，文号 {e.Number}", null),
            BatchCancelled e => ("取消这一批", e.Reason),
            _ => ("更新", (string?)null),
        };
        return (row.At, what, row.ActorWords, opinion);
    }
}
