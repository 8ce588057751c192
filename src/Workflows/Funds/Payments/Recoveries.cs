using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Payments;

/// <summary>追回决定 about a payment. In 分.</summary>
public sealed record NewRecovery(string PaymentId, long Amount, string Reason, DateOnly DueOn, IReadOnlyList<NewInstalment> Instalments);

/// <summary>One instalment. In 分.</summary>
public sealed record NewInstalment(DateOnly DueOn, long Amount);

/// <summary>Money that came back. In 分.</summary>
public sealed record NewReceipt(string RecoveryId, DateOnly ReceivedOn, long Amount, string BankReference);

/// <summary>追回: decided by one person, confirmed by another, paid back at once or by instalments.</summary>
public sealed class Recoveries(FundPath path)
{
    /// <summary>Decides that money of a payment is claimed back from its payee.</summary>
    public Task<CommandResult> DecideAsync(string commandId, NewRecovery wanted, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, wanted, sender, async act =>
        {
            if (!MayDecide(act)) return NotAllowed;
            if (await act.Db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == wanted.PaymentId, cancellation) is not { } payment) return CommandResult.No("payment.notFound", "paymentId", "没有找到这笔支付。");
            if (payment.ClearingId is not null) return CommandResult.No("recovery.clearing", "paymentId", $"{payment.Number} 是跨市清算，按订单追回：请在订单上登记抽查结论，再作追回决定。");
            var (row, refusal) = await OpenAsync(act, payment, payment.SubjectId, wanted.Amount, payment.PayeeId, wanted.Reason, wanted.DueOn, wanted.Instalments);
            return refusal ?? await act.DoneAsync(row!, row!.Number, "待确认");
        }, cancellation);

    /// <summary>Decides a recovery inside another act, from what was paid for an order or case; another person must confirm it.</summary>
    /// <param name="debtorId">Who must pay it back; the payee or another organisation.</param>
    /// <param name="dueOn">Null: thirty days from today.</param>
    /// <returns>Null when it stands.</returns>
    public static async Task<CommandResult?> OpenAsync(FundAct act, string subjectId, long amount, string debtorId, string reason, DateOnly? dueOn = null)
    {
        var cleared = await act.Db.Orders.AsNoTracking().Where(o => o.Id == subjectId && o.ClearingId != null).Select(o => new { o.ClearingId, o.BudgetId }).SingleOrDefaultAsync(act.Cancellation);
        var of = cleared is null ? act.Db.Payments.Where(p => p.SubjectId == subjectId) : act.Db.Payments.Where(p => p.ClearingId == cleared.ClearingId && p.BudgetId == cleared.BudgetId);
        var payment = await of.AsNoTracking().Where(p => p.Status == PaymentStatus.Paid).OrderByDescending(p => p.PaidOn).FirstOrDefaultAsync(act.Cancellation);
        if (payment is null) return CommandResult.No("recovery.notPaid", null, "这一事项还没有支付，不需要追回。");
        return (await OpenAsync(act, payment, subjectId, amount, debtorId, reason, dueOn ?? act.Today.AddDays(30), [])).Refusal;
    }

    /// <summary>Confirms a decision; only now the money counts as 应追回.</summary>
    public Task<CommandResult> ConfirmAsync(string commandId, string recoveryId, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, new { confirm = recoveryId }, sender, async act =>
        {
            if (!MayDecide(act)) return NotAllowed;
            if (await act.Db.Recoveries.SingleOrDefaultAsync(r => r.Id == recoveryId, cancellation) is not { } row) return NotFound;
            if (row.Status != RecoveryStatus.Decided) return CommandResult.No("recovery.status", null, $"{row.Number} 已经确认。");
            if (act.User.Is(row.DecidedBy)) return CommandResult.No("recovery.samePerson", null, "追回决定是您作出的，应由另一人确认。");
            var payment = await act.Db.Payments.AsNoTracking().SingleAsync(p => p.Id == row.PaymentId, cancellation);
            var accounts = await AccountsAsync(act, payment, row.SubjectId);
            (row.Status, row.ConfirmedBy) = (RecoveryStatus.Open, Payments.Person(act.User));
            var cause = act.Happened(row, "recoveryConfirmed", new { row.Number });
            if (await act.PostAsync(new Movement($"recovery/{row.Id}/claim", PostingKind.Claim, accounts.Paid, accounts.ToRecover, row.Amount, $"追回 {row.Number} {row.DebtorName}"), cause) is { } refusal) return refusal;
            if (await act.Db.Orders.SingleOrDefaultAsync(o => o.Id == row.SubjectId, cancellation) is { } order)
            {
                order.Reversed += row.Amount;
                act.Happened(order, "redemptionReversed", new { recovery = row.Number, row.Amount });
            }

            var fields = new Dictionary<string, string?> { [MessageEvents.Number] = row.Number, [MessageEvents.Organization] = row.DebtorName, [MessageEvents.Amount] = Fen.Words(row.Amount), [MessageEvents.Reason] = row.Reason, [MessageEvents.Due] = row.DueOn.ToString("yyyy年M月d日", null) };
            await MessageWriter.AddAsync(act.Db, [new NewMessage($"recovery/{row.Id}/{row.Sequence}", MessageEvents.RecoveryClaimed, $"applicant@organization:{row.DebtorId}", fields, act.At)], cancellation);
            return await act.DoneAsync(row, row.Number, "追回中");
        }, cancellation);

    /// <summary>Books money that came back.</summary>
    public Task<CommandResult> ReceiveAsync(string commandId, NewReceipt receipt, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, receipt, sender, async act =>
        {
            if (!act.User.Has(ProcessRoles.Finance)) return CommandResult.No("command.notAllowed", null, "追回到账由财政人员登记，您没有这个权限。");
            if (await act.Db.Recoveries.SingleOrDefaultAsync(r => r.Id == receipt.RecoveryId, cancellation) is not { } row) return NotFound;
            if (row.Status != RecoveryStatus.Open) return CommandResult.No("recovery.status", null, row.Status == RecoveryStatus.Decided ? $"{row.Number} 还没有确认。" : $"{row.Number} 已经全部追回。");
            var reference = receipt.BankReference.Trim();
            if (reference.Length is 0 or > 60) return CommandResult.No("recovery.reference", "bankReference", "请填写银行流水号，最多 60 个字符。");
            if (receipt.ReceivedOn > act.Today) return CommandResult.No("recovery.receivedOn", "receivedOn", "到账日期还没有到。");
            if (receipt.Amount <= 0) return CommandResult.No("ledger.amount", "amount", "金额应大于 0。");
            if (receipt.Amount > row.Amount - row.Received) return CommandResult.No("recovery.over", "amount", $"{row.Number} 只剩 {Fen.Words(row.Amount - row.Received)} 没有追回，不能登记 {Fen.Words(receipt.Amount)}。");
            if (await act.Db.RecoveryReceipts.AnyAsync(r => r.BankReference == reference, cancellation)) return CommandResult.No("recovery.duplicate", "bankReference", $"流水号 {reference} 已经登记过。");
            var payment = await act.Db.Payments.AsNoTracking().SingleAsync(p => p.Id == row.PaymentId, cancellation);
            act.Db.RecoveryReceipts.Add(new ReceiptRow { Id = Identifiers.Ordered(), RecoveryId = row.Id, ReceivedOn = receipt.ReceivedOn, Amount = receipt.Amount, BankReference = reference });
            row.Received += receipt.Amount;
            if (row.Received == row.Amount) row.Status = RecoveryStatus.Settled;
            var cause = act.Happened(row, "recoveryReceived", receipt);
            var accounts = await AccountsAsync(act, payment, row.SubjectId);
            return await act.PostAsync(new Movement($"recovery/{row.Id}/receipt/{row.Sequence}", PostingKind.Recover, accounts.ToRecover, accounts.Recovered, receipt.Amount, $"追回到账 {row.Number} {reference}"), cause)
                ?? await act.DoneAsync(row, row.Number, row.Status == RecoveryStatus.Settled ? "已追回" : "追回中");
        }, cancellation);

    /// <summary>The accounts of what was paid; a clearing pays order by order.</summary>
    private static async Task<(AccountRef Paid, AccountRef ToRecover, AccountRef Recovered)> AccountsAsync(FundAct act, PaymentRow payment, string subjectId)
    {
        var (voucher, payee) = (payment.VoucherId, payment.PayeeId);
        if (payment.ClearingId is not null)
        {
            var order = await act.Db.Orders.AsNoTracking().Where(o => o.Id == subjectId).Select(o => new { o.VoucherId, o.ProviderId }).SingleAsync(act.Cancellation);
            (voucher, payee) = (order.VoucherId, order.ProviderId);
        }

        return (AccountRef.Paid(payment.BudgetId, voucher, subjectId, payee), AccountRef.ToRecover(payment.BudgetId, voucher, subjectId, payee), AccountRef.Recovered(payment.BudgetId, voucher, subjectId, payee));
    }

    private static bool MayDecide(FundAct act) => act.User.HasAny(ProcessRoles.Finance, ProcessRoles.SectionHead, ProcessRoles.Signatory);

    private static async Task<(RecoveryRow? Row, CommandResult? Refusal)> OpenAsync(FundAct act, PaymentRow payment, string subjectId, long amount, string debtorId, string reason, DateOnly dueOn, IReadOnlyList<NewInstalment> instalments)
    {
        if (reason.Trim().Length is 0 or > 400) return (null, CommandResult.No("recovery.reason", "reason", "请写明追回的原因，最多 400 字。"));
        if (amount is <= 0 or > Fen.Most) return (null, CommandResult.No("ledger.amount", "amount", "金额应大于 0。"));
        if (dueOn < act.Today) return (null, CommandResult.No("recovery.dueOn", "dueOn", "归还期限不能早于今天。"));
        if (await act.Db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == debtorId, act.Cancellation) is not { } debtor) return (null, CommandResult.No("recovery.debtor", "debtorId", "没有找到应归还的单位。"));
        var open = await act.Db.Recoveries.Where(r => r.SubjectId == subjectId && r.Status == RecoveryStatus.Decided).SumAsync(r => r.Amount, act.Cancellation);
        var left = await Book.BalanceAsync(act.Db, (await AccountsAsync(act, payment, subjectId)).Paid, act.Cancellation) - open;
        if (amount > left) return (null, CommandResult.No("recovery.amount", "amount", $"这一事项已支付且未追回的只有 {Fen.Words(left)}，不能追回 {Fen.Words(amount)}。"));
        if (instalments.Count > 0 && (instalments.Any(i => i.Amount is <= 0 or > Fen.Most || i.DueOn < act.Today) || instalments.Sum(i => i.Amount) != amount))
            return (null, CommandResult.No("recovery.instalments", "instalments", $"各期金额应大于 0、日期不早于今天，合计应等于 {Fen.Words(amount)}。"));
        var id = Identifiers.Ordered();
        var row = new RecoveryRow { Id = id, Number = await Payments.TakeAsync(act, "ZH", id), PaymentId = payment.Id, SubjectId = subjectId, DebtorId = debtor.Id, DebtorName = debtor.Name, Amount = amount, Reason = reason.Trim(), DueOn = dueOn, DecidedBy = Payments.Person(act.User), DecidedAt = act.At };
        row.Instalments.AddRange((instalments.Count > 0 ? instalments : [new NewInstalment(dueOn, amount)]).Select(i => new InstalmentRow { Id = Identifiers.Ordered(), RecoveryId = id, DueOn = i.DueOn, Amount = i.Amount }));
        act.Db.Recoveries.Add(row);
        act.Happened(row, "recoveryDecided", new { row.Number, payment = payment.Number, debtorId, amount, row.Reason, dueOn, instalments });
        await PaymentMessages.TellDecidedAsync(act, row, payment.ProgrammeCode ?? Vouchers.VoucherPeople.Programme);
        return (row, null);
    }

    private static CommandResult NotAllowed { get; } = CommandResult.No("command.notAllowed", null, "追回由财政人员、科室负责人或签发人决定和确认，您没有这个权限。");

    private static CommandResult NotFound { get; } = CommandResult.No("recovery.notFound", "recoveryId", "没有找到这项追回。");
}
