using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Budgets;

/// <summary>Where the money of a budget is: every yuan once. In 分.</summary>
public sealed record BudgetFigures(string BudgetId, IReadOnlyDictionary<AccountKind, long> ByKind)
{
    /// <summary>下达: what was appropriated, less what was withdrawn.</summary>
    public long Appropriated => -Of(AccountKind.Source);

    /// <summary>可用, with what is set aside for rounds.</summary>
    public long Free => Of(AccountKind.Available) + Of(AccountKind.Round);

    public long Reserved => Of(AccountKind.Reserved);

    /// <summary>已承诺: contracts, vouchers in people's hands, and orders that hold them.</summary>
    public long Promised => Of(AccountKind.Committed) + Of(AccountKind.Voucher) + Of(AccountKind.Locked);

    public long Payable => Of(AccountKind.Payable);

    public long Paid => Of(AccountKind.Paid);

    public long Expired => Of(AccountKind.Expired);

    /// <summary>Whether the places of the money add up to the appropriation.</summary>
    public bool AddsUp => ByKind.Where(k => k.Key != AccountKind.Source).Sum(k => k.Value) == Appropriated;

    public long Of(AccountKind kind) => ByKind.GetValueOrDefault(kind);

    /// <summary>Of one budget.</summary>
    public static async Task<BudgetFigures> ReadAsync(WorkflowsDbContext db, string budgetId, CancellationToken cancellation = default) =>
        (await ReadAsync(db, [budgetId], cancellation))[budgetId];

    /// <summary>Of several budgets at one moment; each that is asked for is in the answer.</summary>
    public static async Task<IReadOnlyDictionary<string, BudgetFigures>> ReadAsync(WorkflowsDbContext db, IReadOnlyCollection<string> budgetIds, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(budgetIds);
        var sums = (await db.Accounts.AsNoTracking().Where(a => budgetIds.Contains(a.BudgetId)).GroupBy(a => new { a.BudgetId, a.Kind })
            .Select(g => new { g.Key.BudgetId, g.Key.Kind, Balance = g.Sum(a => a.Credits) - g.Sum(a => a.Debits) }).ToListAsync(cancellation)).ToLookup(s => s.BudgetId);
        return budgetIds.Distinct().ToDictionary(id => id, id => new BudgetFigures(id, sums[id].ToDictionary(s => s.Kind, s => s.Balance)));
    }
}
