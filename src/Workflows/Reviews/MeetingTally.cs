namespace Innovation.Workflows.Reviews;

/// <summary>One member's vote on one item.</summary>
public enum Vote
{
    /// <summary>同意.</summary>
    Approve,

    /// <summary>不同意.</summary>
    Reject,

    /// <summary>暂缓.</summary>
    Defer,
}

/// <summary>How a meeting decides.</summary>
public enum MeetingMode
{
    /// <summary>票决: every present member votes.</summary>
    Vote,

    /// <summary>局党组会、局长办公会: a consensus recorded in the minutes.</summary>
    Consensus,
}

/// <summary>What a meeting knows about one item.</summary>
/// <param name="Mode">How it decides.</param>
/// <param name="Entitled">Ids of all members 应到.</param>
/// <param name="Present">Ids of the members present 实到.</param>
/// <param name="Recused">Ids of the members recused from this item 回避.</param>
/// <param name="Votes">Votes by member id.</param>
/// <param name="Consensus">The recorded consensus; only for <see cref="MeetingMode.Consensus"/>.</param>
public sealed record MeetingItem(
    MeetingMode Mode, IReadOnlyCollection<string> Entitled, IReadOnlyCollection<string> Present,
    IReadOnlyCollection<string> Recused, IReadOnlyDictionary<string, Vote> Votes, Vote? Consensus = null)
{
    /// <summary>Ids of the members who left the committee without a vote on this item 离任未表决; left out like recused ones.</summary>
    public IReadOnlyCollection<string> Left { get; init; } = [];
}

/// <summary>The outcome of an item.</summary>
/// <param name="Decision">Null while it cannot be decided.</param>
/// <param name="Approve">Votes 同意.</param>
/// <param name="Reject">Votes 不同意.</param>
/// <param name="Defer">Votes 暂缓.</param>
/// <param name="RecusedPresent">Present but recused.</param>
/// <param name="Counting">Present and not recused: the number half of which must be passed.</param>
/// <param name="Quorum">Least number of counting members.</param>
/// <param name="Code">Why it cannot be decided, such as <c>meeting.quorum</c>; null when decided.</param>
/// <param name="Reason">The same as a Chinese sentence with the remedy; null when decided.</param>
public sealed record TallyResult(
    Vote? Decision, int Approve, int Reject, int Defer, int RecusedPresent, int Counting, int Quorum,
    string? Code, string? Reason)
{
    /// <summary>Present, and left before they voted.</summary>
    public int LeftPresent { get; init; }

    /// <summary>同意 6，不同意 0，回避 1.</summary>
    public string InWords => $"同意 {Approve}，不同意 {Reject}"
        + (Defer > 0 ? $"，暂缓 {Defer}" : "") + (RecusedPresent > 0 ? $"，回避 {RecusedPresent}" : "") + (LeftPresent > 0 ? $"，离任未表决 {LeftPresent}" : "");
}

/// <summary>
/// Counts one item of a meeting 会议审定. Quorum is two thirds of the entitled members, recused ones and those who
/// have left without a vote left out on both sides; an opinion wins with more than half of those present and not recused.
/// </summary>
public static class MeetingTally
{
    /// <summary>Counts an item.</summary>
    public static TallyResult Count(MeetingItem item)
    {
        var entitled = item.Entitled.Except(item.Recused).Except(item.Left).ToHashSet(StringComparer.Ordinal);
        var counting = item.Present.Where(entitled.Contains).ToHashSet(StringComparer.Ordinal);
        var recused = item.Present.Intersect(item.Recused).Count(item.Entitled.Contains);
        var quorum = QuorumOf(entitled.Count);
        int Of(Vote vote) => item.Votes.Count(pair => pair.Value == vote && counting.Contains(pair.Key));
        var (approve, reject, defer) = (Of(Vote.Approve), Of(Vote.Reject), Of(Vote.Defer));
        TallyResult Result(Vote? decision, string? code, string? reason) =>
            new(decision, approve, reject, defer, recused, counting.Count, quorum, code, reason) { LeftPresent = item.Present.Intersect(item.Left).Count(item.Entitled.Contains) };

        if (entitled.Count == 0)
            return Result(null, "meeting.nobody", "全体成员都已回避或离任，请报上一级会议审定。");
        if (counting.Count < quorum)
            return Result(null, "meeting.quorum",
                $"除回避和离任外应到 {entitled.Count} 人，实到 {counting.Count} 人，不足三分之二（{quorum} 人），请等人到齐或改期。");
        if (item.Votes.Keys.Any(member => !counting.Contains(member)))
            return Result(null, "meeting.strangerVote", "有未到会、已回避或不是成员的人投了票，请先更正到会和回避情况。");
        if (item.Mode == MeetingMode.Consensus)
            return item.Consensus is { } agreed
                ? Result(agreed, null, null)
                : Result(null, "meeting.noConsensus", "还没有记录会议的一致意见，请填写后再形成纪要。");
        var missing = counting.Count - item.Votes.Count;
        if (missing > 0)
            return Result(null, "meeting.votesMissing", $"还有 {missing} 人没有投票，请投完再计票。");
        foreach (var (vote, votes) in new[] { (Vote.Approve, approve), (Vote.Reject, reject), (Vote.Defer, defer) })
        {
            if (votes * 2 > counting.Count) return Result(vote, null, null);
        }
        return Result(null, "meeting.noMajority",
            $"没有一种意见超过到会人数（{counting.Count} 人，不含回避）的一半，请重新表决，或按暂缓处理后写明理由。");
    }

    /// <summary>The least number of members that is not below two thirds.</summary>
    public static int QuorumOf(int entitled) => ((entitled * 2) + 2) / 3;
}
