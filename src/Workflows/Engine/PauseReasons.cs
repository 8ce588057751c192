namespace Innovation.Workflows.Engine;

/// <summary>Why a clock stands still; it restarts only for the same reason.</summary>
public static class PauseReasons
{
    public const string Supplement = "补正";
    public const string Return = "退回";
    public const string Suspension = "中止";

    /// <summary>What a case waits for; null when it does not stand still.</summary>
    /// <param name="stage">Id of the one stage that is asked about; null: any open one.</param>
    public static string? Of(ProcessState state, string? stage = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Activations.Where(a => stage is null || a.StageId == stage).Select(a => Of(state, a)).FirstOrDefault(r => r is not null);
    }

    /// <summary>What an open stage waits for; null when it does not stand still. A suspended case stands whatever else it waits for.</summary>
    private static string? Of(ProcessState state, Activation activation)
    {
        if (state.Suspension is not null) return Suspension;
        if (activation.ReturnedTo is not null) return Return;
        if (activation.Supplement is not null) return Supplement;
        return activation.Deadlines.Select(d => d.PausedFor).FirstOrDefault(r => r is not null);
    }

    /// <summary>The act that lets the clock go on, as “…后”, “…前” and “…次日” continue it.</summary>
    public static string EndedBy(string? reason) => reason switch { Suspension => "恢复", Return => "退回办好", _ => "答复" };
}
