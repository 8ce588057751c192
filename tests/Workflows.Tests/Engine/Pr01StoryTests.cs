using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs.Catalogue;

namespace Innovation.Workflows.Tests.Engine;

/// <summary>本级创新平台认定, as shipped, from the application to the end.</summary>
public sealed class Pr01StoryTests
{
    private const string Visitors = """{"visitors":["张某","李某"]}""";
    private static readonly ProcessDefinition Pr01 = ProgrammeCatalogue.Load("PR01").Process;
    private static readonly Actor Nobody = Actor.System;
    private static readonly string[] Experts = ["e1", "e2", "e3", "e4", "e5"];

    private static CaseStory AtCheck()
    {
        var story = new CaseStory(Pr01);
        story.World.Round["closesAt"] = CaseStory.EndOf("2026-09-05");
        return story.Start().At("2026-09-07 16:40").Complete("recommender1", "recommend", "recommended");
    }

    private static CaseStory AtPanel() => AtCheck().At("2026-09-08 10:00").Complete("officer1", "check", "accepted");

    private static CaseStory Score(CaseStory story, string expert, decimal total)
    {
        var item = story.Item("panel", WorkPurpose.Score, expert).Id;
        if (!story.Item("panel", WorkPurpose.Score, expert).Declared) story.Do(expert, new Declare(item, false) { Actor = Nobody, At = story.Now });
        return story.Do(expert, new Complete(item, "scored", Total: total) { Actor = Nobody, At = story.Now });
    }

    private static CaseStory Scored(params decimal[] totals)
    {
        var story = AtPanel().At("2026-09-10 09:00");
        for (var i = 0; i < totals.Length; i++) Score(story, Experts[i], totals[i]);
        return story;
    }

    private static CaseStory AtMeeting() => Scored(80, 80, 80, 80, 80).At("2026-09-14 10:00").Complete("officer1", "site", "confirmed", values: Visitors);

    private static CaseStory AtNotice(string settled = "2026-09-16 10:00") => AtMeeting()
        .Do("officer1", new JoinBatch("meeting", "m1") { Actor = Nobody, At = default })
        .At(settled)
        .Do("officer1", new SettleBatch("m1", "approved") { Actor = Nobody, At = default });

    private static CaseStory Published() => AtNotice().At("2026-09-17 09:00")
        .Do("officer1", new JoinBatch("notice", "n1") { Actor = Nobody, At = default })
        .Do("officer1", new PublishNotice("n1") { Actor = Nobody, At = default });

    private static RequestSupplement Ask(CaseStory story, params string[] fields) => Ask(story, null, fields);

    private static RequestSupplement Ask(CaseStory story, string? reason, string[] fields) =>
        new(story.Item("check").Id, [.. fields.Select(f => new SupplementRequestItem(f, "请更正"))], "一次告知", reason) { Actor = Nobody, At = default };

    [Fact]
    public void AStraightWalkEndsAccredited()
    {
        var story = Published();
        Assert.Equal("公示中", story.State.ApplicantStatus);
        story.At("2026-09-25 10:00");
        Assert.True(story.IsOpen("issue"));
        story.Do("officer2", new JoinBatch("issue", "d1") { Actor = Nobody, At = default })
            .Do("signatory1", new SettleBatch("d1", "issued") { Actor = Nobody, At = default });
        Assert.Equal((ProcessPhase.Ended, "accredited", "已认定"), (story.State.Phase, story.State.Result, story.State.ApplicantStatus));
        Assert.Equal(["submit", "recommend", "check", "panel", "site", "meeting", "notice", "issue"], story.Happened<StageCompleted>().Select(e => e.StageId));
        Assert.Equal(80m, story.State.Score);
        Assert.Empty(story.State.Activations);
        story.Refused("officer1", new Withdraw(null) { Actor = Nobody, At = default }, "case.ended");
    }

    [Fact]
    public void TheStatesThatTheApplicantSeesFollowTheHandbook()
    {
        var story = Published().At("2026-09-25 10:00");
        Assert.Equal(["待推荐", "待受理", "评审中", "考察中", "待审定", "公示中"], story.Happened<ApplicantStatusChanged>().Select(e => e.Status));
    }

    [Fact]
    public void AnApplicationCountsOnlyBeforeTheClosingInstant()
    {
        var story = new CaseStory(Pr01, "2026-09-05 23:59");
        story.World.Round["closesAt"] = CaseStory.EndOf("2026-09-05");
        story.World.Round["opensAt"] = CaseStory.Instant("2026-08-01 00:00");
        story.Do("applicant1", new OpenDraft("O", "A") { Actor = Nobody, At = default });
        var submit = new Submit(1, "h") { Actor = Nobody, At = default };
        story.Refused("recommender1", submit, "task.notYours");
        story.Asleep("2026-09-06 00:00").Refused("applicant1", submit, "application.late");
        story.Asleep("2026-07-31 23:59").Refused("applicant1", submit, "application.tooEarly");
        story.Asleep("2026-09-05 23:59").Do("applicant2", submit);
        Assert.Equal((3, ProcessPhase.Running), (story.State.DefinitionVersion, story.State.Phase));
        story.Refused("applicant1", submit, "application.nothingToSubmit");
    }

    [Fact]
    public void ARecommendingUnitReturnsOnlyBeforeClosing()
    {
        var story = new CaseStory(Pr01);
        story.World.Round["closesAt"] = CaseStory.EndOf("2026-09-05");
        story.Start().At("2026-09-03 09:00").RefusedComplete("recommender1", "recommend", "return", "comment.required", comment: " ");
        story.Complete("recommender1", "recommend", "return");
        Assert.Equal("退回修改", story.State.ApplicantStatus);
        Assert.Equal(CaseStory.EndOf("2026-09-05"), story.Deadline("submit").DueAt);
        story.At("2026-09-04 09:00").Do("applicant1", new Submit(2, "h2") { Actor = Nobody, At = default });
        Assert.Equal(2, story.Open("recommend").Visit);
        Assert.Equal("待推荐", story.State.ApplicantStatus);
        story.At("2026-09-06 00:00").RefusedComplete("recommender1", "recommend", "return", "outcome.tooLate");
    }

    [Fact]
    public void AReturnedApplicationThatIsNotHandedInAgainLapsesAtTheClosingInstant()
    {
        var story = new CaseStory(Pr01);
        story.World.Round["closesAt"] = CaseStory.EndOf("2026-09-05");
        story.Start().At("2026-09-03 09:00").Complete("recommender1", "recommend", "return").At("2026-09-20 09:00");
        Assert.Equal(("lapsed", "已终止", CaseStory.EndOf("2026-09-05")), (story.State.Result, story.State.ApplicantStatus, story.State.EndedAt));
    }

    [Fact]
    public void APauseForSupplementsGivesTheDaysBack()
    {
        var story = AtCheck();
        Assert.Equal(CaseStory.EndOf("2026-09-14"), story.Deadline("check").DueAt);
        story.At("2026-09-09 10:05").Do("officer1", Ask(story, "rd_spend", "ip_list", "agreement"));
        Assert.Equal((new DateOnly(2026, 9, 9), 3), (story.Deadline("check").PausedOn, story.Deadline("check").Remaining));
        Assert.Equal("待补正", story.State.ApplicantStatus);
        Assert.Equal(CaseStory.EndOf("2026-09-16"), story.Deadline("check", DeadlinePurpose.Supplement).DueAt);
        story.At("2026-09-15 15:12").Complete("applicant1", "check", "supplemented", purpose: WorkPurpose.Supplement);
        Assert.Equal(CaseStory.EndOf("2026-09-18"), story.Deadline("check").DueAt);
        Assert.Null(story.Deadline("check").PausedOn);
        Assert.Equal("待受理", story.State.ApplicantStatus);
        Assert.DoesNotContain(story.Open("check").Deadlines, d => d.Purpose == DeadlinePurpose.Supplement);
    }

    [Fact]
    public void NobodyDecidesWhileTheApplicantMends()
    {
        var story = AtCheck().At("2026-09-09 10:05");
        story.Do("officer1", Ask(story, "a"));
        story.RefusedComplete("officer1", "check", "accepted", "supplement.open");
        story.Refused("officer1", Ask(story, "b"), "supplement.open");
        story.Refused("officer2", new Complete(story.Item("check", WorkPurpose.Supplement).Id, "supplemented") { Actor = Nobody, At = default }, "task.notYours");
        story.Refused("applicant1", new Complete(story.Item("check", WorkPurpose.Supplement).Id, "accepted") { Actor = Nobody, At = default }, "outcome.unknown");
        story.Refused("officer1", new ExpireDeadline(story.Deadline("check").Id) { Actor = Nobody, At = default }, "task.closed");
    }

    [Fact]
    public void RoundTwoNamesNothingThatRoundOneCouldHaveNamed()
    {
        var story = AtCheck().At("2026-09-08 09:00");
        story.Refused("officer1", Ask(story), "supplement.items").Refused("officer1", Ask(story, " "), "supplement.field");
        story.Refused("sectionHead1", Ask(story, "先行提出", ["a"]), "task.notYours");
        story.Do("officer1", Ask(story, "a")).Complete("applicant1", "check", "supplemented", purpose: WorkPurpose.Supplement);
        story.Refused("officer1", Ask(story, "a", "b"), "supplement.visibleInRoundOne");
        story.Refused("officer1", Ask(story, "经办自己说了不算", ["b"]), "supplement.visibleInRoundOne");
        story.Do("sectionHead1", Ask(story, "首轮漏看，影响认定", ["b"]));
        Assert.Equal((2, "首轮漏看，影响认定"), (story.Open("check").SupplementRounds, story.Happened<SupplementRequested>().Last().Override));
        story.Complete("applicant1", "check", "supplemented", purpose: WorkPurpose.Supplement);
        story.Refused("officer1", Ask(story, "a"), "supplement.rounds").Refused("sectionHead1", Ask(story, "再来", ["a"]), "supplement.rounds");
    }

    [Fact]
    public void SilenceInASupplementEndsTheCaseDatedByItsDeadline()
    {
        var story = AtCheck().At("2026-09-09 10:05");
        story.Do("officer1", Ask(story, "a")).At("2026-09-30 09:00");
        Assert.Equal(("notAccepted", CaseStory.EndOf("2026-09-16")), (story.State.Result, story.State.EndedAt));
        Assert.Equal(2, story.Happened<WorkItemClosed>().Count(e => e.At == CaseStory.EndOf("2026-09-16")));
        Assert.Single(story.Happened<DeadlineClosed>(), e => e.At == CaseStory.EndOf("2026-09-16"));
    }

    [Fact]
    public void SilenceOfTheBureauAcceptsAndTheNextLimitCountsFromTheLastDay()
    {
        var story = AtCheck().At("2026-09-21 09:00");
        var deemed = story.Happened<StageCompleted>().Last();
        Assert.Equal(("check", "deemedAccepted", "deadline", CaseStory.EndOf("2026-09-14")), (deemed.StageId, deemed.Outcome, deemed.Cause, deemed.At));
        Assert.Equal(new DateOnly(2026, 9, 14), story.Deadline("panel").Trigger);
        Assert.Equal(CaseStory.EndOf("2026-09-28"), story.Deadline("panel").DueAt);
    }

    [Fact]
    public void AnExpertWithAConflictIsReplaced()
    {
        var story = AtPanel();
        var item = story.Item("panel", WorkPurpose.Score, "e2").Id;
        story.Refused("e2", new Complete(item, "scored", Total: 80) { Actor = Nobody, At = default }, "score.declareFirst");
        story.Refused("e2", new Declare(item, true) { Actor = Nobody, At = default }, "comment.required");
        story.Refused("e3", new Declare(item, false) { Actor = Nobody, At = default }, "task.notYours");
        story.Do("e2", new Declare(item, true, "同一单位") { Actor = Nobody, At = default });
        Assert.Equal(["e6"], story.Happened<PanelDrawn>().Last().Experts);
        Assert.True(story.Happened<PanelDrawn>().Last().Replacement);
        story.Refused("e2", new Declare(item, false) { Actor = Nobody, At = default }, "task.closed");
        var late = story.Item("panel", WorkPurpose.Score, "e3").Id;
        story.Do("e3", new Declare(late, false) { Actor = Nobody, At = default });
        story.Refused("e3", new Declare(late, false) { Actor = Nobody, At = default }, "score.alreadyDeclared");
        story.Do("e3", new Declare(late, true, "后来发现") { Actor = Nobody, At = default });
        foreach (var expert in (string[])["e1", "e4", "e5", "e6", "e7"]) Score(story, expert, 90);
        Assert.True(story.IsOpen("site"));
    }

    [Fact]
    public void APoolThatIsTooSmallBecomesWorkAndIsRefilled()
    {
        var story = AtCheck().At("2026-09-08 10:00");
        story.World.Pool = 4;
        story.Complete("officer1", "check", "accepted");
        Assert.Equal((5, 4), story.Happened<PanelShort>().Select(e => (e.Missing, e.Available)).Single());
        var arrange = new Complete(story.Item("panel", WorkPurpose.ArrangePanel).Id, "drawn") { Actor = Nobody, At = default };
        story.Refused("officer1", arrange, "panel.short");
        story.World.Pool = 6;
        story.Do("officer1", arrange);
        Assert.Equal(5, story.Open("panel").Items.Count(i => i.Purpose == WorkPurpose.Score));
        var item = story.Item("panel", WorkPurpose.Score, "e1").Id;
        story.Do("e1", new Declare(item, true, "师生") { Actor = Nobody, At = default });
        story.Do("e2", new Declare(story.Item("panel", WorkPurpose.Score, "e2").Id, true, "同学") { Actor = Nobody, At = default });
        Assert.Single(story.Open("panel").Items, i => i is { Purpose: WorkPurpose.ArrangePanel, Done: false });
        story.World.Pool = 7;
        story.Complete("officer1", "panel", "drawn", purpose: WorkPurpose.ArrangePanel);
        foreach (var expert in (string[])["e3", "e4", "e5", "e6", "e7"]) Score(story, expert, 90);
        Assert.True(story.IsOpen("site"));
    }

    [Fact]
    public void ThePanelThatCannotBeFoundIsReducedByTheSectionHeadAlone()
    {
        var story = AtCheck().At("2026-09-08 10:00");
        story.World.Pool = 2;
        story.Complete("officer1", "check", "accepted");
        Complete Fewer(string? reason = "专家库里没有更多同领域的专家") => new(story.Item("panel", WorkPurpose.ArrangePanel).Id, "fewer", reason) { Actor = Nobody, At = default };
        story.Refused("officer1", Fewer(), "panel.head");
        story.Refused("sectionHead1", Fewer(null), "comment.required");
        story.Refused("sectionHead1", Fewer(), "panel.tooFew");
        story.World.Pool = 9;
        story.Refused("sectionHead1", Fewer(), "panel.enough");
        story.World.Pool = 4;
        story.Do("sectionHead1", Fewer());
        Assert.Equal((4, 5), story.Happened<PanelReduced>().Select(e => (e.Count, e.Wanted)).Single());
        // One of them steps back and nobody is left: it is the head's question once more.
        story.Do("e1", new Declare(story.Item("panel", WorkPurpose.Score, "e1").Id, true, "师生") { Actor = Nobody, At = default });
        foreach (var expert in (string[])["e2", "e3", "e4"]) Score(story, expert, 90);
        Assert.False(story.IsOpen("site"));
        story.Do("sectionHead1", Fewer());
        Assert.True(story.IsOpen("site"));
        Assert.Equal(3, story.Happened<ScoreAggregated>().Single().Sheets);
    }

    [Fact]
    public void LateExpertsAreReplacedWhenTimeIsUp()
    {
        var story = AtPanel();
        Assert.Equal(CaseStory.EndOf("2026-09-21"), story.Deadline("panel").DueAt);
        Score(Score(Score(story, "e1", 80), "e2", 80), "e3", 80);
        story.At("2026-09-22 09:00");
        Assert.Equal(["e6", "e7"], story.Happened<PanelDrawn>().Last().Experts);
        Assert.Equal(["expired", "expired"], story.Happened<WorkItemClosed>().Where(e => e.At == CaseStory.EndOf("2026-09-21")).Select(e => e.Cause));
        Assert.Equal(new DateOnly(2026, 9, 21), story.Deadline("panel").Trigger);
        Score(Score(story, "e6", 80), "e7", 80);
        Assert.True(story.IsOpen("site"));
    }

    [Fact]
    public void AnOutlierExplainsBeforeTheScoreCounts()
    {
        var story = Scored(80, 80, 80, 80, 64);
        Assert.Null(story.State.Score);
        var item = story.Item("panel", WorkPurpose.ExplainOutlier);
        Assert.Equal(["user:e5"], item.Candidates);
        story.Refused("e5", new Complete(item.Id, "explained", " ") { Actor = Nobody, At = default }, "comment.required");
        story.Refused("e1", new Complete(item.Id, "explained", "替他说") { Actor = Nobody, At = default }, "task.notYours");
        story.Do("e5", new Complete(item.Id, "explained", "关键指标没有依据") { Actor = Nobody, At = default });
        Assert.Equal(80m, story.State.Score);
        Assert.True(story.IsOpen("site"));
    }

    [Fact]
    public void AnOutlierOfWhichNothingIsSaidIsMarkedAfterTwoWorkingDaysAndTheCaseGoesOn()
    {
        var story = Scored(80, 80, 80, 80, 64);
        var due = story.Deadline("panel", DeadlinePurpose.Explanation);
        Assert.Equal((2, PeriodUnit.WorkingDays), (due.Amount, due.Unit));
        story.At(due.DueAt.AddSeconds(-1));
        Assert.Null(story.State.Score);
        story.At(due.DueAt);
        Assert.Equal(80m, story.State.Score);
        Assert.True(story.IsOpen("site"));
        Assert.Single(story.Happened<OutlierUnexplained>());
        Assert.Equal((5, 1), (story.Happened<ScoreAggregated>().Single().Sheets, story.Happened<ScoreAggregated>().Single().Outliers));
    }

    [Fact]
    public void ADistanceOfExactlyFifteenIsNoOutlier() => Assert.True(Scored(80, 80, 80, 80, 65).IsOpen("site"));

    [Theory]
    [InlineData(70, 70, 70, "site")]
    [InlineData(69.98, 70, 69.99, null)]
    public void SeventyPassesAndLessFails(decimal a, decimal b, decimal c, string? next)
    {
        var story = Scored(60, a, b, c, 80);
        if (next is not null) Assert.True(story.IsOpen(next));
        else Assert.Equal(("rejected", "未通过", 69.99m), (story.State.Result, story.State.ApplicantStatus, story.State.Score));
    }

    [Fact]
    public void ASiteVisitNeedsTwoPersons()
    {
        var story = Scored(80, 80, 80, 80, 80);
        var item = story.Item("site").Id;
        foreach (var values in (string?[])[null, "{}", "[]", "{", """{"visitors":["张某"]}""", """{"visitors":["张某"," 张某 "]}""", """{"visitors":["张某",""]}"""])
            story.Refused("officer1", new Complete(item, "confirmed", "看过", values) { Actor = Nobody, At = default }, "siteVisit.visitors");
        story.Refused("officer1", new Complete(item, "refuted", null, Visitors) { Actor = Nobody, At = default }, "comment.required");
    }

    [Fact]
    public void ADeferredCaseWaitsForAnotherMeeting()
    {
        var story = AtMeeting().Do("officer1", new JoinBatch("meeting", "m1") { Actor = Nobody, At = default });
        var due = story.Deadline("meeting").DueAt;
        story.Refused("officer1", new JoinBatch("meeting", "m2") { Actor = Nobody, At = default }, "batch.inOther");
        story.Refused("officer1", new SettleBatch("m2", "approved") { Actor = Nobody, At = default }, "batch.notIn");
        story.Refused("officer1", new SettleBatch("m1", "whatever") { Actor = Nobody, At = default }, "outcome.unknown");
        story.RefusedComplete("officer1", "meeting", "approved", "batch.only", purpose: WorkPurpose.Batch);
        story.Do("officer1", new SettleBatch("m1", "deferred", "补充论证") { Actor = Nobody, At = default });
        Assert.True(story.IsOpen("meeting"));
        Assert.Null(story.Open("meeting").BatchId);
        Assert.Equal(due, story.Deadline("meeting").DueAt);
        story.Refused("officer1", new SettleBatch("m1", "approved") { Actor = Nobody, At = default }, "batch.notIn");
        story.Do("officer2", new JoinBatch("meeting", "m2") { Actor = Nobody, At = default }).Refused("applicant1", new LeaveBatch("m2") { Actor = Nobody, At = default }, "task.notYours");
        story.Do("officer2", new SettleBatch("m2", "approved") { Actor = Nobody, At = default });
        Assert.True(story.IsOpen("notice"));
    }

    [Fact]
    public void AnUnopposedNoticeEndsByItselfAndTheNextLimitCountsFromItsLastDay()
    {
        var story = AtNotice("2026-04-27 10:00");
        story.Asleep("2026-04-28 16:00").Do("officer1", new JoinBatch("notice", "n1") { Actor = Nobody, At = default }).Do("officer1", new PublishNotice("n1") { Actor = Nobody, At = default });
        Assert.Equal(CaseStory.EndOf("2026-05-08"), story.Deadline("notice", DeadlinePurpose.Notice).DueAt);
        story.At("2026-05-12 10:00");
        Assert.Equal(CaseStory.EndOf("2026-05-08"), story.Happened<StageCompleted>().Last().At);
        Assert.Equal((new DateOnly(2026, 5, 8), "notice"), (story.Deadline("issue").Trigger, story.Happened<StageCompleted>().Last().StageId));
        story.Refused("public1", new RaiseObjection("late") { Actor = Nobody, At = default }, "notice.over");
    }

    [Fact]
    public void AnObjectionHoldsTheCaseBeyondTheNoticeAndReleaseLetsItGoOn()
    {
        var story = Published();
        story.Refused("officer1", new PublishNotice("n1") { Actor = Nobody, At = default }, "batch.published");
        story.Refused("officer1", new LeaveBatch("n1") { Actor = Nobody, At = default }, "batch.published");
        story.At("2026-09-23 17:00").Do("public1", new RaiseObjection("o1") { Actor = Nobody, At = default });
        Assert.Equal("异议核查中", story.State.ApplicantStatus);
        story.Refused("public1", new RaiseObjection("o1") { Actor = Nobody, At = default }, "objection.repeated");
        story.Do("public2", new RaiseObjection("o2") { Actor = Nobody, At = default }).At("2026-10-12 09:00");
        Assert.True(story.Open("notice").NoticeOver);
        Assert.Equal(CaseStory.EndOf("2026-09-23"), story.Happened<NoticeEndedHeld>().Single().At);
        story.Refused("public1", new RaiseObjection("o3") { Actor = Nobody, At = default }, "notice.over");
        story.RefusedComplete("officer3", "notice", "released", "comment.required", "", WorkPurpose.Objection);
        story.Complete("officer3", "notice", "released", "经核查不成立", purpose: WorkPurpose.Objection);
        Assert.Equal(["o1", "o2"], story.Happened<ObjectionResolved>().Select(e => e.ObjectionId));
        Assert.Equal(new DateOnly(2026, 10, 12), story.Deadline("issue").Trigger);
    }

    [Fact]
    public void AnObjectionReleasedInTimeLetsTheNoticeRunOn()
    {
        var story = Published().At("2026-09-18 09:00").Do("public1", new RaiseObjection("o1") { Actor = Nobody, At = default });
        story.Complete("officer3", "notice", "released", "不成立", purpose: WorkPurpose.Objection);
        Assert.Equal("公示中", story.State.ApplicantStatus);
        story.At("2026-09-21 09:00").Do("public2", new RaiseObjection("o2") { Actor = Nobody, At = default }).Complete("officer3", "notice", "released", "不成立", purpose: WorkPurpose.Objection);
        story.At("2026-09-25 09:00");
        Assert.Equal(CaseStory.EndOf("2026-09-23"), story.Happened<StageCompleted>().Last().At);
        Assert.True(story.IsOpen("issue"));
    }

    [Fact]
    public void AnObjectionThatIsUpheldEndsTheCase()
    {
        var story = Published().At("2026-09-18 09:00").Do("public1", new RaiseObjection("o1") { Actor = Nobody, At = default });
        story.Complete("officer3", "notice", "upheld", "知识产权已转让", purpose: WorkPurpose.Objection);
        Assert.Equal(("rejected", "未通过"), (story.State.Result, story.State.ApplicantStatus));
        // The notice and the period of the answer.
        Assert.Equal(2, story.Happened<DeadlineClosed>().Count(e => e.At == story.Now));
    }

    [Fact]
    public void TheApplicantWithdrawsAtAnyTimeEvenADraft()
    {
        var draft = new CaseStory(Pr01).Do("applicant1", new OpenDraft("O", "A") { Actor = Nobody, At = default });
        draft.Refused("applicant1", new Claim(1) { Actor = Nobody, At = default }, "case.draft");
        draft.Refused("officer1", new Withdraw(null) { Actor = Nobody, At = default }, "task.notYours");
        draft.Do("applicant1", new Withdraw(null) { Actor = Nobody, At = default });
        Assert.Equal((ProcessPhase.Ended, "withdrawn", "已撤回", 0), (draft.State.Phase, draft.State.Result, draft.State.ApplicantStatus, draft.State.DefinitionVersion));
        draft.Refused("applicant1", new Submit(1, "h") { Actor = Nobody, At = default }, "case.ended");

        var story = AtPanel().At("2026-09-10 09:00").Do("applicant2", new Withdraw("方案调整") { Actor = Nobody, At = default });
        Assert.Equal("withdrawn", story.State.Result);
        Assert.Equal(5, story.Last.OfType<WorkItemClosed>().Count());
    }

    [Fact]
    public void OnlyTheSectionHeadTerminatesAndWithAReason()
    {
        var story = AtPanel();
        story.Refused("officer1", new Terminate("虚假材料") { Actor = Nobody, At = default }, "command.notAllowed");
        story.Refused("sectionHead1", new Terminate(" ") { Actor = Nobody, At = default }, "comment.required");
        story.Do("sectionHead1", new Terminate("虚假材料") { Actor = Nobody, At = default });
        Assert.Equal(("terminated", "已终止"), (story.State.Result, story.State.ApplicantStatus));
    }

    [Fact]
    public void OneClaimsAndTheOtherIsToldWhoWasFirst()
    {
        var story = AtCheck();
        var item = story.Item("check").Id;
        story.Do("officer1", new Claim(item) { Actor = Nobody, At = default });
        story.Refused("officer2", new Claim(item) { Actor = Nobody, At = default }, "task.claimedByOther");
        story.Refused("officer1", new Claim(item) { Actor = Nobody, At = default }, "task.alreadyYours");
        story.RefusedComplete("officer2", "check", "accepted", "task.claimedByOther");
        story.Refused("officer2", new Unclaim(item) { Actor = Nobody, At = default }, "task.notClaimedByYou");
        story.Refused("recommender1", new Claim(item) { Actor = Nobody, At = default }, "task.notYours");
        story.Do("officer1", new Unclaim(item) { Actor = Nobody, At = default }).Complete("officer2", "check", "accepted");
        story.Refused("officer1", new Complete(item, "accepted") { Actor = Nobody, At = default }, "task.closed");
    }

    [Fact]
    public void AutomaticOutcomesAreNotForPeople()
    {
        var story = AtCheck();
        story.RefusedComplete("officer1", "check", "deemedAccepted", "outcome.unknown").RefusedComplete("officer1", "check", "rejected", "comment.required", "");
        Assert.Equal(["claim", "complete", "complete", "supplement", "transfer", "delegate", "addSigner", "copy"],
            AllowedActions.For(Pr01, story.State, story.Item("check").Id, story.World.Person("officer1"), story.World.Instant, story.Now).Select(a => a.Type));
    }

    [Fact]
    public void RemindersComeInOrderAndNeverAfterTheAnswer()
    {
        var story = AtCheck();
        Assert.Equal([CaseStory.Instant("2026-09-09 09:00"), CaseStory.Instant("2026-09-11 09:00")], story.Deadline("check").Reminders);
        story.At("2026-09-09 10:00");
        Assert.Single(story.Happened<DeadlineReminded>(), e => e.StageId == "check");
        story.Do("officer1", Ask(story, "a")).At("2026-09-14 10:00");
        Assert.Equal(1, story.Happened<DeadlineReminded>().Count(e => e.StageId == "check" && e.Deadline != story.Deadline("check").Id));
        story.At("2026-09-15 15:12").Complete("applicant1", "check", "supplemented", purpose: WorkPurpose.Supplement);
        Assert.Equal([CaseStory.Instant("2026-09-16 09:00"), CaseStory.Instant("2026-09-17 09:00")], story.Deadline("check").Reminders);
    }
}
