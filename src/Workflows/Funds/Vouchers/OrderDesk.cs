using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>An order with what decides about it, loaded inside one transaction, and the movements of its money.</summary>
internal sealed class OrderDesk(FundAct act, OrderRow order, VoucherRow voucher, SchemeRow scheme, bool byHand)
{
    public OrderRow Order => order;

    public VoucherRow Voucher => voucher;

    public SchemeRow Scheme => scheme;

    public bool IsEnterprise => act.User.OrganizationId is { } own && own == order.EnterpriseId;

    /// <summary>
    /// The provider, the installation of its city, or an officer who writes down what a provider of a city without a link
    /// has sent in (代录).
    /// </summary>
    public bool IsProvider => (act.User.OrganizationId is { } own && own == order.ProviderOrganizationId) || VoucherPeople.IsCityOf(act.User, order) || (byHand && VoucherPeople.IsOfficer(act.User));

    public AccountRef Locked => AccountRef.Locked(order.BudgetId, order.VoucherId, order.Id, order.EnterpriseId);

    public static async Task<OrderDesk?> LoadAsync(FundAct act, string orderId)
    {
        if (await act.Db.Orders.FindAsync([orderId], act.Cancellation) is not { } order) return null;
        var voucher = await act.Db.Vouchers.SingleAsync(v => v.Id == order.VoucherId, act.Cancellation);
        var byHand = await VoucherPeople.IsByHandAsync(act.Db, order, act.Cancellation);
        return new OrderDesk(act, order, voucher, await act.Db.VoucherSchemes.AsNoTracking().SingleAsync(s => s.Id == order.SchemeId, act.Cancellation), byHand);
    }

    /// <summary>Carries out a command on an order: whoever may not see it does not find it, and what was due before comes first.</summary>
    public static Task<CommandResult> RunAsync(FundPath path, string commandId, string type, string orderId, object content, Sender sender, Func<FundAct, OrderDesk, Task<CommandResult>> work, CancellationToken cancellation) =>
        path.RunAsync(commandId, new { type, orderId, content }, sender, async act =>
        {
            var desk = await LoadAsync(act, orderId);
            if (desk is null || !(VoucherPeople.SeesAll(act.User) || desk.IsEnterprise || desk.IsProvider)) return NotFound;
            await OrderClock.SettleAsync(act, desk, act.At);
            return await work(act, desk);
        }, cancellation);

    /// <summary>The refusal for a command that does not fit the state of the order; null when it does.</summary>
    public CommandResult? Unless(params ReadOnlySpan<OrderStatus> states) =>
        states.Contains(order.Status) ? null : CommandResult.No("order.stale", null, $"订单 {order.Number} 现在是“{VoucherWords.Of(order.Status)}”，不能这样办。请刷新后再看。");

    /// <summary>Starts the next step.</summary>
    /// <param name="dueAt">First instant after its period; null: none runs.</param>
    public void Enter(OrderStatus status, DateTimeOffset? dueAt) => (order.Status, order.DueAt, order.Escalated) = (status, dueAt, false);

    /// <summary>Frees locked money: back to the voucher, or to what expired when the voucher has run out meanwhile.</summary>
    public async Task<CommandResult?> FreeAsync(long amount, Cause cause, string why)
    {
        if (amount == 0) return null;
        var over = voucher.Status == VoucherStatus.Expired || cause.At >= voucher.ExpiresAt;
        var to = over ? AccountRef.Expired(order.BudgetId, voucher.Id, voucher.OrganizationId) : AccountRef.Voucher(order.BudgetId, voucher.Id, voucher.OrganizationId);
        return await act.PostAsync(new Movement($"order/{order.Id}/{cause.Sequence}/free", over ? PostingKind.Expire : PostingKind.Unlock, Locked, to, amount, $"{why} {order.Number}"), cause);
    }

    /// <summary>Frees everything that is still locked.</summary>
    public async Task<CommandResult?> FreeAllAsync(Cause cause, string why) => await FreeAsync(await Book.BalanceAsync(act.Db, Locked, act.Cancellation), cause, why);

    /// <summary>Lowers what the order holds to a new amount.</summary>
    public async Task<CommandResult?> LowerAsync(long deduction, Cause cause, string why)
    {
        var freed = order.Deduction - deduction;
        order.Deduction = deduction;
        return await FreeAsync(freed, cause, why);
    }

    public Task TellEnterpriseAsync(string subject, string text) => VoucherMessages.TellOrganizationAsync(act, order.Id, order.Sequence, order.EnterpriseId, subject, text);

    public Task TellProviderAsync(string subject, string text) => VoucherMessages.TellOrganizationAsync(act, order.Id, order.Sequence, order.ProviderOrganizationId, subject, text);

    public Task TellOfficeAsync(string role, string subject, string text) => VoucherMessages.TellAsync(act, order.Id, order.Sequence, $"{role}@programme:{VoucherPeople.Programme}", subject, text);

    public Task<CommandResult> DoneAsync() => act.DoneAsync(order, order.Number, VoucherWords.Of(order.Status));

    internal static CommandResult NotFound { get; } = CommandResult.No("order.notFound", null, "没有找到这份订单，或您没有权限查看。");
}
