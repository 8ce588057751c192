using System.Security.Claims;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Access;

/// <summary>
/// The person behind the request, with account and grants read fresh each time: a withdrawn right ends at once, and so does
/// every session and token that was ended, or whose security stamp is an old one (password changed or reset, account disabled).
/// </summary>
public sealed class CurrentUser(IHttpContextAccessor accessor, IDbContexts contexts, SessionStore sessions, TimeProvider clock)
{
    /// <summary>The claim in cookies and tokens that must equal the account's.</summary>
    public const string StampClaim = "AspNet.Identity.SecurityStamp";

    private UserContext? known;

    /// <summary>Signed in with a password that somebody else gave; known after <see cref="GetAsync"/>.</summary>
    public bool MustChangePassword { get; private set; }

    /// <summary>Staff must use 两步验证 and this person has not set it up; known after <see cref="GetAsync"/>.</summary>
    public bool MustEnrol { get; private set; }

    public async ValueTask<UserContext> GetAsync()
    {
        if (known is not null) return known;
        var principal = accessor.HttpContext?.User;
        if (principal?.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id) return known = UserContext.Anonymous;
        await using var db = contexts.Create();
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id);
        if (account is null || account.SecurityStamp != principal.FindFirstValue(StampClaim)) return known = UserContext.Anonymous;
        if (!await sessions.IsOpenAsync(db, accessor.HttpContext!, principal.FindFirstValue(SessionStore.Claim), id)) return known = UserContext.Anonymous;
        MustChangePassword = account.MustChangePassword;
        var user = await ContextAsync(db, account) ?? UserContext.Anonymous;
        MustEnrol = !account.TwoFactorEnabled && SecondFactor.Concerns(user) && await SecondFactor.IsRequiredAsync(db);
        return known = await Substitutes.WithRepresentedAsync(db, user, clock.GetUtcNow());
    }

    /// <summary>The context of an account; null when it is missing or disabled.</summary>
    public static async Task<UserContext?> LoadAsync(IDbContexts contexts, string userId)
    {
        await using var db = contexts.Create();
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId);
        return account is null ? null : await ContextAsync(db, account);
    }

    private static async Task<UserContext?> ContextAsync(WorkflowsDbContext db, UserAccount account) => account.Disabled ? null : await UserContexts.OfAsync(db, account);
}
