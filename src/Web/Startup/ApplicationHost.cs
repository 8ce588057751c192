using System.Globalization;
using Innovation.Web.Access;
using Innovation.Web.Api;
using Innovation.Web.Shell;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Innovation.Web.Startup;

/// <summary>Builds the server; the same for <c>./run</c> and for tests.</summary>
public static class ApplicationHost
{
    public static WebApplication Build(string[] args, params IInterceptor[] interceptors)
    {
        // Numbers and dates are written the same on every machine, whatever language it is set to.
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        var builder = WebApplication.CreateBuilder(args);
        builder.AddApplication(interceptors);
        var app = builder.Build();
        app.UseSiteHeaders();
        app.UseApiProblems();
        app.UseShell();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseSessions();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapRazorPages();
        app.MapApi();
        app.MapUnknownPages();
        return app;
    }
}
