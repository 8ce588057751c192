using System.Globalization;
using Innovation.Web.Access;
using Innovation.Web.Access.Refused;
using Innovation.Web.Api;
using Innovation.Web.Clock;
using Innovation.Web.Shell;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Innovation.Web.Startup;

/// <summary>Builds the server; the same for <c>./run</c> and for tests.</summary>
public static class ApplicationHost
{
    /// <param name="args">Settings of the command line.</param>
    /// <param name="interceptors">Observers of the database, for tests.</param>
    /// <param name="realTime">What tokens and sessions go by; tests may let it pass.</param>
    public static WebApplication Build(string[] args, IReadOnlyList<IInterceptor>? interceptors = null, TimeProvider? realTime = null)
    {
        // Numbers and dates are written the same on every machine, whatever language it is set to.
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        var builder = WebApplication.CreateBuilder(args);
        builder.AddApplication(interceptors ?? [], new RealClock(realTime ?? TimeProvider.System));
        var app = builder.Build();
        app.UseBehindProxy();
        app.UseSiteHeaders();
        app.UseApiProblems();
        app.UseShell();
        app.UseStorageTroubles();
        app.UseRouting();
        app.UseBodySizes();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseSessions();
        app.UseRefusedRequests();
        app.UseCookieCallers();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseCleanBodies();
        app.MapRazorPages();
        app.MapApi();
        app.MapHealth();
        app.MapUnknownPages();
        return app;
    }
}
