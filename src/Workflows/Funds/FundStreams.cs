using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Innovation.Workflows.Cases;
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

    /// <summary>The rows themselves, one by one, each with its type.</summary>
    public static async IAsyncEnumerable<IFundStream> RowsAsync(WorkflowsDbContext db, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        IQueryable<IFundStream>[] all =
        [
            db.Budgets, db.Providers, db.VoucherSchemes, db.VoucherApplications, db.Vouchers, db.Orders, db.BankAccounts, db.Payments, db.PayOrders, db.PayOrderFormats, db.Recoveries,
            db.Cities, db.ForeignOrders, db.Clearings, db.Instruments, db.Bookings,
        ];
        foreach (var rows in all)
            await foreach (var row in rows.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation)) yield return row;
    }

    /// <summary>Whether a row is what its last event says became of it; null: the event is from before rows were sealed.</summary>
    public static bool? IsAsSealed(WorkflowsDbContext db, IFundStream row, EventRow last)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(last);
        return JsonNode.Parse(last.Body) is JsonObject body && body[FundSeal.Name] is { } seal ? (string)seal! == FundSeal.Of(db.Model, row) : null;
    }

    private static IQueryable<StreamHead> Of<T>(IQueryable<T> rows) where T : class, IFundStream => rows.AsNoTracking().Select(r => new StreamHead(r.Id, r.Sequence, r.HeadHash));
}
