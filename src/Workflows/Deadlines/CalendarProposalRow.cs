namespace Innovation.Workflows.Deadlines;

/// <summary>日历变更: a year as somebody wants it, until another person decides; afterwards how far the recomputation has come.</summary>
public sealed class CalendarProposalRow
{
    public required string Id { get; init; }

    public required int Year { get; init; }

    /// <summary>The whole year as <c>date,kind,name</c> lines.</summary>
    public required string Days { get; init; }

    /// <summary>The notice it follows, e.g. 国办发明电〔2026〕7号.</summary>
    public required string Basis { get; init; }

    public CalendarProposalState State { get; set; }

    public required string AuthorId { get; init; }

    public required string AuthorName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string? DecidedBy { get; set; }

    public string? DecidedByName { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Why it was rejected.</summary>
    public string? Reason { get; set; }

    /// <summary>Recomputation: the last case that was looked at, in the order of ids.</summary>
    public string Cursor { get; set; } = "";

    /// <summary>Cases looked at.</summary>
    public int Checked { get; set; }

    /// <summary>Periods that moved.</summary>
    public int Moved { get; set; }

    /// <summary>Cases that could not be recomputed.</summary>
    public int Failed { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}

public enum CalendarProposalState
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

/// <summary>A period that a change of the calendar moved, or a case that could not be recomputed.</summary>
public sealed class CalendarMoveRow
{
    public required string ProposalId { get; init; }

    public required string CaseId { get; init; }

    /// <summary>Number of the deadline in the case; 0 for an error.</summary>
    public required int Deadline { get; init; }

    public required string StageName { get; init; }

    public DateTimeOffset? OldDueAt { get; init; }

    public DateTimeOffset? NewDueAt { get; init; }

    public string? Error { get; init; }
}
