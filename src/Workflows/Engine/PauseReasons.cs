namespace Innovation.Workflows.Engine;

/// <summary>Why a clock stands still; it restarts only for the same reason.</summary>
internal static class PauseReasons
{
    public const string Supplement = "补正";
    public const string Return = "退回";
    public const string Suspension = "中止";
}
