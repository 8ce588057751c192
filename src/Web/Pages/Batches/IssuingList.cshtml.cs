using Innovation.Web.Access;
using Innovation.Web.Api;
using Innovation.Web.Batches;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Batches;

/// <summary>公示与发文: what waits for a public notice or a decision, and the batches of both.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class IssuingListModel(CurrentUser current, SenderFactory senders, BatchDesk desk, BatchCommands commands, TimeProvider clock) : PageModel
{
    public const int Size = 20;

    /// <summary>notice or decision.</summary>
    [BindProperty(SupportsGet = true, Name = "tab")]
    public string? Tab { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public BatchKind Kind => Tab == "decision" ? BatchKind.Decision : BatchKind.Notice;

    public IReadOnlyList<WaitingGroup> Waiting { get; private set; } = [];

    public IReadOnlyList<BatchListLine> Lines { get; private set; } = [];

    public int Total { get; private set; }

    public int WaitingNotice { get; private set; }

    public int WaitingDecision { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public Refusal? Refused { get; private set; }

    [TempData]
    public string? Done { get; set; }

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(string? commandId, string? stageId, string? title, List<string> caseIds)
    {
        ArgumentNullException.ThrowIfNull(caseIds);
        var sender = await senders.CreateAsync();
        var result = caseIds.Count == 0
            ? CommandResult.No("batch.cases", "caseIds", "请先勾选要列入的件。")
            : await commands.CreateAsync(new BatchCreation { CommandId = commandId ?? "", StageId = stageId ?? "", CaseIds = [.. caseIds], Title = title?.Trim() ?? "" }, sender, HttpContext.RequestAborted);
        if (result is CommandResult.Refused refused)
        {
            Refused = refused.Refusal;
            Response.StatusCode = Problems.StatusOf(refused.Refusal.Code);
            await ShowAsync();
            return Page();
        }

        Done = Kind == BatchKind.Notice ? "公示批次已建立。请核对名单，看过公告再发布。" : "发文批次已建立。请拟稿，再由另一人核稿。";
        return Redirect("/issuing/" + ((CommandResult.Accepted)result).Answer.CaseId);
    }

    private async Task ShowAsync()
    {
        var user = await current.GetAsync();
        Now = clock.GetUtcNow();
        Number = Math.Clamp(Number, 1, 10_000);
        var notices = await desk.WaitingAsync(user, BatchKind.Notice, HttpContext.RequestAborted);
        var decisions = await desk.WaitingAsync(user, BatchKind.Decision, HttpContext.RequestAborted);
        (WaitingNotice, WaitingDecision) = (notices.Sum(g => g.Cases.Count), decisions.Sum(g => g.Cases.Count));
        Waiting = Kind == BatchKind.Notice ? notices : decisions;
        (Lines, Total) = await desk.ListAsync(user, Kind, null, Number, Size, HttpContext.RequestAborted);
    }
}
