using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds.Budgets;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Cities;

/// <summary>到账 of a clearing that the other city paid.</summary>
public sealed record ClearingReceipt(string ClearingId, DateOnly On, string BankReference);

/// <summary>
/// The money of a clearing. The issuing city pays its sum to the other city, out of what every order holds; the other city
/// books what came as an appropriation of its own transit budget and pays its providers from it.
/// </summary>
public sealed class ClearingMoney(FundPath path)
{
    /// <summary>代收代付 in the budget of the city that is paid.</summary>
    public const string TransitItem = "跨市清算代收代付";

    /// <summary>申请支付: one payment to the other city per budget, on the same way as every other payment.</summary>
    public Task<CommandResult> RequestAsync(string commandId, string clearingId, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, new { pay = clearingId }, sender, async act =>
        {
            if (!VoucherPeople.IsOffice(act.User)) return CommandResult.No("command.notAllowed", null, "清算支付由创新券的经办人员申请，您没有这个权限。");
            if (await act.Db.Clearings.FindAsync([clearingId], cancellation) is not { } row) return Clearings.NotFound;
            if (row is not { Status: ClearingStatus.Balanced, Ours: true }) return Clearings.Closed(row);
            var city = await act.Db.Cities.AsNoTracking().SingleAsync(c => c.Id == row.CityId, cancellation);
            row.Status = ClearingStatus.Paying;
            var cause = act.Happened(row, "clearingPaymentRequested", new { row.Total });
            var sums = await Orders(act.Db, row.Id).GroupBy(o => o.BudgetId).Select(g => new { BudgetId = g.Key, Amount = g.Sum(o => o.Redeemed ?? 0) }).OrderBy(g => g.BudgetId).ToListAsync(cancellation);
            foreach (var (i, sum) in sums.Index())
            {
                var fact = sums.Count == 1 ? row.Number : $"{row.Number}-{i + 1}";
                var request = new PaymentRequest(null, PostingKind.Due, sum.BudgetId, null, row.Id, city.PayeeId, sum.Amount, "跨市清算", row.Year, fact, $"{row.Year} 年第 {row.Quarter} 季度创新券跨市清算") { ClearingId = row.Id };
                // Of several payments one may have been cancelled and is asked for again beside the others.
                if ((await Payments.Payments.OpenAsync(act, request, cause)).Refusal is CommandResult.Refused refused && refused.Refusal.Code != "payment.duplicate") return refused;
            }

            return await act.DoneAsync(row, row.Number, ClearingWords.Of(row.Status));
        }, cancellation);

    /// <summary>登记到账, and opens what is due to each provider.</summary>
    public Task<CommandResult> ReceiveAsync(string commandId, ClearingReceipt receipt, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, receipt, sender, async act =>
        {
            if (!act.User.Has(ProcessRoles.Finance)) return CommandResult.No("command.notAllowed", null, "清算到账由财政人员登记，您没有这个权限。");
            if (await act.Db.Clearings.FindAsync([receipt.ClearingId], cancellation) is not { } row) return Clearings.NotFound;
            if (row is not { Status: ClearingStatus.Balanced, Ours: false }) return Clearings.Closed(row);
            if (receipt.On > act.Today) return CommandResult.No("clearing.on", "on", "到账日期还没有到。");
            if (receipt.BankReference.Trim().Length is 0 or > 60) return CommandResult.No("clearing.reference", "bankReference", "请填写银行流水号，最多 60 个字符。");
            (row.Status, row.SettledOn, row.BankReference) = (ClearingStatus.Settled, receipt.On, receipt.BankReference.Trim());
            var budget = await TransitAsync(act, receipt.On.Year);
            var cause = act.Happened(row, "clearingReceived", new { receipt, row.Total, budget = budget.Id });
            var movement = new Movement($"clearing/{row.Id}/received", PostingKind.Appropriate, AccountRef.Source(budget.Id), AccountRef.Available(budget.Id), row.Total, $"清算来款 {row.Number} {row.City}");
            if (await act.PostAsync(movement, cause) is { } refusal) return refusal;
            await act.Db.SaveChangesAsync(cancellation);
            var held = await PayProvidersAsync(act, row, budget, cause);
            return await act.DoneAsync(row, row.Number, held.Count == 0 ? ClearingWords.Of(row.Status) : $"已结清；{string.Join("；", held)}");
        }, cancellation);

    /// <summary>Opens what could not be opened when the money came.</summary>
    public Task<CommandResult> PayRestAsync(string commandId, string clearingId, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, new { rest = clearingId }, sender, async act =>
        {
            if (!act.User.Has(ProcessRoles.Finance)) return CommandResult.No("command.notAllowed", null, "清算到账由财政人员登记，您没有这个权限。");
            if (await act.Db.Clearings.FindAsync([clearingId], cancellation) is not { } row) return Clearings.NotFound;
            if (row is not { Status: ClearingStatus.Settled, Ours: false, SettledOn: { } on }) return Clearings.Closed(row);
            var held = await PayProvidersAsync(act, row, await TransitAsync(act, on.Year), act.Happened(row, "clearingRestRequested", new { }));
            return await act.DoneAsync(row, row.Number, held.Count == 0 ? "都已转待支付" : string.Join("；", held));
        }, cancellation);

    /// <summary>Books what the bank said of a payment for a clearing: every order's payable money is paid, or is payable again.</summary>
    internal static async Task<CommandResult?> BookAsync(FundAct act, PaymentRow payment, bool paid, Cause cause)
    {
        var orders = await Orders(act.Db, payment.ClearingId!).Where(o => o.BudgetId == payment.BudgetId).OrderBy(o => o.Id).Select(o => new { o.Id, o.Number, o.VoucherId, o.ProviderId, Amount = o.Redeemed ?? 0 }).ToListAsync(act.Cancellation);
        var movements = orders.Select(o =>
        {
            var (payable, done) = (AccountRef.Payable(payment.BudgetId, o.VoucherId, o.Id, o.ProviderId), AccountRef.Paid(payment.BudgetId, o.VoucherId, o.Id, o.ProviderId));
            var (kind, from, to) = paid ? (PostingKind.Pay, payable, done) : (PostingKind.Return, done, payable);
            return new Movement($"payment/{payment.Id}/{(paid ? "paid" : "returned")}/{payment.Attempt}/{o.Number}", kind, from, to, o.Amount, $"{(paid ? "清算支付" : "清算退汇")} {o.Number} {payment.Number}");
        });
        if (await act.PostManyAsync(movements, cause) is { } refusal) return refusal;
        var row = await act.Db.Clearings.SingleAsync(c => c.Id == payment.ClearingId, act.Cancellation);
        var rest = await act.Db.Payments.AnyAsync(p => p.ClearingId == row.Id && p.Id != payment.Id && p.Status != PaymentStatus.Paid && p.Status != PaymentStatus.Cancelled, act.Cancellation);
        (row.Status, row.SettledOn, row.BankReference) = paid && !rest ? (ClearingStatus.Settled, payment.PaidOn, payment.BankReference) : (ClearingStatus.Paying, null, null);
        act.Happened(row, paid ? "clearingPaid" : "clearingReturned", new { payment.Number, payment.Amount });
        if (row.Status == ClearingStatus.Settled) await Clearings.TellAsync(act, await act.Db.Cities.AsNoTracking().SingleAsync(c => c.Id == row.CityId, act.Cancellation), row);
        return null;
    }

    /// <summary>The clearing can be asked for again when its payment was cancelled.</summary>
    internal static async Task CancelledAsync(FundAct act, PaymentRow payment)
    {
        var row = await act.Db.Clearings.SingleAsync(c => c.Id == payment.ClearingId, act.Cancellation);
        row.Status = ClearingStatus.Balanced;
        act.Happened(row, "clearingPaymentCancelled", new { payment.Number });
    }

    private static IQueryable<OrderRow> Orders(WorkflowsDbContext db, string clearingId) => db.Orders.AsNoTracking().Where(o => o.ClearingId == clearingId);

    private static async Task<BudgetRow> TransitAsync(FundAct act, int year)
    {
        if (await act.Db.Budgets.SingleOrDefaultAsync(b => b.Year == year && b.Item == TransitItem, act.Cancellation) is { } known) return known;
        var row = new BudgetRow { Id = Identifiers.Ordered(), Year = year, Item = TransitItem, Basis = "各市清算来款", CreatedAt = act.At };
        act.Db.Budgets.Add(row);
        act.Happened(row, "transitOpened", new { year });
        return row;
    }

    /// <returns>Why some were not opened.</returns>
    private static async Task<List<string>> PayProvidersAsync(FundAct act, ClearingRow row, BudgetRow budget, Cause cause)
    {
        var held = new List<string>();
        var sums = await act.Db.ForeignOrders.AsNoTracking().Where(o => o.ClearingId == row.Id).GroupBy(o => new { o.OrganizationId, o.ProviderName }).Select(g => new { g.Key.OrganizationId, g.Key.ProviderName, Amount = g.Sum(o => o.Redeemed ?? 0) }).OrderBy(g => g.ProviderName).ToListAsync(act.Cancellation);
        foreach (var sum in sums)
        {
            var request = new PaymentRequest(AccountRef.Available(budget.Id), PostingKind.Due, budget.Id, null, Identifiers.Ordered(), sum.OrganizationId, sum.Amount, "外地创新券兑付", row.Year, row.Number, $"{row.City} {row.Year} 年第 {row.Quarter} 季度创新券兑付");
            if ((await Payments.Payments.OpenAsync(act, request, cause)).Refusal is CommandResult.Refused refused && refused.Refusal.Code != "payment.duplicate") held.Add($"{sum.ProviderName}：{refused.Refusal.Message}");
        }

        return held;
    }
}
