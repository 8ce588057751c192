using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Texts;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>核销申请. Amount of the invoice in 分.</summary>
public sealed record RedemptionClaim(string OrderId, string InvoiceNumber, long InvoiceAmount);

/// <summary>核销审核.</summary>
/// <param name="Verdict">通过, 补正 or 不通过.</param>
/// <param name="Amount">What is redeemed, in 分; null: all that may be.</param>
public sealed record RedemptionVerdict(string OrderId, AuditVerdict Verdict, long? Amount = null, string Reason = "");

public enum AuditVerdict
{
    /// <summary>通过</summary>
    Pass,

    /// <summary>补正</summary>
    Supplement,

    /// <summary>不通过</summary>
    Reject,
}

/// <summary>处理争议.</summary>
/// <param name="Decision">确认, 重做 or 取消.</param>
/// <param name="Amount">For a confirmation: what the service is worth, in 分; null: as contracted.</param>
public sealed record DisputeSettlement(string OrderId, DisputeDecision Decision, long? Amount = null, string Reason = "");

public enum DisputeDecision
{
    /// <summary>确认交付</summary>
    Confirm,

    /// <summary>责成重做</summary>
    Redo,

    /// <summary>取消订单</summary>
    Cancel,
}

/// <summary>实名异议 during the notice.</summary>
public sealed record RedemptionObjection(string OrderId, string Name, string Mobile, string Reason);

/// <summary>异议处理.</summary>
public sealed record ObjectionSettlement(string OrderId, bool Upheld, string Reason);

/// <summary>核销申请, 审核, 公示 and 异议; the money becomes payable when the notice ends without one.</summary>
public sealed class Redemptions(FundPath path)
{
    /// <summary>申请核销 by the provider, with an invoice that was never used before.</summary>
    public Task<CommandResult> ClaimAsync(string commandId, RedemptionClaim claim, Sender sender, CancellationToken cancellation = default) =>
        OrderDesk.RunAsync(path, commandId, "redeem", claim.OrderId, claim, sender, async (act, desk) =>
        {
            if (!desk.IsProvider) return VoucherPeople.NotYours;
            if (desk.Unless(OrderStatus.Confirmed, OrderStatus.Supplement) is { } stale) return stale;
            var number = claim.InvoiceNumber.Trim().ToUpperInvariant();
            if (number.Length is < 8 or > 20 || !number.All(char.IsAsciiLetterOrDigit)) return CommandResult.No("invoice.number", "invoiceNumber", "发票号码应是 8 至 20 位数字或字母。");
            if (claim.InvoiceAmount is <= 0 or > Fen.Most) return CommandResult.No("invoice.amount", "invoiceAmount", "发票金额应大于 0。");
            if (await act.Db.Orders.AsNoTracking().SingleOrDefaultAsync(o => o.InvoiceNumber == number && o.Id != claim.OrderId, cancellation) is { } used)
                return CommandResult.No("invoice.used", "invoiceNumber", $"发票 {number} 已经用于{(used.ProviderId == desk.Order.ProviderId ? $"订单 {used.Number}" : "另一份订单")}，一张发票只能核销一次。");
            if (!await act.Db.OrderFiles.AnyAsync(f => f.OrderId == claim.OrderId && f.Purpose == "invoice", cancellation)) return CommandResult.No("invoice.file", "files", "请先上传发票。");
            var most = Math.Min(desk.Order.Deduction, Fen.Share(claim.InvoiceAmount, desk.Scheme.Percent));
            if (most == 0) return CommandResult.No("invoice.amount", "invoiceAmount", "发票金额太小，抵扣不足 1 分。");
            (desk.Order.InvoiceNumber, desk.Order.InvoiceAmount, desk.Order.Redeemed, desk.Order.ClaimedBy) = (number, claim.InvoiceAmount, most, act.User.UserId);
            desk.Enter(OrderStatus.Auditing, await act.DueAsync(desk.Scheme.AuditDays, PeriodUnit.WorkingDays));
            desk.Order.Reason = null;
            act.Happened(desk.Order, "redemptionClaimed", new { claim, redeemed = most });
            await desk.TellOfficeAsync(ProcessRoles.Officer, "核销申请", $"{desk.Order.ProviderName}申请核销 {desk.Order.Number}，{Fen.Words(most)}，请审核。");
            return await desk.DoneAsync();
        }, cancellation);

    /// <summary>审核 by an officer.</summary>
    public Task<CommandResult> AuditAsync(string commandId, RedemptionVerdict verdict, Sender sender, CancellationToken cancellation = default) =>
        OrderDesk.RunAsync(path, commandId, "audit", verdict.OrderId, verdict, sender, async (act, desk) =>
        {
            if (!VoucherPeople.IsOfficer(act.User)) return VoucherPeople.NotYours;
            if (desk.Unless(OrderStatus.Auditing) is { } stale) return stale;
            if (act.User.Is(desk.Order.ClaimedBy)) return CommandResult.No("order.samePerson", null, "核销申请是您代为录入的，应由另一人审核。");
            if (verdict.Reason.Length > 1000) return CommandResult.No("order.text", "reason", "意见最多 1000 字。");
            if (verdict.Verdict != AuditVerdict.Pass && string.IsNullOrWhiteSpace(verdict.Reason)) return CommandResult.No("reason.required", "reason", "请写明理由。");
            var order = desk.Order;
            order.Reason = verdict.Reason.Trim() is { Length: > 0 } reason ? reason : null;
            switch (verdict.Verdict)
            {
                case AuditVerdict.Supplement:
                    desk.Enter(OrderStatus.Supplement, await act.DueAsync(desk.Scheme.AuditDays, PeriodUnit.WorkingDays));
                    act.Happened(order, "redemptionSupplement", verdict);
                    await desk.TellProviderAsync("核销补正", $"订单 {order.Number} 的核销材料需补正：{order.Reason}");
                    break;
                case AuditVerdict.Reject:
                    if (await RejectAsync(act, desk, "redemptionRejected", verdict) is { } refused) return refused;
                    break;
                default:
                    if (verdict.Amount is { } part && (part <= 0 || part > order.Redeemed)) return CommandResult.No("order.amount", "amount", $"核销金额应大于 0，不超过申请的 {Fen.Words(order.Redeemed!.Value)}。");
                    order.Redeemed = verdict.Amount ?? order.Redeemed;
                    order.AuditedBy = act.User.UserId;
                    desk.Enter(OrderStatus.Notice, await act.DueAsync(desk.Scheme.NoticeDays, PeriodUnit.WorkingDays));
                    var cause = act.Happened(order, "redemptionPassed", new { verdict, order.Redeemed, noticeEnds = order.DueAt });
                    if (await desk.LowerAsync(order.Redeemed!.Value, cause, "核销余额解锁") is { } notFreed) return notFreed;
                    await desk.TellProviderAsync("核销公示", $"订单 {order.Number} 核销 {Fen.Words(order.Redeemed.Value)} 审核通过，公示至 {ChinaTime.Date(ChinaTime.LastDayOf(order.DueAt!.Value), act.Today)}。");
                    break;
            }

            return await desk.DoneAsync();
        }, cancellation);

    /// <summary>处理争议 by the office.</summary>
    public Task<CommandResult> SettleDisputeAsync(string commandId, DisputeSettlement settlement, Sender sender, CancellationToken cancellation = default) =>
        OrderDesk.RunAsync(path, commandId, "settleDispute", settlement.OrderId, settlement, sender, async (act, desk) =>
        {
            if (!VoucherPeople.IsOffice(act.User)) return VoucherPeople.NotYours;
            if (desk.Unless(OrderStatus.Disputed) is { } stale) return stale;
            if (!VoucherPeople.IsHead(act.User) && await Disputes.HeldByAnotherAsync(act.Db, desk.Order, act.User, act.Cancellation)) return CommandResult.No("order.dispute", null, $"这起争议由{desk.Order.HandlerName}办理。要由您办理的，请先接手。");
            if (settlement.Reason.Trim().Length is 0 or > 1000) return CommandResult.No("reason.required", "reason", "请写明核实的情况和处理理由，最多 1000 字。");
            switch (settlement.Decision)
            {
                case DisputeDecision.Confirm:
                    if (await Orders.ConfirmedAsync(act, desk, settlement.Amount, settlement) is { } refused) return refused;
                    break;
                case DisputeDecision.Redo:
                    desk.Enter(OrderStatus.Accepted, await act.DueAsync(desk.Scheme.LockDays, PeriodUnit.CalendarDays));
                    act.Happened(desk.Order, "redoOrdered", settlement);
                    await desk.TellProviderAsync("责成重做", $"订单 {desk.Order.Number}：{settlement.Reason}");
                    break;
                default:
                    desk.Enter(OrderStatus.Cancelled, null);
                    if (await desk.FreeAllAsync(act.Happened(desk.Order, "orderCancelled", settlement), "争议取消") is { } notFreed) return notFreed;
                    await desk.TellProviderAsync("订单取消", $"订单 {desk.Order.Number} 经核实取消：{settlement.Reason}");
                    break;
            }

            desk.Order.Reason = settlement.Reason.Trim();
            await desk.TellEnterpriseAsync("争议处理结果", $"订单 {desk.Order.Number}：{settlement.Reason}");
            return await desk.DoneAsync();
        }, cancellation);

    /// <summary>异议 by anybody, by name, before the notice ends: the order is held until it is settled.</summary>
    public Task<CommandResult> ObjectAsync(string commandId, RedemptionObjection typed, Sender sender, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var objection = typed with { Name = CleanText.Line(typed.Name), Mobile = PhoneNumber.Clean(typed.Mobile), Reason = typed.Reason.Trim() };
        return path.RunAsync(commandId, objection, sender, async act =>
        {
            if (await OrderDesk.LoadAsync(act, objection.OrderId) is not { } desk) return OrderDesk.NotFound;
            await OrderClock.SettleAsync(act, desk, act.At);
            if (desk.Order.Status != OrderStatus.Notice || desk.Order.DueAt <= act.At) return CommandResult.No("objection.late", null, "这一笔不在公示期内，不能提出异议。");
            if (objection.Name.Length is < 2 or > 50) return CommandResult.No("objection.name", "name", "异议应实名提出，请填写姓名或单位名称。");
            if (!PhoneNumber.IsValid(objection.Mobile)) return CommandResult.No("objection.mobile", "mobile", PhoneNumber.Wanted("联系电话"));
            if (objection.Reason.Length is < 10 or > 2000) return CommandResult.No("objection.reason", "reason", "请写明异议的事实和依据，10 至 2000 字。");
            desk.Order.HeldReason = "公示期间收到异议，核查中。";
            act.Happened(desk.Order, "redemptionObjected", objection);
            await desk.TellOfficeAsync(ProcessRoles.Officer, "兑付公示异议", $"订单 {desk.Order.Number} 公示期间收到实名异议，请核查。");
            return await desk.DoneAsync();
        }, cancellation);
    }

    /// <summary>核查结论: upheld, the redemption ends; dismissed, it goes on, at once when the notice is over.</summary>
    public Task<CommandResult> SettleObjectionAsync(string commandId, ObjectionSettlement settlement, Sender sender, CancellationToken cancellation = default) =>
        OrderDesk.RunAsync(path, commandId, "settleObjection", settlement.OrderId, settlement, sender, async (act, desk) =>
        {
            if (!VoucherPeople.IsOffice(act.User)) return VoucherPeople.NotYours;
            if (desk.Unless(OrderStatus.Notice) is { } stale) return stale;
            if (desk.Order.HeldReason is null) return CommandResult.No("order.notHeld", null, "这份订单没有挂起，不用处理。");
            if (settlement.Reason.Trim().Length is 0 or > 1000) return CommandResult.No("reason.required", "reason", "请写明核查的结论和依据，最多 1000 字。");
            desk.Order.HeldReason = null;
            desk.Order.Reason = settlement.Reason.Trim();
            if (settlement.Upheld) return await RejectAsync(act, desk, "objectionUpheld", settlement) ?? await desk.DoneAsync();
            act.Happened(desk.Order, "objectionDismissed", settlement);
            if (desk.Order.DueAt <= act.At) await OrderClock.RedeemAsync(act, desk, act.At, bySystem: false);
            return await desk.DoneAsync();
        }, cancellation);

    private static async Task<CommandResult?> RejectAsync(FundAct act, OrderDesk desk, string type, object body)
    {
        desk.Enter(OrderStatus.Rejected, null);
        desk.Order.Redeemed = null;
        if (await desk.FreeAllAsync(act.Happened(desk.Order, type, body), "核销不通过") is { } refused) return refused;
        await desk.TellProviderAsync("核销不通过", $"订单 {desk.Order.Number} 核销不通过：{desk.Order.Reason}");
        await desk.TellEnterpriseAsync("核销不通过", $"订单 {desk.Order.Number} 核销不通过，锁定的券额已解除：{desk.Order.Reason}");
        return null;
    }
}
