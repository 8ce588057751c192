using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Statements;

/// <summary>对账单 of an organisation for a time: its vouchers, what moved on them, what it was paid, what it owes back.</summary>
public sealed record OrganizationStatement(OrganizationRow Organization, DateOnly From, DateOnly Until, IReadOnlyList<(VoucherRow Voucher, VoucherFigures Figures)> Vouchers, IReadOnlyList<PostingRow> Postings,
    IReadOnlyList<PaymentRow> Payments, IReadOnlyList<RecoveryRow> Recoveries, bool IsCut)
{
    /// <summary>Lines of one kind at most.</summary>
    public const int Most = 5_000;

    /// <summary>Whether this person may read it: the office any, others their own.</summary>
    public static bool MayRead(UserContext user, string organizationId)
    {
        ArgumentNullException.ThrowIfNull(user);
        return VoucherPeople.SeesAll(user) || user.OrganizationId == organizationId;
    }

    /// <summary>Null when there is no such organisation. Vouchers and recoveries stand as they are now.</summary>
    public static async Task<OrganizationStatement?> ReadAsync(WorkflowsDbContext db, string organizationId, DateOnly from, DateOnly until, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (await db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == organizationId, cancellation) is not { } organization) return null;
        var (begin, end) = (ChinaTime.StartOf(from), ChinaTime.EndOf(until));
        var vouchers = await db.Vouchers.AsNoTracking().Where(v => v.OrganizationId == organizationId && v.GrantedAt < end).OrderBy(v => v.Code).Take(Most).ToListAsync(cancellation);
        var figures = await VoucherFigures.ReadAsync(db, vouchers.ConvertAll(v => v.Id), cancellation);
        var ids = vouchers.ConvertAll(v => v.Id);
        var postings = await db.Postings.AsNoTracking().Include(p => p.From).Include(p => p.To)
            .Where(p => p.At >= begin && p.At < end && ((p.From.VoucherId != null && ids.Contains(p.From.VoucherId)) || (p.To.VoucherId != null && ids.Contains(p.To.VoucherId))))
            .OrderBy(p => p.At).ThenBy(p => p.Id).Take(Most + 1).ToListAsync(cancellation);
        var payments = await db.Payments.AsNoTracking().Where(p => p.PayeeId == organizationId && p.Status != PaymentStatus.Cancelled && p.RequestedAt < end && (p.PaidOn == null ? p.RequestedAt >= begin : p.PaidOn >= from && p.PaidOn <= until))
            .OrderBy(p => p.Number).Take(Most + 1).ToListAsync(cancellation);
        var recoveries = await db.Recoveries.AsNoTracking().Where(r => r.DebtorId == organizationId && r.DecidedAt < end).OrderBy(r => r.Number).Take(Most).ToListAsync(cancellation);
        return new OrganizationStatement(organization, from, until, vouchers.ConvertAll(v => (v, figures[v.Id])), postings.Count > Most ? postings[..Most] : postings, payments.Count > Most ? payments[..Most] : payments, recoveries, postings.Count > Most || payments.Count > Most);
    }

    /// <summary>What was paid in the time, in 分.</summary>
    public long Paid => Payments.Where(p => p.Status == PaymentStatus.Paid).Sum(p => p.Amount);
}

/// <summary>对账单 of a budget for a time: where its money is now, and what moved.</summary>
public sealed record BudgetStatement(Budgets.BudgetRow Budget, DateOnly From, DateOnly Until, Budgets.BudgetFigures Figures, IReadOnlyList<PostingRow> Postings, bool IsCut)
{
    /// <summary>Null when there is no such budget.</summary>
    public static async Task<BudgetStatement?> ReadAsync(WorkflowsDbContext db, string budgetId, DateOnly from, DateOnly until, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (await db.Budgets.AsNoTracking().SingleOrDefaultAsync(b => b.Id == budgetId, cancellation) is not { } budget) return null;
        var (begin, end) = (ChinaTime.StartOf(from), ChinaTime.EndOf(until));
        var postings = await db.Postings.AsNoTracking().Include(p => p.From).Include(p => p.To).Where(p => p.From.BudgetId == budgetId && p.At >= begin && p.At < end).OrderBy(p => p.At).ThenBy(p => p.Id).Take(OrganizationStatement.Most + 1).ToListAsync(cancellation);
        return new BudgetStatement(budget, from, until, await Budgets.BudgetFigures.ReadAsync(db, budgetId, cancellation), postings.Count > OrganizationStatement.Most ? postings[..OrganizationStatement.Most] : postings, postings.Count > OrganizationStatement.Most);
    }
}
