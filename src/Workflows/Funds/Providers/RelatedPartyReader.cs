using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Providers;

/// <summary>Reads both sides for the rule of <see cref="RelatedParties"/>.</summary>
internal static class RelatedPartyReader
{
    /// <param name="enterprise">With its shareholders.</param>
    public static async Task<RelatedFinding?> ExamineAsync(WorkflowsDbContext db, OrganizationRow enterprise, ProviderRow provider, decimal limit, CancellationToken cancellation)
    {
        var organization = provider.OrganizationId is { } id ? await db.Organizations.AsNoTracking().Include(o => o.Shareholders).SingleOrDefaultAsync(o => o.Id == id, cancellation) : null;
        return RelatedParties.Examine(PartyOf(enterprise), organization is null ? new RelatedParty(provider.Name, provider.Uscc, provider.LegalRepresentative, "", []) : PartyOf(organization), limit);
    }

    private static RelatedParty PartyOf(OrganizationRow o) => new(o.Name, o.Uscc, o.LegalRepresentative, o.GroupName, [.. o.Shareholders.Select(s => new RelatedHolder(s.Name, s.Uscc, s.Percent))]);
}
