using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Organizations;

/// <summary>Which sanctions are in force (handbook B15: looked at before submission, notice, issue and payment).</summary>
public static class Sanctions
{
    /// <summary>Those of a day, the longest first.</summary>
    public static IQueryable<SanctionRow> InForce(WorkflowsDbContext db, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Sanctions.AsNoTracking().Where(s => s.From <= day && s.Until >= day).OrderByDescending(s => s.Until);
    }

    /// <summary>The longest one of an organisation; null: it may take part.</summary>
    public static Task<SanctionRow?> OfAsync(WorkflowsDbContext db, string uscc, DateOnly day, CancellationToken cancellation) =>
        InForce(db, day).FirstOrDefaultAsync(s => s.Uscc == uscc, cancellation);
}
