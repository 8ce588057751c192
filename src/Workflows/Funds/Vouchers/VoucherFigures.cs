using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>
/// Where the money of a voucher is, in 分: 可用 + 锁定 + 已核销 + 已过期 = 发放 (handbook B10). What was redeemed wrongly and is
/// claimed back is no longer 已核销 and stands by itself as 核销冲减.
/// </summary>
/// <param name="Redeemed">What left the orders towards a provider and stands: to be paid, or paid.</param>
/// <param name="Reversed">To be recovered, or recovered.</param>
public sealed record VoucherFigures(long Available, long Locked, long Redeemed, long Expired, long Reversed = 0)
{
    public long Granted => Available + Locked + Redeemed + Expired + Reversed;

    /// <summary>Of several vouchers at one moment.</summary>
    public static async Task<IReadOnlyDictionary<string, VoucherFigures>> ReadAsync(WorkflowsDbContext db, IReadOnlyCollection<string> voucherIds, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(voucherIds);
        var sums = (await db.Accounts.AsNoTracking().Where(a => a.VoucherId != null && voucherIds.Contains(a.VoucherId)).GroupBy(a => new { a.VoucherId, a.Kind })
            .Select(g => new { g.Key.VoucherId, g.Key.Kind, Balance = g.Sum(a => a.Credits) - g.Sum(a => a.Debits) }).ToListAsync(cancellation)).ToLookup(s => s.VoucherId!);
        return voucherIds.ToDictionary(id => id, id =>
        {
            long Of(params AccountKind[] kinds) => sums[id].Where(s => kinds.Contains(s.Kind)).Sum(s => s.Balance);
            return new VoucherFigures(Of(AccountKind.Voucher), Of(AccountKind.Locked), Of(AccountKind.Payable, AccountKind.Paid), Of(AccountKind.Expired), Of(AccountKind.ToRecover, AccountKind.Recovered));
        });
    }
}
