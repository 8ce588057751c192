using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Cities;

/// <summary>
/// What another installation may do here once its signature was found good: tell of its orders, act for its providers on
/// ours, and lay its clearing beside ours. Every message carries an id under which it has one effect.
/// </summary>
public sealed class CityDesk(FundPath path, IDbContexts contexts, Orders orders, Redemptions redemptions, OrderFiles files, Clearings clearings)
{
    /// <summary>An order of theirs with a provider of ours: new, or how it stands now.</summary>
    public Task<CommandResult> TakeOrderAsync(string requestId, CityRow city, CityOrder order, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(requestId, order, sender, async act =>
        {
            var row = await act.Db.ForeignOrders.SingleOrDefaultAsync(o => o.CityId == city.Id && o.TheirId == order.Id, cancellation);
            if (row is null)
            {
                var (made, refusal) = await NewAsync(act, city, order);
                if (refusal is not null) return refusal;
                act.Db.ForeignOrders.Add(row = made!);
            }

            if (order.Sequence > row.TheirSequence) await TakeAsync(act, row, order);
            return await act.DoneAsync(row, row.Number, VoucherWords.Of(row.Status));
        }, cancellation);

    /// <summary>An act of their provider on an order of ours; decided by the same rules as if the provider sat here.</summary>
    public async Task<CommandResult> TakeActAsync(string requestId, CityRow city, CityAct act, Sender sender, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        if (act.Act != "redeem")
            return act.Act switch
            {
                "accept" => await orders.AcceptAsync(requestId, new OrderWord(act.OrderId, act.Text), sender, cancellation),
                "cancel" => await orders.CancelAsync(requestId, new OrderWord(act.OrderId, act.Text), sender, cancellation),
                "deliver" => await orders.DeliverAsync(requestId, new OrderWord(act.OrderId, act.Text), sender, cancellation),
                _ => CommandResult.No("city.act", "act", "没有这种办理。"),
            };
        if (act.File is not { Length: > 0 and <= ForeignOrders.MostBytes } || act.FileName is null) return CommandResult.No("invoice.file", "file", "缺少发票文件，或文件太大。");
        using var content = new MemoryStream(act.File, writable: false);
        // The same message again finds the file that came with it.
        if (await files.AddOnceAsync(act.OrderId, "invoice", act.FileName, content, sender, cancellation) is { } refusal) return new CommandResult.Refused(refusal);
        return await redemptions.ClaimAsync(requestId, new RedemptionClaim(act.OrderId, act.InvoiceNumber, act.InvoiceAmount), sender, cancellation);
    }

    /// <summary>Their lines of a quarter; ours are made when there are none yet, and both are compared.</summary>
    public Task<CommandResult> TakeClearingAsync(string requestId, CityRow city, CityClearing clearing, Sender sender, CancellationToken cancellation = default) =>
        clearings.TakeAsync(requestId, city, clearing, sender, cancellation);

    /// <summary>How an order of ours stands; null when it is not one of this city.</summary>
    public async Task<CityOrder?> OrderAsync(CityRow city, string orderId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(city);
        await using var db = contexts.Create();
        return await db.Orders.AsNoTracking().SingleOrDefaultAsync(o => o.Id == orderId && o.City == city.Name, cancellation) is { } order ? await CityOutbox.SnapshotAsync(db, order, cancellation) : null;
    }

    /// <summary>Writes down how an order of the other city stands and tells the provider when it moved.</summary>
    internal static async Task TakeAsync(FundAct act, ForeignOrderRow row, CityOrder order)
    {
        var moved = row.Status != order.Status || row.Sequence == 0;
        (row.TheirSequence, row.Status, row.Contract, row.Deduction, row.DeliverBy, row.DueAt) = (order.Sequence, order.Status, order.Contract, order.Deduction, order.DeliverBy, order.DueAt);
        (row.Reason, row.InvoiceNumber, row.Redeemed, row.RedeemedAt) = (order.Reason, order.InvoiceNumber, order.Redeemed, order.RedeemedAt);
        act.Happened(row, "foreignOrderTold", order);
        if (moved) await VoucherMessages.TellOrganizationAsync(act, row.Id, row.Sequence, row.OrganizationId, "外地券订单", $"{row.City}订单 {row.Number}（{row.EnterpriseName}“{row.ServiceName}”）现在是“{VoucherWords.Of(row.Status)}”。{row.Reason}");
    }

    private static async Task<(ForeignOrderRow? Row, CommandResult? Refusal)> NewAsync(FundAct act, CityRow city, CityOrder order)
    {
        if (order.Id is not { Length: > 0 and <= 32 } || order.Number is not { Length: > 0 and <= 30 } || order.Enterprise is not { Length: > 0 and <= 200 } || order.EnterpriseUscc is not { Length: > 0 and <= 18 } || order.ServiceName is not { Length: > 0 and <= 100 } || order.Contract <= 0 || order.Deduction <= 0 || order.Deduction > order.Contract)
            return (null, CommandResult.No("city.order", null, "订单内容不完整，没有接收。"));
        if (!city.Active) return (null, CommandResult.No("city.inactive", null, $"与{city.Name}的通用通兑已停用，不接收新的订单。"));
        var (service, refusal) = await Providers.Providers.FindUsableAsync(act.Db, order.ServiceId, act.Today, act.Cancellation);
        if (refusal is not null) return (null, refusal);
        if (service!.Provider is not { City: "", OrganizationId: { } organization } || service.Provider.Uscc != order.ProviderUscc) return (null, CommandResult.No("service.notFound", "serviceId", "没有找到这项服务。"));
        if (await VoucherPeople.BarredAsync(act, order.EnterpriseUscc, order.Enterprise, "enterprise") is { } barred) return (null, barred);
        if (await VoucherPeople.BarredAsync(act, service.Provider.Uscc, service.Provider.Name, "provider") is { } barredToo) return (null, barredToo);
        return (new ForeignOrderRow
        {
            Id = Identifiers.Ordered(),
            CityId = city.Id,
            City = city.Name,
            TheirId = order.Id,
            Number = order.Number,
            EnterpriseName = order.Enterprise,
            EnterpriseUscc = order.EnterpriseUscc,
            ProviderId = service.Provider.Id,
            OrganizationId = organization,
            ProviderUscc = service.Provider.Uscc,
            ProviderName = service.Provider.Name,
            ServiceName = order.ServiceName,
            ReceivedAt = act.At,
        }, null);
    }
}
