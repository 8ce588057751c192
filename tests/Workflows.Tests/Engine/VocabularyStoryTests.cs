using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Engine;

/// <summary>转办, 委派, 加签, 减签, 退回, 取回, 催办, 抄送, 中止, 改派, 代理: one story each.</summary>
public sealed class VocabularyStoryTests
{
    private static readonly Actor Nobody = Actor.System;

    private static CaseStory Story(Func<ReviewStage, ReviewStage>? change = null)
    {
        var first = Define.Review("first", Define.Next("yes"), Define.Way("no", Define.End("bad"))) with { Deadline = Days(5) };
        var stage = Define.Review("check", Define.Next("yes", positive: true), Define.Way("no", Define.End("bad"))) with { ReturnTo = ["first"], Deadline = Days(5) };
        return new CaseStory(Define.Process(Define.Submit, first, change?.Invoke(stage) ?? stage, Define.Last())).Start();
    }

    private static DeadlineRule Days(int amount) => new() { Amount = amount, OnExpiry = new() { Escalate = ProcessRoles.SectionHead } };

    private static CaseStory AtCheck(Func<ReviewStage, ReviewStage>? change = null) => Story(change).Complete("officer1", "first", "yes");

    private static int Item(CaseStory story, string stage = "check", string? person = null) => story.Item(stage, person: person).Id;

    [Fact]
    public void ATransferredItemBelongsToTheOtherAlone()
    {
        var story = AtCheck();
        story.Refused("officer2", new Transfer(Item(story), "officer3", " ") { Actor = Nobody, At = default }, "comment.required");
        story.Refused("officer2", new Transfer(Item(story), "stranger", "外出") { Actor = Nobody, At = default }, "person.notEligible");
        story.Refused("officer2", new Transfer(Item(story), "officer2", "外出") { Actor = Nobody, At = default }, "person.self");
        story.Do("officer2", new Transfer(Item(story), "officer3", "外出培训") { Actor = Nobody, At = default });
        story.RefusedComplete("officer2", "check", "yes", "task.notYours").Complete("officer3", "check", "yes");
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void ADelegateProposesAndTheOwnerConfirms()
    {
        var story = AtCheck();
        story.Do("officer2", new DelegateItem(Item(story), "officer3", "请先核数据") { Actor = Nobody, At = default });
        story.RefusedComplete("officer2", "check", "yes", "task.notYours");
        story.Refused("officer3", new Transfer(Item(story), "officer4", "不想办") { Actor = Nobody, At = default }, "task.delegated");
        story.Complete("officer3", "check", "no", "数据不实");
        Assert.True(story.IsOpen("check"));
        Assert.Equal("no", Assert.Single(story.Happened<DelegationAnswered>()).Outcome);
        story.RefusedComplete("officer3", "check", "no", "task.notYours").Complete("officer2", "check", "yes");
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void ADelegatedItemCanBeTakenBack()
    {
        var story = AtCheck();
        story.Do("officer2", new DelegateItem(Item(story), "officer3", "请先核数据") { Actor = Nobody, At = default });
        story.Refused("officer3", new TakeBack(Item(story), "我要") { Actor = Nobody, At = default }, "task.notYours");
        story.Do("officer2", new TakeBack(Item(story), "自己办") { Actor = Nobody, At = default });
        story.RefusedComplete("officer3", "check", "yes", "task.notYours").Complete("officer2", "check", "yes");
    }

    [Fact]
    public void SignersBeforeMeGiveTheirOpinionsFirst()
    {
        var story = AtCheck();
        var mine = Item(story);
        story.Do("officer2", new AddSigners(mine, SignerPlace.Before, ["u1", "u2"], "请先看") { Actor = Nobody, At = default });
        story.Refused("officer2", new Complete(mine, "yes") { Actor = Nobody, At = default }, "task.awaitingSigners");
        story.Complete("u1", "check", "no", "不同意").Complete("u2", "check", "yes");
        Assert.True(story.IsOpen("check"));
        story.Do("officer2", new Complete(mine, "yes") { Actor = Nobody, At = default });
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void SignersBesideMeDecideWithMe()
    {
        var story = AtCheck();
        var mine = Item(story);
        story.Do("officer2", new AddSigners(mine, SignerPlace.Beside, ["u1"], "一起办") { Actor = Nobody, At = default });
        story.Refused("officer2", new AddSigners(mine, SignerPlace.Beside, ["u1"], "再加") { Actor = Nobody, At = default }, "signer.already");
        story.Do("officer2", new Complete(mine, "yes") { Actor = Nobody, At = default });
        Assert.True(story.IsOpen("check"));
        story.Complete("u1", "check", "no", "不同意");
        Assert.Equal("bad", story.State.Result);
    }

    [Theory]
    [InlineData("yes", null)]
    [InlineData("no", "bad")]
    public void SignersAfterMeHaveTheLastWord(string answer, string? result)
    {
        var story = AtCheck();
        story.Do("officer2", new AddSigners(Item(story), SignerPlace.After, ["u1"], "请审定") { Actor = Nobody, At = default });
        Assert.Single(story.Open("check").Items);
        story.Complete("officer2", "check", "yes");
        Assert.Equal("yes", story.Open("check").PendingOutcome);
        story.Complete("u1", "check", answer);
        Assert.Equal(result, story.State.Result);
        Assert.Equal(result is null, story.IsOpen("last"));
    }

    [Fact]
    public void ARefusalIsNotSentToSignersAfterIt()
    {
        var story = AtCheck();
        story.Do("officer2", new AddSigners(Item(story), SignerPlace.After, ["u1"], "请审定") { Actor = Nobody, At = default });
        Assert.Equal("bad", story.Complete("officer2", "check", "no").State.Result);
    }

    [Fact]
    public void OnlyWhoAddedOrTheSectionHeadRemovesASigner()
    {
        var story = AtCheck();
        var mine = Item(story);
        story.Do("officer2", new AddSigners(mine, SignerPlace.Before, ["u1"], "请先看") { Actor = Nobody, At = default });
        story.Refused("officer3", new RemoveSigner(mine, "u1", "不用了") { Actor = Nobody, At = default }, "signer.notYours");
        story.Refused("officer2", new RemoveSigner(mine, "u2", "不用了") { Actor = Nobody, At = default }, "signer.unknown");
        story.Do("sectionHead1", new RemoveSigner(mine, "u1", "不用了") { Actor = Nobody, At = default });
        story.Do("officer2", new Complete(mine, "yes") { Actor = Nobody, At = default });
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void RemovingTheLastOneWhoIsWaitedForDecides()
    {
        var story = AtCheck(s => s with { Mode = ReviewMode.All });
        var mine = Item(story, person: "officer1");
        story.Do("officer1", new AddSigners(mine, SignerPlace.Beside, ["u1"], "一起办") { Actor = Nobody, At = default });
        story.Complete("officer2", "check", "yes").Complete("officer3", "check", "yes").Complete("officer1", "check", "yes");
        Assert.True(story.IsOpen("check"));
        story.Do("sectionHead1", new RemoveSigner(story.Item("check", person: "u1").Id, "u1", "出差") { Actor = Nobody, At = default });
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void InSequenceEachIsAskedWhenTheOneBeforeAgreed()
    {
        var story = AtCheck(s => s with { Mode = ReviewMode.Sequential });
        Assert.Equal(["user:officer1"], Assert.Single(story.Open("check").Items).Candidates);
        story.Complete("officer1", "check", "yes").Complete("officer2", "check", "yes");
        Assert.True(story.IsOpen("check"));
        story.Complete("officer3", "check", "yes");
        Assert.True(story.IsOpen("last"));

        var refused = AtCheck(s => s with { Mode = ReviewMode.Sequential });
        Assert.Equal("bad", refused.Complete("officer1", "check", "no").State.Result);
    }

    [Fact]
    public void StraightBackKeepsTheVotesAndStopsTheClock()
    {
        var story = AtCheck(s => s with { Mode = ReviewMode.All }).Complete("officer1", "check", "yes");
        var due = story.Deadline("check").DueAt;
        story.At("2026-09-03 09:00").Do("officer2", new Return(Item(story, person: "officer2"), "first", "材料缺页") { Actor = Nobody, At = default, Back = true });
        Assert.Equal(2, story.State.Activations.Length);
        story.RefusedComplete("officer3", "check", "yes", "task.notYours");
        story.Refused("officer3", new Complete(Item(story, person: "officer3"), "yes") { Actor = Nobody, At = default }, "task.awaitingReturn");
        story.At("2026-09-07 09:00").Complete("officer1", "first", "yes");
        Assert.True(story.Deadline("check").DueAt > due);
        story.Complete("officer2", "check", "yes").Complete("officer3", "check", "yes");
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void ForwardAgainVoidsTheVotes()
    {
        var story = AtCheck(s => s with { Mode = ReviewMode.All }).Complete("officer1", "check", "yes");
        story.Do("officer2", new Return(Item(story, person: "officer2"), "first", "材料缺页") { Actor = Nobody, At = default });
        story.Complete("officer1", "first", "yes");
        Assert.Equal(3, story.Open("check").Items.Count(i => !i.Done));
    }

    [Fact]
    public void MyLastStepComesBackWhileNobodyHasActed()
    {
        var story = AtCheck();
        var due = story.Happened<DeadlineOpened>().ElementAt(1).DueAt;
        story.Refused("officer2", new TakeBack(null, "办错了") { Actor = Nobody, At = default }, "takeBack.nothing");
        story.Do("officer1", new TakeBack(null, "办错了") { Actor = Nobody, At = default });
        Assert.False(story.IsOpen("check"));
        Assert.Equal(due, story.Deadline("first").DueAt);
        story.RefusedComplete("officer2", "first", "yes", "task.notYours").Complete("officer1", "first", "no");
        Assert.Equal("bad", story.State.Result);
    }

    [Fact]
    public void AClaimedNextStepIsNotTakenBack()
    {
        var story = AtCheck(s => s with { Mode = ReviewMode.Single });
        story.Do("officer2", new Claim(Item(story)) { Actor = Nobody, At = default });
        story.Refused("officer1", new TakeBack(null, "办错了") { Actor = Nobody, At = default }, "takeBack.nothing");
    }

    [Fact]
    public void AVoteIsTakenBackBeforeItIsCounted()
    {
        var story = AtCheck(s => s with { Mode = ReviewMode.All }).Complete("officer1", "check", "yes");
        var answered = story.Open("check").Items.Single(i => i.Done).Id;
        story.Refused("officer2", new TakeBack(answered, "改主意") { Actor = Nobody, At = default }, "takeBack.nothing");
        story.Do("officer1", new TakeBack(answered, "改主意") { Actor = Nobody, At = default });
        Assert.Equal(3, story.Open("check").Items.Count(i => !i.Done));
        Assert.Equal("bad", story.Complete("officer1", "check", "no").State.Result);
    }

    [Fact]
    public void UrgingIsLimitedToOnceADay()
    {
        var story = AtCheck();
        story.Refused("u9", new Urge(null) { Actor = Nobody, At = default }, "task.notYours");
        story.Do("applicant1", new Urge("请抓紧") { Actor = Nobody, At = default });
        story.Refused("applicant1", new Urge("再催") { Actor = Nobody, At = default }, "urge.tooOften");
        story.At("2026-09-03 11:20").Do("applicant1", new Urge("再催") { Actor = Nobody, At = default });
        Assert.Equal([Item(story)], story.Happened<Urged>().Last().Items);
    }

    [Fact]
    public void ASuspendedCaseStandsStillAndKeepsItsTime()
    {
        var story = AtCheck();
        var due = story.Deadline("check").DueAt;
        story.Refused("officer2", new Suspend("待核查") { Actor = Nobody, At = default }, "command.notAllowed");
        story.At("2026-09-03 10:00").Do("sectionHead1", new Suspend("待司法结论") { Actor = Nobody, At = default });
        story.RefusedComplete("officer2", "check", "yes", "case.suspended");
        story.At("2026-10-20 10:00");
        Assert.Empty(story.Happened<DeadlineExpired>());
        story.Do("sectionHead1", new Resume("已有结论") { Actor = Nobody, At = default });
        // Five working days from 09-02; 09-03 is used; four are left from 10-21.
        Assert.Equal(CaseStory.EndOf("2026-10-26"), story.Deadline("check").DueAt);
        Assert.True(story.Deadline("check").DueAt > due);
        story.Complete("officer2", "check", "yes");
    }

    [Fact]
    public void AnAdministratorGivesTheWorkToAnother()
    {
        var story = AtCheck(s => s with { Mode = ReviewMode.Single });
        story.Do("officer2", new Claim(Item(story)) { Actor = Nobody, At = default });
        story.Refused("officer3", new Reassign(Item(story), "officer4", "离岗") { Actor = Nobody, At = default }, "command.notAllowed");
        story.Do("administrator1", new Reassign(Item(story), "officer4", "离岗") { Actor = Nobody, At = default });
        story.RefusedComplete("officer2", "check", "yes", "task.notYours").Complete("officer4", "check", "yes");
    }

    [Fact]
    public void ASubstituteIsHeldToBothPersonsRules()
    {
        var story = AtCheck(s => s with { DifferentFrom = ["first"] });
        var head = story.World.Person("officer2") with { Via = "officer1" };
        var (decision, _) = story.World.Decide(story.Definition, story.State, new Complete(Item(story), "yes") { Actor = head, At = story.Now });
        Assert.Equal("task.samePerson", Assert.IsType<Decision.Refused>(decision).Refusal.Code);
        var (allowed, _) = story.World.Decide(story.Definition, story.State, new Complete(Item(story), "yes") { Actor = head with { Via = "officer3" }, At = story.Now });
        var done = Assert.Single(Assert.IsType<Decision.Accepted>(allowed).Events.OfType<WorkItemCompleted>());
        Assert.Equal(("officer2", "officer3"), (done.By, done.Via));
    }

    [Fact]
    public void WhoFiledItDoesNotApproveIt()
    {
        var story = AtCheck(s => s with { Assign = new() { Users = ["applicant1", "u1"] } });
        Assert.Equal(["user:u1"], story.Item("check").Candidates);
    }

    [Fact]
    public void WhatTheStageForbidsIsRefused()
    {
        var story = AtCheck(s => s with { Forbid = ["transfer", "delegate", "addSigner", "copy"] });
        story.Refused("officer2", new Transfer(Item(story), "officer3", "外出") { Actor = Nobody, At = default }, "command.forbidden");
        story.Refused("officer2", new DelegateItem(Item(story), "officer3", "请看") { Actor = Nobody, At = default }, "command.forbidden");
        story.Refused("officer2", new AddSigners(Item(story), SignerPlace.After, ["u1"], "请看") { Actor = Nobody, At = default }, "command.forbidden");
        story.Refused("officer2", new SendCopy(Item(story), ["u1"], null) { Actor = Nobody, At = default }, "command.forbidden");
        Assert.Equal(["complete", "complete", "return"], AllowedActions.For(story.Definition, story.State, Item(story), story.World.Person("officer2"), story.World.Instant, story.Now).Select(a => a.Type));
    }

    [Fact]
    public void HoursRunThroughTheNight()
    {
        var story = AtCheck(s => s with { Deadline = new() { Amount = 30, Unit = PeriodUnit.Hours, Remind = [2], OnExpiry = new() { Escalate = ProcessRoles.SectionHead } } });
        Assert.Equal(CaseStory.Instant("2026-09-03 17:20"), story.Deadline("check").DueAt);
        Assert.Equal([CaseStory.Instant("2026-09-03 15:20")], story.Deadline("check").Reminders);
        story.At("2026-09-02 21:20").Do("sectionHead1", new Suspend("停电") { Actor = Nobody, At = default });
        story.At("2026-09-05 08:00").Do("sectionHead1", new Resume("来电") { Actor = Nobody, At = default });
        Assert.Equal(CaseStory.Instant("2026-09-06 04:00"), story.Deadline("check").DueAt);
    }

    [Fact]
    public void AFixedDayEndsAtMidnight()
    {
        var story = AtCheck(s => s with { Deadline = new() { At = "2026-09-30", Remind = [], OnExpiry = new() { Outcome = "no" } } });
        Assert.Equal(CaseStory.EndOf("2026-09-30"), story.Deadline("check").DueAt);
        Assert.Equal("bad", story.At("2026-10-01 00:00").State.Result);
    }
}
