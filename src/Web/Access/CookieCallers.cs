using Innovation.Web.Api;
using Microsoft.AspNetCore.Antiforgery;

namespace Innovation.Web.Access;

/// <summary>
/// Whoever calls the API with the cookie of the pages shows by the antiforgery token that the call comes from a page of ours;
/// a browser sends the cookie along with whatever another site makes it send. Bearer tokens are sent by nobody unasked.
/// </summary>
internal static class CookieCallers
{
    /// <summary>The header that carries the token; <c>GET /api/v1/session</c> gives it.</summary>
    public const string Header = "RequestVerificationToken";

    /// <summary>Comes after authentication and before anything is read.</summary>
    public static void UseCookieCallers(this WebApplication app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments("/api") && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method) && IsByCookie(context)
            && !(request.Headers.ContainsKey(Header) && await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context)))
        {
            await Problems.Bad("session.antiforgery", null, $"这次调用用的是网页登录，又没有带防伪造标记，没有执行。请把 GET /api/v1/session 给出的 antiforgeryToken 放在 {Header} 头里再发，或者改用令牌（Authorization: Bearer）。").ExecuteAsync(context);
            return;
        }

        await next(context);
    });

    /// <summary>Whether the caller is known by the cookie.</summary>
    public static bool IsByCookie(HttpContext context) =>
        context.User.Identity?.IsAuthenticated == true && !context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal);
}
