using System.Security.Claims;
using Innovation.Web.Access;
using Innovation.Workflows.Organizations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Innovation.Web.Api;

internal sealed record SessionBody(string? UserName, string? Password);

/// <param name="Token">Send as <c>Authorization: Bearer …</c>.</param>
internal sealed record SessionAnswer(string Token, string TokenType, DateTimeOffset ExpiresAt, string UserId, string Name);

internal static class SessionApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/session", SignInAsync).AllowAnonymous().WithTags("session").WithSummary("登录，取得令牌").Produces<SessionAnswer>();
        api.MapGet("/session", async (CurrentUser current) =>
        {
            var user = await current.GetAsync();
            return Results.Ok(new { user.UserId, user.Name, user.OrganizationId, grants = user.Grants.Select(g => new { g.Role, g.Scope }) });
        }).RequireAuthorization(Policies.SignedIn).WithTags("session").WithSummary("我是谁");
    }

    private static async Task<IResult> SignInAsync(SessionBody body, SignInManager<UserAccount> signIn, UserManager<UserAccount> users, IOptionsMonitor<BearerTokenOptions> options)
    {
        if (string.IsNullOrWhiteSpace(body.UserName)) return Problems.Bad("session.userName", "userName", "请填写用户名。");
        if (string.IsNullOrEmpty(body.Password)) return Problems.Bad("session.password", "password", "请填写密码。");
        var account = body.UserName.Length > 256 || body.Password.Length > 256 ? null : await users.FindByNameAsync(body.UserName);
        if (account is null || account.Disabled) return Problems.Bad("session.wrong", null, "用户名或密码不对。");
        var result = await signIn.CheckPasswordSignInAsync(account, body.Password, lockoutOnFailure: true);
        if (result.IsLockedOut) return Problems.Bad("session.wrong", null, "密码错误次数太多，账号已锁定 15 分钟，请稍后再试。");
        if (!result.Succeeded) return Problems.Bad("session.wrong", null, "用户名或密码不对。");
        if (account.MustChangePassword) return Problems.Bad("password.mustChange", null, "请先用临时密码在网页上登录，改成自己的密码。");
        // Tokens keep to real time whatever the adjustable clock says.
        var bearer = options.Get(IdentityConstants.BearerScheme);
        var expires = TimeProvider.System.GetUtcNow() + bearer.BearerTokenExpiration;
        var principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, account.Id), new Claim(ClaimTypes.Name, account.UserName!), new Claim(CurrentUser.StampClaim, account.SecurityStamp ?? "")], IdentityConstants.BearerScheme));
        var ticket = new AuthenticationTicket(principal, new AuthenticationProperties { ExpiresUtc = expires }, $"{IdentityConstants.BearerScheme}:AccessToken");
        return Results.Ok(new SessionAnswer(bearer.BearerTokenProtector.Protect(ticket), "Bearer", expires, account.Id, account.DisplayName));
    }
}
