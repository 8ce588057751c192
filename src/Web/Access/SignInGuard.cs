using System.Net;
using System.Net.Sockets;
using Innovation.Web.Clock;

namespace Innovation.Web.Access;

/// <summary>Who wants to sign in, as far as it is known before the password is looked at.</summary>
/// <param name="Name">The user name, normalised; it need not exist.</param>
/// <param name="Address">Where the request comes from.</param>
/// <param name="Device">The device, if the account has signed in from it before; null: any.</param>
public readonly record struct SignInTry(string Name, IPAddress? Address, string? Device);

/// <summary>
/// Slows down whoever guesses passwords without locking anybody out. What counts is the account and the address together: five
/// tries, then a pause that doubles from five seconds up to <see cref="LongestPause"/>. Where many addresses guess at one account,
/// or one address at many accounts, each pair waits <see cref="FirstPause"/> before its first try too. A device that the account
/// has used before has a count of its own, so nobody outside can make its owner wait. Names that do not exist count alike.
/// Counts are kept in this process and are gone with it; in several processes each counts for itself. Real time.
/// </summary>
public sealed class SignInGuard(RealClock clock)
{
    /// <summary>Tries without a pause.</summary>
    public const int FreeTries = 5;

    /// <summary>Tries at one account from unknown devices within an hour, after which unknown devices wait before the first try.</summary>
    public const int CalmTries = 20;

    /// <summary>Tries from one address at any accounts within an hour, likewise.</summary>
    public const int CalmTriesOfAddress = 200;

    private const int MostEntries = 200_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = [];

    /// <summary>How long an unknown device waits while an account is being attacked.</summary>
    public static TimeSpan FirstPause { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause between two tries.</summary>
    public static TimeSpan LongestPause { get; } = TimeSpan.FromMinutes(15);

    private static TimeSpan Memory { get; } = TimeSpan.FromHours(1);

    /// <summary>Takes a try; it counts as a failure until <see cref="Succeeded"/>.</summary>
    /// <returns>Null: the password may be looked at now. Otherwise how long to wait; nothing was looked at.</returns>
    public TimeSpan? Take(SignInTry of)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            Forget(now);
            var entry = Of(Key(of), now);
            if (entry.NotBefore > now) return entry.NotBefore - now;
            if (of.Device is null && !entry.HasWaited && (Count("n/" + of.Name, now) >= CalmTries || Count("a/" + Net(of.Address), now) >= CalmTriesOfAddress))
            {
                (entry.NotBefore, entry.HasWaited) = (now + FirstPause, true);
                return FirstPause;
            }

            entry.Tries++;
            var pause = entry.Tries < FreeTries ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 5 * Math.Pow(2, Math.Min(entry.Tries - FreeTries, 20))));
            (entry.NotBefore, entry.HasWaited) = (now + pause, pause >= FirstPause);
            if (of.Device is null)
            {
                Of("n/" + of.Name, now).Tries++;
                Of("a/" + Net(of.Address), now).Tries++;
            }

            return null;
        }
    }

    /// <summary>The right password: the failures of this pair are forgotten.</summary>
    public void Succeeded(SignInTry of)
    {
        lock (gate)
        {
            entries.Remove(Key(of));
            if (of.Device is not null) return;
            foreach (var key in (string[])["n/" + of.Name, "a/" + Net(of.Address)])
                if (entries.TryGetValue(key, out var entry)) entry.Tries = Math.Max(0, entry.Tries - 1);
        }
    }

    /// <summary>Whether unknown devices wait for this account.</summary>
    public bool IsAttacked(string name)
    {
        lock (gate) return Count("n/" + name, clock.GetUtcNow()) >= CalmTries;
    }

    private static string Key(SignInTry of) => of.Device is { } device ? $"d/{of.Name}/{device}" : $"p/{of.Name}/{Net(of.Address)}";

    /// <summary>A household or company has a whole /64 of IPv6 addresses.</summary>
    private static string Net(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes(), 0, 8) : address.ToString();
    }

    private int Count(string key, DateTimeOffset now) => entries.TryGetValue(key, out var entry) && now - entry.Since < Memory ? entry.Tries : 0;

    private Entry Of(string key, DateTimeOffset now)
    {
        if (entries.TryGetValue(key, out var known) && (now - known.Since < Memory || known.NotBefore > now)) return known;
        return entries[key] = new Entry { Since = now };
    }

    /// <summary>Under a flood of names the oldest half goes.</summary>
    private void Forget(DateTimeOffset now)
    {
        if (entries.Count < MostEntries) return;
        foreach (var (key, _) in entries.Where(e => now - e.Value.Since >= Memory && e.Value.NotBefore <= now).ToList()) entries.Remove(key);
        if (entries.Count < MostEntries) return;
        foreach (var (key, _) in entries.OrderBy(e => e.Value.Since).Take(MostEntries / 2).ToList()) entries.Remove(key);
    }

    private sealed class Entry
    {
        public DateTimeOffset Since { get; init; }

        public int Tries { get; set; }

        public DateTimeOffset NotBefore { get; set; }

        /// <summary>The pause before the next try has been served.</summary>
        public bool HasWaited { get; set; }
    }
}
