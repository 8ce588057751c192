using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Engine;

/// <summary>或签, 会签 and 票签.</summary>
public sealed class ReviewModeTests
{
    private static CaseStory Story(ReviewMode mode, Func<ReviewStage, ReviewStage>? change = null, int officers = 3)
    {
        var stage = Define.Review("vote", Define.Next("yes", positive: true), Define.Way("no", Define.End("bad")), Define.Way("doubt", Define.End("other"))) with { Mode = mode };
        var story = new CaseStory(Define.Process(Define.Submit, change?.Invoke(stage) ?? stage, Define.Last()));
        story.World.Headcount["officer"] = officers;
        return story.Start();
    }

    [Fact]
    public void AnySignsForAll()
    {
        var story = Story(ReviewMode.Any);
        story.Refused("officer1", new Claim(story.Item("vote").Id) { Actor = Actor.System, At = default }, "task.notClaimable");
        story.Complete("officer3", "vote", "yes");
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void AllMustAgree()
    {
        var story = Story(ReviewMode.All);
        Assert.Equal(3, story.Open("vote").Items.Length);
        story.Complete("officer2", "vote", "yes").Complete("officer1", "vote", "yes");
        story.Refused("officer1", new Complete(story.Open("vote").Items[2].Id, "yes") { Actor = Actor.System, At = default }, "task.notYours");
        Assert.True(story.IsOpen("vote"));
        story.Complete("officer3", "vote", "yes");
        Assert.True(story.IsOpen("last"));
        Assert.Equal(["officer2", "officer1", "officer3"], story.State.Actors["vote"]);
    }

    [Fact]
    public void TheFirstOtherAnswerDecidesForAll()
    {
        var story = Story(ReviewMode.All).Complete("officer1", "vote", "yes").Complete("officer2", "vote", "doubt");
        Assert.Equal("other", story.State.Result);
        Assert.Single(story.Last.OfType<WorkItemClosed>());
    }

    [Fact]
    public void AVoteIsDecidedAsSoonAsTheRestCannotChangeIt()
    {
        var story = Story(ReviewMode.Vote, officers: 5).Complete("officer1", "vote", "yes").Complete("officer2", "vote", "yes");
        Assert.True(story.IsOpen("vote"));
        story.Complete("officer3", "vote", "yes");
        Assert.True(story.IsOpen("last"));
        Assert.Equal(2, story.Last.OfType<WorkItemClosed>().Count());
    }

    [Fact]
    public void HalfIsNotMoreThanHalf()
    {
        var story = Story(ReviewMode.Vote, officers: 4).Complete("officer1", "vote", "yes").Complete("officer2", "vote", "yes").Complete("officer3", "vote", "no");
        Assert.True(story.IsOpen("vote"));
        story.Complete("officer4", "vote", "doubt");
        Assert.Equal("bad", story.State.Result);
    }

    [Fact]
    public void AVoteIsLostAsSoonAsTheRestCannotSaveIt() =>
        Assert.Equal("other", Story(ReviewMode.Vote).Complete("officer1", "vote", "doubt").Complete("officer3", "vote", "doubt").State.Result);

    [Fact]
    public void AmongTheOtherAnswersTheHeaviestWinsThenTheFirstListed()
    {
        Assert.Equal("bad", Story(ReviewMode.Vote).Complete("officer1", "vote", "doubt").Complete("officer3", "vote", "no").State.Result);
        var weights = new Dictionary<string, int> { ["officer3"] = 2 };
        Assert.Equal("other", Story(ReviewMode.Vote, s => s with { Weights = weights }, 4).Complete("officer1", "vote", "no").Complete("officer3", "vote", "doubt").State.Result);
    }

    [Fact]
    public void WeightsCount()
    {
        var weights = new Dictionary<string, int> { ["officer2"] = 3 };
        Assert.True(Story(ReviewMode.Vote, s => s with { Weights = weights }).Complete("officer2", "vote", "yes").IsOpen("last"));
    }

    [Fact]
    public void AVetoDecidesAtOnceAndAMajorityWaitsForTheOneWhoMayVeto()
    {
        var story = Story(ReviewMode.Vote, s => s with { Veto = ["officer3"] }).Complete("officer1", "vote", "yes").Complete("officer2", "vote", "yes");
        Assert.True(story.IsOpen("vote"));
        story.Complete("officer3", "vote", "no");
        Assert.Equal("bad", story.State.Result);
        Assert.True(Story(ReviewMode.Vote, s => s with { Veto = ["officer3"] }).Complete("officer1", "vote", "yes").Complete("officer3", "vote", "yes").IsOpen("last"));
        Assert.Equal("bad", Story(ReviewMode.Vote, s => s with { Veto = ["officer3"] }).Complete("officer3", "vote", "no").State.Result);
    }

    [Fact]
    public void NobodyInTheGroupLeavesTheWorkToTheGroup()
    {
        var story = Story(ReviewMode.All, officers: 0);
        Assert.Equal(["officer@programme:T", "sectionHead@programme:T"], Assert.Single(story.Open("vote").Items).Candidates);
        Assert.Equal(["officer@programme:T"], Assert.Single(story.Happened<ApproverMissing>()).Wanted);
        story.Complete("officer9", "vote", "yes");
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void APersonNamedTwiceVotesOnce() =>
        Assert.Single(Story(ReviewMode.All, s => s with { Assign = new() { Users = ["u1", "u1"] } }).Open("vote").Items);

    [Fact]
    public void WhoHasActedBeforeDoesNotVote()
    {
        var vote = Define.Review("vote", Define.Next("yes", positive: true), Define.Way("no", Define.End("bad"))) with { Mode = ReviewMode.All, DifferentFrom = ["first"] };
        var story = new CaseStory(Define.Process(Define.Submit, Define.Review("first"), vote, Define.Last())).Start().Complete("officer2", "first", "ok");
        Assert.Equal(["user:officer1", "user:officer3"], story.Open("vote").Items.SelectMany(i => i.Candidates));
    }
}
