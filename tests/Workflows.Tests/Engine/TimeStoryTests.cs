using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Engine;

/// <summary>Deadlines, pauses, reminders and waits at their edges.</summary>
public sealed class TimeStoryTests
{
    private static readonly Actor Nobody = Actor.System;

    private static ReviewStage Check(DeadlineRule? deadline, int supplementDays = 5) =>
        Define.Review("check", Define.Next("ok"), Define.Time("silent", Define.End("bad")), Define.Time("overdue", new Route.Next())) with
        {
            ApplicantStatus = "待受理",
            Deadline = deadline,
            Supplement = new() { OnExpiry = "silent", Amount = supplementDays, Remind = [1] },
        };

    private static CaseStory Tell(params Stage[] stages) => new CaseStory(Define.Process(stages)).Start();

    private static RequestSupplement Ask(CaseStory story) => new(story.Item("check").Id, [new("a", "改")]) { Actor = Nobody, At = default };

    [Fact]
    public void AStageClockThatWouldFireDuringTheSupplementDoesNot()
    {
        var story = Tell(Define.Submit, Check(Define.Days(2, new() { Outcome = "overdue" })), Define.Last());
        Assert.Equal(CaseStory.EndOf("2026-09-04"), story.Deadline("check").DueAt);
        story.At("2026-09-03 10:00").Do("officer1", Ask(story)).At("2026-09-10 23:59");
        Assert.True(story.IsOpen("check"));
        Assert.Equal(CaseStory.EndOf("2026-09-10"), ProcessEngine.NextDue(story.State)!.Value.At);
        story.At("2026-09-11 00:00");
        Assert.Equal(("bad", CaseStory.EndOf("2026-09-10")), (story.State.Result, story.State.EndedAt));
    }

    [Fact]
    public void BothDeadlinesOnTheSameInstantEndOnlyOnce()
    {
        // The clock of the stage would end on the day on which the supplement ends.
        var story = Tell(Define.Submit, Check(Define.Days(5, new() { Outcome = "overdue" })), Define.Last());
        story.Do("officer1", Ask(story));
        Assert.Equal(story.Deadline("check").DueAt, story.Deadline("check", DeadlinePurpose.Supplement).DueAt);
        var paused = story.Deadline("check").Id;
        story.At("2026-09-09 23:59").Asleep("2026-09-10 00:00").Refused("officer1", new ExpireDeadline(paused) { Actor = Nobody, At = default }, "task.closed");
        story.At("2026-09-10 00:00");
        Assert.Equal("bad", story.State.Result);
        Assert.Single(story.Happened<DeadlineExpired>());
        Assert.Single(story.Happened<DeadlineClosed>(), e => e.Deadline == paused);
    }

    [Fact]
    public void AnAnswerOnTheLastInstantIsInTimeAndAfterItIsLate()
    {
        var story = Tell(Define.Submit, Check(Define.Days(5, new() { Outcome = "overdue" })), Define.Last());
        story.Do("officer1", Ask(story)).At("2026-09-09 23:59").Complete("applicant1", "check", "supplemented", purpose: WorkPurpose.Supplement);
        Assert.Null(story.Open("check").Supplement);
        var late = Tell(Define.Submit, Check(Define.Days(5, new() { Outcome = "overdue" })), Define.Last());
        late.Do("officer1", Ask(late));
        var item = late.Item("check", WorkPurpose.Supplement).Id;
        late.At("2026-09-10 00:00").Refused("applicant1", new Complete(item, "supplemented") { Actor = Nobody, At = default }, "case.ended");
    }

    [Fact]
    public void APauseOnTheLastDayLeavesTheDayOfTheAnswer()
    {
        var story = Tell(Define.Submit, Check(Define.Days(2, new() { Outcome = "overdue" })), Define.Last()).At("2026-09-04 17:00");
        story.Do("officer1", Ask(story));
        Assert.Equal(0, story.Deadline("check").Remaining);
        story.At("2026-09-08 09:00").Complete("applicant1", "check", "supplemented", purpose: WorkPurpose.Supplement);
        Assert.Equal(CaseStory.EndOf("2026-09-08"), story.Deadline("check").DueAt);
    }

    [Fact]
    public void ASupplementAfterAnEscalationHasNoClockToPause()
    {
        var story = Tell(Define.Submit, Check(Define.Days(2, new() { Escalate = "sectionHead" })) with { Outcomes = [Define.Next("ok"), Define.Time("silent", Define.End("bad"))] }, Define.Last()).At("2026-09-07 09:00");
        Assert.Equal("sectionHead", story.Happened<Escalated>().Single().Role);
        Assert.Empty(story.Open("check").Deadlines);
        story.Do("officer1", Ask(story)).Complete("applicant1", "check", "supplemented", purpose: WorkPurpose.Supplement);
        Assert.Empty(story.Open("check").Deadlines);
        story.Complete("officer1", "check", "ok");
    }

    [Fact]
    public void RemindersStopDuringThePauseAndNoneIsSentForThePast()
    {
        var story = Tell(Define.Submit, Check(Define.Days(5, new() { Outcome = "overdue" }) with { Remind = [3, 1] }), Define.Last());
        story.At("2026-09-03 10:00").Do("officer1", Ask(story)).At("2026-09-08 10:00");
        Assert.Empty(story.Happened<DeadlineReminded>());
        story.Refused("officer1", new RemindDeadline(story.Deadline("check").Id) { Actor = Nobody, At = default }, "task.closed");
        story.Complete("applicant1", "check", "supplemented", purpose: WorkPurpose.Supplement);
        Assert.All(story.Deadline("check").Reminders, r => Assert.InRange(r, story.Now, story.Deadline("check").DueAt));
        var due = story.Deadline("check").Reminders;
        Assert.Equal(due.Order(), due);
    }

    [Fact]
    public void RemindersAreSentOnceEachEvenWhenTheJobWasLate()
    {
        var story = Tell(Define.Submit, Check(Define.Days(10, new() { Outcome = "overdue" }) with { Remind = [5, 3, 1] }), Define.Last()).At("2026-09-16 08:00");
        Assert.Equal([CaseStory.Instant("2026-09-09 09:00"), CaseStory.Instant("2026-09-11 09:00"), CaseStory.Instant("2026-09-15 09:00")], story.Happened<DeadlineReminded>().Select(e => e.At));
        story.Refused("officer1", new RemindDeadline(story.Deadline("check").Id) { Actor = Nobody, At = default }, "task.closed");
    }

    [Fact]
    public void TheEarliestIsDueFirstWhateverTheOrderOfOpening()
    {
        static ReviewStage Timed(string id, int days) => Define.Review(id, Define.Next("ok"), Define.Time("overdue", new Route.Next())) with { Deadline = Define.Days(days, new() { Outcome = "overdue" }) };
        var story = Tell(Define.Submit, Define.Parallel("all", [Timed("slow", 5)], [Timed("fast", 1)], [Timed("middle", 3)]), Define.Last()).At("2026-10-01 00:00");
        Assert.Equal(["fast", "middle", "slow"], story.Happened<StageCompleted>().Where(e => e.Cause == "deadline").Select(e => e.StageId));
        Assert.Equal(story.History.Select(e => e.At).Order(), story.History.Select(e => e.At));
    }

    [Fact]
    public void TwoDeadlinesOnOneInstantBothTakeEffectThen()
    {
        static ReviewStage Timed(string id) => Define.Review(id, Define.Next("ok"), Define.Time("overdue", new Route.Next())) with { Deadline = Define.Days(2, new() { Outcome = "overdue" }) };
        var story = Tell(Define.Submit, Define.Parallel("all", [Timed("a")], [Timed("b")]), Define.Last()).At("2026-09-05 00:00");
        Assert.Equal(["a", "b"], story.Happened<DeadlineExpired>().Where(e => e.At == CaseStory.EndOf("2026-09-04")).Select(e => e.StageId));
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void AnExpiryBeforeItsInstantIsRefused()
    {
        var story = Tell(Define.Submit, Check(Define.Days(2, new() { Outcome = "overdue" })), Define.Last());
        story.Refused("officer1", new ExpireDeadline(story.Deadline("check").Id) { Actor = Nobody, At = default }, "deadline.notDue");
        story.Asleep("2026-09-04 23:59").Refused("officer1", new ExpireDeadline(story.Deadline("check").Id) { Actor = Nobody, At = default }, "deadline.notDue");
    }

    [Fact]
    public void ALateJobDatesTheEffectByTheDeadline()
    {
        var story = Tell(Define.Submit, Check(Define.Days(2, new() { Outcome = "overdue" })), Define.Last() with { Deadline = Define.Days(3, new() { Escalate = "sectionHead" }) }).Asleep("2026-09-07 09:00");
        story.Do("officer1", new ExpireDeadline(story.Deadline("check").Id) { Actor = Nobody, At = default });
        Assert.All(story.Last, e => Assert.Equal(CaseStory.EndOf("2026-09-04"), e.At));
        Assert.Equal(CaseStory.EndOf("2026-09-09"), story.Deadline("last").DueAt);
    }

    [Fact]
    public void AFixedInstantThatIsOverTakesEffectWhenTheStageBegins()
    {
        var stage = Define.Review("rush", Define.Next("ok"), Define.Time("overdue", new Route.Next())) with { Deadline = new() { At = "recommendBy", OnExpiry = new() { Outcome = "overdue" } } };
        var story = new CaseStory(Define.Process(Define.Submit, stage, Define.Last()));
        story.World.Round["recommendBy"] = CaseStory.Instant("2026-08-01 00:00");
        story.Start();
        Assert.Equal(story.Now, story.Deadline("rush").DueAt);
        Assert.Empty(story.Deadline("rush").Reminders);
        story.At("2026-09-02 11:21");
        Assert.Equal(CaseStory.Instant("2026-09-02 11:20"), story.Happened<StageCompleted>().Last().At);
        Assert.Equal(story.History.Select(e => e.At).Order(), story.History.Select(e => e.At));
    }

    [Fact]
    public void AWaitEndsByItsEventOrByTime()
    {
        var wait = new WaitStage { Id = "wait", Event = "signed", Deadline = Define.Days(3, new() { Outcome = "timeout" }), Outcomes = [Define.Next("arrived"), Define.Time("timeout", Define.End("bad"))] };
        var story = Tell(Define.Submit, wait, Define.Last());
        story.Refused("officer1", new Signal("paid") { Actor = Nobody, At = default }, "wait.notWaiting").Do("officer1", new Signal("signed") { Actor = Nobody, At = default });
        Assert.True(story.IsOpen("last"));
        story.Refused("officer1", new Signal("signed") { Actor = Nobody, At = default }, "wait.notWaiting");
        Assert.Equal("bad", Tell(Define.Submit, wait, Define.Last()).At("2026-09-08 00:00").State.Result);
    }

    [Fact]
    public void AnEventReachesEveryBranchThatWaitsForIt()
    {
        static WaitStage Wait(string id) => new() { Id = id, Event = "signed", Outcomes = [Define.Next("arrived")] };
        var story = Tell(Define.Submit, Define.Parallel("all", [Wait("a"), Wait("a2")], [Wait("b")]), Define.Last()).Do("officer1", new Signal("signed") { Actor = Nobody, At = default });
        Assert.Equal(["all", "a2"], story.State.Activations.Select(a => a.StageId));
        story.Do("officer1", new Signal("signed") { Actor = Nobody, At = default });
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void AWaitForAnInstantTheRoundDoesNotHaveIsOver()
    {
        var wait = new WaitStage { Id = "wait", Deadline = new() { At = "recommendBy", OnExpiry = new() { Outcome = "over" } }, Outcomes = [Define.Time("over", new Route.Next())] };
        Assert.True(Tell(Define.Submit, wait, Define.Last()).IsOpen("last"));
    }

    [Fact]
    public void ATimeCountedFromTheBatchStartsWhenTheBatchTakesTheCaseIn()
    {
        var meeting = new MeetingStage { Id = "meeting", Assign = Define.Officer, Deadline = Define.Days(3, new() { Escalate = "sectionHead" }) with { From = "opened" }, Outcomes = [Define.Next("yes", positive: true), Define.Way("later", new Route.Stay())] };
        var story = Tell(Define.Submit, meeting, Define.Last());
        Assert.Empty(story.Open("meeting").Deadlines);
        story.At("2026-09-07 09:00").Do("officer1", new JoinBatch("meeting", "m1") { Actor = Nobody, At = default });
        Assert.Equal(CaseStory.EndOf("2026-09-10"), story.Deadline("meeting").DueAt);
        story.Do("officer1", new JoinBatch("meeting", "m1") { Actor = Nobody, At = default });
        Assert.Empty(story.Last);
        story.Do("officer1", new SettleBatch("m1", "later") { Actor = Nobody, At = default });
        Assert.Empty(story.Open("meeting").Deadlines);
        story.At("2026-09-14 09:00").Do("officer1", new JoinBatch("meeting", "m2") { Actor = Nobody, At = default }).Do("officer1", new LeaveBatch("m2") { Actor = Nobody, At = default });
        Assert.Empty(story.Open("meeting").Deadlines);
    }

    [Fact]
    public void TheStatusBeforeTheSupplementComesBackWhenTheStageHasNone()
    {
        var story = Tell(Define.Submit, Check(null) with { ApplicantStatus = null, Outcomes = [Define.Next("ok"), Define.Time("silent", Define.End("bad"))] }, Define.Last());
        story.Do("officer1", Ask(story));
        Assert.Equal("待补正", story.State.ApplicantStatus);
        story.Complete("applicant1", "check", "supplemented", purpose: WorkPurpose.Supplement);
        Assert.Equal("待推荐", story.State.ApplicantStatus);
    }

    [Fact]
    public void EveryVisitBeginsAnew()
    {
        var check = Check(Define.Days(5, new() { Outcome = "overdue" })) with { Outcomes = [.. Check(null).Outcomes, Define.Way("again", Define.To("check"))] };
        var story = Tell(Define.Submit, check, Define.Last());
        for (var visit = 1; visit <= 30; visit++)
        {
            Assert.Equal((visit, 0, 0), (story.Open("check").Visit, story.Open("check").SupplementRounds, story.Open("check").SupplementFields.Length));
            Assert.Single(story.Open("check").Items);
            story.Do("officer1", Ask(story)).Complete("applicant1", "check", "supplemented", purpose: WorkPurpose.Supplement).Complete("officer1", "check", "again");
        }

        Assert.Single(story.State.Activations);
        Assert.Equal(31, story.State.Visits["check"]);
        Assert.Equal(["officer1"], story.State.Actors["check"]);
    }
}
