using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Payments;

/// <summary>Payments on which the same is done at once; all or none.</summary>
public sealed record PaymentChoice(IReadOnlyList<string> Ids);

/// <summary>A payment and why something is done to it.</summary>
public sealed record PaymentReason(string Id, string Reason);

/// <summary>复核 and 审批: three persons see every payment before it leaves.</summary>
public sealed class PaymentReview(FundPath path)
{
    /// <summary>复核 by somebody other than who requested it.</summary>
    public Task<CommandResult> CheckAsync(string commandId, PaymentChoice choice, Sender sender, CancellationToken cancellation = default) =>
        EachAsync(commandId, "paymentChecked", choice, sender, PaymentStatus.Requested, "待审批", (act, row) =>
        {
            if (!MayCheck(act.User, row)) return CommandResult.No("command.notAllowed", null, "支付由经办人员、科室负责人或财政人员复核，您没有这个权限。");
            if (act.User.Is(row.RequestedBy)) return CommandResult.No("payment.samePerson", null, $"{row.Number} 是您申请的，应由另一人复核。");
            (row.Status, row.CheckedBy) = (PaymentStatus.Checked, Payments.Person(act.User));
            return null;
        }, cancellation);

    /// <summary>审批 by a third person.</summary>
    public Task<CommandResult> ApproveAsync(string commandId, PaymentChoice choice, Sender sender, CancellationToken cancellation = default) =>
        EachAsync(commandId, "paymentApproved", choice, sender, PaymentStatus.Checked, "待支付", (act, row) =>
        {
            if (!MayApprove(act.User, row)) return CommandResult.No("command.notAllowed", null, "支付由财政人员、科室负责人或签发人审批，您没有这个权限。");
            if (act.User.Is(row.RequestedBy)) return CommandResult.No("payment.samePerson", null, $"{row.Number} 是您申请的，应由另一人审批。");
            if (act.User.Is(row.CheckedBy)) return CommandResult.No("payment.samePerson", null, $"{row.Number} 是您复核的，应由另一人审批。");
            (row.Status, row.ApprovedBy) = (PaymentStatus.Approved, Payments.Person(act.User));
            return null;
        }, cancellation);

    /// <summary>取消: sends the money back where it came from; only while it has not left.</summary>
    public Task<CommandResult> CancelAsync(string commandId, PaymentReason of, Sender sender, CancellationToken cancellation = default) =>
        OneAsync(commandId, "paymentCancelled", of, sender, async (act, row) =>
        {
            if (row.Status is PaymentStatus.Ordered or PaymentStatus.Paid or PaymentStatus.Cancelled) return CommandResult.No("payment.status", null, $"{row.Number} {Words(row.Status)}，不能取消。");
            var cause = act.Happened(row, "paymentCancelled", of);
            (row.Status, row.LiveKey, row.CancelReason) = (PaymentStatus.Cancelled, null, of.Reason.Trim());
            if (row.ClearingId is not null)
            {
                await ClearingMoney.CancelledAsync(act, row);
                return await act.DoneAsync(row, row.Number, "已取消");
            }

            return await act.ReverseAsync($"payment/{row.Id}/due", $"取消 {row.Number} {of.Reason.Trim()}", cause) ?? await act.DoneAsync(row, row.Number, "已取消");
        }, cancellation);

    /// <summary>冻结: neither approved nor ordered until it is thawed.</summary>
    public Task<CommandResult> FreezeAsync(string commandId, PaymentReason of, bool frozen, Sender sender, CancellationToken cancellation = default) =>
        OneAsync(commandId, frozen ? "paymentFrozen" : "paymentThawed", of, sender, async (act, row) =>
        {
            if (row.Status is PaymentStatus.Ordered or PaymentStatus.Paid or PaymentStatus.Cancelled || row.Frozen == frozen) return CommandResult.No("payment.status", null, $"{row.Number} {(row.Frozen ? "已冻结" : Words(row.Status))}，不能{(frozen ? "冻结" : "解冻")}。");
            (row.Frozen, row.FreezeReason) = (frozen, frozen ? of.Reason.Trim() : null);
            act.Happened(row, frozen ? "paymentFrozen" : "paymentThawed", of);
            return await act.DoneAsync(row, row.Number, frozen ? "已冻结" : "已解冻");
        }, cancellation);

    /// <summary>放行: a payment that is held because its payee owes money back leaves all the same; not by whoever asked for it.</summary>
    public Task<CommandResult> ReleaseHoldAsync(string commandId, PaymentReason of, Sender sender, CancellationToken cancellation = default) =>
        OneAsync(commandId, "paymentHoldReleased", of, sender, async (act, row) =>
        {
            if (!MayApprove(act.User, row)) return CommandResult.No("command.notAllowed", null, "暂缓的支付由财政人员、科室负责人或签发人放行，您没有这个权限。");
            if (act.User.Is(row.RequestedBy)) return CommandResult.No("payment.samePerson", null, $"{row.Number} 是您申请的，应由另一人放行。");
            if (!(await HoldsAsync(act, [row])).ContainsKey(row.Id)) return CommandResult.No("payment.notHeld", null, $"{row.Number} 没有因追回暂缓，不用放行。");
            (row.HoldReleasedBy, row.HoldReleaseReason) = (Payments.Person(act.User), of.Reason.Trim());
            act.Happened(row, "paymentHoldReleased", of);
            return await act.DoneAsync(row, row.Number, "已放行");
        }, cancellation);

    /// <summary>
    /// 重新支付 after 退汇: the same payment, once more to a third person for approval. Where the bank's reason lies with the
    /// account, the payee must have changed it since the pay order.
    /// </summary>
    public Task<CommandResult> ReissueAsync(string commandId, PaymentReason of, Sender sender, CancellationToken cancellation = default) =>
        OneAsync(commandId, "paymentReissued", of, sender, async (act, row) =>
        {
            if (row.Status != PaymentStatus.Returned) return CommandResult.No("payment.status", null, $"{row.Number} {Words(row.Status)}，只有退汇的才能重新支付。");
            if (await BankAccounts.UnchangedAsync(act.Db, row, cancellation) is { } unchanged) return unchanged;
            row.Attempt++;
            (row.Status, row.CheckedBy, row.ApprovedBy, row.PayOrderId, row.PaidOn, row.BankReference) = (PaymentStatus.Checked, Payments.Person(act.User), null, null, null, null);
            act.Happened(row, "paymentReissued", new { of.Reason, row.Attempt });
            await PaymentMessages.TellNextAsync(act, [row]);
            return await act.DoneAsync(row, row.Number, "待审批");
        }, cancellation);

    /// <summary>As officials write it.</summary>
    public static string Words(PaymentStatus status) => status switch
    {
        PaymentStatus.Requested => "待复核",
        PaymentStatus.Checked => "待审批",
        PaymentStatus.Approved => "待支付",
        PaymentStatus.Ordered => "已生成支付指令",
        PaymentStatus.Paid => "已支付",
        PaymentStatus.Returned => "退汇",
        _ => "已取消",
    };

    /// <summary>Whether this person's role lets him check it.</summary>
    public static bool MayCheck(UserContext user, PaymentRow row) => user.Has(ProcessRoles.Finance) || Holds(user, ProcessRoles.Officer, row) || Holds(user, ProcessRoles.SectionHead, row);

    /// <summary>Whether this person's role lets him approve it.</summary>
    public static bool MayApprove(UserContext user, PaymentRow row) => user.HasAny(ProcessRoles.Finance, ProcessRoles.Signatory) || Holds(user, ProcessRoles.SectionHead, row);

    /// <summary>Those of these payments that are held because their payee owes money back; read once for all that go on together.</summary>
    internal static Task<IReadOnlyDictionary<string, string>> HoldsAsync(FundAct act, IEnumerable<PaymentRow> rows) => RecoveryHolds.OfAsync(act.Db, [.. rows.Select(r => r.PayeeId).Distinct()], act.Cancellation);

    /// <summary>Why a payment may not leave now; null when it may.</summary>
    /// <param name="holds">As <see cref="HoldsAsync"/> gives them.</param>
    internal static async Task<CommandResult?> HeldAsync(FundAct act, PaymentRow row, IReadOnlyDictionary<string, string> holds) =>
        row.Frozen ? CommandResult.No("payment.frozen", null, $"{row.Number} 已冻结：{row.FreezeReason}")
            : await Payments.SanctionAsync(act, row.PayeeId, row.Number) is { } sanctioned ? sanctioned
            : holds.TryGetValue(row.Id, out var hold) ? CommandResult.No("payment.recovery", null, $"{row.Number} 暂缓支付：{hold}。确需支付的，由财政人员、科室负责人或签发人写明理由后放行。") : null;

    private static bool Holds(UserContext user, string role, PaymentRow row) => row.ProgrammeCode is { } code ? user.HoldsForProgramme(role, code) : user.Has(role);

    private Task<CommandResult> EachAsync(string commandId, string type, PaymentChoice choice, Sender sender, PaymentStatus from, string to, Func<FundAct, PaymentRow, CommandResult?> change, CancellationToken cancellation) =>
        path.RunAsync(commandId, new { type, choice }, sender, async act =>
        {
            var ids = choice.Ids.Distinct().ToList();
            if (ids.Count is 0 or > 500) return CommandResult.No("payment.none", "ids", "请选择要办理的支付，一次最多 500 笔。");
            var rows = await act.Db.Payments.Where(p => ids.Contains(p.Id)).OrderBy(p => p.Number).ToListAsync(cancellation);
            if (rows.Count != ids.Count) return NotFound;
            var leaves = from == PaymentStatus.Checked;
            var holds = leaves ? await HoldsAsync(act, rows) : new Dictionary<string, string>();
            foreach (var row in rows)
            {
                if (row.Status != from) return CommandResult.No("payment.status", null, $"{row.Number} 现在是“{Words(row.Status)}”，不是“{Words(from)}”。");
                if (change(act, row) is { } refusal) return refusal;
                if (leaves && await HeldAsync(act, row, holds) is { } held) return held;
                act.Happened(row, type, new { by = act.User.ActorName, row.Attempt });
            }

            await PaymentMessages.TellNextAsync(act, rows);
            return await act.DoneAsync(rows[^1], rows.Count == 1 ? rows[0].Number : null, to);
        }, cancellation);

    private Task<CommandResult> OneAsync(string commandId, string type, PaymentReason of, Sender sender, Func<FundAct, PaymentRow, Task<CommandResult>> work, CancellationToken cancellation) =>
        path.RunAsync(commandId, new { type, of }, sender, async act =>
        {
            if (of.Reason.Trim().Length is 0 or > 200) return CommandResult.No("payment.reason", "reason", "请写明原因，最多 200 字。");
            if (await act.Db.Payments.SingleOrDefaultAsync(p => p.Id == of.Id, cancellation) is not { } row) return NotFound;
            return MayCheck(act.User, row) || MayApprove(act.User, row) ? await work(act, row) : NotFound;
        }, cancellation);

    private static CommandResult NotFound { get; } = CommandResult.No("payment.notFound", "id", "没有找到这笔支付，或您没有权限办理。");
}
