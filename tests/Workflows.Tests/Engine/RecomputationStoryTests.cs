using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Engine;

/// <summary>What a new working calendar does to running periods, and the red cards of those that ran out.</summary>
public sealed class RecomputationStoryTests
{
    private static readonly Actor Nobody = Actor.System;

    private static ReviewStage Check(int days, ExpiryAction? action = null) =>
        Define.Review("check", Define.Next("ok"), Define.Time("silent", Define.End("bad"))) with
        {
            ApplicantStatus = "待受理",
            Deadline = Define.Days(days, action ?? new() { Escalate = "sectionHead" }) with { Remind = [3, 1] },
            Supplement = new() { OnExpiry = "silent", Amount = 5, Remind = [1] },
        };

    private static CaseStory Tell(params Stage[] stages) => new CaseStory(Define.Process(stages)).Start();

    /// <summary>The shipped calendar with other days off and other days of work.</summary>
    private static WorkingCalendar With(string[] off, string[] work)
    {
        var shipped = WorkingCalendar.Shipped;
        var days = Enumerable.Range(0, 730).Select(i => shipped.Find(new DateOnly(2025, 1, 1).AddDays(i))).OfType<CalendarDay>()
            .Concat(off.Select(d => new CalendarDay(DateOnly.Parse(d), DayKind.HolidayOff, "调整"))).Concat(work.Select(d => new CalendarDay(DateOnly.Parse(d), DayKind.MakeUpWorkday, "调整")));
        return new WorkingCalendar(days, shipped.LoadedYears);
    }

    private static RecomputeDeadline Again(Deadline deadline) => new(deadline.Id, "2026 年工作日历") { Actor = Nobody, At = default };

    private static RequestSupplement Ask(CaseStory story) => new(story.Item("check").Id, [new("a", "改")]) { Actor = Nobody, At = default };

    [Fact]
    public void ANewHolidayLengthensARunningPeriodAndItsReminders()
    {
        var story = Tell(Define.Submit, Check(5), Define.Last());
        Assert.Equal(CaseStory.EndOf("2026-09-09"), story.Deadline("check").DueAt);
        story.World.Calendar = With(["2026-09-07", "2026-09-08"], []);
        story.Do("officer1", Again(story.Deadline("check")));
        Assert.Equal(CaseStory.EndOf("2026-09-11"), story.Deadline("check").DueAt);
        Assert.Equal([CaseStory.Instant("2026-09-04 09:00"), CaseStory.Instant("2026-09-10 09:00")], story.Deadline("check").Reminders);
        Assert.Equal((CaseStory.EndOf("2026-09-09"), "2026 年工作日历"), story.Happened<DeadlineRecomputed>().Select(e => (e.OldDueAt, e.Reason)).Single());
    }

    [Fact]
    public void TheSameCalendarChangesNothing()
    {
        var story = Tell(Define.Submit, Check(5), Define.Last());
        story.Do("officer1", Again(story.Deadline("check")));
        Assert.Empty(story.Last);
        story.World.Calendar = With(["2026-09-07"], []);
        story.Do("officer1", Again(story.Deadline("check"))).Do("officer1", Again(story.Deadline("check")));
        Assert.Empty(story.Last);
        Assert.Single(story.Happened<DeadlineRecomputed>());
    }

    [Fact]
    public void APeriodOfTheOfficeMayEndEarlier()
    {
        var story = Tell(Define.Submit, Check(5), Define.Last());
        story.World.Calendar = With([], ["2026-09-05", "2026-09-06"]);
        story.Do("officer1", Again(story.Deadline("check")));
        Assert.Equal(CaseStory.EndOf("2026-09-07"), story.Deadline("check").DueAt);
    }

    [Fact]
    public void ButNotBeforeTheDayOfTheChangeIsOver()
    {
        var story = Tell(Define.Submit, Check(5), Define.Last()).At("2026-09-08 15:00");
        story.World.Calendar = With([], ["2026-09-05", "2026-09-06"]);
        story.Do("officer1", Again(story.Deadline("check")));
        Assert.Equal(CaseStory.EndOf("2026-09-08"), story.Deadline("check").DueAt);
        Assert.Empty(story.Deadline("check").Reminders);
    }

    [Fact]
    public void A补正PeriodIsNeverShortened()
    {
        var story = Tell(Define.Submit, Check(5), Define.Last());
        story.Do("officer1", Ask(story));
        var before = story.Deadline("check", DeadlinePurpose.Supplement);
        story.World.Calendar = With([], ["2026-09-05", "2026-09-06"]);
        story.Do("officer1", Again(before));
        Assert.Equal(before.DueAt, story.Deadline("check", DeadlinePurpose.Supplement).DueAt);
        story.World.Calendar = With(["2026-09-03"], []);
        story.Do("officer1", Again(before));
        Assert.Equal(CaseStory.EndOf("2026-09-10"), story.Deadline("check", DeadlinePurpose.Supplement).DueAt);
    }

    [Fact]
    public void A公示PeriodIsNeverShortenedAndLengthensWithAHoliday()
    {
        var notice = new PublicNoticeStage { Id = "notice", Assign = Define.Officer, NoticeDays = 5, ClearOutcome = "clear", UpheldOutcome = "upheld", Outcomes = [Define.Time("clear", new Route.Next()), Define.Way("upheld", Define.End("bad"))] };
        var story = Tell(Define.Submit, notice, Define.Last()).Do("officer1", new JoinBatch("notice", "n1") { Actor = Nobody, At = default }).Do("officer1", new PublishNotice("n1") { Actor = Nobody, At = default });
        story.World.Calendar = With([], ["2026-09-05", "2026-09-06"]);
        story.Do("officer1", Again(story.Deadline("notice", DeadlinePurpose.Notice)));
        Assert.Empty(story.Last);
        story.World.Calendar = With(["2026-09-09"], []);
        story.Do("officer1", Again(story.Deadline("notice", DeadlinePurpose.Notice)));
        Assert.Equal(CaseStory.EndOf("2026-09-10"), story.Deadline("notice", DeadlinePurpose.Notice).DueAt);
        story.At("2026-09-11 00:00");
        Assert.True(story.IsOpen("last"));
    }

    [Fact]
    public void APausedPeriodIsLeftAndCountsByTheNewCalendarWhenItResumes()
    {
        var story = Tell(Define.Submit, Check(5), Define.Last()).At("2026-09-04 10:00");
        story.Do("officer1", Ask(story));
        story.World.Calendar = With(["2026-09-11"], []);
        story.Refused("officer1", Again(story.Deadline("check")), "task.closed");
        story.At("2026-09-08 10:00").Complete("applicant1", "check", "supplemented", purpose: WorkPurpose.Supplement);
        // Three days were left on 09-04; 09-09, 09-10, not 09-11, 09-14.
        Assert.Equal(CaseStory.EndOf("2026-09-14"), story.Deadline("check").DueAt);
    }

    [Fact]
    public void AResumedPeriodIsCountedFromTheDayOfTheAnswerWithWhatWasLeft()
    {
        var story = Tell(Define.Submit, Check(5), Define.Last()).At("2026-09-04 10:00");
        story.Do("officer1", Ask(story)).At("2026-09-08 10:00").Complete("applicant1", "check", "supplemented", purpose: WorkPurpose.Supplement);
        Assert.Equal((DateOnly.Parse("2026-09-08"), 3, CaseStory.EndOf("2026-09-11")), (story.Deadline("check").ResumedOn!.Value, story.Deadline("check").Left!.Value, story.Deadline("check").DueAt));
        // A holiday before the answer was paused away already; one after it counts.
        story.World.Calendar = With(["2026-09-07"], []);
        story.Do("officer1", Again(story.Deadline("check")));
        Assert.Empty(story.Last);
        story.World.Calendar = With(["2026-09-10"], []);
        story.Do("officer1", Again(story.Deadline("check")));
        Assert.Equal(CaseStory.EndOf("2026-09-14"), story.Deadline("check").DueAt);
    }

    [Fact]
    public void AStepTakenBackKeepsWhatItsPeriodCountsFrom()
    {
        var story = Tell(Define.Submit, Check(5), Define.Last()).At("2026-09-04 10:00");
        story.Do("officer1", Ask(story)).At("2026-09-08 10:00").Complete("applicant1", "check", "supplemented", purpose: WorkPurpose.Supplement);
        story.At("2026-09-09 10:00").Complete("officer1", "check", "ok").Do("officer1", new TakeBack(null, "再看看") { Actor = Nobody, At = default });
        Assert.Equal((DateOnly.Parse("2026-09-08"), 3), (story.Deadline("check").ResumedOn!.Value, story.Deadline("check").Left!.Value));
    }

    [Fact]
    public void AnExpiredPeriodIsNotReopened()
    {
        var story = Tell(Define.Submit, Check(2), Define.Last());
        var deadline = story.Deadline("check");
        story.At("2026-09-07 09:00");
        story.World.Calendar = With(["2026-09-04"], []);
        story.Refused("officer1", Again(deadline), "task.closed");
        Assert.Empty(story.Open("check").Deadlines);
    }

    [Fact]
    public void WhatIsDueButNotCarriedOutYetIsNotLengthened()
    {
        var story = Tell(Define.Submit, Check(2), Define.Last()).Asleep("2026-09-07 09:00");
        story.World.Calendar = With(["2026-09-04"], []);
        story.Refused("officer1", Again(story.Deadline("check")), "task.closed");
    }

    [Fact]
    public void HoursAndFixedDaysDoNotMove()
    {
        var hours = Define.Review("hours", Define.Next("ok"), Define.Time("late", new Route.Next())) with { Deadline = new() { Amount = 48, Unit = PeriodUnit.Hours, Remind = [1], OnExpiry = new() { Outcome = "late" } } };
        var day = Define.Review("day", Define.Next("ok"), Define.Time("late", new Route.Next())) with { Deadline = new() { At = "2026-09-11", Remind = [3], OnExpiry = new() { Outcome = "late" } } };
        var story = Tell(Define.Submit, Define.Parallel("both", [hours], [day]), Define.Last());
        story.World.Calendar = With(["2026-09-03", "2026-09-04", "2026-09-10"], []);
        story.Do("officer1", Again(story.Deadline("hours")));
        Assert.Empty(story.Last);
        story.Do("officer1", Again(story.Deadline("day")));
        Assert.Equal(CaseStory.EndOf("2026-09-11"), story.Deadline("day").DueAt);
        Assert.Equal([CaseStory.Instant("2026-09-07 09:00")], story.Deadline("day").Reminders);
    }

    [Fact]
    public void AProvisionalPeriodBecomesFirmWhenItsYearIsLoaded()
    {
        var story = new CaseStory(Define.Process(Define.Submit, Check(5), Define.Last()), "2026-12-28 10:00").Start();
        Assert.True(story.Deadline("check").Provisional);
        var days = Enumerable.Range(0, 730).Select(i => WorkingCalendar.Shipped.Find(new DateOnly(2025, 1, 1).AddDays(i))).OfType<CalendarDay>();
        story.World.Calendar = new WorkingCalendar([.. days, new CalendarDay(new(2027, 1, 1), DayKind.HolidayOff, "元旦")], [2025, 2026, 2027]);
        story.Do("officer1", Again(story.Deadline("check")));
        Assert.False(story.Deadline("check").Provisional);
        Assert.Equal(CaseStory.EndOf("2027-01-05"), story.Deadline("check").DueAt);
    }

    [Fact]
    public void AStateStoredBeforeThisStillReadsAndWritesTheSame()
    {
        const string Old = """{"id":4,"purpose":"stage","trigger":"2026-09-02","amount":5,"unit":"workingDays","dueAt":"2026-09-09T16:00:00+00:00","provisional":false,"reminders":[],"remaining":0}""";
        var deadline = System.Text.Json.JsonSerializer.Deserialize<Deadline>(Old, EngineJson.Options)!;
        Assert.Null(deadline.ResumedOn);
        Assert.Equal(Old, System.Text.Json.JsonSerializer.Serialize(deadline, EngineJson.Options));
        var escalated = Assert.IsType<Escalated>(EngineJson.ReadEvent("""{"type":"escalated","stageId":"check","role":"sectionHead","at":"2026-09-09T16:00:00+00:00"}"""));
        Assert.Null(escalated.Deadline);
    }

    [Fact]
    public void ALateStageCarriesARedCardUntilItIsLeft()
    {
        var story = Tell(Define.Submit, Check(2), Define.Last()).At("2026-09-07 09:00");
        var card = story.Open("check").RedCard!;
        Assert.Equal((CaseStory.EndOf("2026-09-04"), (string?)null), (card.Since, card.Handler));
        AnswerRedCard Answer(string handler, string until, string note) => new(card.Deadline, handler, DateOnly.Parse(until), note) { Actor = Nobody, At = default };
        story.Refused("officer1", Answer("张某", "2026-09-09", "抓紧办"), "command.notAllowed");
        story.Refused("sectionHead1", Answer(" ", "2026-09-09", "抓紧办"), "redCard.handler");
        story.Refused("sectionHead1", Answer("张某", "2026-09-06", "抓紧办"), "redCard.promisedOn");
        story.Refused("sectionHead1", Answer("张某", "2026-09-09", ""), "comment.required");
        story.Do("sectionHead1", Answer("张某", "2026-09-09", "人手不足，已调配")).Refused("sectionHead1", Answer("张某", "2026-09-09", "人手不足，已调配"), "redCard.same");
        story.Do("sectionHead1", Answer("张某", "2026-09-10", "再缓一天"));
        Assert.Equal((DateOnly.Parse("2026-09-10"), 2), (story.Open("check").RedCard!.PromisedOn!.Value, story.Happened<RedCardAnswered>().Count()));
        story.Complete("officer1", "check", "ok");
        story.Refused("sectionHead1", Answer("张某", "2026-09-11", "又缓"), "redCard.notFound");
    }
}
