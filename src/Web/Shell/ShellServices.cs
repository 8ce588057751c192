using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;

namespace Innovation.Web.Shell;

/// <summary>Registers the page frame.</summary>
public static class ShellServices
{
    /// <summary>Adds Razor Pages, site names and a default top bar.</summary>
    public static IServiceCollection AddShell(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.Configure<SiteOptions>(configuration.GetSection("Site"));
        services.AddRazorPages().AddMvcOptions(options =>
        {
            options.Filters.Add(new CleanForms());
            options.Filters.Add(new Components.SeenTurns());
        });
        // Files only: a compressed page would tell by its length what stands beside the text that somebody else put into it.
        services.AddResponseCompression(o => (o.EnableForHttps, o.MimeTypes) = (true, ["text/css", "text/javascript", "application/javascript", "image/svg+xml"]));
        services.AddAntiforgery(o => o.HeaderName = "RequestVerificationToken");
        // Chinese stays Chinese in the page source.
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddSingleton<PageMap>().AddScoped<PageAccess>();
        services.TryAddSingleton<INavigation, VisitorNavigation>();
        return services;
    }

    /// <summary>An address with the hash of the content never changes what it answers; any other is asked about again.</summary>
    private static void KeepWhatIsNamedByItsContent(StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache";

    /// <summary>Turns errors into pages in plain Chinese.</summary>
    public static WebApplication UseShell(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // The API answers errors by itself, as problem details.
        app.UseWhen(c => !c.Request.Path.StartsWithSegments("/api"), pages =>
        {
            if (!app.Environment.IsDevelopment()) pages.UseExceptionHandler("/error/500");
            pages.UseStatusCodePagesWithReExecute("/error/{0}");
        });
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = KeepWhatIsNamedByItsContent });
        return app;
    }
}
