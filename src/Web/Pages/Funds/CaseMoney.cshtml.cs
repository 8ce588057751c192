using Innovation.Web.Access;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Budgets;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Funds;

/// <summary>资金 of a case: reserved at approval, committed at the contract, paid, released.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class CaseMoneyModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, Budgets budgets, Payments payments, TimeProvider clock) : FundPage
{
    private UserContext user = UserContext.Anonymous;

    public CaseRow Case { get; private set; } = null!;

    public IReadOnlyList<BudgetRow> Budgets { get; private set; } = [];

    /// <summary>Where the money of the case is, by budget and place.</summary>
    public IReadOnlyList<AccountRow> Accounts { get; private set; } = [];

    public IReadOnlyList<PaymentRow> Requested { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public bool IsOfficer => user.HoldsForProgramme(ProcessRoles.Officer, Case.ProgrammeCode);

    public bool MayPromise => Workflows.Funds.Budgets.Budgets.MayPromise(user, Case.ProgrammeCode);

    public string NameOf(string budgetId) => Budgets.FirstOrDefault(b => b.Id == budgetId) is { } b ? $"{b.Year} {b.Item}" : "";

    public async Task<IActionResult> OnGetAsync(string id) => await ShowAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string? commandId, string? act, string? budgetId, string? amount, string? reason)
    {
        var sender = await senders.CreateAsync();
        if (!await ShowAsync(id)) return NotFound();
        var (key, money, cancellation) = (commandId ?? "", new CaseMoney(budgetId ?? "", id, Fen.Parse(amount) ?? -1, reason ?? ""), HttpContext.RequestAborted);
        var (result, done) = act switch
        {
            "reserve" => (await budgets.ReserveAsync(key, money, sender, cancellation), "已预留。"),
            "commit" => (await budgets.CommitAsync(key, money, sender, cancellation), "已承诺。"),
            "release" => (await budgets.ReleaseAsync(key, money, sender, cancellation), "已释放，退回预算可用额度。"),
            _ => (CommandResult.No("money.act", "act", "请选择要办的事。"), ""),
        };
        return await AnswerAsync(result, done, $"/cases/{id}/funds", () => ShowAsync(id));
    }

    public async Task<IActionResult> OnPostPayAsync(string id, string? commandId, string? budgetId, string? amount, string? policyItem, int year, string? sourceFact, string? purpose)
    {
        var sender = await senders.CreateAsync();
        if (!await ShowAsync(id)) return NotFound();
        return await AnswerAsync(await payments.RequestAsync(commandId ?? "", new CasePayment(budgetId ?? "", id, Fen.Parse(amount) ?? -1, policyItem ?? "", year, sourceFact ?? "", purpose ?? ""), sender, HttpContext.RequestAborted), "已申请支付，请另外两位人员复核、审批。", $"/cases/{id}/funds", () => ShowAsync(id));
    }

    private async Task<bool> ShowAsync(string id)
    {
        user = await current.GetAsync();
        Now = clock.GetUtcNow();
        var cancellation = HttpContext.RequestAborted;
        await using var db = contexts.Create();
        if (await CaseScope.Visible(db, user).SingleOrDefaultAsync(c => c.Id == id && c.SubmittedAt != null, cancellation) is not { } row) return false;
        Case = row;
        Budgets = await db.Budgets.AsNoTracking().OrderByDescending(b => b.Year).ThenBy(b => b.Item).Take(200).ToListAsync(cancellation);
        Accounts = await db.Accounts.AsNoTracking().Where(a => a.SubjectId == id && a.Credits != a.Debits).OrderBy(a => a.Id).ToListAsync(cancellation);
        Requested = await db.Payments.AsNoTracking().Where(p => p.SubjectId == id).OrderBy(p => p.Number).ToListAsync(cancellation);
        return true;
    }
}
