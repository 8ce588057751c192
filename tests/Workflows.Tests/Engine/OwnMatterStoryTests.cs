using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Engine;

/// <summary>自己的事: nobody judges himself, also on versions that were published before publishing refused it.</summary>
public sealed class OwnMatterStoryTests
{
    private static readonly AssignmentRule Own = new() { Initiator = true };
    private static readonly ReviewStage Check = Define.Review("check", Define.Next("yes", positive: true), Define.Way("no", Define.End("bad")));

    private static CaseStory Tell(params Stage[] stages) => new CaseStory(Define.Process(stages)).Start();

    [Theory, InlineData(false), InlineData(true)]
    public void AReviewAssignedToTheApplicantGoesToTheSectionHead(bool self)
    {
        var story = Tell(Define.Submit, Check with { Assign = Own, AllowSelfApproval = self }, Define.Last());
        Assert.Equal(["sectionHead@programme:T"], story.Item("check").Candidates);
        story.RefusedComplete("applicant1", "check", "yes", "task.notYours").Complete("sectionHead1", "check", "yes");
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void AReviewByTheSamePersonAsTheApplicationGoesToTheSectionHead()
    {
        var story = Tell(Define.Submit, Check with { Assign = new() { SameAs = "submit" }, AllowSelfApproval = true }, Define.Last());
        Assert.Equal(["sectionHead@programme:T"], story.Item("check").Candidates);
    }

    [Fact]
    public void WorkThatAlreadyLiesWithTheApplicantIsRefusedToAllHisPeopleAndHandedUpByTheNextThingThatHappens()
    {
        var story = Tell(Define.Submit, Define.Parallel("both", [Check with { Assign = Own, PartyChoice = true }], [Define.Review("other")]), Define.Last());
        Assert.Equal(["applicant@organization:O"], story.Item("check").Candidates);
        // The version as it was published before there was a choice of the party.
        story.Turn(Define.Process(Define.Submit, Define.Parallel("both", [Check with { Assign = Own }], [Define.Review("other")]), Define.Last()));
        story.RefusedComplete("applicant1", "check", "yes", "task.selfApproval").RefusedComplete("applicant2", "check", "yes", "task.selfApproval");
        story.Complete("officer1", "other", "ok");
        Assert.Equal(["sectionHead@programme:T"], story.Item("check").Candidates);
        story.Complete("sectionHead1", "check", "yes");
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void APartysOwnChoiceIsTheApplicants()
    {
        var story = Tell(Define.Submit, Check with { Assign = Own, PartyChoice = true }, Define.Last()).Complete("applicant1", "check", "yes");
        Assert.True(story.IsOpen("last"));
    }
}
