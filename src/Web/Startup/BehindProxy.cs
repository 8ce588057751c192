using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;

namespace Innovation.Web.Startup;

/// <summary>
/// What a server behind a proxy that speaks TLS has to know: whom to believe about the caller's address and scheme, which host
/// names are its own, and that cookies and browsers keep to https. See deploy/nginx.conf.
/// </summary>
internal static class BehindProxy
{
    /// <exception cref="FormatException">A proxy of <see cref="ServerOptions.Proxies"/> is neither an address nor a network.</exception>
    public static void AddBehindProxy(this IServiceCollection services, ServerOptions server)
    {
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            o.KnownProxies.Clear();
            o.KnownIPNetworks.Clear();
            foreach (var proxy in (server.Proxies ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (proxy.Contains('/', StringComparison.Ordinal)) o.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
                else o.KnownProxies.Add(IPAddress.Parse(proxy));
            }
        });
        services.AddHsts(o => o.MaxAge = TimeSpan.FromDays(365));
        if (server.PublicAddress is not { } text || !Uri.TryCreate(text, UriKind.Absolute, out var address)) return;
        // A link in a mail or a QR code is made of the public address, never of the host that a request names.
        services.Configure<HostFilteringOptions>(o => o.AllowedHosts = [.. new[] { address.Host, "localhost", "127.0.0.1", "[::1]" }.Distinct()]);
        if (address.Scheme != Uri.UriSchemeHttps) return;
        services.Configure<AntiforgeryOptions>(o => o.Cookie.SecurePolicy = CookieSecurePolicy.Always);
        foreach (var scheme in (string[])[IdentityConstants.ApplicationScheme, IdentityConstants.ExternalScheme, IdentityConstants.TwoFactorRememberMeScheme, IdentityConstants.TwoFactorUserIdScheme])
            services.Configure<CookieAuthenticationOptions>(scheme, o => o.Cookie.SecurePolicy = CookieSecurePolicy.Always);
    }

    /// <summary>First of all: what comes after sees the caller as he is.</summary>
    public static void UseBehindProxy(this WebApplication app)
    {
        if (app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<ServerOptions>>().Value.Proxies is { Length: > 0 }) app.UseForwardedHeaders();
        app.UseHsts();
    }
}
