using Innovation.Workflows.Definitions;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Payments;

/// <summary>Which payments a person may see.</summary>
public static class PaymentScope
{
    /// <summary>Finance and auditors see all, staff those of their programmes and of orders, organisations their own.</summary>
    public static IQueryable<PaymentRow> Visible(WorkflowsDbContext db, UserContext user)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(user);
        var rows = db.Payments.AsNoTracking();
        if (user.OrganizationId is { } own) return rows.Where(p => p.PayeeId == own);
        if (user.HasAny(ProcessRoles.Finance, ProcessRoles.Auditor)) return rows;
        if (!user.IsStaff) return rows.Where(p => false);
        var codes = ((string[])[ProcessRoles.Officer, ProcessRoles.SectionHead, ProcessRoles.Signatory]).SelectMany(r => user.ScopesOf(r, "programme:")).Distinct().ToList();
        return codes.Contains("*") ? rows : rows.Where(p => p.ProgrammeCode == null || codes.Contains(p.ProgrammeCode));
    }
}
