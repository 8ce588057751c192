using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Funds.Payments;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>What time does to orders and vouchers; each effect is dated by the end of its period.</summary>
internal static class OrderClock
{
    /// <summary>States whose period ends by itself; in the others lateness is only reported.</summary>
    private static readonly OrderStatus[] Acting = [OrderStatus.Placed, OrderStatus.Delivered, OrderStatus.Confirmed, OrderStatus.Notice];

    /// <summary>Carries out what is due for an order and its voucher up to an instant, in due order.</summary>
    /// <returns>Whether anything was.</returns>
    public static async Task<bool> SettleAsync(FundAct act, OrderDesk desk, DateTimeOffset until)
    {
        for (var done = false; ; done = true)
        {
            var order = IsDue(desk.Order, until) ? desk.Order.DueAt : null;
            var voucher = IsDue(desk.Voucher, until) ? desk.Voucher.ExpiresAt : (DateTimeOffset?)null;
            if (order is null && voucher is null) return done;
            if (order is null || voucher <= order) await ExpireAsync(act, desk.Voucher);
            else await EndPeriodAsync(act, desk, order.Value);
        }
    }

    public static bool IsDue(OrderRow order, DateTimeOffset until) => order.DueAt <= until && order.HeldReason is null && (Acting.Contains(order.Status) || !order.Escalated);

    public static bool IsDue(VoucherRow voucher, DateTimeOffset until) => voucher.Status != VoucherStatus.Expired && voucher.ExpiresAt <= until;

    /// <summary>Orders of which something is due, oldest first.</summary>
    public static IQueryable<OrderRow> Due(IQueryable<OrderRow> orders, DateTimeOffset until) =>
        orders.Where(o => o.DueAt != null && o.DueAt <= until && o.HeldReason == null && (!o.Escalated || Acting.Contains(o.Status))).OrderBy(o => o.DueAt);

    /// <summary>Vouchers that have run out, oldest first.</summary>
    public static IQueryable<VoucherRow> Due(IQueryable<VoucherRow> vouchers, DateTimeOffset until) =>
        vouchers.Where(v => v.Status != VoucherStatus.Expired && v.ExpiresAt <= until).OrderBy(v => v.ExpiresAt);

    /// <summary>过期: what is free of the voucher is gone; what orders hold stays until they end.</summary>
    public static async Task ExpireAsync(FundAct act, VoucherRow voucher)
    {
        var free = await Book.BalanceAsync(act.Db, AccountRef.Voucher(voucher.BudgetId, voucher.Id, voucher.OrganizationId), act.Cancellation);
        voucher.Status = VoucherStatus.Expired;
        var cause = act.Happened(voucher, "voucherExpired", new { free }, voucher.ExpiresAt);
        if (free > 0)
            Must(await act.PostAsync(new Movement($"voucher/{voucher.Id}/expire", PostingKind.Expire, AccountRef.Voucher(voucher.BudgetId, voucher.Id, voucher.OrganizationId), AccountRef.Expired(voucher.BudgetId, voucher.Id, voucher.OrganizationId), free, $"过期 {voucher.Code}"), cause));
        await VoucherMessages.TellOrganizationAsync(act, voucher.Id, voucher.Sequence, voucher.OrganizationId, "创新券已过期", $"创新券 {voucher.Code} 已过期，未使用的 {Fen.Words(free)} 失效；已下的订单继续办理。");
    }

    private static async Task EndPeriodAsync(FundAct act, OrderDesk desk, DateTimeOffset at)
    {
        var order = desk.Order;
        switch (order.Status)
        {
            case OrderStatus.Placed:
            case OrderStatus.Confirmed:
                var (why, told) = order.Status == OrderStatus.Placed ? ("逾期未接单", "服务机构没有按期接单") : ("逾期未申请核销", "没有按期申请核销");
                desk.Enter(OrderStatus.Lapsed, null);
                Must(await desk.FreeAllAsync(act.Happened(order, "lockLapsed", new { why }, at), why));
                await desk.TellEnterpriseAsync("锁定失效", $"订单 {order.Number} {told}，锁定的 {Fen.Words(order.Deduction)} 已解除。");
                await desk.TellProviderAsync("锁定失效", $"订单 {order.Number} {told}，锁定已解除。");
                break;
            case OrderStatus.Delivered:
                desk.Enter(OrderStatus.Disputed, null);
                order.Reason = "企业逾期没有确认，转争议处理。";
                await Disputes.AssignAsync(act, order);
                act.Happened(order, "confirmationMissed", new { handler = order.HandlerName }, at);
                await Disputes.TellHandlerAsync(act, desk, $"订单 {order.Number} 企业逾期没有确认，请核实处理。");
                await desk.TellEnterpriseAsync("订单转争议", $"订单 {order.Number} 逾期没有确认，已转争议核实（{Disputes.HandledBy(order)}）。");
                await desk.TellProviderAsync("订单转争议", $"订单 {order.Number} 企业逾期没有确认，已转争议核实（{Disputes.HandledBy(order)}）。");
                break;
            case OrderStatus.Notice:
                await RedeemAsync(act, desk, at, bySystem: true);
                break;
            default:
                order.Escalated = true;
                act.Happened(order, "stepLate", new { status = VoucherWords.Of(order.Status) }, at);
                var office = order.Status is OrderStatus.Auditing;
                await desk.TellOfficeAsync(office ? ProcessRoles.SectionHead : ProcessRoles.Officer, "订单逾期", $"订单 {order.Number}“{VoucherWords.Of(order.Status)}”超过期限，请督办。");
                if (!office) await desk.TellProviderAsync("订单逾期", $"订单 {order.Number}“{VoucherWords.Of(order.Status)}”超过期限，请尽快办理。");
                break;
        }
    }

    /// <summary>核销: the locked money becomes payable to the provider. When it may not be paid, the order is held and says why.</summary>
    public static async Task RedeemAsync(FundAct act, OrderDesk desk, DateTimeOffset at, bool bySystem)
    {
        var order = desk.Order;
        var amount = order.Redeemed ?? order.Deduction;
        var cause = act.Happened(order, "orderRedeemed", new { amount }, bySystem ? at : null);
        var refusal = order.ProviderOrganizationId is { } payee
            ? (await Payments.Payments.OpenAsync(act, new PaymentRequest(desk.Locked, PostingKind.Redeem, order.BudgetId, order.VoucherId, order.Id, payee, amount, "科技创新券兑付", desk.Scheme.Year, order.Number, $"创新券兑付 {order.Number}"), cause)).Refusal
            : await act.PostAsync(new Movement($"order/{order.Id}/redeem", PostingKind.Redeem, desk.Locked, AccountRef.Payable(order.BudgetId, order.VoucherId, order.Id, order.ProviderId), amount, $"核销 {order.Number} 待跨市清算"), cause);
        if (refusal is Cases.CommandResult.Refused held)
        {
            order.HeldReason = held.Refusal.Message;
            act.Happened(order, "orderHeld", new { order.HeldReason }, bySystem ? at : null);
            await desk.TellOfficeAsync(ProcessRoles.Officer, "兑付挂起", $"订单 {order.Number} 公示期满，但不能兑付：{order.HeldReason}");
            return;
        }

        desk.Enter(OrderStatus.Redeemed, null);
        order.RedeemedAt = at;
        await desk.TellProviderAsync("已核销", $"订单 {order.Number} 公示期满，核销 {Fen.Words(amount)}，等待兑付。");
        await desk.TellEnterpriseAsync("已核销", $"订单 {order.Number} 已核销 {Fen.Words(amount)}。");
    }

    /// <summary>Money that was locked can always be freed; anything else is a fault and must not be written.</summary>
    private static void Must(Cases.CommandResult? refusal)
    {
        if (refusal is Cases.CommandResult.Refused refused) throw new InvalidOperationException(refused.Refusal.Message);
    }
}
