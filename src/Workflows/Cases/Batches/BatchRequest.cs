using System.Collections.Immutable;
using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Cases;

/// <summary>A new batch.</summary>
public sealed record BatchCreation
{
    public required string CommandId { get; init; }

    /// <summary>Every case waits at this stage.</summary>
    public required string StageId { get; init; }

    public required ImmutableArray<string> CaseIds { get; init; }

    /// <summary>Empty: made from the round.</summary>
    public string Title { get; init; } = "";

    public MeetingMode Mode { get; init; }

    public DateTimeOffset? ScheduledAt { get; init; }

    public string Place { get; init; } = "";

    /// <summary>As for <see cref="CaseRequest.ActingFor"/>.</summary>
    public string? ActingFor { get; init; }
}

/// <summary>A command on a batch.</summary>
public sealed record BatchRequest
{
    public required string CommandId { get; init; }

    public required string BatchId { get; init; }

    /// <summary>One of the types of <see cref="BatchRules.Allowed"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The revision that the sender saw; only checked where two persons could disagree (not for votes).</summary>
    public int? Revision { get; init; }

    public string? CaseId { get; init; }

    public Vote? Choice { get; init; }

    public string? Comment { get; init; }

    /// <summary>Minutes, or the text of the decision.</summary>
    public string? Text { get; init; }

    /// <summary>到会人员, by user id.</summary>
    public ImmutableArray<string>? Present { get; init; }

    /// <summary>For <c>arrange</c>: 开会时间.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>For <c>arrange</c>: 会议地点.</summary>
    public string? Place { get; init; }

    /// <summary>As for <see cref="CaseRequest.ActingFor"/>.</summary>
    public string? ActingFor { get; init; }
}
