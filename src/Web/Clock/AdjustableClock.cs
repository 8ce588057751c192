using System.Diagnostics;

namespace Innovation.Web.Clock;

/// <summary>
/// A clock that can be set, for demonstrations and tests (<c>--adjustable-clock</c>). Sign-in tokens and lockout keep
/// to real time.
/// </summary>
public sealed class AdjustableClock : TimeProvider
{
    private readonly Lock sync = new();
    private DateTimeOffset shown;
    private long since = Stopwatch.GetTimestamp();

    public AdjustableClock(DateTimeOffset start) => shown = start.ToUniversalTime();

    /// <summary>Whether time goes on by itself.</summary>
    public bool Running { get; private set; } = true;

    /// <summary>Whether background jobs act by themselves.</summary>
    public bool Sweep { get; private set; } = true;

    public override DateTimeOffset GetUtcNow()
    {
        lock (sync) return Running ? shown + Stopwatch.GetElapsedTime(since) : shown;
    }

    /// <summary>Sets what is given; the rest stays.</summary>
    public void Set(DateTimeOffset? now, bool? running, bool? sweep)
    {
        lock (sync)
        {
            shown = now?.ToUniversalTime() ?? (Running ? shown + Stopwatch.GetElapsedTime(since) : shown);
            since = Stopwatch.GetTimestamp();
            Running = running ?? Running;
            Sweep = sweep ?? Sweep;
        }
    }
}
