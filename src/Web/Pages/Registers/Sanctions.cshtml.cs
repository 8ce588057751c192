using Innovation.Web.Access;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Notices;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Registers;

/// <summary>限制名单: who may not take part until when, by whose decision; entered and lifted here.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class SanctionsModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, SanctionRegister register, SanctionHolds holds, TimeProvider clock) : FundPage
{
    public const int Size = 30;

    private UserContext user = UserContext.Anonymous;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary><c>all</c> shows what is over too.</summary>
    [BindProperty(SupportsGet = true, Name = "show")]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<(SanctionRow Row, string? Name)> Lines { get; private set; } = [];

    public int Total { get; private set; }

    public DateOnly Today { get; private set; }

    public bool MayEnter => SanctionRegister.MayEnter(user);

    public bool MayLift(SanctionRow row) => SanctionRegister.MayLift(user) && row.LiftedAt is null && row.Until >= Today && row.EnteredBy != user.ActorName;

    /// <summary>在限制期, 尚未开始, 已解除 or 已期满.</summary>
    public string StateOf(SanctionRow row) => row.LiftedAt is not null ? "已解除" : row.Until < Today ? "已期满" : row.From > Today ? "尚未开始" : "限制中";

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(string? commandId, string? uscc, DateOnly? from, DateOnly? until, string? reason, string? source, DateOnly? decidedOn)
    {
        var sender = await senders.CreateAsync();
        var result = await register.EnterAsync(commandId ?? "", new NewSanction(uscc ?? "", from, until, reason ?? "", source ?? "", decidedOn), sender, HttpContext.RequestAborted);
        var held = result is Workflows.Cases.CommandResult.Accepted ? await holds.RunDueAsync(sender.ReceivedAt, HttpContext.RequestAborted) : 0;
        return await AnswerAsync(result, held == 0 ? "已登记。" : $"已登记；正在公示的 {held} 件已经暂停，待经办人员核查。", "/sanctions", ShowAsync);
    }

    public async Task<IActionResult> OnPostLiftAsync(string? commandId, string? id, string? reason) =>
        await AnswerAsync(await register.LiftAsync(commandId ?? "", new SanctionLift(id ?? "", reason ?? ""), await senders.CreateAsync(), HttpContext.RequestAborted), "已解除。", "/sanctions", ShowAsync);

    private async Task ShowAsync()
    {
        user = await current.GetAsync();
        (Today, Number) = (ChinaTime.DateOf(clock.GetUtcNow()), Math.Clamp(Number, 1, 100_000));
        await using var db = contexts.Create();
        var rows = from s in db.Sanctions.AsNoTracking()
                   join o in db.Organizations on s.Uscc equals o.Uscc into named
                   from o in named.DefaultIfEmpty()
                   select new { s, Name = o == null ? null : o.Name };
        if (Show != "all") rows = rows.Where(r => r.s.LiftedAt == null && r.s.Until >= Today);
        rows = rows.Matching(SearchWords.Read(Search), word => r => SearchText.Has(r.s.Uscc, word) || SearchText.Has(r.Name, word) || SearchText.Has(r.s.Source, word) || SearchText.Has(r.s.Reason, word));
        Total = await rows.CountAsync(HttpContext.RequestAborted);
        Lines = [.. (await rows.OrderByDescending(r => r.s.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(HttpContext.RequestAborted)).Select(r => (r.s, r.Name))];
    }
}
