using System.Security.Cryptography;

namespace Innovation.Workflows.Messages.Delivery;

/// <summary>Chance that keeps retries apart.</summary>
public interface IJitter
{
    /// <summary>From 0 up to but not including 1.</summary>
    double Next();
}

/// <summary>From the operating system's source of chance.</summary>
public sealed class RandomJitter : IJitter
{
    public double Next() => RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);
}

/// <summary>When a delivery is tried again.</summary>
public static class Backoff
{
    /// <summary>After this many attempts a delivery has failed: about nine hours after the first.</summary>
    public const int MostAttempts = 10;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    /// <summary>One minute, doubled with each attempt up to four hours, of which chance takes away up to a quarter.</summary>
    /// <param name="attempts">Attempts so far, from 1.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan After(int attempts, double chance)
    {
        var full = Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, attempts - 1));
        return TimeSpan.FromSeconds(full * (1 - (chance / 4)));
    }
}
