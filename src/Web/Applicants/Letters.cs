using Innovation.Workflows.Cases;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Applicants;

/// <summary>文书: documents addressed to an organisation, and announcements that concern it.</summary>
public sealed class Letters(IDbContexts contexts, CommandGate gate)
{
    /// <summary>What an organisation has received, newest first when ordered by <c>IssuedAt</c>.</summary>
    public static IQueryable<DocumentRow> Of(WorkflowsDbContext db, string organizationId) => db.Documents.AsNoTracking().Where(d =>
        d.OrganizationId == organizationId
        || (d.Public && d.BatchId != null && db.BatchItems.Any(i => i.BatchId == d.BatchId && i.Spread == BatchSpread.Done && db.Cases.Any(c => c.Id == i.CaseId && c.OrganizationId == organizationId))));

    /// <summary>A document that this person may read, or null. The first opening by the addressee is recorded.</summary>
    public async Task<DocumentRow?> OpenAsync(string id, Sender reader, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var document = await DocumentScope.Visible(db, reader.User).SingleOrDefaultAsync(d => d.Id == id, cancellation);
        if (document is null || document.ReadAt is not null || document.OrganizationId is null || document.OrganizationId != reader.User.OrganizationId) return document;
        await Writes.RunAsync(contexts, gate, reader.ReceivedAt, async write =>
        {
            var row = await write.Documents.SingleAsync(d => d.Id == id, cancellation);
            row.ReadAt ??= reader.ReceivedAt;
            return await write.SaveChangesAsync(cancellation);
        }, cancellation: cancellation);
        return document;
    }
}
