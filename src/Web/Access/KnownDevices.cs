using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Innovation.Web.Access;

/// <summary>
/// Remembers in a signed cookie which accounts have signed in from this browser, for <see cref="Lifetime"/>. It opens nothing:
/// it only says that the owner of the account has been here, so that <see cref="SignInGuard"/> does not make him wait for others.
/// </summary>
public sealed class KnownDevices(IDataProtectionProvider protection, IHttpContextAccessor accessor)
{
    private const string Cookie = "innovation-device";

    /// <summary>Several people may share a computer.</summary>
    private const int MostAccounts = 8;

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("known-devices").ToTimeLimitedDataProtector();

    /// <summary>How long a browser is remembered after the last sign-in.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(180);

    /// <summary>The number of this browser for an account; null: it has not signed in here.</summary>
    public string? Of(string accountId) => Read().GetValueOrDefault(accountId);

    /// <summary>A number of this browser, whoever has signed in from it; null: nobody has.</summary>
    public string? Any => Read().Values.FirstOrDefault();

    /// <summary>After a sign-in that was complete.</summary>
    public void Remember(string accountId)
    {
        if (accessor.HttpContext is not { } http) return;
        var known = Read();
        var device = known.GetValueOrDefault(accountId) ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var lines = known.Where(k => k.Key != accountId).TakeLast(MostAccounts - 1).Append(new(accountId, device)).Select(k => $"{k.Key} {k.Value}");
        http.Response.Cookies.Append(Cookie, protector.Protect(string.Join('\n', lines), Lifetime),
            new CookieOptions { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", MaxAge = Lifetime });
    }

    private Dictionary<string, string> Read()
    {
        if (accessor.HttpContext?.Request.Cookies[Cookie] is not { Length: > 0 and < 4096 } value) return [];
        try
        {
            return protector.Unprotect(value).Split('\n').Select(line => line.Split(' ')).Where(p => p.Length == 2).DistinctBy(p => p[0]).ToDictionary(p => p[0], p => p[1]);
        }
        catch (CryptographicException)
        {
            return [];
        }
    }
}
