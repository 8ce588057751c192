using Innovation.Web.Access;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Funds;

/// <summary>收款账户 of an organisation; the number is never shown again.</summary>
[Authorize(Policy = Policies.Applicant)]
public sealed class BankModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, BankAccounts accounts) : FundPage
{
    public OrganizationRow Organization { get; private set; } = null!;

    public BankAccountRow? Account { get; private set; }

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(string? commandId, string? accountName, string? accountNumber, string? bankName, string? bankCode) =>
        await AnswerAsync(await accounts.SaveAsync(commandId ?? "", new BankAccountInput(accountName ?? "", accountNumber ?? "", bankName ?? "", bankCode ?? ""), await senders.CreateAsync(), HttpContext.RequestAborted), "收款账户已保存。", "/wallet/bank", ShowAsync);

    private async Task ShowAsync()
    {
        var user = await current.GetAsync();
        await using var db = contexts.Create();
        Organization = await db.Organizations.AsNoTracking().SingleAsync(o => o.Id == user.OrganizationId, HttpContext.RequestAborted);
        Account = await db.BankAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.OrganizationId == user.OrganizationId, HttpContext.RequestAborted);
    }
}
