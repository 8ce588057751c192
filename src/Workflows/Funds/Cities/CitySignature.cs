using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Innovation.Workflows.Funds.Cities;

/// <summary>
/// Signature of a request between two installations: HMAC-SHA256 with the secret of the link over method, path, instant,
/// request id and the hash of the body, which stands in a header too, so that the signature is checked before the body is read. A request older or younger than five minutes is refused; within them the request id makes it
/// of one effect.
/// </summary>
public static class CitySignature
{
    public const string Link = "X-City-Link";
    public const string Time = "X-City-Time";
    public const string RequestId = "X-City-Request";
    public const string Signature = "X-City-Signature";

    /// <summary>SHA-256 of the body, in lower-case hexadecimal digits.</summary>
    public const string Body = "X-City-Body";

    /// <summary>How far the clocks of the two installations may be apart.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The instant as it is sent.</summary>
    public static string At(DateTimeOffset now) => now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The hash of a body as it is sent.</summary>
    public static string HashOf(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <param name="bodyHash">As <see cref="HashOf"/> gives it.</param>
    public static string Of(string secret, string method, string path, string time, string requestId, string bodyHash)
    {
        var head = Encoding.UTF8.GetBytes($"{method}\n{path}\n{time}\n{requestId}\n{bodyHash}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), head));
    }

    /// <summary>Whether a request was signed with the secret and is of now.</summary>
    public static bool Holds(string secret, string method, string path, string? time, string? requestId, string? bodyHash, string? signature, DateTimeOffset now)
    {
        if (time is null || requestId is null || signature is null || bodyHash is not { Length: 64 } || !bodyHash.All(char.IsAsciiHexDigitLower) || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var sent)) return false;
        if (Math.Abs(now.ToUnixTimeMilliseconds() - sent) > Window.TotalMilliseconds) return false;
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Of(secret, method, path, time, requestId, bodyHash)));
    }
}
