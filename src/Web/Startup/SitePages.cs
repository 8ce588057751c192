using System.Threading.RateLimiting;
using Innovation.Web.Access;
using Innovation.Web.Applicants;
using Innovation.Web.Shell;
using Innovation.Workflows.Notices;
using Innovation.Workflows.Organizations;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Innovation.Web.Startup;

/// <summary>What the pages for the public, for accounts and for applicants need.</summary>
public static class SitePages
{
    /// <summary>Verification of documents: 60 requests a minute from one address.</summary>
    public const string VerifyLimit = "verify";

    /// <summary>Forms open to everybody: 30 requests a minute from one address.</summary>
    public const string FormLimit = "publicForm";

    /// <summary>Sign-ins: 120 requests a minute from one address, and each browser that has signed in before by itself.</summary>
    public const string SignInLimit = "signIn";

    /// <summary>Messages of other cities: 600 requests a minute from one address.</summary>
    public const string CityLimit = "city";

    public static void AddSitePages(this IServiceCollection services)
    {
        services.AddScoped<INavigation, UserNavigation>();
        services.AddScoped<SenderFactory>().AddScoped<SignIns>().AddSingleton<SignInGuard>().AddScoped<KnownDevices>().AddSingleton<SessionStore>().AddSingleton<SecondFactor>();
        services.AddSingleton<IDemoAccounts, Demo.DemoSignIn>();
        services.AddScoped<OrganizationRegistration>();
        services.AddSingleton<OrganizationProfiles>().AddSingleton<Objections>().AddSingleton<Letters>();
        services.AddScoped<ApplicationCards>().AddScoped<ApplicationEditor>().AddSingleton<ApplicationPrint>();
        services.Configure<SecurityStampValidatorOptions>(o =>
        {
            // The cookie that is written anew belongs to the same session.
            o.OnRefreshingPrincipal = c =>
            {
                if (c.CurrentPrincipal?.FindFirst(SessionStore.Claim) is { } session) (c.NewPrincipal?.Identity as System.Security.Claims.ClaimsIdentity)?.AddClaim(session);
                return Task.CompletedTask;
            };
        });
        services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.AddPolicy(SignInLimit, context => HttpMethods.IsPost(context.Request.Method) ? PerMinute(context, SignInLimit, 120, context.RequestServices.GetRequiredService<KnownDevices>().Any) : RateLimitPartition.GetNoLimiter("read"));
            o.AddPolicy(CityLimit, context => PerMinute(context, CityLimit, 600));
            o.AddPolicy(VerifyLimit, context => PerMinute(context, VerifyLimit, 60));
            o.AddPolicy(FormLimit, context => HttpMethods.IsPost(context.Request.Method) ? PerMinute(context, FormLimit, 30) : RateLimitPartition.GetNoLimiter("read"));
        });
    }

    /// <summary>What pages may load and run: files of this site, nothing inline. Papers have a policy of their own (<see cref="PublicPages.DocumentAnswer"/>).</summary>
    public const string PagePolicy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    /// <summary>The same for pages that show a paper in themselves: the styles of such papers are allowed by their hashes.</summary>
    public static string PreviewPolicy { get; } = PagePolicy.Replace("style-src 'self'", "style-src 'self' " + Documents.Html.PaperPolicy.PreviewSources, StringComparison.Ordinal);

    /// <summary>Headers that every answer carries.</summary>
    public static void UseSiteHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = PagePolicy;
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>Addresses that lead nowhere are not found, for everybody alike; without this the fallback policy would refuse them.</summary>
    public static void MapUnknownPages(this WebApplication app) =>
        app.MapFallback("{*path:regex(^(?!api(/|$)).*$)}", context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }).RequireAuthorization(Access.Policies.Public).AllowAnonymous();

    private static RateLimitPartition<string> PerMinute(HttpContext context, string name, int permits, string? device = null) =>
        RateLimitPartition.GetFixedWindowLimiter($"{name}/{device ?? context.Connection.RemoteIpAddress?.ToString()}", _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) });
}
