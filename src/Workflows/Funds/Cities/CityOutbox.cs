using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Cities;

/// <summary>Writes messages to other cities in the transaction of what they tell of.</summary>
public sealed class CityOutbox : IFundWatcher
{
    /// <summary>Every change of an order with a linked city is told there; only the newest word waits.</summary>
    public async Task BeforeSaveAsync(FundAct act)
    {
        ArgumentNullException.ThrowIfNull(act);
        foreach (var order in act.Db.ChangeTracker.Entries<OrderRow>().Where(e => e.State is EntityState.Added or EntityState.Modified && e.Entity.City.Length > 0).Select(e => e.Entity).ToList())
        {
            if (await act.Db.Cities.AsNoTracking().SingleOrDefaultAsync(c => c.Name == order.City, act.Cancellation) is not { IsLinked: true } city) continue;
            await ReplaceAsync(act, city.Id, CityMessageKind.Order, order.Id, CityJson.Write(await SnapshotAsync(act.Db, order, act.Cancellation)));
        }
    }

    /// <summary>Writes a message that makes an earlier one of the same matter needless.</summary>
    internal static async Task ReplaceAsync(FundAct act, string cityId, CityMessageKind kind, string subjectId, string body)
    {
        foreach (var earlier in await act.Db.CityMessages.Where(m => m.SubjectId == subjectId && m.Kind == kind && m.NextAt != null).ToListAsync(act.Cancellation)) earlier.NextAt = null;
        Add(act, cityId, kind, subjectId, body);
    }

    internal static void Add(FundAct act, string cityId, CityMessageKind kind, string subjectId, string body) =>
        act.Db.CityMessages.Add(new CityMessageRow { Id = Identifiers.Ordered(), CityId = cityId, Kind = kind, SubjectId = subjectId, Body = body, CreatedAt = act.At, NextAt = act.At });

    /// <summary>An order as the other city hears of it.</summary>
    internal static async Task<CityOrder> SnapshotAsync(WorkflowsDbContext db, OrderRow o, CancellationToken cancellation)
    {
        var uscc = await db.Organizations.AsNoTracking().Where(x => x.Id == o.EnterpriseId).Select(x => x.Uscc).SingleAsync(cancellation);
        var service = await db.ProviderServices.AsNoTracking().Where(s => s.Id == o.ServiceId).Select(s => new { s.TheirId, s.Provider.Uscc }).SingleAsync(cancellation);
        return new CityOrder(o.Id, o.Number, o.Sequence, o.Status, o.EnterpriseName, uscc, service.Uscc, service.TheirId, o.ServiceName, o.Contract, o.Deduction, o.DeliverBy, o.DueAt, o.HeldReason ?? o.Reason, o.InvoiceNumber, o.Redeemed, o.RedeemedAt);
    }
}
