using System.Security.Claims;
using Innovation.Web.Clock;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Organizations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Refusal = Innovation.Workflows.Engine.Refusal;

namespace Innovation.Web.Access;

/// <summary>Signs people in, by cookie or by token, each with a session of its own.</summary>
public sealed class SignIns(SignInManager<UserAccount> signIn, UserManager<UserAccount> users, SecondFactor secondFactor, SessionStore sessions, CurrentUser current, IOptionsMonitor<BearerTokenOptions> bearer, IHttpContextAccessor accessor, RealClock clock)
{
    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("no request");

    /// <summary>The session of this request; null when nobody is signed in.</summary>
    public string? SessionId => Http.User.FindFirstValue(SessionStore.Claim);

    /// <summary>Checks the password. Where a code follows, only the right code forgets the failures before it: both share one count.</summary>
    public async Task<PasswordAnswer> CheckPasswordAsync(UserAccount account, string password)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (await users.IsLockedOutAsync(account)) return PasswordAnswer.Locked;
        if (!await users.CheckPasswordAsync(account, password)) return await FailAsync(account);
        if (!account.TwoFactorEnabled) await users.ResetAccessFailedCountAsync(account);
        return PasswordAnswer.Right;
    }

    /// <summary>Checks the code of the second step; a wrong one counts like a wrong password. Null: right.</summary>
    public async Task<Refusal?> CheckCodeAsync(UserAccount account, string? code, string? recovery)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (await users.IsLockedOutAsync(account)) return LockedOut;
        if (await secondFactor.UseAsync(account.Id, code, recovery) is { } refusal) return await FailAsync(account) == PasswordAnswer.Locked ? LockedOut : refusal;
        await users.ResetAccessFailedCountAsync(account);
        return null;
    }

    /// <summary>What a locked person is told at the second step.</summary>
    public static Refusal LockedOut { get; } = new("session.locked", null, "输错次数太多，账号已锁定 15 分钟，请稍后再试。");

    private async Task<PasswordAnswer> FailAsync(UserAccount account)
    {
        await users.AccessFailedAsync(account);
        return await users.IsLockedOutAsync(account) ? PasswordAnswer.Locked : PasswordAnswer.Wrong;
    }

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
        var id = await sessions.BeginAsync(Http, account.Id, isToken: false);
        await signIn.SignInWithClaimsAsync(account, isPersistent: false, [new Claim(SessionStore.Claim, id)]);
    }

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
