using System.Security.Claims;
using Innovation.Web.Clock;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Refusal = Innovation.Workflows.Engine.Refusal;

namespace Innovation.Web.Access;

/// <summary>Signs people in, by cookie or by token, each with a session of its own.</summary>
public sealed partial class SignIns(SignInManager<UserAccount> signIn, UserManager<UserAccount> users, SignInGuard guard, KnownDevices devices, AuditLog audit, IDbContexts contexts, ILogger<SignIns> log, SecondFactor secondFactor, SessionStore sessions, CurrentUser current, IOptionsMonitor<BearerTokenOptions> bearer, IHttpContextAccessor accessor, RealClock clock)
{
    private static readonly UserAccount Nobody = new();

    // A hash like any other, of a password that nobody has.
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<UserAccount>().HashPassword(Nobody, Guid.NewGuid().ToString()));

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("no request");

    /// <summary>The session of this request; null when nobody is signed in.</summary>
    public string? SessionId => Http.User.FindFirstValue(SessionStore.Claim);

    /// <summary>
    /// Checks name and password, in the same time and with the same answer whether the name exists or not. Wrong passwords are
    /// slowed down by <see cref="SignInGuard"/> and lock nobody; wrong codes of the second step do, since only who has the password gets there.
    /// </summary>
    public async Task<PasswordCheck> CheckPasswordAsync(string name, string password)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(password);
        var fits = name.Length <= 256 && password.Length <= 256;
        var account = fits ? await users.FindByNameAsync(name) : null;
        var attempt = new SignInTry(users.NormalizeName(fits ? name : name[..256]), Http.Connection.RemoteIpAddress, account is null ? null : devices.Of(account.Id));
        var calm = !guard.IsAttacked(attempt.Name);
        if (guard.Take(attempt) is { } wait) return new(PasswordAnswer.Wait, null, wait);
        if (calm && guard.IsAttacked(attempt.Name)) await audit.RecordAsync(UserContext.Anonymous, "signIn.attacked", account?.Id ?? "", new { account?.UserName, address = attempt.Address?.ToString() });
        var right = users.PasswordHasher.VerifyHashedPassword(account ?? Nobody, account?.PasswordHash ?? NobodysHash.Value, fits ? password : "") != PasswordVerificationResult.Failed;
        if (!right || account is null) return new(PasswordAnswer.Wrong, null, null);
        guard.Succeeded(attempt);
        return new(await users.IsLockedOutAsync(account) ? PasswordAnswer.Locked : PasswordAnswer.Right, account, null);
    }

    /// <summary>Checks the code of the second step; five wrong ones lock the account for a quarter of an hour. Null: right.</summary>
    public async Task<Refusal?> CheckCodeAsync(UserAccount account, string? code, string? recovery)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (await users.IsLockedOutAsync(account)) return LockedOut;
        if (await secondFactor.UseAsync(account.Id, code, recovery) is { } refusal)
        {
            await users.AccessFailedAsync(account);
            return await users.IsLockedOutAsync(account) ? LockedOut : refusal;
        }

        await users.ResetAccessFailedCountAsync(account);
        return null;
    }

    /// <summary>What a locked person is told at the second step.</summary>
    public static Refusal LockedOut { get; } = new("session.locked", null, "输错次数太多，账号已锁定 15 分钟，请稍后再试。");

    /// <summary>Remembers, for a few minutes, who has given the right password and owes the code.</summary>
    public Task BeginCodeAsync(UserAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, account.Id), new(CurrentUser.StampClaim, account.SecurityStamp ?? "")], IdentityConstants.TwoFactorUserIdScheme)));
    }

    /// <summary>Who owes the code; null: nobody, or not any more.</summary>
    public async Task<UserAccount?> OwesCodeAsync()
    {
        var step = await Http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        if (step.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id || await users.FindByIdAsync(id) is not { Disabled: false, TwoFactorEnabled: true } account) return null;
        return account.SecurityStamp == step.Principal.FindFirstValue(CurrentUser.StampClaim) ? account : null;
    }

    public Task EndCodeAsync() => Http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);

    /// <summary>Gives the browser its cookie.</summary>
    public async Task SignInAsync(UserAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        devices.Remember(account.Id);
        var id = await sessions.BeginAsync(Http, account.Id, isToken: false);
        await signIn.SignInWithClaimsAsync(account, isPersistent: false, [new Claim(SessionStore.Claim, id)]);
    }

    /// <summary>Writes into the log that somebody has signed in; where the disk takes nothing, an administrator gets in all the same.</summary>
    /// <returns>Whoever it is.</returns>
    public async Task<UserContext> RecordAsync(UserAccount account, object detail)
    {
        ArgumentNullException.ThrowIfNull(account);
        var user = await CurrentUser.LoadAsync(contexts, account.Id) ?? UserContext.Anonymous;
        try
        {
            await audit.RecordAsync(user, "signIn", account.Id, detail);
        }
        catch (Exception e) when (StorageTrouble.Of(e) is not null)
        {
            LogUnwritten(log, account.Id, e);
        }

        return user;
    }

    [LoggerMessage(LogLevel.Error, "the sign-in of {Account} could not be written into the log")]
    private static partial void LogUnwritten(ILogger log, string account, Exception e);

    /// <summary>After the security stamp has changed: this session goes on, all others of the person end.</summary>
    public async Task RenewAsync(UserAccount account, Sender sender)
    {
        ArgumentNullException.ThrowIfNull(account);
        var id = SessionId;
        await sessions.EndAllAsync(account.Id, id, sender);
        if (id is not null) await signIn.SignInWithClaimsAsync(account, isPersistent: false, [new Claim(SessionStore.Claim, id)]);
    }

    /// <summary>Ends this session and takes the cookie away.</summary>
    public async Task SignOutAsync(Sender sender)
    {
        var user = await current.GetAsync();
        if (SessionId is { } id && user.IsSignedIn) await sessions.EndAsync(user.UserId, id, sender);
        await signIn.SignOutAsync();
    }

    /// <summary>A token of the API. Tokens keep to real time whatever the adjustable clock says.</summary>
    public async Task<(string Token, DateTimeOffset ExpiresAt)> TokenAsync(UserAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var options = bearer.Get(IdentityConstants.BearerScheme);
        var expires = clock.GetUtcNow() + options.BearerTokenExpiration;
        var id = await sessions.BeginAsync(Http, account.Id, isToken: true);
        Claim[] claims = [new(ClaimTypes.NameIdentifier, account.Id), new(ClaimTypes.Name, account.UserName!), new(CurrentUser.StampClaim, account.SecurityStamp ?? ""), new(SessionStore.Claim, id)];
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, IdentityConstants.BearerScheme)), new AuthenticationProperties { ExpiresUtc = expires }, $"{IdentityConstants.BearerScheme}:AccessToken");
        return (options.BearerTokenProtector.Protect(ticket), expires);
    }
}
