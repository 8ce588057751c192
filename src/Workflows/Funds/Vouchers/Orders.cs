using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds.Instruments;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>下单. Amounts in 分.</summary>
/// <param name="Contract">合同金额</param>
/// <param name="Deduction">抵扣金额</param>
/// <param name="DeliverBy">约定交付日</param>
/// <param name="BookingId">仪器预约 with a service record, which the order pays: what was done is delivered with the order.</param>
public sealed record OrderInput(string VoucherId, string ServiceId, long Contract, long Deduction, DateOnly DeliverBy, string? BookingId = null);

/// <summary>What one side says about an order.</summary>
public sealed record OrderWord(string OrderId, string Text = "");

/// <summary>确认. <paramref name="Amount"/> is what the service came to in the end, in 分; null: as contracted.</summary>
public sealed record OrderConfirmation(string OrderId, long? Amount = null);

/// <summary>评价, 1 to 5 stars.</summary>
public sealed record OrderRating(string OrderId, int Stars, string Text = "");

/// <summary>下单锁券, 接单, 交付, 确认: the life of an order up to its redemption.</summary>
public sealed class Orders(FundPath path)
{
    /// <summary>下单: locks a part of a voucher for a service.</summary>
    public Task<CommandResult> PlaceAsync(string commandId, OrderInput input, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, input, sender, async act =>
        {
            if (await act.Db.Vouchers.FindAsync([input.VoucherId], cancellation) is not { } voucher || voucher.OrganizationId != act.User.OrganizationId) return CommandResult.No("voucher.notFound", "voucherId", "没有找到这张券，或它不是您单位的。");
            if (OrderClock.IsDue(voucher, act.At)) await OrderClock.ExpireAsync(act, voucher);
            if (voucher.Status != VoucherStatus.Valid) return CommandResult.No("voucher." + (voucher.Status == VoucherStatus.Frozen ? "frozen" : "expired"), "voucherId", $"创新券 {voucher.Code} {(voucher.Status == VoucherStatus.Frozen ? "已冻结" : "已过期")}，不能再下单。{voucher.Reason}");
            var (service, refusal) = await Providers.Providers.FindUsableAsync(act.Db, input.ServiceId, act.Today, cancellation);
            if (refusal is not null) return refusal;
            var scheme = await act.Db.VoucherSchemes.AsNoTracking().SingleAsync(s => s.Id == voucher.SchemeId, cancellation);
            if (Amounts(input, scheme, act.Today) is { } wrong) return wrong;
            if (service!.Provider.City.Length > 0 && await act.Db.Cities.AnyAsync(c => c.Name == service.Provider.City && !c.Active, cancellation)) return CommandResult.No("provider.notUsable", "serviceId", $"与{service.Provider.City}的通用通兑已停用，不能再下单。");
            var (booking, notPayable) = input.BookingId is { } bookingId ? await Bookings.ToPayAsync(act, bookingId, voucher.OrganizationId, service.Id, input.Contract) : (null, null);
            if (notPayable is not null) return notPayable;
            var enterprise = await act.Db.Organizations.AsNoTracking().Include(o => o.Shareholders).SingleAsync(o => o.Id == voucher.OrganizationId, cancellation);
            if (await VoucherPeople.BarredAsync(act, enterprise.Uscc, enterprise.Name, "voucherId") is { } barred) return barred;
            if (await VoucherPeople.BarredAsync(act, service.Provider.Uscc, service.Provider.Name, "serviceId") is { } barredToo) return barredToo;
            var related = await RelatedPartyReader.ExamineAsync(act.Db, enterprise, service.Provider, scheme.RelatedPercent, cancellation);
            if (related is { IsRefused: true }) return CommandResult.No("voucher.related", "serviceId", $"您单位与{service.Provider.Name}是关联方（{related.Reason}），不能用创新券购买它的服务。");
            var order = await NewAsync(act, input, voucher, enterprise, service, scheme);
            order.AuditNote = related?.Reason;
            act.Db.Orders.Add(order);
            var cause = act.Happened(order, "orderPlaced", new { input, order.Number, order.ProviderName, order.ServiceName, price = service.Price, note = related?.Reason });
            var movement = new Movement($"order/{order.Id}/lock", PostingKind.Lock, AccountRef.Voucher(voucher.BudgetId, voucher.Id, voucher.OrganizationId), AccountRef.Locked(voucher.BudgetId, voucher.Id, order.Id, voucher.OrganizationId), input.Deduction, $"下单锁定 {order.Number} {order.ProviderName}");
            if (await act.PostAsync(movement, cause) is { } poor) return poor;
            if (booking is not null)
            {
                // The instrument was used before the order: what is left is the enterprise's confirmation.
                (booking.OrderId, order.Delivery, order.Status, order.DueAt) = (order.Id, $"仪器预约 {booking.Number}：{booking.Report}", OrderStatus.Delivered, await act.DueAsync(scheme.ConfirmDays, PeriodUnit.WorkingDays));
                act.Happened(booking, "bookingOrdered", new { order.Number });
                act.Happened(order, "orderDelivered", new { booking.Number, booking.Report });
                return await act.DoneAsync(order, order.Number, VoucherWords.Of(order.Status));
            }

            await VoucherMessages.TellOrganizationAsync(act, order.Id, order.Sequence, order.ProviderOrganizationId, "新的订单", $"{order.EnterpriseName}下单“{order.ServiceName}”，合同 {Fen.Words(order.Contract)}，请在 {ChinaTime.Date(ChinaTime.LastDayOf(order.DueAt!.Value), act.Today)} 前接单。");
            return await act.DoneAsync(order, order.Number, VoucherWords.Of(order.Status));
        }, cancellation);

    private static CommandResult? Amounts(OrderInput input, SchemeRow scheme, DateOnly today)
    {
        if (input.Contract is <= 0 or > Fen.Most) return CommandResult.No("order.contract", "contract", "合同金额应大于 0。");
        if (input.Deduction is <= 0 or > Fen.Most) return CommandResult.No("order.deduction", "deduction", "抵扣金额应大于 0。");
        var most = Fen.Share(input.Contract, scheme.Percent);
        if (input.Deduction > most) return CommandResult.No("order.share", "deduction", $"抵扣金额最多为合同金额的 {scheme.Percent:0.########}%，即 {Fen.Words(most)}。");
        return input.DeliverBy < today || input.DeliverBy > today.AddYears(2) ? CommandResult.No("order.deliverBy", "deliverBy", "约定交付日应在今天以后、两年以内。") : null;
    }

    private static async Task<OrderRow> NewAsync(FundAct act, OrderInput input, VoucherRow voucher, OrganizationRow enterprise, ServiceRow service, SchemeRow scheme)
    {
        var (id, year) = (Identifiers.Ordered(), act.Today.Year);
        return new OrderRow
        {
            Id = id,
            Number = await NumberSeries.TakeAsync(act.Db, "DD", year, n => NumberFormat.Case("DD", year, n), id, act.At, act.Cancellation),
            SchemeId = scheme.Id,
            BudgetId = voucher.BudgetId,
            VoucherId = voucher.Id,
            EnterpriseId = enterprise.Id,
            EnterpriseName = enterprise.Name,
            ProviderId = service.Provider.Id,
            ProviderOrganizationId = service.Provider.OrganizationId,
            ProviderName = service.Provider.Name,
            City = service.Provider.City,
            ServiceId = service.Id,
            ServiceName = service.Name,
            ServiceType = service.Type,
            Contract = input.Contract,
            Deduction = input.Deduction,
            DeliverBy = input.DeliverBy,
            DueAt = await act.DueAsync(scheme.LockDays, PeriodUnit.CalendarDays),
            PlacedAt = act.At,
        };
    }

    /// <summary>接单 by the provider.</summary>
    public Task<CommandResult> AcceptAsync(string commandId, OrderWord word, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, "accept", word, sender, async (act, desk) =>
        {
            if (!desk.IsProvider) return VoucherPeople.NotYours;
            if (desk.Unless(OrderStatus.Placed) is { } stale) return stale;
            desk.Enter(OrderStatus.Accepted, ChinaTime.EndOf(desk.Order.DeliverBy));
            act.Happened(desk.Order, "orderAccepted", word);
            await desk.TellEnterpriseAsync("已接单", $"{desk.Order.ProviderName}已接单 {desk.Order.Number}，约定 {ChinaTime.Date(desk.Order.DeliverBy, act.Today)}交付。");
            return await desk.DoneAsync();
        }, cancellation);

    /// <summary>
    /// 取消: by the enterprise before the order is taken on, or after the agreed day of delivery has passed; by the provider
    /// until delivery. The reason is written down and the money is free again.
    /// </summary>
    public Task<CommandResult> CancelAsync(string commandId, OrderWord word, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, "cancel", word, sender, async (act, desk) =>
        {
            if (!desk.IsEnterprise && !desk.IsProvider) return VoucherPeople.NotYours;
            if (desk.Unless(OrderStatus.Placed, OrderStatus.Accepted) is { } stale) return stale;
            if (NoText(word, "取消的原因") is { } silent) return silent;
            if (desk.IsEnterprise && desk.Order.Status == OrderStatus.Accepted && act.Today <= desk.Order.DeliverBy)
                return CommandResult.No("order.accepted", null, $"服务机构已接单，约定 {ChinaTime.LongDate(desk.Order.DeliverBy)}交付；到期没有交付的，您可以取消。现在要取消，请与服务机构协商，由对方取消。");
            desk.Enter(OrderStatus.Cancelled, null);
            desk.Order.Reason = word.Text.Trim();
            var cause = act.Happened(desk.Order, "orderCancelled", word);
            if (await desk.FreeAllAsync(cause, "取消") is { } refused) return refused;
            await desk.TellEnterpriseAsync("订单取消", $"订单 {desk.Order.Number} 已取消，锁定的 {Fen.Words(desk.Order.Deduction)} 已解除。{desk.Order.Reason}");
            await desk.TellProviderAsync("订单取消", $"订单 {desk.Order.Number} 已取消。{desk.Order.Reason}");
            return await desk.DoneAsync();
        }, cancellation);

    /// <summary>交付 by the provider; the enterprise then has its working days to confirm.</summary>
    public Task<CommandResult> DeliverAsync(string commandId, OrderWord word, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, "deliver", word, sender, async (act, desk) =>
        {
            if (!desk.IsProvider) return VoucherPeople.NotYours;
            if (desk.Unless(OrderStatus.Accepted) is { } stale) return stale;
            if (NoText(word, "交付了什么") is { } silent) return silent;
            desk.Enter(OrderStatus.Delivered, await act.DueAsync(desk.Scheme.ConfirmDays, PeriodUnit.WorkingDays));
            desk.Order.Delivery = word.Text.Trim();
            act.Happened(desk.Order, "orderDelivered", word);
            await desk.TellEnterpriseAsync("请确认交付", $"{desk.Order.ProviderName}已交付 {desk.Order.Number}，请在 {ChinaTime.Date(ChinaTime.LastDayOf(desk.Order.DueAt!.Value), act.Today)} 前确认或提出争议；逾期不作确认，转争议处理。");
            return await desk.DoneAsync();
        }, cancellation);

    /// <summary>确认 by the enterprise, with the amount it came to; what is locked beyond its share is free again.</summary>
    public Task<CommandResult> ConfirmAsync(string commandId, OrderConfirmation confirmation, Sender sender, CancellationToken cancellation = default) =>
        OrderDesk.RunAsync(path, commandId, "confirm", confirmation.OrderId, confirmation, sender, async (act, desk) =>
        {
            if (!desk.IsEnterprise) return VoucherPeople.NotYours;
            if (desk.Unless(OrderStatus.Delivered, OrderStatus.Disputed) is { } stale) return stale;
            return await ConfirmedAsync(act, desk, confirmation.Amount, confirmation) ?? await desk.DoneAsync();
        }, cancellation);

    /// <summary>The order is confirmed, by the enterprise or by the office that settled a dispute.</summary>
    internal static async Task<CommandResult?> ConfirmedAsync(FundAct act, OrderDesk desk, long? amount, object body)
    {
        var order = desk.Order;
        if (amount is { } came && (came <= 0 || came > order.Contract)) return CommandResult.No("order.amount", "amount", $"实际金额应大于 0，不超过合同金额 {Fen.Words(order.Contract)}。");
        order.Contract = amount ?? order.Contract;
        desk.Enter(OrderStatus.Confirmed, await act.DueAsync(desk.Scheme.RedeemDays, PeriodUnit.CalendarDays));
        order.Reason = null;
        var cause = act.Happened(order, "orderConfirmed", body);
        var share = Fen.Share(order.Contract, desk.Scheme.Percent);
        if (share == 0) return CommandResult.No("order.amount", "amount", "实际金额太小，抵扣不足 1 分。");
        if (share < order.Deduction && await desk.LowerAsync(share, cause, "按实际金额解锁") is { } refused) return refused;
        await desk.TellProviderAsync("已确认", $"订单 {order.Number} 已确认，可抵扣 {Fen.Words(order.Deduction)}，请在 {ChinaTime.Date(ChinaTime.LastDayOf(order.DueAt!.Value), act.Today)} 前申请核销。");
        return null;
    }

    /// <summary>提出争议 by the enterprise.</summary>
    public Task<CommandResult> DisputeAsync(string commandId, OrderWord word, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, "dispute", word, sender, async (act, desk) =>
        {
            if (!desk.IsEnterprise) return VoucherPeople.NotYours;
            if (desk.Unless(OrderStatus.Delivered) is { } stale) return stale;
            if (NoText(word, "哪里不符合约定") is { } silent) return silent;
            desk.Enter(OrderStatus.Disputed, null);
            desk.Order.Reason = word.Text.Trim();
            await Disputes.AssignAsync(act, desk.Order);
            act.Happened(desk.Order, "orderDisputed", new { word, handler = desk.Order.HandlerName });
            await desk.TellProviderAsync("企业提出争议", $"订单 {desk.Order.Number}：{desk.Order.Reason}（{Disputes.HandledBy(desk.Order)}）");
            await Disputes.TellHandlerAsync(act, desk, $"订单 {desk.Order.Number} 企业提出争议，请核实处理：{desk.Order.Reason}");
            return await desk.DoneAsync();
        }, cancellation);

    /// <summary>评价 by the enterprise, once, after it confirmed.</summary>
    public Task<CommandResult> RateAsync(string commandId, OrderRating rating, Sender sender, CancellationToken cancellation = default) =>
        OrderDesk.RunAsync(path, commandId, "rate", rating.OrderId, rating, sender, async (act, desk) =>
        {
            if (!desk.IsEnterprise) return VoucherPeople.NotYours;
            if (desk.Unless(OrderStatus.Confirmed, OrderStatus.Auditing, OrderStatus.Supplement, OrderStatus.Notice, OrderStatus.Redeemed) is { } stale) return stale;
            if (rating.Stars is < 1 or > 5) return CommandResult.No("order.stars", "stars", "请选 1 至 5 星。");
            if (rating.Text.Length > 500) return CommandResult.No("order.text", "text", "评价最多 500 字。");
            if (desk.Order.Stars is not null) return CommandResult.No("order.rated", null, "这份订单已经评价过。");
            (desk.Order.Stars, desk.Order.StarsComment) = (rating.Stars, rating.Text.Trim());
            act.Happened(desk.Order, "orderRated", rating);
            Providers.Providers.Rate(await act.Db.Providers.SingleAsync(p => p.Id == desk.Order.ProviderId, cancellation), rating.Stars);
            return await desk.DoneAsync();
        }, cancellation);

    internal static CommandResult? NoText(OrderWord word, string what) =>
        word.Text.Trim().Length is 0 or > 1000 ? CommandResult.No("order.text", "text", $"请写明{what}，最多 1000 字。") : null;

    private Task<CommandResult> OnAsync(string commandId, string type, OrderWord word, Sender sender, Func<FundAct, OrderDesk, Task<CommandResult>> work, CancellationToken cancellation) =>
        OrderDesk.RunAsync(path, commandId, type, word.OrderId, word, sender, work, cancellation);
}
