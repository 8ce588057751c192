using System.Security.Cryptography;

namespace Innovation.Web.Access;

/// <summary>临时密码: drawn at random, easy to read out.</summary>
internal static class TemporaryPassword
{
    // Without the letters and digits that are taken for one another.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz", Digits = "23456789";

    /// <summary>Such as kfmw-7294-qhtp: 12 characters drawn, about 50 bits; meets the rules for passwords.</summary>
    public static string New() => $"{RandomNumberGenerator.GetString(Letters, 4)}-{RandomNumberGenerator.GetString(Digits, 4)}-{RandomNumberGenerator.GetString(Letters, 4)}";
}
