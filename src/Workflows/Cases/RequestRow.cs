namespace Innovation.Workflows.Cases;

/// <summary>我的发起: what a person asked others to do on a case — 转办, 委派, 加签, 退回, 催办, 抄送, 中止.</summary>
public sealed class RequestRow
{
    /// <summary>Case id, a hyphen and the position of the event.</summary>
    public required string Id { get; init; }

    public required string CaseId { get; init; }

    /// <summary>Who asked.</summary>
    public required string UserId { get; init; }

    /// <summary>Command type, as in the API.</summary>
    public required string Kind { get; init; }

    public required string StageName { get; init; }

    /// <summary>Ids of the persons asked, with commas between; empty when it is about nobody in particular.</summary>
    public string To { get; init; } = "";

    public string? Reason { get; init; }

    public required DateTimeOffset At { get; init; }
}
