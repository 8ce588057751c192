using System.Security.Claims;
using Innovation.Web.Api;

namespace Innovation.Web.Access;

/// <summary>What is asked of a session before anything is authorised.</summary>
internal static class Sessions
{
    /// <summary>
    /// A session that has ended counts as not signed in. One with a temporary password leads to the account page and nowhere
    /// else; under /api it is refused with <c>password.mustChange</c>. So it is with staff who must set up 两步验证 first.
    /// </summary>
    public static void UseSessions(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.User.Identity?.IsAuthenticated != true)
        {
            await next(context);
            return;
        }

        var current = context.RequestServices.GetRequiredService<CurrentUser>();
        if (!(await current.GetAsync()).IsSignedIn)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
        }
        else if (current.MustChangePassword && !context.Request.Path.StartsWithSegments("/account") && !context.Request.Path.StartsWithSegments("/logout"))
        {
            if (context.Request.Path.StartsWithSegments("/api")) await Problems.Bad("password.mustChange", null, "请先用临时密码在网页上登录，改成自己的密码。").ExecuteAsync(context);
            else context.Response.Redirect("/account");
            return;
        }
        else if (current.MustEnrol && !context.Request.Path.StartsWithSegments("/account/second-factor") && !context.Request.Path.StartsWithSegments("/logout") && !(current.MustChangePassword && context.Request.Path == "/account"))
        {
            if (context.Request.Path.StartsWithSegments("/api")) await Problems.Bad("secondFactor.required", null, "按规定工作人员要使用两步验证，请先在网页上登录并设置。").ExecuteAsync(context);
            else context.Response.Redirect("/account/second-factor");
            return;
        }

        await next(context);
    });
}
