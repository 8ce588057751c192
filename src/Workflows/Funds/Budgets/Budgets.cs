using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Budgets;

/// <summary>下达 of a new budget.</summary>
/// <param name="Amount">In 分.</param>
/// <param name="Basis">指标文号</param>
public sealed record NewBudget(int Year, string Item, long Amount, string Basis);

/// <summary>A change of what was appropriated: more (追加) or less (调减). In 分.</summary>
public sealed record BudgetChange(string BudgetId, long Amount, bool Less, string Basis);

/// <summary>Money of a budget set aside for a round of applications. In 分.</summary>
public sealed record RoundAllotment(string BudgetId, string RoundId, long Amount);

/// <summary>Money for one case: reserved at approval, committed at the contract, released when it falls through. In 分.</summary>
public sealed record CaseMoney(string BudgetId, string CaseId, long Amount, string Reason = "");

/// <summary>预算指标: appropriation by 财政; reservation, commitment and release by the office.</summary>
public sealed class Budgets(FundPath path)
{
    /// <summary>下达 a budget for a year and item.</summary>
    public Task<CommandResult> CreateAsync(string commandId, NewBudget wanted, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, wanted, sender, async act =>
        {
            if (!act.User.Has(ProcessRoles.Finance)) return NotFinance;
            if (wanted.Year is < 2000 or > 2100) return CommandResult.No("budget.year", "year", "年度应是四位数字，例如 2026。");
            var item = wanted.Item.Trim();
            if (item.Length is 0 or > 60) return CommandResult.No("budget.item", "item", "请填写预算项目，最多 60 字。");
            if (wanted.Basis.Trim().Length is 0 or > 100) return CommandResult.No("budget.basis", "basis", "请填写指标文号，最多 100 字。");
            if (await act.Db.Budgets.AnyAsync(b => b.Year == wanted.Year && b.Item == item, cancellation)) return CommandResult.No("budget.exists", "item", $"{wanted.Year} 年已经有“{item}”，要增加请用“追加”。");
            var row = new BudgetRow { Id = Identifiers.Ordered(), Year = wanted.Year, Item = item, Basis = wanted.Basis.Trim(), CreatedAt = act.At };
            act.Db.Budgets.Add(row);
            var cause = act.Happened(row, "budgetAppropriated", wanted);
            return await act.PostAsync(new Movement($"budget/{row.Id}/1", PostingKind.Appropriate, AccountRef.Source(row.Id), AccountRef.Available(row.Id), wanted.Amount, $"下达 {row.Basis}"), cause)
                ?? await act.DoneAsync(row, null, "已下达");
        }, cancellation);

    /// <summary>追加 or 调减; what is promised already cannot be taken away.</summary>
    public Task<CommandResult> ChangeAsync(string commandId, BudgetChange change, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, change, sender, async act =>
        {
            if (!act.User.Has(ProcessRoles.Finance)) return NotFinance;
            if (change.Basis.Trim().Length is 0 or > 100) return CommandResult.No("budget.basis", "basis", "请填写指标文号，最多 100 字。");
            if (await act.Db.Budgets.FindAsync([change.BudgetId], cancellation) is not { } row) return NotFound;
            var cause = act.Happened(row, change.Less ? "budgetReduced" : "budgetIncreased", change);
            var (source, free) = (AccountRef.Source(row.Id), AccountRef.Available(row.Id));
            var movement = change.Less
                ? new Movement($"budget/{row.Id}/{row.Sequence}", PostingKind.Withdraw, free, source, change.Amount, $"调减 {change.Basis.Trim()}")
                : new Movement($"budget/{row.Id}/{row.Sequence}", PostingKind.Appropriate, source, free, change.Amount, $"追加 {change.Basis.Trim()}");
            return await act.PostAsync(movement, cause) ?? await act.DoneAsync(row, null, change.Less ? "已调减" : "已追加");
        }, cancellation);

    /// <summary>分配到批次: the round may award no more than this.</summary>
    public Task<CommandResult> AllotAsync(string commandId, RoundAllotment allotment, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, allotment, sender, async act =>
        {
            if (await act.Db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == allotment.RoundId, cancellation) is not { } round) return CommandResult.No("round.notFound", "roundId", "没有找到这个申报批次。");
            if (!MayPromise(act.User, round.ProgrammeCode)) return NotOffice;
            if (await act.Db.Budgets.FindAsync([allotment.BudgetId], cancellation) is not { } row) return NotFound;
            var cause = act.Happened(row, "budgetAllotted", allotment);
            return await act.PostAsync(new Movement($"budget/{row.Id}/{row.Sequence}", PostingKind.Allot, AccountRef.Available(row.Id), AccountRef.Round(row.Id, round.Id), allotment.Amount, $"分配到 {round.Title}"), cause)
                ?? await act.DoneAsync(row, null, "已分配");
        }, cancellation);

    /// <summary>预留 for a case when it is approved; from the round's share where it has one.</summary>
    public Task<CommandResult> ReserveAsync(string commandId, CaseMoney money, Sender sender, CancellationToken cancellation = default) =>
        OnCaseAsync(commandId, money, sender, "moneyReserved", "已预留", async (act, of) =>
        {
            var round = AccountRef.Round(money.BudgetId, of.RoundId);
            var from = await Book.BalanceAsync(act.Db, round, cancellation) > 0 ? round : AccountRef.Available(money.BudgetId);
            return new Movement("", PostingKind.Reserve, from, of.Reserved, money.Amount, $"预留 {of.Number} {of.OrganizationName}");
        }, cancellation);

    /// <summary>承诺 to a case when its contract is signed.</summary>
    public Task<CommandResult> CommitAsync(string commandId, CaseMoney money, Sender sender, CancellationToken cancellation = default) =>
        OnCaseAsync(commandId, money, sender, "moneyCommitted", "已承诺",
            (_, of) => Task.FromResult(new Movement("", PostingKind.Commit, of.Reserved, of.Committed, money.Amount, $"承诺 {of.Number} {of.OrganizationName}")), cancellation);

    /// <summary>释放 what was reserved or committed and is not needed.</summary>
    public Task<CommandResult> ReleaseAsync(string commandId, CaseMoney money, Sender sender, CancellationToken cancellation = default) =>
        OnCaseAsync(commandId, money, sender, "moneyReleased", "已释放", async (act, of) =>
        {
            var from = await Book.BalanceAsync(act.Db, of.Committed, cancellation) > 0 ? of.Committed : of.Reserved;
            return new Movement("", PostingKind.Release, from, AccountRef.Available(money.BudgetId), money.Amount, $"释放 {of.Number} {money.Reason}");
        }, cancellation);

    private Task<CommandResult> OnCaseAsync(string commandId, CaseMoney money, Sender sender, string type, string status, Func<FundAct, CaseAccounts, Task<Movement>> movement, CancellationToken cancellation) =>
        path.RunAsync(commandId, new { type, money }, sender, async act =>
        {
            if (money.Reason.Length > 200) return CommandResult.No("money.reason", "reason", "说明最多 200 字。");
            if (type == "moneyReleased" && string.IsNullOrWhiteSpace(money.Reason)) return CommandResult.No("money.reason", "reason", "请写明释放的原因。");
            var row = await act.Db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == money.CaseId && c.SubmittedAt != null, cancellation);
            if (row is null || !CaseScope.Visible(act.Db, act.User).Any(c => c.Id == money.CaseId)) return CommandResult.No("case.notFound", "caseId", "没有找到这一件，或您没有权限查看。");
            if (!MayPromise(act.User, row.ProgrammeCode)) return NotOffice;
            if (await act.Db.Budgets.FindAsync([money.BudgetId], cancellation) is not { } budget) return NotFound;
            var of = new CaseAccounts(row.RoundId, row.Number ?? row.Title, row.OrganizationName, AccountRef.Reserved(budget.Id, row.Id, row.OrganizationId), AccountRef.Committed(budget.Id, row.Id, row.OrganizationId));
            var cause = act.Happened(budget, type, money);
            return await act.PostAsync(await movement(act, of) with { Key = $"budget/{budget.Id}/{budget.Sequence}" }, cause) ?? await act.DoneAsync(budget, null, status);
        }, cancellation);

    private sealed record CaseAccounts(string RoundId, string Number, string OrganizationName, AccountRef Reserved, AccountRef Committed);

    /// <summary>Whether this person arranges money for cases and rounds of a programme.</summary>
    public static bool MayPromise(UserContext user, string programme) => user.HoldsForProgramme(ProcessRoles.Officer, programme) || user.HoldsForProgramme(ProcessRoles.SectionHead, programme);

    private static CommandResult NotFinance { get; } = CommandResult.No("command.notAllowed", null, "预算指标由财政人员下达和调整，您没有这个权限。");

    private static CommandResult NotOffice { get; } = CommandResult.No("command.notAllowed", null, "预算额度由该项目类型的经办人员或科室负责人安排，您没有这个权限。");

    private static CommandResult NotFound { get; } = CommandResult.No("budget.notFound", "budgetId", "没有找到这项预算。");
}
