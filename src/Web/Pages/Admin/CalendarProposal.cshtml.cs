using Innovation.Web.Access;
using Innovation.Web.Office;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Admin;

/// <summary>One 日历变更: what it changes, which running periods it moves, approval, and how far the recomputation is.</summary>
[Authorize(Policy = Policies.Calendar)]
public sealed class CalendarProposalModel(SenderFactory senders, CalendarDesk desk, CalendarProposals proposals, Recomputation recomputation, CurrentUser current, CalendarStore store, IDbContexts contexts, TimeProvider clock) : AdminPage(senders)
{
    public const int Size = 20;

    /// <summary>Cases recomputed before the page answers; the rest follows in the background.</summary>
    public const int AtOnce = 100;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public CalendarProposalView View { get; private set; } = null!;

    public WorkingCalendar Calendar { get; private set; } = null!;

    public IReadOnlyList<MoveLine> Lines { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public bool IsAuthor { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, string? format)
    {
        if (!await ShowAsync(id)) return NotFound();
        return format == "csv" ? File(CalendarDesk.Export(View, Calendar), "text/csv; charset=utf-8", $"{View.Row.Year}年日历变更影响的期限.csv") : Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string? type, string? reason)
    {
        var sender = await SenderAsync();
        var (row, refusal) = type switch
        {
            "approve" => await proposals.ApproveAsync(id, sender, HttpContext.RequestAborted),
            "reject" => await proposals.RejectAsync(id, reason, sender, HttpContext.RequestAborted),
            "withdraw" => await proposals.WithdrawAsync(id, sender, HttpContext.RequestAborted),
            "retry" => await recomputation.RetryAsync(id, sender, HttpContext.RequestAborted),
            _ => (null, new("command.unknown", "type", "没有这种操作。")),
        };
        if (refusal is not null) return await ShowAsync(id) ? Refuse(refusal) : NotFound();
        if (type is "approve" or "retry") await recomputation.ContinueAsync(AtOnce, HttpContext.RequestAborted);
        Done = type switch
        {
            "approve" => $"{row!.Year} 年日历已批准，从现在起按它计算。正在计时的期限逐件重算。",
            "retry" => "没有算成的正在再算，算好的不变。",
            "reject" => "已退回，日历不变。",
            _ => "已撤回，日历不变。",
        };
        return Redirect("/admin/calendar/" + id);
    }

    private async Task<bool> ShowAsync(string id)
    {
        Now = clock.GetUtcNow();
        if (await desk.ReadAsync(id, HttpContext.RequestAborted) is not { } view) return false;
        View = view;
        IsAuthor = (await current.GetAsync()).UserId == view.Row.AuthorId;
        Number = Math.Clamp(Number, 1, Math.Max(1, (view.Moves.Count + Size - 1) / Size));
        Lines = [.. view.Moves.Skip((Number - 1) * Size).Take(Size)];
        await using var db = contexts.Create();
        Calendar = CalendarProposals.Apply(await store.GetAsync(db, HttpContext.RequestAborted), view.Row.Year, view.Days);
        return true;
    }
}
