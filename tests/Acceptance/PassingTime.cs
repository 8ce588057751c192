namespace Innovation.Acceptance;

/// <summary>Real time, moved on by what a test lets pass.</summary>
public sealed class PassingTime : TimeProvider
{
    private TimeSpan passed;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + passed;

    public void Pass(TimeSpan time) => passed += time;
}
