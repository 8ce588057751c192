using Innovation.Web.Access;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Vouchers;

/// <summary>创新券 of an enterprise: what it has, where it is locked, what expires when; and the application for more.</summary>
[Authorize(Policy = Policies.Applicant)]
public sealed class WalletModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, VoucherApplications applications, TimeProvider clock) : FundPage
{
    public IReadOnlyList<(VoucherRow Row, VoucherFigures Figures)> Vouchers { get; private set; } = [];

    public IReadOnlyList<VoucherApplicationRow> Applications { get; private set; } = [];

    public IReadOnlyList<SchemeRow> Schemes { get; private set; } = [];

    public IReadOnlyList<OrderRow> Orders { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostApplyAsync(string? commandId, string? schemeId, string? amount, string? plan)
    {
        var sender = await senders.CreateAsync();
        return await AnswerAsync(await applications.ApplyAsync(commandId ?? "", new VoucherClaim(schemeId ?? "", Fen.Parse(amount) ?? -1, plan ?? ""), sender, HttpContext.RequestAborted), "申领已提交，等待初审。", "/wallet", ShowAsync);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string? commandId, string? id) =>
        await AnswerAsync(await applications.WithdrawAsync(commandId ?? "", new ApplicationDecision(id ?? ""), await senders.CreateAsync(), HttpContext.RequestAborted), "申领已撤回。", "/wallet", ShowAsync);

    private async Task ShowAsync()
    {
        var user = await current.GetAsync();
        Now = clock.GetUtcNow();
        var year = ChinaTime.DateOf(Now).Year;
        await using var db = contexts.Create();
        var rows = await VoucherPeople.Vouchers(db, user).Where(v => v.OrganizationId == user.OrganizationId).OrderBy(v => v.Status == VoucherStatus.Expired ? 1 : 0).ThenBy(v => v.ExpiresAt).Take(200).ToListAsync(HttpContext.RequestAborted);
        var figures = await VoucherFigures.ReadAsync(db, rows.ConvertAll(v => v.Id), HttpContext.RequestAborted);
        Vouchers = rows.ConvertAll(v => (v, figures[v.Id]));
        Applications = await db.VoucherApplications.AsNoTracking().Where(a => a.OrganizationId == user.OrganizationId && a.Status != ApplicationStatus.Granted).OrderByDescending(a => a.SubmittedAt).Take(50).ToListAsync(HttpContext.RequestAborted);
        Schemes = await db.VoucherSchemes.AsNoTracking().Where(s => s.Open && s.Year == year).OrderBy(s => s.Name).ToListAsync(HttpContext.RequestAborted);
        Orders = await db.Orders.AsNoTracking().Where(o => o.EnterpriseId == user.OrganizationId && o.Status != OrderStatus.Redeemed && o.Status != OrderStatus.Cancelled && o.Status != OrderStatus.Lapsed && o.Status != OrderStatus.Rejected)
            .OrderBy(o => o.DueAt).Take(100).ToListAsync(HttpContext.RequestAborted);
    }
}
