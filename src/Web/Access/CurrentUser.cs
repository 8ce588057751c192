using System.Security.Claims;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Access;

/// <summary>The person behind the request, with grants read fresh each time: a withdrawn right ends at once.</summary>
public sealed class CurrentUser(IHttpContextAccessor accessor, IDbContexts contexts)
{
    private UserContext? known;

    public async ValueTask<UserContext> GetAsync()
    {
        if (known is not null) return known;
        var id = accessor.HttpContext?.User.FindFirstValue(ClaimTypes.NameIdentifier);
        return known = id is null ? UserContext.Anonymous : await LoadAsync(contexts, id) ?? UserContext.Anonymous;
    }

    /// <summary>The context of an account; null when it is missing or disabled.</summary>
    public static async Task<UserContext?> LoadAsync(IDbContexts contexts, string userId)
    {
        await using var db = contexts.Create();
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId);
        if (account is null || account.Disabled) return null;
        var grants = await db.Grants.AsNoTracking().Where(g => g.UserId == userId).ToListAsync();
        return new UserContext(userId, account.DisplayName, account.OrganizationId, grants.Select(g => (g.Role, g.Scope)));
    }
}
