namespace Innovation.Workflows.Cases;

/// <summary>批次: a meeting, a notice or a decision over 1..n cases. Written only by the command path.</summary>
public sealed class BatchRow
{
    public required string Id { get; init; }

    public required BatchKind Kind { get; init; }

    public required string ProgrammeCode { get; init; }

    public required string RoundId { get; init; }

    public required string StageId { get; init; }

    public required string Title { get; set; }

    public BatchStatus Status { get; set; }

    /// <summary>Number of events; also the revision that commands name.</summary>
    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";

    public string State { get; set; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ActedAt { get; set; }

    /// <summary>Document number of the notice or decision.</summary>
    public string? Number { get; set; }

    public string? DocumentId { get; set; }

    /// <summary>公示: the first instant after it.</summary>
    public DateTimeOffset? EndsAt { get; set; }

    public List<BatchItemRow> Items { get; } = [];
}

public enum BatchKind
{
    /// <summary>会议审定</summary>
    Meeting,

    /// <summary>公示</summary>
    Notice,

    /// <summary>决定与发文</summary>
    Decision,
}

public enum BatchStatus
{
    /// <summary>筹备: cases may be added and removed.</summary>
    Preparing,

    /// <summary>会议进行中, or 核稿中.</summary>
    Open,

    /// <summary>待签发</summary>
    Checked,

    /// <summary>The act is done; the cases follow one by one.</summary>
    Acted,

    /// <summary>All cases have followed.</summary>
    Closed,

    /// <summary>取消</summary>
    Cancelled,
}

/// <summary>One case in a batch.</summary>
public sealed class BatchItemRow
{
    public required string BatchId { get; init; }

    public required string CaseId { get; init; }

    public required int Order { get; set; }

    /// <summary>The outcome that the act gave to this case.</summary>
    public string? Outcome { get; set; }

    public BatchSpread Spread { get; set; }

    /// <summary>Why the case did not follow.</summary>
    public string? Reason { get; set; }
}

public enum BatchSpread
{
    Waiting,
    Done,
    Refused,
}
