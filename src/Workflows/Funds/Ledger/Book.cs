using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Ledger;

/// <summary>One movement of money to be booked.</summary>
/// <param name="Key">What it books; unique for ever.</param>
/// <param name="Amount">In 分.</param>
/// <param name="Summary">摘要</param>
public sealed record Movement(string Key, PostingKind Kind, AccountRef From, AccountRef To, long Amount, string Summary);

/// <summary>The event that makes money move.</summary>
public sealed record Cause(string StreamId, int Sequence, DateTimeOffset At);

/// <summary>
/// 总账: books movements inside the caller's transaction, which must hold the write lock from its first statement
/// (<see cref="Cases.Writes"/>). Balances are stored with the postings in the same save; the database itself refuses an
/// account below nothing, a second posting of one key, and any change of a posting.
/// </summary>
public static class Book
{
    /// <summary>Books the movement, or says why not; the caller saves.</summary>
    /// <returns>
    /// <c>ledger.insufficient</c> naming what is left, <c>ledger.duplicate</c> when this key is booked already,
    /// <c>ledger.amount</c> for nothing or too much; null when it is booked.
    /// </returns>
    public static async Task<Refusal?> PostAsync(WorkflowsDbContext db, Movement movement, Cause cause, CancellationToken cancellation = default)
    {
        if (movement.Amount is <= 0 or > Fen.Most) return new("ledger.amount", "amount", "金额应大于 0，且不超过一千亿元。");
        if (await IsBookedAsync(db, movement.Key, cancellation)) return new("ledger.duplicate", null, "这一笔已经记过账，没有重复记。");
        var from = await AccountAsync(db, movement.From, cancellation);
        if (from.Kind != AccountKind.Source && from.Balance < movement.Amount)
            return new("ledger.insufficient", "amount", $"{movement.From.Name}只剩 {Fen.Words(from.Balance)}，不够 {Fen.Words(movement.Amount)}。");
        Write(db, movement, from, await AccountAsync(db, movement.To, cancellation), cause, null);
        return null;
    }

    /// <summary>
    /// Books very many movements between accounts of which each is named once, part by part in the caller's transaction.
    /// </summary>
    /// <returns>As <see cref="PostAsync"/>, for the first that cannot be booked; the caller then keeps nothing.</returns>
    public static async Task<Refusal?> PostManyAsync(WorkflowsDbContext db, IEnumerable<Movement> movements, Cause cause, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.SaveChangesAsync(cancellation);
        foreach (var part in movements.Chunk(Part))
        {
            var names = part.SelectMany(m => (string[])[m.From.Key, m.To.Key]).ToList();
            var accounts = await db.Accounts.Where(a => names.Contains(a.Key)).ToDictionaryAsync(a => a.Key, cancellation);
            var keys = part.Select(m => m.Key).ToList();
            if (await db.Postings.AnyAsync(p => keys.Contains(p.Key), cancellation)) return new("ledger.duplicate", null, "这一笔已经记过账，没有重复记。");
            foreach (var movement in part)
            {
                if (movement.Amount is <= 0 or > Fen.Most) return new("ledger.amount", "amount", "金额应大于 0，且不超过一千亿元。");
                if (!accounts.TryGetValue(movement.From.Key, out var from) || from.Balance < movement.Amount) return new("ledger.insufficient", "amount", $"{movement.From.Name}只剩 {Fen.Words(from?.Balance ?? 0)}，不够 {Fen.Words(movement.Amount)}（{movement.Summary}）。");
                if (!accounts.TryGetValue(movement.To.Key, out var to)) db.Accounts.Add(accounts[movement.To.Key] = to = New(movement.To));
                Write(db, movement, from, to, cause, null);
            }

            await db.SaveChangesAsync(cancellation);
            // What is written needs no more watching; the next part would pay for it.
            foreach (var entry in db.ChangeTracker.Entries<PostingRow>().ToList()) entry.State = EntityState.Detached;
            foreach (var entry in db.ChangeTracker.Entries<AccountRow>().ToList()) entry.State = EntityState.Detached;
        }

        return null;
    }

    private const int Part = 500;

    /// <summary>冲正: takes a posting back by its mirror image.</summary>
    public static async Task<Refusal?> ReverseAsync(WorkflowsDbContext db, string key, string summary, Cause cause, CancellationToken cancellation = default)
    {
        var posting = await db.Postings.Include(p => p.From).Include(p => p.To).SingleOrDefaultAsync(p => p.Key == key, cancellation);
        if (posting is null) return new("ledger.notFound", null, "没有找到要冲正的记账。");
        if (await IsBookedAsync(db, ReversalKey(key), cancellation)) return new("ledger.duplicate", null, "这一笔已经冲正过。");
        if (posting.To.Kind != AccountKind.Source && posting.To.Balance < posting.Amount)
            return new("ledger.insufficient", "amount", $"这笔钱已经用掉一部分，只剩 {Fen.Words(posting.To.Balance)}，不能冲正 {Fen.Words(posting.Amount)}。");
        var (from, to) = (posting.To, posting.From);
        Write(db, new Movement(ReversalKey(key), PostingKind.Reverse, Named(from), Named(to), posting.Amount, summary), from, to, cause, posting.Id);
        return null;
    }

    /// <summary>Balance in 分; nothing for an account that never moved.</summary>
    public static async Task<long> BalanceAsync(WorkflowsDbContext db, AccountRef account, CancellationToken cancellation = default) =>
        (db.Accounts.Local.FirstOrDefault(a => a.Key == account.Key) ?? await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Key == account.Key, cancellation))?.Balance ?? 0;

    private static string ReversalKey(string key) => key + "/reversal";

    private static AccountRef Named(AccountRow a) => new(a.Key, a.Kind, a.BudgetId, "", a.VoucherId, a.SubjectId, a.OrganizationId);

    private static async Task<bool> IsBookedAsync(WorkflowsDbContext db, string key, CancellationToken cancellation) =>
        db.Postings.Local.Any(p => p.Key == key) || await db.Postings.AnyAsync(p => p.Key == key, cancellation);

    private static async Task<AccountRow> AccountAsync(WorkflowsDbContext db, AccountRef wanted, CancellationToken cancellation)
    {
        var row = db.Accounts.Local.FirstOrDefault(a => a.Key == wanted.Key) ?? await db.Accounts.SingleOrDefaultAsync(a => a.Key == wanted.Key, cancellation);
        if (row is not null) return row;
        db.Accounts.Add(row = New(wanted));
        return row;
    }

    private static AccountRow New(AccountRef wanted) =>
        new() { Key = wanted.Key, Kind = wanted.Kind, BudgetId = wanted.BudgetId, VoucherId = wanted.VoucherId, SubjectId = wanted.SubjectId, OrganizationId = wanted.OrganizationId };

    private static void Write(WorkflowsDbContext db, Movement movement, AccountRow from, AccountRow to, Cause cause, long? reversalOf)
    {
        if (from == to) throw new InvalidOperationException($"{movement.Key}: from an account to itself");
        if (from.BudgetId != to.BudgetId) throw new InvalidOperationException($"{movement.Key}: money of one budget never becomes another's");
        from.Debits += movement.Amount;
        to.Credits += movement.Amount;
        from.Revision++;
        to.Revision++;
        db.Postings.Add(new PostingRow
        {
            Key = movement.Key,
            Kind = movement.Kind,
            From = from,
            To = to,
            Amount = movement.Amount,
            StreamId = cause.StreamId,
            Sequence = cause.Sequence,
            At = cause.At,
            ReversalOf = reversalOf,
            Summary = movement.Summary,
        });
    }
}
