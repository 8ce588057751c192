using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>Carries out what time does to quiet vouchers and orders. Safe to run late, twice, and on several processes.</summary>
public sealed class FundSweep(IDbContexts contexts, FundPath path) : IDueWork
{
    private const int Portion = 200;

    /// <returns>How many orders and vouchers changed.</returns>
    public async Task<int> RunDueAsync(DateTimeOffset until, CancellationToken cancellation = default)
    {
        for (var count = 0; ; )
        {
            List<(DateTimeOffset At, string? Order, string? Voucher)> due;
            await using (var db = contexts.Create())
            {
                due = [.. (await OrderClock.Due(db.Orders.AsNoTracking(), until).Select(o => new { o.Id, At = o.DueAt!.Value }).Take(Portion).ToListAsync(cancellation)).Select(o => (o.At, (string?)o.Id, (string?)null)),
                    .. (await OrderClock.Due(db.Vouchers.AsNoTracking(), until).Select(v => new { v.Id, v.ExpiresAt }).Take(Portion).ToListAsync(cancellation)).Select(v => (v.ExpiresAt, (string?)null, (string?)v.Id))];
            }

            var before = count;
            foreach (var (at, order, voucher) in due.OrderBy(d => d.At))
                if (await path.SystemAsync(at, act => order is not null ? OrderAsync(act, order, at) : VoucherAsync(act, voucher!, at), cancellation)) count++;
            if (count == before) return count;
        }
    }

    private static async Task<bool> OrderAsync(FundAct act, string id, DateTimeOffset at) =>
        await OrderDesk.LoadAsync(act, id) is { } desk && await OrderClock.SettleAsync(act, desk, at);

    private static async Task<bool> VoucherAsync(FundAct act, string id, DateTimeOffset at)
    {
        if (await act.Db.Vouchers.FindAsync([id], act.Cancellation) is not { } voucher || !OrderClock.IsDue(voucher, at)) return false;
        await OrderClock.ExpireAsync(act, voucher);
        return true;
    }
}
