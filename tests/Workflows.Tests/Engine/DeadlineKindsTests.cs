using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Engine;

/// <summary>Every kind of stage that waits takes every kind of period: its end, its reminders, its pause, and what happens when it runs out.</summary>
public sealed class DeadlineKindsTests
{
    private static readonly string[] Kinds = ["submission", "review", "expertReview", "siteVisit", "meeting", "publicNotice", "decision", "wait"];

    /// <summary>A period that began on Wednesday 2026-09-02 at 11:20: its end, its reminders, and its end when it stood still from 09-03 to 09-07.</summary>
    private static readonly Dictionary<string, (DeadlineRule Rule, string End, string[] Reminders, string Later)> Periods = new()
    {
        ["workingDays"] = (new() { Amount = 6 }, "2026-09-11 00:00", ["2026-09-03 09:00", "2026-09-07 09:00", "2026-09-09 09:00"], "2026-09-15 00:00"),
        ["calendarDays"] = (new() { Amount = 8, Unit = PeriodUnit.CalendarDays }, "2026-09-11 00:00", ["2026-09-03 09:00", "2026-09-07 09:00", "2026-09-09 09:00"], "2026-09-15 00:00"),
        ["hours"] = (new() { Amount = 48, Unit = PeriodUnit.Hours, Remind = [5] }, "2026-09-04 11:20", ["2026-09-04 06:20"], "2026-09-08 11:20"),
        ["fixedDay"] = (new() { At = "2026-09-10", Remind = [3, 1] }, "2026-09-11 00:00", ["2026-09-07 09:00", "2026-09-09 09:00"], ""),
    };

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var kind in Kinds)
                foreach (var period in Periods.Keys) data.Add(kind, period);
            return data;
        }
    }

    private static Stage Kind(string kind, DeadlineRule rule)
    {
        Outcome[] plain = [Define.Next("ok"), Define.Time("late", Define.End("bad"))];
        return kind switch
        {
            "submission" => new SubmissionStage { Id = "it", Name = "it", Assign = new() { Initiator = true }, Outcomes = plain, Deadline = rule },
            "review" => Define.Review("it", plain) with { Deadline = rule },
            "expertReview" => new ExpertReviewStage { Id = "it", Name = "it", Sheet = "sheet", Outcomes = [Define.Time("late", Define.End("bad")), Define.Next("ok")], Deadline = rule },
            "siteVisit" => new SiteVisitStage { Id = "it", Name = "it", Assign = Define.Officer, Outcomes = plain, Deadline = rule },
            "meeting" => new MeetingStage { Id = "it", Name = "it", Assign = Define.Officer, Outcomes = [Define.Next("ok", positive: true), Define.Time("late", Define.End("bad"))], Deadline = rule },
            "publicNotice" => new PublicNoticeStage { Id = "it", Name = "it", Assign = Define.Officer, NoticeDays = 5, ClearOutcome = "ok", UpheldOutcome = "upheld", Outcomes = [Define.Time("ok", new Route.Next()), Define.Way("upheld", Define.End("bad")), Define.Time("late", Define.End("bad"))], Deadline = rule },
            "decision" => new DecisionStage { Id = "it", Name = "it", Assign = Define.Officer, SignedOutcome = "ok", Outcomes = [Define.Time("ok", new Route.Next()), Define.Time("late", Define.End("bad"))], Deadline = rule },
            "wait" => new WaitStage { Id = "it", Name = "it", Event = "signed", Outcomes = plain, Deadline = rule },
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static CaseStory Begin(string kind, string period, ExpiryAction action, out (DeadlineRule Rule, string End, string[] Reminders, string Later) wanted)
    {
        wanted = Periods[period];
        var stage = Kind(kind, wanted.Rule with { OnExpiry = action });
        // What nobody can choose and time does not choose either may not be published.
        if (action.Outcome is null) stage = stage with { Outcomes = [.. stage.Outcomes.Where(o => o.Id != "late")] };
        return new CaseStory(Define.Process(Define.Submit, stage, Define.Last())).Start();
    }

    private static readonly Actor Nobody = Actor.System;

    [Theory]
    [MemberData(nameof(All))]
    public void EndsWithItsOutcomeOnTheInstantAfterItsReminders(string kind, string period)
    {
        var story = Begin(kind, period, new() { Outcome = "late" }, out var wanted);
        Assert.Equal((CaseStory.Instant(wanted.End), false), (story.Deadline("it").DueAt, story.Deadline("it").Provisional));
        Assert.Equal(wanted.Reminders.Select(CaseStory.Instant), story.Deadline("it").Reminders);
        story.At("2026-09-20 00:00");
        Assert.Equal(wanted.Reminders.Select(CaseStory.Instant), story.Happened<DeadlineReminded>().Where(e => e.StageId == "it").Select(e => e.At));
        Assert.Equal(("bad", CaseStory.Instant(wanted.End)), (story.State.Result, story.State.EndedAt!.Value));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void IsReportedAndStaysOpenWithARedCard(string kind, string period)
    {
        var story = Begin(kind, period, new() { Escalate = "sectionHead" }, out var wanted);
        story.At(wanted.End);
        Assert.Equal((CaseStory.Instant(wanted.End), "sectionHead"), story.Happened<Escalated>().Select(e => (e.At, e.Role)).Single());
        Assert.Equal(CaseStory.Instant(wanted.End), story.Open("it").RedCard!.Since);
        // No expert's silence blocks a case: others are drawn, with a period of their own.
        if (kind == "expertReview")
        {
            Assert.Equal(5, story.Happened<PanelDrawn>().Last(e => e.Replacement).Experts.Length);
            Assert.True(story.Deadline("it").DueAt > CaseStory.Instant(wanted.End));
            return;
        }

        story.At("2026-09-20 00:00");
        Assert.Empty(story.Open("it").Deadlines);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void StandsStillWhileTheCaseIsSuspended(string kind, string period)
    {
        var story = Begin(kind, period, new() { Outcome = "late" }, out var wanted);
        if (wanted.Later.Length == 0) return;
        story.At("2026-09-03 11:20").Do("sectionHead1", new Suspend("待核查") { Actor = Nobody, At = default }).At("2026-09-07 11:20");
        Assert.Null(ProcessEngine.NextDue(story.State));
        story.Do("sectionHead1", new Resume("已核查") { Actor = Nobody, At = default });
        Assert.Equal(CaseStory.Instant(wanted.Later), story.Deadline("it").DueAt);
        story.At("2026-09-30 00:00");
        Assert.Equal(CaseStory.Instant(wanted.Later), story.State.EndedAt);
    }

    [Fact]
    public void ADeadlineThatSaysNothingRemindsFiveThreeAndOneWorkingDaysBefore()
    {
        Assert.Equal([5, 3, 1], new DeadlineRule().Remind);
        var written = DefinitionJson.Write(Define.Process(Define.Submit, Define.Last() with { Deadline = new() { Amount = 10, OnExpiry = new() { Escalate = "sectionHead" } } }));
        var read = DefinitionJson.Read(System.Text.RegularExpressions.Regex.Replace(written, ",?\"remind\":\\[[^\\]]*\\]", ""), out _);
        Assert.Equal([5, 3, 1], read!.Stages[1].Deadline!.Remind);
    }

    [Fact]
    public void SilentExpertsAreReplacedAndTheirPeriodBeginsAnew()
    {
        var story = Begin("expertReview", "workingDays", new() { ReplaceExperts = true }, out var wanted);
        story.At("2026-09-11 00:00");
        Assert.Equal(5, story.Happened<PanelDrawn>().Last(e => e.Replacement).Experts.Length);
        Assert.Equal(CaseStory.EndOf("2026-09-18"), story.Deadline("it").DueAt);
    }

    [Fact]
    public void TheEndOfANoticeLeadsOn()
    {
        var story = Begin("publicNotice", "workingDays", new() { Escalate = "sectionHead" }, out _).Do("officer1", new JoinBatch("it", "n") { Actor = Nobody, At = default }).Do("officer1", new PublishNotice("n") { Actor = Nobody, At = default });
        Assert.Equal(CaseStory.EndOf("2026-09-09"), story.Deadline("it", DeadlinePurpose.Notice).DueAt);
        Assert.True(story.At("2026-09-10 00:00").IsOpen("last"));
    }
}
