using Innovation.Web.Access;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Antiforgery;

namespace Innovation.Web.Api;

/// <param name="Code">验证码, when 两步验证 is on.</param>
/// <param name="RecoveryCode">恢复码 instead of the code.</param>
internal sealed record SessionBody(string? UserName, string? Password, string? Code, string? RecoveryCode);

internal sealed record SecuritySettingsBody(bool? SecondFactorRequired);

/// <param name="Token">Send as <c>Authorization: Bearer …</c>.</param>
internal sealed record SessionAnswer(string Token, string TokenType, DateTimeOffset ExpiresAt, string UserId, string Name);

internal static class SessionApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/session", SignInAsync).AllowAnonymous().RequireRateLimiting(Startup.SitePages.SignInLimit).WithTags("session").WithSummary("登录，取得令牌").Produces<SessionAnswer>();
        api.MapGet("/session", async (HttpContext context, CurrentUser current, IAntiforgery antiforgery) =>
        {
            var user = await current.GetAsync();
            var token = CookieCallers.IsByCookie(context) ? antiforgery.GetAndStoreTokens(context).RequestToken : null;
            return Results.Ok(new { user.UserId, user.Name, user.OrganizationId, grants = user.Grants.Select(g => new { g.Role, g.Scope }), antiforgeryToken = token });
        }).RequireAuthorization(Policies.SignedIn).WithTags("session").WithSummary("我是谁");
        var mine = api.MapGroup("/sessions").WithTags("session").RequireAuthorization(Policies.SignedIn);
        mine.MapGet("", ListAsync).WithSummary("我在哪里登录着");
        mine.MapDelete("", EndAllAsync).WithSummary("退出：which=others 其他各处，all 全部");
        mine.MapDelete("/{id}", EndAsync).WithSummary("退出一处");
        var users = api.MapGroup("/users").WithTags("users").RequireAuthorization(Policies.Administrator);
        users.MapDelete("/{id}/sessions", EndOfAsync).WithSummary("让一个账号在各处的登录都退出");
        users.MapDelete("/{id}/second-factor", ResetAsync).WithSummary("重置一个账号的两步验证");
        api.MapPut("/settings/security", RequireAsync).WithTags("users").RequireAuthorization(Policies.Administrator).WithSummary("要不要求工作人员使用两步验证");
    }

    private static async Task<IResult> SignInAsync(SessionBody body, HttpContext context, SignIns signIns, IDbContexts contexts)
    {
        if (string.IsNullOrWhiteSpace(body.UserName)) return Problems.Bad("session.userName", "userName", "请填写用户名。");
        if (string.IsNullOrEmpty(body.Password)) return Problems.Bad("session.password", "password", "请填写密码。");
        var check = await signIns.CheckPasswordAsync(body.UserName.Trim(), body.Password);
        if (check.Pause is { } pause) return Problems.Bad("session.wait", null, PasswordCheck.Wait(context.Response, pause));
        if (check.Account is not { Disabled: false } account) return Problems.Bad("session.wrong", null, "用户名或密码不对。");
        if (check.Answer == PasswordAnswer.Locked) return Problems.Bad("session.wrong", null, "验证码错误次数太多，账号已锁定 15 分钟，请稍后再试。");
        if (account.MustChangePassword) return Problems.Bad("password.mustChange", null, "请先用临时密码在网页上登录，改成自己的密码。");
        if (account.TwoFactorEnabled)
        {
            if (string.IsNullOrWhiteSpace(body.Code) && string.IsNullOrWhiteSpace(body.RecoveryCode)) return Problems.Bad("session.codeRequired", "code", "请同时提交验证码（code）或恢复码（recoveryCode）。");
            if (await signIns.CheckCodeAsync(account, body.Code, body.RecoveryCode) is { } refusal) return Problems.Bad("session.code", refusal.Field == "recovery" ? "recoveryCode" : refusal.Field, refusal.Message);
        }
        else
        {
            await using var db = contexts.Create();
            if (await CurrentUser.LoadAsync(contexts, account.Id) is { } user && SecondFactor.Concerns(user) && await SecondFactor.IsRequiredAsync(db)) return Problems.Bad("secondFactor.required", null, "按规定工作人员要使用两步验证，请先在网页上登录并设置。");
        }

        var (token, expires) = await signIns.TokenAsync(account);
        return Results.Ok(new SessionAnswer(token, "Bearer", expires, account.Id, account.DisplayName));
    }

    private static async Task<IResult> ListAsync(SenderFactory senders, SessionStore sessions, SignIns signIns)
    {
        var sender = await senders.CreateAsync();
        return Results.Ok(new { items = (await sessions.ListAsync(sender.User.UserId)).Select(s => new { id = s.Id, token = s.IsToken, browser = BrowserWords.Of(s.UserAgent), address = s.Address, signedInAt = s.SignedInAt, seenAt = s.SeenAt, current = s.Id == signIns.SessionId }) });
    }

    private static async Task<IResult> EndAsync(string id, SenderFactory senders, SessionStore sessions)
    {
        var sender = await senders.CreateAsync();
        return await sessions.EndAsync(sender.User.UserId, id, sender) is { } refusal ? Problems.From(refusal) : Results.NoContent();
    }

    private static async Task<IResult> EndAllAsync(string? which, SenderFactory senders, SessionStore sessions, SignIns signIns)
    {
        var sender = await senders.CreateAsync();
        if (which is not ("others" or "all")) return Problems.Bad("session.which", "which", "which 应为 others（其他各处）或 all（全部）。");
        return Results.Ok(new { ended = await sessions.EndAllAsync(sender.User.UserId, which == "others" ? signIns.SessionId : null, sender) });
    }

    private static async Task<IResult> EndOfAsync(string id, SenderFactory senders, SessionStore sessions)
    {
        var sender = await senders.CreateAsync();
        return Results.Ok(new { ended = await sessions.EndAllAsync(id, null, sender) });
    }

    private static async Task<IResult> ResetAsync(string id, SenderFactory senders, SecondFactor secondFactor) =>
        await secondFactor.ResetAsync(id, await senders.CreateAsync()) is { } refusal ? Problems.From(refusal) : Results.NoContent();

    private static async Task<IResult> RequireAsync(SecuritySettingsBody body, SenderFactory senders, SecondFactor secondFactor)
    {
        if (body.SecondFactorRequired is not { } required) return Problems.Bad("setting.value", "secondFactorRequired", "secondFactorRequired 应为 true 或 false。");
        await secondFactor.SetRequiredAsync(required, await senders.CreateAsync());
        return Results.Ok(new { secondFactorRequired = required });
    }
}
