using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Organizations;

/// <summary>Who an account is here, with what it has been granted.</summary>
public static class UserContexts
{
    public static async Task<UserContext> OfAsync(WorkflowsDbContext db, UserAccount account, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(account);
        var grants = await db.Grants.AsNoTracking().Where(g => g.UserId == account.Id).ToListAsync(cancellation);
        return new UserContext(account.Id, account.DisplayName, account.OrganizationId, grants.Select(g => (g.Role, g.Scope)));
    }
}
