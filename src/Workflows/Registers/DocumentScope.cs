using Innovation.Workflows.Cases;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Registers;

/// <summary>Which documents a person may read: public ones, those addressed to them, and those of cases they may see.</summary>
public static class DocumentScope
{
    public static IQueryable<DocumentRow> Visible(WorkflowsDbContext db, UserContext user)
    {
        var organization = user.OrganizationId ?? "";
        var cases = CaseScope.Visible(db, user).Select(c => c.Id);
        return user.IsSignedIn
            ? db.Documents.AsNoTracking().Where(d => d.Public || (organization != "" && d.OrganizationId == organization) || (organization == "" && d.CaseId != null && cases.Contains(d.CaseId)))
            : db.Documents.AsNoTracking().Where(d => d.Public);
    }

    /// <summary>Documents of a case and of the batches that decided on it, oldest first.</summary>
    internal static async Task<IReadOnlyList<DocumentRow>> OfCaseAsync(WorkflowsDbContext db, string caseId, CancellationToken cancellation)
    {
        var batches = db.BatchItems.Where(i => i.CaseId == caseId && i.Spread == BatchSpread.Done).Select(i => i.BatchId);
        return await db.Documents.AsNoTracking().Where(d => d.CaseId == caseId || (d.BatchId != null && batches.Contains(d.BatchId))).OrderBy(d => d.IssuedAt).ToListAsync(cancellation);
    }
}
