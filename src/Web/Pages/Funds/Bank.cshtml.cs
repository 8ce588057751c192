using Innovation.Web.Access;
using Innovation.Web.Components;
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

    /// <summary>What is stored now.</summary>
    public Seen Seen => SeenOf(Account);

    /// <summary>An account as a form of it was drawn.</summary>
    public static Seen SeenOf(BankAccountRow? account) => new(("户名", account?.AccountName), ("账号", account is null ? "" : "尾号 " + account.LastFour), ("开户银行", account?.BankName), ("联行号", account?.BankCode));

    public async Task<IActionResult> OnPostAsync(string? commandId, string? accountName, string? accountNumber, string? bankName, string? bankCode)
    {
        var sender = await senders.CreateAsync();
        await ShowAsync();
        var input = new BankAccountInput(accountName ?? "", accountNumber ?? "", bankName ?? "", bankCode ?? "");
        return await AnswerAsync(await UnlessChangedAsync(Seen, Account?.Id ?? "", () => accounts.SaveAsync(commandId ?? "", input, sender, HttpContext.RequestAborted)), "收款账户已保存。", "/wallet/bank", ShowAsync);
    }

    private async Task ShowAsync()
    {
        var user = await current.GetAsync();
        await using var db = contexts.Create();
        Organization = await db.Organizations.AsNoTracking().SingleAsync(o => o.Id == user.OrganizationId, HttpContext.RequestAborted);
        Account = await db.BankAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.OrganizationId == user.OrganizationId, HttpContext.RequestAborted);
    }
}
