using Innovation.Workflows.Storage;

namespace Innovation.Workflows.Organizations;

/// <summary>Who holds a role now.</summary>
public static class RoleHolders
{
    /// <summary>Accounts that are not disabled and hold one of the roles for a scope, or everywhere.</summary>
    /// <param name="scope">As grants have it: <c>programme:PR01</c>, <c>area:…</c>.</param>
    public static IQueryable<UserAccount> Of(WorkflowsDbContext db, string scope, params IReadOnlyCollection<string> roles)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Users.Where(u => !u.Disabled && db.Grants.Any(g => g.UserId == u.Id && roles.Contains(g.Role) && (g.Scope == scope || g.Scope == "*")));
    }
}
