using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Payments;

/// <summary>
/// 暂缓支付: while an organisation owes money back, its payments that have not left are held in the order of their numbers,
/// until together they cover what it owes. One that was released by a person no longer counts.
/// </summary>
public static class RecoveryHolds
{
    /// <summary>The held payments of these payees, by id, each with why, in words.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(WorkflowsDbContext db, IReadOnlyCollection<string> payeeIds, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var held = new Dictionary<string, string>();
        var owed = (await db.Recoveries.AsNoTracking().Where(r => payeeIds.Contains(r.DebtorId) && r.Status != RecoveryStatus.Settled).OrderBy(r => r.Number).Select(r => new { r.DebtorId, r.Number, Left = r.Amount - r.Received }).ToListAsync(cancellation)).ToLookup(r => r.DebtorId);
        if (owed.Count == 0) return held;
        var debtors = owed.Select(o => o.Key).ToList();
        var waiting = await db.Payments.AsNoTracking()
            .Where(p => debtors.Contains(p.PayeeId) && p.HoldReleasedBy == null && (p.Status == PaymentStatus.Requested || p.Status == PaymentStatus.Checked || p.Status == PaymentStatus.Approved || p.Status == PaymentStatus.Returned))
            .OrderBy(p => p.Number).Select(p => new { p.Id, p.PayeeId, p.Amount }).ToListAsync(cancellation);
        foreach (var payee in waiting.GroupBy(p => p.PayeeId))
        {
            var total = owed[payee.Key].Sum(o => o.Left);
            var why = $"收款单位还有 {Fen.Words(total)} 没有归还（追回 {string.Join("、", owed[payee.Key].Select(o => o.Number))}）";
            var covered = 0L;
            foreach (var payment in payee.TakeWhile(_ => covered < total))
            {
                covered += payment.Amount;
                held[payment.Id] = why;
            }
        }

        return held;
    }
}
