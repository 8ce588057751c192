using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Engine;

/// <summary>迁移: what may go on under another version, and what must stay.</summary>
public sealed class MigrationStoryTests
{
    private static ReviewStage Check(int supplement = 5) => Define.Review("check", Define.Next("ok"), Define.Time("silent", Define.End("bad"))) with
    {
        Deadline = Define.Days(5, new() { Escalate = "sectionHead" }),
        Supplement = new() { OnExpiry = "silent", Amount = supplement, Remind = [1] },
    };

    private static CaseStory Tell(params Stage[] stages) => new CaseStory(Define.Process(stages)).Start();

    private static RequestSupplement Ask(CaseStory story) => new(story.Item("check").Id, [new("a", "改")]) { Actor = Actor.System, At = default };

    [Fact]
    public void ACaseGoesOnUnderTheNewVersionAndKeepsItsRunningPeriod()
    {
        var story = Tell(Define.Submit, Check(), Define.Last());
        var due = story.Deadline("check").DueAt;
        var shorter = Define.Process(Define.Submit, Check() with { Deadline = Define.Days(2, new() { Escalate = "sectionHead" }) }, Define.Review("second"), Define.Last());
        story.Migrate(shorter);
        Assert.Equal(7, story.State.DefinitionVersion);
        Assert.Equal(due, story.Deadline("check").DueAt);
        // What follows is the new version's.
        story.Complete("officer1", "check", "ok");
        Assert.True(story.IsOpen("second"));
        story.Complete("officer2", "second", "ok").Complete("officer3", "last", "good");
        Assert.Equal("good", story.State.Result);
    }

    [Fact]
    public void TheStageWhereItStandsMustBeThereAtTheSamePlace()
    {
        var story = Tell(Define.Submit, Check(), Define.Last());
        Assert.Contains("没有它所在的环节", story.Obstacle(Define.Process(Define.Submit, Define.Last())));
        Assert.Contains("没有它所在的环节", story.Obstacle(Define.Process(Define.Submit, new SiteVisitStage { Id = "check", Name = "check", Assign = Define.Officer, Outcomes = [Define.Next("ok")] }, Define.Last())));
        Assert.Contains("换了分支", story.Obstacle(Define.Process(Define.Submit, Define.Parallel("both", [Check()], [Define.Review("other")]), Define.Last())));
        Assert.Contains("办理方式变了", story.Obstacle(Define.Process(Define.Submit, Check() with { Mode = ReviewMode.All, Supplement = null, Outcomes = [Define.Next("ok", positive: true), Define.Way("no", Define.End("bad"))] }, Define.Last())));
        story.Refused("system1", CaseStory.Migration(story.Definition, story.State.DefinitionVersion), "migration.same");
    }

    [Fact]
    public void AStageThatTheNewVersionHasBeforeThePlaceOfTheCaseIsNamed()
    {
        var story = Tell(Define.Submit, Check(), Define.Last());
        Assert.Contains("以前增加了“early”，迁移会越过，方案没有允许", story.Obstacle(Define.Process(Define.Submit, Define.Review("early"), Check(), Define.Last())));
        // Inside a block: what stands before the block counts too.
        var inside = Tell(Define.Submit, Define.Parallel("both", [Check()], [Define.Review("other")]), Define.Last());
        Assert.Contains("“early”", inside.Obstacle(Define.Process(Define.Submit, Define.Review("early"), Define.Parallel("both", [Check()], [Define.Review("other")]), Define.Last())));
        // What comes after it, and what nobody waits at, is no obstacle.
        story.Migrate(Define.Process(Define.Submit, new ActionStage { Id = "note", Action = "webhook" }, Check(), Define.Review("late"), Define.Last()));
        Assert.True(story.IsOpen("check"));
    }

    [Fact]
    public void ThePlanMayLetCasesPassAnInsertedStageAndTheHistorySaysSo()
    {
        var story = Tell(Define.Submit, Check(), Define.Last());
        story.Migrate(Define.Process(Define.Submit, Define.Review("early"), Check(), Define.Last()), passesInserted: true);
        Assert.True(story.IsOpen("check"));
        Assert.Equal(["early"], Assert.Single(story.Happened<CaseMigrated>()).Passed!.Value);
    }

    [Fact]
    public void APeriodOfTheApplicantIsOnlyEverLengthened()
    {
        var story = Tell(Define.Submit, Check(5), Define.Last());
        story.Do("officer1", Ask(story));
        var due = story.Deadline("check", DeadlinePurpose.Supplement).DueAt;
        Assert.Contains("缩短申报单位的补正期限", story.Obstacle(Define.Process(Define.Submit, Check(4), Define.Last())));
        Assert.Contains("没有补正", story.Obstacle(Define.Process(Define.Submit, Check() with { Supplement = null, Outcomes = [Define.Next("ok")] }, Define.Last())));
        story.Migrate(Define.Process(Define.Submit, Check(8), Define.Last()));
        var longer = story.Deadline("check", DeadlinePurpose.Supplement).DueAt;
        Assert.Equal(CaseStory.EndOf("2026-09-14"), longer);
        Assert.True(longer > due);
        Assert.Equal(longer, Assert.Single(story.Happened<DeadlineRecomputed>()).DueAt);
    }

    [Fact]
    public void WhatWasDecidedMustComeOutTheSame()
    {
        var story = Tell(Define.Submit, Check(), Define.Last());
        story.Complete("officer1", "check", "ok");
        Assert.Contains("会使这一件办结", story.Obstacle(Define.Process(Define.Submit, Check() with { Outcomes = [Define.Way("ok", Define.End("bad")), Define.Next("fine"), Define.Time("silent", Define.End("bad"))] }, Define.Last())));
        Assert.Contains("在新版里没有", story.Obstacle(Define.Process(Define.Submit, Check() with { Outcomes = [Define.Next("fine"), Define.Time("silent", Define.End("bad"))] }, Define.Last())));
        // A stage that is gone among those that are behind changes nothing; one that is new there would be passed over unseen.
        Assert.Contains("迁移会越过", story.Obstacle(Define.Process(Define.Submit, Define.Review("before"), Define.Last())));
        story.Migrate(Define.Process(Define.Submit, Define.Last()));
        story.Complete("officer2", "last", "good");
        Assert.Equal("good", story.State.Result);
    }

    [Fact]
    public void WhatCountsOfBranchesMustStandStill()
    {
        var story = Tell(Define.Submit, Define.Parallel("both", [Check()], [Define.Review("other")]), Define.Last());
        Assert.Contains("分支数变了", story.Obstacle(Define.Process(Define.Submit, Define.Parallel("both", [Check()], [Define.Review("other")], [Define.Review("third")]), Define.Last())));
        story.Migrate(Define.Process(Define.Submit, Define.Parallel("both", [Check(), Define.Review("then")], [Define.Review("other")]), Define.Last()));
        story.Complete("officer1", "check", "ok").Complete("officer2", "other", "ok");
        Assert.True(story.IsOpen("then"));
        story.Complete("officer3", "then", "ok");
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void NobodyTakesBackAStepOfTheOldVersion()
    {
        var story = Tell(Define.Submit, Check(), Define.Last());
        story.Complete("officer1", "check", "ok");
        story.Migrate(Define.Process(Define.Submit, Check(), Define.Last()));
        story.Refused("officer1", new TakeBack(null, "办错了") { Actor = Actor.System, At = default }, "takeBack.nothing");
    }
}
