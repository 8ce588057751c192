using System.Collections.Immutable;
using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Cases;

/// <summary>Where a batch stands: the fold of its events.</summary>
public sealed record BatchState
{
    public BatchKind Kind { get; init; }

    public BatchStatus Status { get; init; }

    public string Title { get; init; } = "";

    /// <summary>Members entitled to sit in the meeting 应到.</summary>
    public ImmutableArray<BatchMember> Members { get; init; } = [];

    /// <summary>User ids of the members present 实到.</summary>
    public ImmutableArray<string> Present { get; init; } = [];

    public MeetingMode Mode { get; init; }

    public DateTimeOffset? ScheduledAt { get; init; }

    public string Place { get; init; } = "";

    public ImmutableArray<BatchCase> Items { get; init; } = [];

    /// <summary>会议纪要, or the text of the notice or decision.</summary>
    public string Text { get; init; } = "";

    /// <summary>拟稿, 核稿, 签发: three persons.</summary>
    public BatchActor? Drafted { get; init; }

    public BatchActor? Checked { get; init; }

    public BatchActor? Signed { get; init; }

    /// <summary>Why a draft came back.</summary>
    public string? ReturnReason { get; init; }

    public string? Number { get; init; }

    public BatchCase? Find(string caseId) => Items.FirstOrDefault(i => i.CaseId == caseId);

    /// <summary>Whether nobody's vote is missing: of each case everybody present has voted or is recused.</summary>
    internal bool EveryoneHasVoted() => Items.All(i => !Present.Any(i.IsOwedBy));
}

public sealed record BatchMember(string UserId, string Name);

/// <param name="Name">As written on what is done: 张某, or 赵某 代 张某.</param>
/// <param name="Via">代理人: who really acted.</param>
public sealed record BatchActor(string UserId, string Name, DateTimeOffset At, string? Via = null)
{
    /// <summary>Whether one of the two persons is one of those behind the other: both count for the separation of duties.</summary>
    public bool IsOneOf(Organizations.UserContext user) => user.Is(UserId) || user.Is(Via);
}

/// <summary>One case on the agenda.</summary>
public sealed record BatchCase(string CaseId)
{
    public ImmutableArray<BatchRecusal> Recused { get; init; } = [];

    /// <summary>离任未表决: members who left the committee before they had voted; null: none.</summary>
    public ImmutableArray<string>? Left { get; init; }

    /// <summary>Votes by user id.</summary>
    public ImmutableSortedDictionary<string, Vote> Votes { get; init; } = ImmutableSortedDictionary<string, Vote>.Empty;

    public Vote? Consensus { get; init; }

    /// <summary>The outcome that the act gave.</summary>
    public string? Outcome { get; init; }

    /// <summary>Whether this member's vote is missing: he has not voted and is not recused.</summary>
    internal bool IsOwedBy(string member) => !Votes.ContainsKey(member) && Recused.All(r => r.UserId != member) && Left?.Contains(member) != true;
}

/// <summary>回避 of a member from one case.</summary>
public sealed record BatchRecusal(string UserId, string Reason);
