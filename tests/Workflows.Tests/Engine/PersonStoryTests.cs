using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Engine;

/// <summary>Who may act: groups, persons, the same person, another person.</summary>
public sealed class PersonStoryTests
{
    private static readonly Actor Nobody = Actor.System;

    private static CaseStory Tell(params Stage[] stages) => new CaseStory(Define.Process(stages)).Start();

    [Fact]
    public void AnotherPersonActsOnTheSecondStage()
    {
        var story = Tell(Define.Submit, Define.Review("first"), Define.Review("second") with { Mode = ReviewMode.Single, DifferentFrom = ["first"] }, Define.Last()).Complete("officer1", "first", "ok");
        story.RefusedComplete("officer1", "second", "ok", "task.samePerson");
        story.Refused("officer1", new Claim(story.Item("second").Id) { Actor = Nobody, At = default }, "task.samePerson");
        Assert.Empty(AllowedActions.For(story.Definition, story.State, story.Item("second").Id, story.World.Person("officer1"), story.World.Instant, story.Now));
        story.Complete("officer2", "second", "ok");
    }

    [Fact]
    public void WhoClaimedAndThenActedInTheOtherBranchNoLongerHoldsIt()
    {
        var story = Tell(Define.Submit, Define.Parallel("both", [Define.Review("a")], [Define.Review("b") with { Mode = ReviewMode.Single, DifferentFrom = ["a"] }]), Define.Last());
        var item = story.Item("b").Id;
        story.Do("officer1", new Claim(item) { Actor = Nobody, At = default }).Complete("officer1", "a", "ok");
        Assert.Equal(item, Assert.Single(story.Last.OfType<WorkItemReleased>()).Item);
        story.RefusedComplete("officer1", "b", "ok", "task.samePerson").Complete("officer2", "b", "ok");
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void APlaceOfWhoeverActedInTheOtherBranchGoesToTheSectionHead()
    {
        var all = Define.Review("b", Define.Next("ok", positive: true), Define.Way("no", Define.End("bad"))) with { Mode = ReviewMode.All, DifferentFrom = ["a"] };
        var story = Tell(Define.Submit, Define.Parallel("both", [Define.Review("a")], [all]), Define.Last());
        Assert.Equal(["user:officer1", "user:officer2", "user:officer3"], story.Open("b").Items.SelectMany(i => i.Candidates));
        story.Complete("officer2", "a", "ok");
        Assert.Equal(["user:officer1", "sectionHead@programme:T", "user:officer3"], story.Open("b").Items.SelectMany(i => i.Candidates));
        Assert.Equal(["user:officer2"], Assert.Single(story.Last.OfType<ApproverMissing>()).Wanted);
        story.Complete("officer1", "b", "ok").Complete("officer3", "b", "ok").Complete("sectionHead1", "b", "ok");
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void TheNextInOrderWhoWasBarredMeanwhileIsNotAsked()
    {
        var inOrder = Define.Review("b", Define.Next("ok", positive: true), Define.Way("no", Define.End("bad"))) with { Mode = ReviewMode.Sequential, DifferentFrom = ["a"] };
        var story = Tell(Define.Submit, Define.Parallel("both", [Define.Review("a")], [inOrder]), Define.Last()).Complete("officer2", "a", "ok").Complete("officer1", "b", "ok");
        Assert.Equal(["sectionHead@programme:T"], story.Item("b").Candidates);
        story.Complete("sectionHead1", "b", "ok").Complete("officer3", "b", "ok");
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void WhenTheOnlyHolderOfTheRoleActedInTheOtherBranchTheSectionHeadIsAskedToo()
    {
        var story = new CaseStory(Define.Process(Define.Submit, Define.Parallel("both", [Define.Review("a")], [Define.Review("b") with { DifferentFrom = ["a"] }]), Define.Last()));
        story.World.Headcount["officer"] = 1;
        story.Start();
        Assert.Equal(["officer@programme:T"], story.Item("b").Candidates);
        story.Complete("officer1", "a", "ok");
        Assert.Equal(["officer@programme:T", "sectionHead@programme:T"], story.Item("b").Candidates);
        story.Complete("sectionHead1", "b", "ok");
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void WhatComesBackFromADelegateToSomebodyWhoWasBarredMeanwhileGoesToTheSectionHead()
    {
        var story = Tell(Define.Submit, Define.Parallel("both", [Define.Review("a")], [Define.Review("b") with { Assign = new() { Users = ["officer1"] }, DifferentFrom = ["a"] }]), Define.Last());
        var item = story.Item("b").Id;
        story.Do("officer1", new DelegateItem(item, "officer9", "请先看") { Actor = Nobody, At = default }).Complete("officer1", "a", "ok").Complete("officer9", "b", "ok");
        Assert.Equal(["sectionHead@programme:T"], story.Item("b").Candidates);
    }

    [Fact]
    public void AnExpertWhoIsBarredMeanwhileIsReplaced()
    {
        var panel = new ExpertReviewStage { Id = "panel", Sheet = "s", DifferentFrom = ["a"], Outcomes = [Define.Next("pass")] };
        var story = Tell(Define.Submit, Define.Parallel("both", [Define.Review("a") with { Assign = new() { Users = ["e2"] } }], [panel]), Define.Last()).Complete("e2", "a", "ok");
        Assert.Equal("conflict", Assert.Single(story.Last.OfType<WorkItemClosed>(), c => c.Cause == "conflict").Cause);
        Assert.Equal(["e6"], Assert.Single(story.Last.OfType<PanelDrawn>()).Experts);
        Assert.DoesNotContain(story.Open("panel").Items, i => i.Candidates.Contains("user:e2"));
    }

    [Fact]
    public void TheSamePersonGoesOn()
    {
        var story = Tell(Define.Submit, Define.Review("first"), Define.Review("second") with { Assign = new() { SameAs = "first" } }, Define.Last()).Complete("officer2", "first", "ok");
        Assert.Equal(["user:officer2"], story.Item("second").Candidates);
    }

    [Fact]
    public void WhenTimeDecidedTheGroupOfThatStageGetsTheWork()
    {
        var first = Define.Review("first", Define.Next("ok"), Define.Time("silent", new Route.Next())) with { Deadline = Define.Days(2, new() { Outcome = "silent" }) };
        var story = Tell(Define.Submit, first, Define.Review("second") with { Assign = new() { SameAs = "first" } }, Define.Last()).At("2026-09-07 09:00");
        Assert.Equal(["officer@programme:T"], story.Item("second").Candidates);
    }

    [Fact]
    public void WhenEveryNamedPersonIsBarredTheSectionHeadGetsTheWork()
    {
        var story = Tell(Define.Submit, Define.Review("first"), Define.Review("second") with { Assign = new() { Users = ["officer1"] }, DifferentFrom = ["first"] }, Define.Last()).Complete("officer1", "first", "ok");
        Assert.Equal(["sectionHead@programme:T"], story.Item("second").Candidates);
    }

    [Fact]
    public void TheApplicantWhoMendsDoesNotBecomeAReviewer()
    {
        var check = Define.Review("check", Define.Next("ok"), Define.Time("silent", Define.End("bad"))) with { Supplement = new() { OnExpiry = "silent" } };
        var story = Tell(Define.Submit, check, Define.Review("second") with { Assign = new() { SameAs = "check" } }, Define.Last());
        story.Do("officer1", new RequestSupplement(story.Item("check").Id, [new("a", "改")]) { Actor = Nobody, At = default })
            .Complete("applicant1", "check", "supplemented", purpose: WorkPurpose.Supplement).Complete("officer1", "check", "ok");
        Assert.Equal(["user:officer1"], story.Item("second").Candidates);
    }

    [Fact]
    public void AnExpertWhoHasActedBeforeIsNotDrawn()
    {
        var panel = new ExpertReviewStage { Id = "panel", Sheet = "s", DifferentFrom = ["first"], Outcomes = [Define.Next("pass")] };
        var story = Tell(Define.Submit, Define.Review("first") with { Assign = new() { Users = ["e2"] } }, panel, Define.Last()).Complete("e2", "first", "ok");
        Assert.Equal(["e1", "e3", "e4", "e5", "e6"], story.Happened<PanelDrawn>().Single().Experts);
    }

    [Fact]
    public void ALaterSubmissionIsReceivedAfterTheRoundHasClosed()
    {
        var report = new SubmissionStage { Id = "report", Form = "report", ApplicantStatus = "执行中", Assign = new() { Initiator = true }, Outcomes = [Define.Next("handedIn")] };
        var story = new CaseStory(Define.Process(Define.Submit, Define.Review("first"), report, Define.Last()));
        story.World.Round["closesAt"] = CaseStory.EndOf("2026-09-05");
        story.Start().At("2026-09-20 09:00").Complete("officer1", "first", "ok");
        Assert.Equal("执行中", story.State.ApplicantStatus);
        story.Refused("officer1", new Submit(2, "h") { Actor = Nobody, At = default }, "task.notYours");
        story.Refused("applicant1", new Submit(2, "h") { Actor = Nobody, At = default, Item = 999 }, "application.nothingToSubmit");
        story.Do("applicant2", new Submit(2, "h\"") { Actor = Nobody, At = default, Item = story.Item("report", WorkPurpose.Submit).Id });
        Assert.Equal("""{"formVersion":2,"formHash":"h\u0022"}""", story.Last.OfType<WorkItemCompleted>().Single().Values);
    }

    [Fact]
    public void MaterialsInSeveralBranchesAreHandedInOneByOne()
    {
        static SubmissionStage Report(string id) => new() { Id = id, Assign = new() { Initiator = true }, Outcomes = [Define.Next("handedIn")] };
        var story = Tell(Define.Submit, Define.Parallel("both", [Report("a")], [Report("b")]), Define.Last());
        story.Do("applicant1", new Submit(2, "h") { Actor = Nobody, At = default, Item = story.Item("b", WorkPurpose.Submit).Id });
        Assert.Equal(["both", "a"], story.State.Activations.Select(a => a.StageId));
    }

    [Fact]
    public void ABatchIsOfOneStageAndOnlyItsPeopleFillIt()
    {
        static MeetingStage Meeting(string id) => new() { Id = id, Assign = Define.Officer, Outcomes = [Define.Next("yes", positive: true), Define.Time("late", new Route.Next())], Deadline = Define.Days(5, new() { Outcome = "late" }) };
        var story = Tell(Define.Submit, Define.Parallel("both", [Meeting("a")], [Meeting("b")]), Define.Last());
        story.Refused("applicant1", new JoinBatch("a", "m") { Actor = Nobody, At = default }, "task.notYours").Refused("officer1", new JoinBatch("last", "m") { Actor = Nobody, At = default }, "batch.notWaiting");
        story.Do("officer1", new JoinBatch("a", "m") { Actor = Nobody, At = default }).Refused("officer1", new JoinBatch("b", "m") { Actor = Nobody, At = default }, "batch.otherStage");
        story.Refused("officer1", new PublishNotice("m") { Actor = Nobody, At = default }, "task.notNow").Refused("officer1", new SettleBatch("m", "late") { Actor = Nobody, At = default }, "outcome.unknown");
    }

    [Fact]
    public void AStageMayForbidWithdrawing()
    {
        var story = Tell(Define.Submit, Define.Parallel("both", [Define.Review("a")], [Define.Review("b") with { AllowWithdraw = false }]), Define.Last());
        story.Refused("applicant1", new Withdraw(null) { Actor = Nobody, At = default }, "withdraw.forbidden").Complete("officer1", "b", "ok").Do("applicant1", new Withdraw(null) { Actor = Nobody, At = default });
        Assert.Equal("withdrawn", story.State.Result);
    }

    [Fact]
    public void AReturnToTheApplicationIsOfferedOnlyBeforeClosing()
    {
        var story = new CaseStory(Define.Process(Define.Submit, Define.Review("first") with { ReturnTo = ["submit"] }, Define.Last()));
        story.World.Round["closesAt"] = CaseStory.EndOf("2026-09-05");
        story.Start();
        string[] Offered() => [.. AllowedActions.For(story.Definition, story.State, story.Item("first").Id, story.World.Person("officer1"), story.World.Instant, story.Now).Select(a => a.Type)];
        Assert.Contains("return", Offered());
        story.Do("officer1", new Return(story.Item("first").Id, "submit", "请改") { Actor = Nobody, At = default });
        Assert.Equal("退回修改", story.State.ApplicantStatus);
        story.Do("applicant1", new Submit(2, "h") { Actor = Nobody, At = default }).At("2026-09-06 00:00");
        Assert.DoesNotContain("return", Offered());
        story.Refused("officer1", new Return(story.Item("first").Id, "submit", "请改") { Actor = Nobody, At = default }, "return.tooLate");
    }
}
