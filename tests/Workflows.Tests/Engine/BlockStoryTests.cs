using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Tests.Engine;

/// <summary>Parallel blocks, choices, and ways out of them.</summary>
public sealed class BlockStoryTests
{
    private static readonly Actor Nobody = Actor.System;

    private static CaseStory Tell(params Stage[] stages) => new CaseStory(Define.Process(stages)).Start();

    private static string[] OpenStages(CaseStory story) => [.. story.State.Activations.Select(a => a.StageId)];

    [Fact]
    public void AParallelBlockWaitsForAllBranches()
    {
        var story = Tell(Define.Submit, Define.Parallel("both", [Define.Review("a"), Define.Review("a2")], [Define.Review("b")]), Define.Last());
        Assert.Equal(["both", "a", "b"], OpenStages(story));
        story.Complete("officer1", "b", "ok").Complete("officer1", "a", "ok");
        Assert.Equal(["both", "a2"], OpenStages(story));
        story.Complete("officer1", "a2", "ok");
        Assert.Equal(["last"], OpenStages(story));
        Assert.Equal("done", story.State.Outcomes["both"]);
    }

    [Fact]
    public void ARouteOutOfABlockCancelsTheOtherBranchesAndComingBackRestartsAll()
    {
        var story = Tell(Define.Submit, Define.Review("before"),
            Define.Parallel("both", [Define.Review("a", Define.Next("ok"), Define.Way("again", Define.To("before")))], [Define.Review("b"), Define.Review("b2")]), Define.Last());
        story.Complete("officer1", "before", "ok").Complete("officer1", "b", "ok").Complete("officer1", "a", "again");
        Assert.Equal(["before"], OpenStages(story));
        Assert.Equal(["b2", "both"], story.Last.OfType<StageCancelled>().Select(e => e.StageId));
        story.Complete("officer1", "before", "ok");
        Assert.Equal(["both", "a", "b"], OpenStages(story));
        Assert.Equal((2, 2, 1), (story.Open("both").Visit, story.Open("b").Visit, story.State.Visits["b2"]));
    }

    [Fact]
    public void AReturnOutOfABlockCancelsItAndNeedsAReason()
    {
        var story = Tell(Define.Submit, Define.Review("before"),
            Define.Parallel("both", [Define.Review("a") with { ReturnTo = ["before", "late"] }, Define.Review("late")], [Define.Review("b") with { Deadline = Define.Days(5, new() { Escalate = "sectionHead" }) }]), Define.Last());
        story.Complete("officer1", "before", "ok");
        var item = story.Item("a").Id;
        story.Refused("officer1", new Return(item, "late", "退") { Actor = Nobody, At = default }, "return.target");
        story.Refused("officer1", new Return(item, "last", "退") { Actor = Nobody, At = default }, "return.target");
        story.Refused("officer1", new Return(item, "before", " ") { Actor = Nobody, At = default }, "comment.required");
        story.Do("officer1", new Return(item, "before", "请补充") { Actor = Nobody, At = default });
        Assert.Equal(["before"], OpenStages(story));
        Assert.Equal(["left"], story.Last.OfType<DeadlineClosed>().Select(e => e.Cause));
        Assert.Equal(["returned", "left", "left"], story.Last.OfType<StageCancelled>().Select(e => e.Cause));
        story.Refused("officer1", new Complete(item, "ok") { Actor = Nobody, At = default }, "task.closed");
    }

    [Fact]
    public void NestedBlocksAreLeftFromTheInsideOut()
    {
        var story = Tell(Define.Submit, Define.Review("before"),
            Define.Parallel("outer",
                [Define.Review("start"), Define.Parallel("inner", [Define.Review("a", Define.Next("ok"), Define.Way("toStart", Define.To("start")), Define.Way("toBefore", Define.To("before")))], [Define.Review("b")])],
                [Define.Review("c")]),
            Define.Last());
        story.Complete("officer1", "before", "ok").Complete("officer1", "start", "ok").Complete("officer1", "a", "toStart");
        Assert.Equal(["outer", "c", "start"], OpenStages(story));
        story.Complete("officer1", "start", "ok").Complete("officer1", "a", "toBefore");
        Assert.Equal(["before"], OpenStages(story));
        Assert.Equal(["b", "inner", "c", "outer"], story.Last.OfType<StageCancelled>().Select(e => e.StageId));
    }

    [Fact]
    public void ARouteToTheBlockItselfRestartsIt()
    {
        var story = Tell(Define.Submit, Define.Parallel("both", [Define.Review("a", Define.Next("ok"), Define.Way("again", Define.To("both")))], [Define.Review("b")]), Define.Last());
        story.Complete("officer1", "b", "ok").Complete("officer1", "a", "again");
        Assert.Equal(["both", "a", "b"], OpenStages(story));
        Assert.Equal(2, story.Open("both").Visit);
    }

    [Fact]
    public void AnEndInsideABlockCancelsTheSiblings()
    {
        var story = Tell(Define.Submit, Define.Parallel("both", [Define.Review("a", Define.Next("ok"), Define.Way("stop", Define.End("bad")))], [Define.Review("b")]), Define.Last());
        story.Complete("officer1", "a", "stop");
        Assert.Equal(("bad", ProcessPhase.Ended), (story.State.Result, story.State.Phase));
        Assert.Equal(["b", "both"], story.Last.OfType<StageCancelled>().Select(e => e.StageId));
    }

    private static Stage WaitsForAll(string id, params Stage[][] paths) => Define.Parallel(id, paths) with { WaitAll = true };

    [Fact]
    public void AnEndThatWaitsForAllLetsTheSiblingsFinish()
    {
        var story = Tell(Define.Submit, WaitsForAll("both", [Define.Review("a", Define.Next("ok"), Define.Way("stop", Define.End("bad"))), Define.Review("a2")], [Define.Review("b"), Define.Review("b2")]), Define.Last());
        story.Complete("officer1", "a", "stop");
        Assert.Equal(["both", "b"], OpenStages(story));
        Assert.Equal("bad", story.Open("both").PendingResult);
        story.Complete("officer1", "b", "ok").Complete("officer1", "b2", "ok");
        Assert.Equal(("bad", "ended"), (story.State.Result, story.State.Outcomes["both"]));
    }

    [Fact]
    public void OfTwoEndsTheFirstStandsEvenWhenTheSecondIsTheLastBranch()
    {
        static Stage Ending(string id, string result) => Define.Review(id, Define.Next("ok"), Define.Way("stop", Define.End(result)));
        var two = Tell(Define.Submit, WaitsForAll("both", [Ending("a", "bad")], [Ending("b", "other")]), Define.Last());
        two.Complete("officer1", "a", "stop").Complete("officer1", "b", "stop");
        Assert.Equal("bad", two.State.Result);
        var three = Tell(Define.Submit, WaitsForAll("three", [Ending("a", "bad")], [Ending("b", "other")], [Ending("c", "other")]), Define.Last());
        three.Complete("officer1", "b", "stop").Complete("officer1", "a", "stop").Complete("officer1", "c", "ok");
        Assert.Equal("other", three.State.Result);
    }

    [Fact]
    public void AnEndWaitsInEveryEnclosingBlockThatWaitsForAll()
    {
        var story = Tell(Define.Submit,
            WaitsForAll("outer",
                [WaitsForAll("inner", [Define.Review("a", Define.Next("ok"), Define.Way("stop", Define.End("bad")))], [Define.Review("b")]), Define.Review("afterInner")],
                [Define.Review("c")]),
            Define.Last());
        story.Complete("officer1", "a", "stop").Complete("officer1", "b", "ok");
        Assert.Equal(["outer", "c"], OpenStages(story));
        Assert.Equal("bad", story.Open("outer").PendingResult);
        story.Complete("officer1", "c", "ok");
        Assert.Equal("bad", story.State.Result);
        Assert.False(story.State.Visits.ContainsKey("afterInner"));
    }

    [Fact]
    public void ABlockThatDoesNotWaitInsideOneThatDoesIsCancelledWhole()
    {
        var story = Tell(Define.Submit,
            WaitsForAll("outer", [Define.Parallel("inner", [Define.Review("a", Define.Next("ok"), Define.Way("stop", Define.End("bad")))], [Define.Review("b")])], [Define.Review("c")]),
            Define.Last());
        story.Complete("officer1", "a", "stop");
        Assert.Equal(["outer", "c"], OpenStages(story));
        Assert.Equal(["b", "inner"], story.Last.OfType<StageCancelled>().Select(e => e.StageId));
    }

    [Fact]
    public void ABlockThatWaitsInsideOneThatDoesNotHoldsTheEnd()
    {
        var story = Tell(Define.Submit,
            Define.Parallel("outer", [WaitsForAll("inner", [Define.Review("a", Define.Next("ok"), Define.Way("stop", Define.End("bad")))], [Define.Review("b")])], [Define.Review("c")]),
            Define.Last());
        story.Complete("officer1", "a", "stop").Complete("officer1", "b", "ok");
        Assert.Equal("bad", story.State.Result);
    }

    [Fact]
    public void AnEndThatIsDecidedIsNotUndoneByLeavingTheBlock()
    {
        var story = Tell(Define.Submit, Define.Review("before"),
            WaitsForAll("both",
                [Define.Review("a", Define.Next("ok"), Define.Way("stop", Define.End("bad")))],
                [Define.Review("b", Define.Next("ok"), Define.Way("again", Define.To("before"))) with { ReturnTo = ["before"] }]),
            Define.Last());
        story.Complete("officer1", "before", "ok").Complete("officer1", "a", "stop");
        story.Refused("officer1", new Return(story.Item("b").Id, "before", "退回") { Actor = Nobody, At = default }, "return.ending");
        Assert.DoesNotContain(AllowedActions.For(story.Definition, story.State, story.Item("b").Id, story.World.Person("officer1"), story.World.Instant, story.Now), a => a.Type == "return");
        story.Complete("officer1", "b", "again");
        Assert.Equal("bad", story.State.Result);
    }

    [Theory]
    [InlineData(3, "big")]
    [InlineData(1, null)]
    public void AChoiceTakesTheFirstBranchThatHolds(int value, string? next)
    {
        var definition = Define.Process(Define.Submit, Define.Choice("level", "form.a > 2", [Define.Review("big")]), Define.Last());
        var story = new CaseStory(definition);
        story.World.Value = _ => FeelValue.Of(value);
        story.Start();
        Assert.Equal(next ?? "last", story.State.Activations[^1].StageId);
        if (next is not null) story.Complete("officer1", next, "ok");
        Assert.Equal(["last"], OpenStages(story));
    }

    [Fact]
    public void AChoiceInsideAParallelBranchKnowsEarlierOutcomes()
    {
        var story = Tell(Define.Submit, Define.Review("first", Define.Next("ok"), Define.Next("odd")),
            Define.Parallel("both", [Define.Choice("c", "outcome.first = \"odd\"", [Define.Review("extra")])], [Define.Review("b")]), Define.Last());
        story.Complete("officer1", "first", "odd");
        Assert.Equal(["both", "c", "extra", "b"], OpenStages(story));
    }

    [Fact]
    public void AnUnknownValueCountsAsNotMet() =>
        Assert.Equal(["last"], OpenStages(Tell(Define.Submit, Define.Choice("level", "form.a > 2", [Define.Review("big")]), Define.Last())));

    [Fact]
    public void ActionsAndCopiesDoNotWait()
    {
        var story = Tell(Define.Submit, new ActionStage { Id = "act", Action = "integrityCheck" }, new CopyStage { Id = "copy", Assign = new() { Role = "finance" } },
            Define.Parallel("both", [new ActionStage { Id = "act2", Action = "webhook" }], [new CopyStage { Id = "copy2", Assign = Define.Officer }]), Define.Last());
        Assert.Equal(["last"], OpenStages(story));
        Assert.Equal(["integrityCheck", "webhook"], story.Happened<ActionRequested>().Select(e => e.Action));
        Assert.Equal(["finance@*"], story.Happened<CopySent>().First().Candidates);
    }
}
