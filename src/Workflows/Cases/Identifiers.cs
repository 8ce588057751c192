using System.Security.Cryptography;

namespace Innovation.Workflows.Cases;

/// <summary>New identifiers: 32 hexadecimal digits.</summary>
public static class Identifiers
{
    /// <summary>Ordered by time, for rows.</summary>
    public static string Ordered() => Guid.CreateVersion7().ToString("N");

    /// <summary>128 random bits, for addresses that must not be guessed.</summary>
    public static string Opaque() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
