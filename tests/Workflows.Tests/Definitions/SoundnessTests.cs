using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Definitions.Validation;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Programs.Exchange;
using Innovation.Workflows.Tests.Engine;

namespace Innovation.Workflows.Tests.Definitions;

/// <summary>What a process could do and must not: found before it is published.</summary>
public sealed class SoundnessTests
{
    private static readonly ReviewStage Check = Define.Review("x", Define.Next("yes", positive: true), Define.Way("no", Define.End("bad")));
    private static readonly DecisionStage Issue = new() { Id = "issue", Name = "发证", Assign = Define.Officer, Certificate = "c", ValidYears = 3, Outcomes = [Define.Time("issued", Define.End("good"))] };
    private static readonly PublicNoticeStage Notice = new() { Id = "notice", Name = "公示", Assign = Define.Officer, Outcomes = [Define.Time("clear", new Route.Next()), Define.Time("upheld", Define.End("bad"))] };

    private static IReadOnlyList<(string Code, string? Stage, bool IsWarning)> Found(params Stage[] stages) =>
        [.. SoundnessRules.Check(Define.Process([Define.Submit, .. stages])).Select(p => (p.Code, p.StageId, p.IsWarning))];

    private static void Single(string code, bool warning, params Stage[] stages) => Assert.Equal([(code, "x", warning)], Found([.. stages, Define.Last()]));

    [Fact]
    public void ARefusalThatGoesOnAsTheApprovalDoesIsRefused()
    {
        Assert.Empty(Found(Check, Define.Last()));
        Single("outcome.refusalGoesOn", false, Define.Review("x", Define.Next("yes"), Define.Next("no")));
        Single("outcome.refusalGoesOn", false, Define.Review("x", Define.Next("yes"), Define.Way("no", Define.To("last"))));
        Single("outcome.refusalGoesOn", false, Define.Review("x", Define.Next("no"), Define.Next("yes", positive: true)));
        Single("outcome.refusalGoesOn", false, new SiteVisitStage { Id = "x", Assign = Define.Officer, Outcomes = [Define.Next("yes"), Define.Next("no")] });
        Single("outcome.refusalGoesOn", false, new MeetingStage { Id = "x", Assign = Define.Officer, Outcomes = [Define.Next("yes", positive: true), Define.Next("no")] });
        Single("outcome.refusalGoesOn", false, Notice with { Id = "x", Outcomes = [Define.Time("clear", new Route.Next()), Define.Time("upheld", new Route.Next())] });
        Single("outcome.refusalGoesOn", false, new ExpertReviewStage { Id = "x", Sheet = "s", Outcomes = [Define.Next("pass") with { When = "score >= 70" }, Define.Next("fail")] });
        Single("outcome.refusalGoesOn", false, Check with { Mode = ReviewMode.Single, Supplement = new() { OnExpiry = "late" }, Outcomes = [.. Check.Outcomes, Define.Time("late", new Route.Next())] });
    }

    [Fact]
    public void ARefusalMayGoOnWhenThatIsSaidOrAskedAfterwards()
    {
        Assert.Empty(Found(Define.Review("x", Define.Next("yes"), Define.Next("no") with { GoesOn = true }), Define.Last()));
        Assert.Empty(Found(Define.Review("x", Define.Next("first", positive: true), Define.Next("second", positive: true)), Define.Last()));
        Assert.Empty(Found(Define.Review("x", Define.Next("yes"), Define.Next("no")), Define.Choice("which", "outcome.x = \"no\"", [Define.Review("more")]), Define.Last()));
        Assert.Contains(("outcome.refusalGoesOn", "x", false), Found(Define.Review("x", Define.Next("yes"), Define.Next("no")), Define.Choice("which", "form.a > 1", [Define.Review("more")]), Define.Last()));
        // 视为受理: the law says so when the office is silent.
        Assert.Empty(Found(Check with { Outcomes = [.. Check.Outcomes, Define.Time("deemed", new Route.Next())], Deadline = Define.Days(5, new() { Outcome = "deemed" }) }, Define.Last()));
    }

    [Fact]
    public void WhatDecidesTheApplicantsMatterIsNotTheApplicantsWork()
    {
        var own = new AssignmentRule { Initiator = true };
        Single("assign.ownMatter", false, Check with { Assign = own });
        Single("assign.ownMatter", false, Check with { Assign = new() { SameAs = "submit" } });
        Single("assign.ownMatter", false, Check with { Assign = own, AllowSelfApproval = true });
        Single("assign.ownMatter", false, Notice with { Id = "x", Assign = own });
        Single("assign.ownMatter", false, new SiteVisitStage { Id = "x", Assign = own, Outcomes = Check.Outcomes });
        Single("assign.ownMatter", false, new MeetingStage { Id = "x", Assign = own, Outcomes = Check.Outcomes });
        Assert.Contains(("assign.ownMatter", "issue", false), Found(Check, Issue with { Assign = own }));
        Assert.Empty(Found(Check with { Assign = own, PartyChoice = true }, Define.Last()));
        Assert.Empty(Found(new CopyStage { Id = "x", Assign = own }, Define.Last()));
    }

    [Fact]
    public void APartysChoiceAwardsNoMoney() =>
        Assert.Contains(("party.awardsMoney", "x", false), Found(Notice, Check with { PartyChoice = true, Assign = new() { Initiator = true }, Outcomes = [Define.Next("yes") with { AwardsMoney = true }] }, Define.Last()));

    [Fact]
    public void TwoOutcomesOfOneStageNeverCarryTheSameName()
    {
        Single("outcome.repeatedName", false, Check with { Outcomes = [Check.Outcomes[0] with { Name = "同意" }, Check.Outcomes[1] with { Name = " 同意" }] });
        Single("outcome.noName", false, Check with { Outcomes = [Check.Outcomes[0], Check.Outcomes[1] with { Name = " " }] });
    }

    [Fact]
    public void AnApprovalDoesNotComeBackToItsCheck()
    {
        var first = Define.Review("first", Define.Next("ok"), Define.Way("bad", Define.End("bad")));
        Single("outcome.approvalComesBack", false, first, Define.Review("x", Define.Way("yes", Define.To("first")), Define.Next("no")));
        Single("outcome.approvalComesBack", false, Define.Review("x", Define.Way("yes", Define.To("x")), Define.Next("no")));
        Assert.Empty(Found(first, Define.Review("x", Define.Next("yes"), Define.Way("again", Define.To("first"))), Define.Last()));
    }

    [Fact]
    public void ACertificateNeedsAReviewAndTheNoticeThatTheProcessHas()
    {
        Assert.Empty(Found(Check, Notice, Issue));
        Assert.Equal([("certificate.withoutNotice", "issue", true)], Found(Check, Issue));
        // A name decides nothing; who only confirms a fact says so.
        Assert.Single(SoundnessRules.Check(Define.Process(Define.Submit, Check, Issue) with { Name = "成果登记" }));
        Assert.Empty(SoundnessRules.Check(Define.Process(Define.Submit, Check, Issue) with { FactOnly = true }));
        Assert.Empty(SoundnessRules.Check(Define.Process(Define.Submit, Check, Issue) with { Entitlement = true }));
        Assert.Equal([("certificate.withoutReview", "issue", false)], Found(Notice, Issue));
        var jump = Check with { Outcomes = [.. Check.Outcomes, Define.Way("fast", Define.To("issue"), positive: true)] };
        Assert.Equal([("route.skipsReview", "x", true), ("certificate.skipsNotice", "issue", false)], Found(jump, Define.Review("second", Check.Outcomes[0], Check.Outcomes[1]), Notice, Issue));
        // A condition leads past the notice on purpose.
        Assert.Empty(Found(Check, Define.Choice("big", "form.a > 10", [Notice]), Issue));
    }

    public static TheoryData<string> Kinds => [.. StageKindCatalogue.ByName.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public void ANewStageIsRightForItsKind(string kind)
    {
        var document = DraftPatterns.Find("panel-review")!;
        var before = ProgrammeDrafts.Check(document).Count;
        Assert.Equal(0, before);
        Assert.Null(AddStage.New(document, kind, "新环节", new(null, 0, 2)).Apply(DraftTree.Open(document)!));
        var added = document["process"]!["stages"]![2]!.AsObject();
        if (kind is not ("choice" or "parallel" or "action" or "expertReview" or "wait")) added["assign"] = new JsonObject { ["role"] = "officer", ["scope"] = "programme" };
        if (kind is "submission" or "cc") added["assign"] = new JsonObject { ["initiator"] = true };
        if (kind == "decision") added["document"] = document["process"]!["stages"]!.AsArray().Single(s => s!["id"]!.ToString() == "issue")!["document"]!.ToString();
        if (kind == "expertReview") added["sheet"] = document["sheets"]![0]!["id"]!.ToString();
        var left = ProgrammeDrafts.Check(document).Where(p => p.StageId == added["id"]!.ToString()).Select(p => p.Code).Distinct().Order();
        // What only the programme can know is asked for; nothing else is wrong.
        Assert.Equal(kind switch { "wait" => ["deadline.amount"], "action" => ["action.unknown"], "choice" => ["choice.when", "expression.malformed"], "parallel" => ["parallel.empty"], _ => [], }, left);
        foreach (var against in DraftTree.Objects(added["outcomes"]).Where(o => DraftTree.Id(o) is "refused" or "refuted" or "upheld" or "fail"))
            Assert.Equal("rejected", against["route"]!["end"]!.ToString());
    }

    [Fact]
    public void WithoutAResultAgainstTheApplicantTheRefusalWaitsForItsWay()
    {
        var document = DraftPatterns.Find("panel-review")!;
        document["process"]!["results"] = new JsonArray(new JsonObject { ["id"] = "approved", ["name"] = "通过", ["applicantStatus"] = "已通过", ["favourable"] = true });
        var stage = AddStage.New(document, "review", "复核", new(null, 0, 2)).Stage;
        Assert.Null(stage["outcomes"]![1]!["route"]);
    }
}
