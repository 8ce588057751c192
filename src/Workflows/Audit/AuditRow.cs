namespace Innovation.Workflows.Audit;

/// <summary>日志: one entry of the hash-chained log of what people did outside the history of a case.</summary>
public sealed class AuditRow
{
    /// <summary>From 1, without gaps.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string ActorId { get; init; }

    public required string ActorName { get; init; }

    /// <summary>What was done, e.g. <c>attachment.read</c>.</summary>
    public required string Kind { get; init; }

    public required string SubjectId { get; init; }

    public required string Detail { get; init; }

    public required string PreviousHash { get; init; }

    public required string Hash { get; init; }
}
