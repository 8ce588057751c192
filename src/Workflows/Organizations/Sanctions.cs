using Innovation.Workflows.Audit;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Organizations;

/// <summary>Which sanctions are in force (handbook B15: looked at before submission, notice, issue and payment).</summary>
public static class Sanctions
{
    /// <summary>The kind of the entry that every check leaves in the log.</summary>
    public const string Checked = "sanction.checked";

    /// <summary>Those of a day, the longest first.</summary>
    public static IQueryable<SanctionRow> InForce(WorkflowsDbContext db, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Sanctions.AsNoTracking().Where(s => s.From <= day && s.Until >= day && s.LiftedAt == null).OrderByDescending(s => s.Until);
    }

    /// <summary>The longest one of an organisation; null: it may take part. Leaves an entry in the log, also where the command is then refused.</summary>
    /// <param name="before">What it is looked at for: 申报, 公示, 签发, 支付 …</param>
    /// <param name="subject">The case, payment or order concerned.</param>
    public static async Task<SanctionRow?> CheckAsync(WorkflowsDbContext db, UserContext user, string before, string subject, string uscc, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var found = await InForce(db, ChinaTime.DateOf(at)).FirstOrDefaultAsync(s => s.Uscc == uscc, cancellation);
        await AuditLog.AddAsync(db, user, Checked, subject, new { before, uscc, sanction = found?.Id, until = found?.Until }, at, cancellation);
        return found;
    }
}
