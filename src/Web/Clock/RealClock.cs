namespace Innovation.Web.Clock;

/// <summary>
/// Real time, whatever an adjustable clock says. What tells who somebody is goes by it at both ends: tokens, cookies,
/// sessions, verification codes, lockout and signed requests. What the programmes do goes by <see cref="TimeProvider"/>.
/// </summary>
public sealed class RealClock(TimeProvider source)
{
    public TimeProvider Source { get; } = source;

    public DateTimeOffset GetUtcNow() => Source.GetUtcNow();
}
