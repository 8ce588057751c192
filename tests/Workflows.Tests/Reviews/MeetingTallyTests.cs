using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Tests.Reviews;

public sealed class MeetingTallyTests
{
    private static string[] Members(int count) => Enumerable.Range(1, count).Select(i => $"m{i}").ToArray();

    private static TallyResult Count(int entitled, int present, int recused, int approve, int reject, int defer = 0)
    {
        var voters = Members(present).Skip(recused).ToArray();
        var votes = voters.Take(approve).Select(id => (id, Vote.Approve))
            .Concat(voters.Skip(approve).Take(reject).Select(id => (id, Vote.Reject)))
            .Concat(voters.Skip(approve + reject).Take(defer).Select(id => (id, Vote.Defer)))
            .ToDictionary();
        return MeetingTally.Count(new(MeetingMode.Vote, Members(entitled), Members(present), Members(recused), votes));
    }

    [Theory]
    [InlineData(9, 7, 0, 7, 0, 0, Vote.Approve, "同意 7，不同意 0")]
    [InlineData(9, 7, 1, 6, 0, 0, Vote.Approve, "同意 6，不同意 0，回避 1")]
    [InlineData(9, 7, 0, 4, 3, 0, Vote.Approve, "同意 4，不同意 3")]
    [InlineData(9, 7, 0, 3, 4, 0, Vote.Reject, "同意 3，不同意 4")]
    [InlineData(9, 6, 0, 1, 1, 4, Vote.Defer, "同意 1，不同意 1，暂缓 4")]
    public void MoreThanHalfOfThosePresentDecides(
        int entitled, int present, int recused, int approve, int reject, int defer, Vote decision, string words)
    {
        var result = Count(entitled, present, recused, approve, reject, defer);
        Assert.Equal(decision, result.Decision);
        Assert.Equal(words, result.InWords);
        Assert.Null(result.Reason);
    }

    [Theory]
    [InlineData(9, 5, 0, 5, 0, 0, "meeting.quorum")]
    [InlineData(9, 6, 1, 5, 0, 0, "meeting.quorum")]
    [InlineData(9, 6, 0, 3, 3, 0, "meeting.noMajority")]
    [InlineData(9, 7, 0, 3, 2, 2, "meeting.noMajority")]
    [InlineData(9, 7, 0, 4, 0, 0, "meeting.votesMissing")]
    [InlineData(3, 3, 3, 0, 0, 0, "meeting.nobody")]
    public void UndecidableItemsSayWhy(int entitled, int present, int recused, int approve, int reject, int defer, string code)
    {
        var result = Count(entitled, present, recused, approve, reject, defer);
        Assert.Null(result.Decision);
        Assert.Equal(code, result.Code);
        Assert.EndsWith("。", result.Reason);
    }

    [Theory]
    [InlineData(9, 6)]
    [InlineData(8, 6)]
    [InlineData(7, 5)]
    [InlineData(3, 2)]
    [InlineData(1, 1)]
    public void QuorumIsTwoThirdsRoundedUp(int entitled, int quorum) => Assert.Equal(quorum, MeetingTally.QuorumOf(entitled));

    [Fact]
    public void VotesOfStrangersStopTheCount() => Assert.Equal("meeting.strangerVote", MeetingTally.Count(new(
        MeetingMode.Vote, Members(3), Members(3), ["m1"], new Dictionary<string, Vote> { ["m1"] = Vote.Approve })).Code);

    [Fact]
    public void AConsensusNeedsAQuorumAndARecord()
    {
        var item = new MeetingItem(MeetingMode.Consensus, Members(9), Members(7), [], new Dictionary<string, Vote>());
        Assert.Equal("meeting.noConsensus", MeetingTally.Count(item).Code);
        Assert.Equal(Vote.Defer, MeetingTally.Count(item with { Consensus = Vote.Defer }).Decision);
        Assert.Equal("meeting.quorum", MeetingTally.Count(item with { Present = Members(5), Consensus = Vote.Approve }).Code);
    }
}
