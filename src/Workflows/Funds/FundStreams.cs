using System.Runtime.CompilerServices;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds;

/// <summary>The end of a history.</summary>
/// <param name="Sequence">Number of events.</param>
/// <param name="Hash">Of the last one.</param>
public sealed record StreamHead(string Id, int Sequence, string Hash);

/// <summary>The heads of all histories about money, for checking and anchoring.</summary>
public static class FundStreams
{
    /// <summary>One by one: a city has many orders.</summary>
    public static async IAsyncEnumerable<StreamHead> HeadsAsync(WorkflowsDbContext db, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        IQueryable<StreamHead>[] all =
        [
            Of(db.Budgets), Of(db.Providers), Of(db.VoucherSchemes), Of(db.VoucherApplications), Of(db.Vouchers), Of(db.Orders),
            Of(db.BankAccounts), Of(db.Payments), Of(db.PayOrders), Of(db.PayOrderFormats), Of(db.Recoveries),
            Of(db.Cities), Of(db.ForeignOrders), Of(db.Clearings), Of(db.Instruments), Of(db.Bookings),
        ];
        foreach (var heads in all)
            await foreach (var head in heads.AsAsyncEnumerable().WithCancellation(cancellation)) yield return head;
    }

    private static IQueryable<StreamHead> Of<T>(IQueryable<T> rows) where T : class, IFundStream => rows.AsNoTracking().Select(r => new StreamHead(r.Id, r.Sequence, r.HeadHash));
}
