namespace Innovation.Workflows.Cases.Migration;

/// <summary>迁移方案: running cases of one version are to go on under another; until a second person decides, and afterwards how far it has come.</summary>
public sealed class MigrationPlanRow
{
    public required string Id { get; init; }

    public required string ProgrammeCode { get; init; }

    public required int FromVersion { get; init; }

    public required int ToVersion { get; init; }

    /// <summary>Why, as it stands in the history of every case.</summary>
    public required string Reason { get; init; }

    /// <summary>Cases that are past a stage which the new version inserts go on without it; otherwise they stay on their version.</summary>
    public bool PassesInserted { get; init; }

    public MigrationState State { get; set; }

    public required string AuthorId { get; init; }

    public required string AuthorName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string? DecidedBy { get; set; }

    public string? DecidedByName { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Why it was rejected.</summary>
    public string? DecisionReason { get; set; }

    /// <summary>The last case that was looked at, in the order of ids.</summary>
    public string Cursor { get; set; } = "";

    public int Moved { get; set; }

    /// <summary>Cases that stay on their version.</summary>
    public int Kept { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}

public enum MigrationState
{
    /// <summary>待批准</summary>
    Open,

    /// <summary>已撤回</summary>
    Withdrawn,

    /// <summary>已退回</summary>
    Rejected,

    /// <summary>已批准</summary>
    Approved,
}

/// <summary>What became of one case.</summary>
public sealed class MigrationCaseRow
{
    public required string PlanId { get; init; }

    public required string CaseId { get; init; }

    public string? Number { get; init; }

    /// <summary>Why it stays on its version; null: it was moved.</summary>
    public string? Obstacle { get; init; }

    public required DateTimeOffset At { get; init; }
}
