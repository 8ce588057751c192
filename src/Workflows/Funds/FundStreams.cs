using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds;

/// <summary>The heads of all histories about money, for checking and anchoring.</summary>
public static class FundStreams
{
    /// <returns>Id, number of events and hash of the last one.</returns>
    public static async Task<IReadOnlyList<(string Id, int Sequence, string Head)>> HeadsAsync(WorkflowsDbContext db, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var heads = new List<(string, int, string)>();
        await AddAsync(db.Budgets);
        await AddAsync(db.Providers);
        await AddAsync(db.VoucherSchemes);
        await AddAsync(db.VoucherApplications);
        await AddAsync(db.Vouchers);
        await AddAsync(db.Orders);
        await AddAsync(db.BankAccounts);
        await AddAsync(db.Payments);
        await AddAsync(db.PayOrders);
        await AddAsync(db.PayOrderFormats);
        await AddAsync(db.Recoveries);
        return heads;

        async Task AddAsync<T>(IQueryable<T> rows) where T : class, IFundStream =>
            heads.AddRange((await rows.AsNoTracking().Select(r => new { r.Id, r.Sequence, r.HeadHash }).ToListAsync(cancellation)).Select(r => (r.Id, r.Sequence, r.HeadHash)));
    }
}
