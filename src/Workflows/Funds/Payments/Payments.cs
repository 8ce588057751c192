using System.Globalization;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Payments;

/// <summary>A payment out of what was committed to a case. In 分.</summary>
public sealed record CasePayment(string BudgetId, string CaseId, long Amount, string PolicyItem, int Year, string SourceFact, string Purpose);

/// <summary>支付申请: opens payments; nothing is opened twice for one fact.</summary>
public sealed class Payments(FundPath path)
{
    /// <summary>Requests a payment from what was committed to a case.</summary>
    public Task<CommandResult> RequestAsync(string commandId, CasePayment wanted, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, wanted, sender, async act =>
        {
            var row = await act.Db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == wanted.CaseId && c.SubmittedAt != null, cancellation);
            if (row is null || !CaseScope.Visible(act.Db, act.User).Any(c => c.Id == wanted.CaseId)) return CommandResult.No("case.notFound", "caseId", "没有找到这一件，或您没有权限查看。");
            if (!act.User.HoldsForProgramme(ProcessRoles.Officer, row.ProgrammeCode)) return CommandResult.No("command.notAllowed", null, "支付由该项目类型的经办人员申请，您没有这个权限。");
            if (await act.Db.Budgets.FindAsync([wanted.BudgetId], cancellation) is not { } budget) return CommandResult.No("budget.notFound", "budgetId", "没有找到这项预算。");
            var cause = act.Happened(budget, "paymentRequested", wanted);
            var (payment, refusal) = await OpenAsync(act, new PaymentRequest(AccountRef.Committed(budget.Id, row.Id, row.OrganizationId), PostingKind.Due, budget.Id, null, row.Id, row.OrganizationId, wanted.Amount, wanted.PolicyItem, wanted.Year, wanted.SourceFact, wanted.Purpose), cause);
            return refusal ?? await act.DoneAsync(payment!, payment!.Number, "待复核");
        }, cancellation);

    /// <summary>
    /// Opens a payment inside another act: takes the money from <see cref="PaymentRequest.From"/>. Refused when the same is
    /// paid already, when another policy item pays at least as much for the same fact, or when the payee is sanctioned.
    /// A lower payment of the same fact that has not left is cancelled; where it has left, only the difference is opened.
    /// </summary>
    /// <param name="cause">The event of the caller that makes the money due.</param>
    public static async Task<(PaymentRow? Row, CommandResult? Refusal)> OpenAsync(FundAct act, PaymentRequest request, Cause cause)
    {
        var (fact, item, purpose) = (request.SourceFact.Trim(), request.PolicyItem.Trim(), request.Purpose.Trim());
        if (fact.Length is 0 or > 100) return No("payment.sourceFact", "sourceFact", "请填写支付依据（证书、订单或合同编号），最多 100 字。");
        if (item.Length is 0 or > 60) return No("payment.policyItem", "policyItem", "请填写政策条款，最多 60 字。");
        if (purpose.Length is 0 or > 60) return No("payment.purpose", "purpose", "请填写用途，最多 60 字。");
        if (request.Amount is <= 0 or > Fen.Most) return No("ledger.amount", "amount", "金额应大于 0，且不超过一千亿元。");
        if (await act.Db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == request.PayeeId, act.Cancellation) is not { } payee) return No("payment.payee", "payeeId", "没有找到收款单位。");
        if (await SanctionAsync(act, payee.Id, fact) is { } sanction) return (null, sanction);
        var factKey = SourceFacts.Key(fact);
        var key = $"{payee.Id}/{SourceFacts.Key(item)}/{request.Year}/{factKey}";
        var standing = await act.Db.Payments.Where(p => p.PayeeId == payee.Id && p.FactKey == factKey && p.Status != PaymentStatus.Cancelled).OrderByDescending(p => p.Entitled).ToListAsync(act.Cancellation);
        standing.RemoveAll(p => p.Status == PaymentStatus.Cancelled);
        standing.AddRange(act.Db.Payments.Local.Where(p => p.PayeeId == payee.Id && p.FactKey == factKey && p.Status != PaymentStatus.Cancelled && !standing.Contains(p)));
        if (standing.FirstOrDefault(p => SourceFacts.Key(p.BusinessKey) == SourceFacts.Key(key)) is { } same) return No("payment.duplicate", "sourceFact", $"同一事项已经有支付 {same.Number}，不能重复支付。");
        var payable = AccountRef.Payable(request.BudgetId, request.VoucherId, request.SubjectId, payee.Id);
        if (await act.Db.Accounts.AsNoTracking().AnyAsync(a => a.Key == payable.Key && (a.BudgetId != request.BudgetId || a.VoucherId != request.VoucherId || a.OrganizationId != payee.Id), act.Cancellation))
            return No("payment.subject", "budgetId", "这一事项已经用另一项预算或另一张券支付，或付给另一家单位，不能混在一起。");

        var others = standing.Where(p => SourceFacts.Key(p.PolicyItem) != SourceFacts.Key(item)).ToList();
        if (others.FirstOrDefault(p => p.Entitled >= request.Amount) is { } higher)
            return No("payment.lower", "amount", $"同一事项已按“{higher.PolicyItem}”支付 {Fen.Words(higher.Entitled)}（{higher.Number}），按从高不重复的原则，不再支付 {Fen.Words(request.Amount)}。");
        foreach (var lower in others.Where(p => !HasLeft(p)))
            if (await ReleaseAsync(act, lower, $"从高不重复：改按“{item}”支付") is { } refusal) return (null, refusal);

        var amount = request.Amount - others.Where(HasLeft).Sum(p => p.Amount);
        if (amount <= 0) return No("payment.lower", "amount", "同一事项按其他政策条款已经支付的合计不低于这次的金额，按从高不重复的原则不再支付。");
        var id = Identifiers.Ordered();
        var row = new PaymentRow
        {
            Id = id,
            Number = await TakeAsync(act, "ZF", id),
            BusinessKey = key,
            LiveKey = key,
            SubjectId = request.SubjectId,
            ClearingId = request.ClearingId,
            ProgrammeCode = await act.Db.Cases.AsNoTracking().Where(c => c.Id == request.SubjectId).Select(c => c.ProgrammeCode).SingleOrDefaultAsync(act.Cancellation),
            VoucherId = request.VoucherId,
            BudgetId = request.BudgetId,
            PayeeId = payee.Id,
            PayeeName = payee.Name,
            Amount = amount,
            Entitled = request.Amount,
            PolicyItem = item,
            SourceFact = fact,
            FactKey = factKey,
            Purpose = purpose,
            RequestedBy = Person(act.User),
            RequestedAt = cause.At,
            SupersedesId = others.FirstOrDefault()?.Id,
        };
        act.Db.Payments.Add(row);
        act.Happened(row, "paymentOpened", new { request, row.Number, row.Amount, row.SupersedesId, cause });
        await PaymentMessages.TellNextAsync(act, [row]);
        if (request.From is null) return (row, null);
        return await act.PostAsync(new Movement($"payment/{id}/due", request.Kind, request.From, payable, amount, $"{row.Number} {purpose}"), cause) is { } refused ? (null, refused) : (row, null);
    }

    /// <summary>The person who really acts, also where it is in another's name.</summary>
    internal static string Person(UserContext user) => user.Via?.UserId ?? user.UserId;

    internal static AccountRef PayableOf(PaymentRow row) => AccountRef.Payable(row.BudgetId, row.VoucherId, row.SubjectId, row.PayeeId);

    internal static AccountRef PaidOf(PaymentRow row) => AccountRef.Paid(row.BudgetId, row.VoucherId, row.SubjectId, row.PayeeId);

    /// <summary>Whether the payee is excluded today; the refusal says until when.</summary>
    internal static async Task<CommandResult?> SanctionAsync(FundAct act, string organizationId, string subject)
    {
        var uscc = await act.Db.Organizations.Where(o => o.Id == organizationId).Select(o => o.Uscc).SingleAsync(act.Cancellation);
        var sanction = await Sanctions.CheckAsync(act.Db, act.User, "支付", subject, uscc, act.At, act.Cancellation);
        return sanction is null ? null : CommandResult.No("payment.sanctioned", "payeeId", $"收款单位在 {sanction.Until:yyyy-MM-dd} 前被限制享受财政资金（{sanction.Reason}），不能支付。");
    }

    internal static Task<string> TakeAsync(FundAct act, string prefix, string subjectId) =>
        NumberSeries.TakeAsync(act.Db, prefix, act.Today.Year, n => string.Create(CultureInfo.InvariantCulture, $"{prefix}{act.Today.Year}{n:D6}"), subjectId, act.At, act.Cancellation);

    private static bool HasLeft(PaymentRow row) => row.Status is PaymentStatus.Ordered or PaymentStatus.Paid;

    private static async Task<CommandResult?> ReleaseAsync(FundAct act, PaymentRow row, string reason)
    {
        var cause = act.Happened(row, "paymentSuperseded", new { reason });
        (row.Status, row.LiveKey, row.CancelReason) = (PaymentStatus.Cancelled, null, reason);
        return await act.PostAsync(new Movement($"payment/{row.Id}/released", PostingKind.Release, PayableOf(row), AccountRef.Available(row.BudgetId), row.Amount, $"释放 {row.Number} {reason}"), cause);
    }

    private static (PaymentRow? Row, CommandResult? Refusal) No(string code, string? field, string message) => (null, CommandResult.No(code, field, message));
}
