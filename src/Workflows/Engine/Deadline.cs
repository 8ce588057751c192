using System.Collections.Immutable;
using Innovation.Workflows.Definitions;

namespace Innovation.Workflows.Engine;

/// <summary>期限 of an open stage. An instant at 00:00 of Asia/Shanghai stands for 24:00 of the day before.</summary>
public sealed record Deadline
{
    public required int Id { get; init; }

    public required DeadlinePurpose Purpose { get; init; }

    /// <summary>The day that triggered the period; counting starts the day after.</summary>
    public DateOnly Trigger { get; init; }

    public int Amount { get; init; }

    public PeriodUnit Unit { get; init; }

    /// <summary>The first instant after the period.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>暂定: the holidays of that year are not announced yet.</summary>
    public bool Provisional { get; init; }

    /// <summary>Reminders still to be sent.</summary>
    public ImmutableArray<DateTimeOffset> Reminders { get; init; } = [];

    /// <summary>The day the clock was paused; null while it runs. That day counts as used.</summary>
    public DateOnly? PausedOn { get; init; }

    /// <summary>Why it is paused: 补正, 退回 or 中止.</summary>
    public string? PausedFor { get; init; }

    /// <summary>Units left when paused; minutes for a period in hours.</summary>
    public int Remaining { get; init; }

    /// <summary>The day after which the period counts since its last pause; null: it was never paused, or before this was recorded.</summary>
    public DateOnly? ResumedOn { get; init; }

    /// <summary>延长: it was given more time, which happens once.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault)]
    public bool Extended { get; init; }

    /// <summary>Units that were left on <see cref="ResumedOn"/>.</summary>
    public int? Left { get; init; }
}

/// <summary>What a deadline limits.</summary>
public enum DeadlinePurpose
{
    /// <summary>办理期限 of the stage.</summary>
    Stage,

    /// <summary>补正期限 of the applicant.</summary>
    Supplement,

    /// <summary>公示期</summary>
    Notice,

    /// <summary>异议答复期限: how long the office may look into the objections against this case.</summary>
    Objection,

    /// <summary>异常分说明期限: how long experts may explain an outlier.</summary>
    Explanation,
}
