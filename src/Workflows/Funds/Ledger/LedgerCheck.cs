using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Ledger;

/// <summary>
/// 试算平衡: rebuilds every balance from the postings and compares it with the stored one; checks that what went out of
/// accounts came into others, that no account but the source of a budget is below nothing, that the money of every budget
/// adds up to its appropriation, and that every posting names an event that exists.
/// </summary>
public static class LedgerCheck
{
    /// <returns>Numbers of accounts and postings, and everything that does not fit.</returns>
    public static async Task<(int Accounts, long Postings, IReadOnlyList<string> Problems)> RunAsync(WorkflowsDbContext db, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var problems = new List<string>();
        var debits = await db.Postings.GroupBy(p => p.FromId).Select(g => new { Id = g.Key, Sum = g.Sum(p => p.Amount), Count = g.Count() }).ToDictionaryAsync(g => g.Id, cancellation);
        var credits = await db.Postings.GroupBy(p => p.ToId).Select(g => new { Id = g.Key, Sum = g.Sum(p => p.Amount) }).ToDictionaryAsync(g => g.Id, g => g.Sum, cancellation);
        var accounts = 0;
        var postings = 0L;
        var budgets = new Dictionary<string, long>();
        await foreach (var account in db.Accounts.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation))
        {
            accounts++;
            debits.Remove(account.Id, out var left);
            credits.Remove(account.Id, out var came);
            if (account.Debits != (left?.Sum ?? 0) || account.Credits != came) problems.Add($"账户 {account.Key}：余额与记账推出的不同");
            if (account.Balance < 0 && account.Kind != AccountKind.Source) problems.Add($"账户 {account.Key}：余额为负");
            postings += left?.Count ?? 0;
            budgets[account.BudgetId] = budgets.GetValueOrDefault(account.BudgetId) + account.Balance;
        }

        foreach (var id in debits.Keys.Concat(credits.Keys).Distinct()) problems.Add($"记账指向不存在的账户 {id}");
        foreach (var (budget, sum) in budgets.Where(b => b.Value != 0)) problems.Add($"预算 {budget}：借贷不平，差 {Fen.Words(sum)}");
        var orphans = await db.Postings.Where(p => !db.Events.Any(e => e.StreamId == p.StreamId && e.Sequence == p.Sequence)).OrderBy(p => p.Id).Select(p => p.Key).Take(20).ToListAsync(cancellation);
        problems.AddRange(orphans.Select(key => $"记账 {key} 没有对应的事件"));
        return (accounts, postings, problems);
    }
}
