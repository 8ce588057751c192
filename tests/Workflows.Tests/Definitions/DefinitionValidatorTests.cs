using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Programs.Catalogue;
using Innovation.Workflows.Tests.Engine;

namespace Innovation.Workflows.Tests.Definitions;

/// <summary>What publishing refuses, with stage and field.</summary>
public sealed class DefinitionValidatorTests
{
    private static readonly Route Good = new Route.End("good");
    private static readonly DeadlineRule Escalating = new() { Amount = 5, OnExpiry = new() { Escalate = "sectionHead" } };
    private static readonly Outcome Yes = Define.Next("yes", positive: true);
    private static readonly Outcome No = Define.Way("no", new Route.End("bad"));
    private static readonly PublicNoticeStage Notice = new() { Id = "x", Name = "x", Assign = Define.Officer, Outcomes = [Define.Next("clear"), Define.Next("upheld")] };
    private static readonly ExpertReviewStage Panel = new() { Id = "x", Name = "x", Sheet = "s", Outcomes = [Define.Next("pass") with { When = "score >= 70" }, Define.Next("fail")] };
    private static readonly MeetingStage Meeting = new() { Id = "x", Name = "x", Assign = Define.Officer, Outcomes = [Yes, No] };
    private static readonly ReviewStage Review = Define.Review("x", Define.Next("ok"));

    private static ProcessDefinition Around(params Stage[] stages) => new()
    {
        Id = "T",
        Name = "流程",
        Stages = [Define.Submit, .. stages, Define.Review("last", Define.Way("good", Good), Define.Way("bad", new Route.End("bad")))],
        Results = [new("good", "好", "已认定"), new("bad", "差", "未通过"), new("withdrawn", "撤回", "已撤回"), new("terminated", "终止", "已终止")],
        Fields = ["form.a"],
    };

    private static readonly Dictionary<string, (string Code, string? Stage, string? Field, ProcessDefinition Definition)> Broken = new()
    {
        ["no stages"] = ("definition.noStages", null, "stages", Around() with { Stages = [] }),
        ["first is no submission"] = ("definition.firstNotSubmission", "x", "kind", Around() with { Stages = [Review, .. Around().Stages] }),
        ["first is not the initiator's"] = ("assign.firstNotInitiator", "submit", "assign", Around() with { Stages = [Define.Submit with { Assign = Define.Officer }, .. Around().Stages.Skip(1)] }),
        ["repeated id"] = ("stage.repeatedId", "x", "id", Around(Review, Review)),
        ["repeated id inside"] = ("stage.repeatedId", "x", "id", Around(Review, Define.Parallel("p", [Review], [Define.Review("y")]))),
        ["forbids nothing known"] = ("stage.forbid", "x", "forbid", Around(Review with { Forbid = ["fly"] })),
        ["no id"] = ("stage.noId", " ", "id", Around(Review with { Id = " " })),
        ["repeated result"] = ("result.repeatedId", null, "results.good", Around() with { Results = [.. Around().Results, new("good", "好", "已认定")] }),
        ["missing result"] = ("result.missing", null, "results", Around() with { Results = [.. Around().Results.Where(r => r.Id != "withdrawn")] }),
        ["unreached result"] = ("result.neverReached", null, "results.never", Around() with { Results = [.. Around().Results, new("never", "从不", "未通过")] }),
        ["nobody assigned"] = ("assign.missing", "x", "assign", Around(Review with { Assign = null })),
        ["two assignments"] = ("assign.unresolvable", "x", "assign", Around(Review with { Assign = new() { Role = "officer", Initiator = true } })),
        ["empty assignment"] = ("assign.unresolvable", "x", "assign", Around(Review with { Assign = new() })),
        ["empty user"] = ("assign.unresolvable", "x", "assign.users", Around(Review with { Assign = new() { Users = ["u1", " "] } })),
        ["unknown role"] = ("assign.unknownRole", "x", "assign.role", Around(Review with { Assign = new() { Role = "king" } })),
        ["unknown scope"] = ("assign.unknownScope", "x", "assign.scope", Around(Review with { Assign = new() { Role = "officer", Scope = "world" } })),
        ["same as nothing"] = ("assign.unknownStage", "x", "assign.sameAs", Around(Review with { Assign = new() { SameAs = "nothing" } })),
        ["same as nobody"] = ("assign.nobodyActs", "x", "assign.sameAs", Around(Notice with { Id = "n" }, Review with { Assign = new() { SameAs = "n" } })),
        ["same as itself"] = ("assign.sameAsCircle", "x", "assign.sameAs", Around(Review with { Assign = new() { SameAs = "x" } })),
        ["same in a circle"] = ("assign.sameAsCircle", "x", "assign.sameAs", Around(Review with { Assign = new() { SameAs = "y" } }, Review with { Id = "y", Assign = new() { SameAs = "x" } })),
        ["different from nothing"] = ("assign.unknownStage", "x", "differentFrom", Around(Review with { DifferentFrom = ["nothing"] })),
        ["different from nobody"] = ("assign.nobodyActs", "x", "differentFrom", Around(Meeting with { Id = "m" }, Review with { DifferentFrom = ["m"] })),
        ["different from itself"] = ("assign.samePerson", "x", "differentFrom", Around(Review with { DifferentFrom = ["x"] })),
        ["same and different"] = ("assign.samePerson", "x", "assign", Around(Review with { Assign = new() { SameAs = "submit" }, DifferentFrom = ["submit"] })),
        ["same person reviews and decides"] = ("assign.samePerson", "x", "assign", Around(Define.Review("r"), Meeting with { Assign = new() { SameAs = "r" } })),
        ["deadline without action"] = ("deadline.noAction", "x", "deadline.onExpiry", Around(Review with { Deadline = new() { Amount = 5 } })),
        ["deadline with an empty action"] = ("deadline.noAction", "x", "deadline.onExpiry", Around(Review with { Deadline = new() { Amount = 5, OnExpiry = new() } })),
        ["deadline with two actions"] = ("deadline.manyActions", "x", "deadline.onExpiry", Around(Review with { Deadline = new() { Amount = 5, OnExpiry = new() { Escalate = "sectionHead", Outcome = "ok" } } })),
        ["deadline of a block"] = ("deadline.notAllowed", "p", "deadline", Around(Define.Parallel("p", [Review], [Define.Review("y")]) with { Deadline = Escalating })),
        ["deadline of no length"] = ("deadline.amount", "x", "deadline.amount", Around(Review with { Deadline = Escalating with { Amount = 0 } })),
        ["deadline of centuries"] = ("deadline.amount", "x", "deadline.amount", Around(Review with { Deadline = Escalating with { Amount = 300, Unit = PeriodUnit.Years } })),
        ["deadline at nothing"] = ("deadline.at", "x", "deadline.at", Around(Review with { Deadline = Escalating with { At = "sometime" } })),
        ["deadline from nothing"] = ("deadline.from", "x", "deadline.from", Around(Review with { Deadline = Escalating with { From = "birth" } })),
        ["deadline from a batch that is none"] = ("deadline.from", "x", "deadline.from", Around(Review with { Deadline = Escalating with { From = "opened" } })),
        ["reminder after the end"] = ("deadline.remind", "x", "deadline.remind", Around(Review with { Deadline = Escalating with { Remind = [0] } })),
        ["expiry with an unknown outcome"] = ("deadline.unknownOutcome", "x", "deadline.onExpiry", Around(Review with { Deadline = new() { Amount = 5, OnExpiry = new() { Outcome = "nothing" } } })),
        ["expiry that tells nobody"] = ("deadline.unknownRole", "x", "deadline.onExpiry", Around(Review with { Deadline = new() { Amount = 5, OnExpiry = new() { Escalate = "king" } } })),
        ["expiry that replaces nobody"] = ("deadline.replaceExperts", "x", "deadline.onExpiry", Around(Review with { Deadline = new() { Amount = 5, OnExpiry = new() { ReplaceExperts = true } } })),
        ["replacing at a fixed instant"] = ("deadline.replaceExperts", "x", "deadline.at", Around(Panel with { Deadline = new() { At = "closesAt", OnExpiry = new() { ReplaceExperts = true } } })),
        ["expiry that stays"] = ("deadline.stay", "x", "deadline.onExpiry", Around(Meeting with { Outcomes = [Yes, Define.Way("later", new Route.Stay())], Deadline = new() { Amount = 5, OnExpiry = new() { Outcome = "later" } } })),
        ["wait for nothing"] = ("wait.neverEnds", "x", "deadline", Around(new WaitStage { Id = "x", Outcomes = [Define.Next("ok")] })),
        ["wait for time that does nothing"] = ("wait.neverEnds", "x", "deadline.onExpiry", Around(new WaitStage { Id = "x", Event = " ", Deadline = Escalating, Outcomes = [Define.Next("ok")] })),
        ["outcomes of an action"] = ("outcome.notAllowed", "x", "outcomes", Around(new ActionStage { Id = "x", Action = "webhook", Outcomes = [Define.Next("ok")] })),
        ["no outcome"] = ("outcome.none", "x", "outcomes", Around(Review with { Outcomes = [] })),
        ["repeated outcome"] = ("outcome.repeatedId", "x", "outcomes.ok", Around(Review with { Outcomes = [Define.Next("ok"), Define.Next("ok")] })),
        ["outcome without id"] = ("outcome.noId", "x", "outcomes", Around(Review with { Outcomes = [Define.Next("ok"), Define.Next("")] })),
        ["outcome without route"] = ("outcome.noRoute", "x", "outcomes.ok.route", Around(Review with { Outcomes = [new() { Id = "ok", Name = "ok" }] })),
        ["review that stays"] = ("outcome.stay", "x", "outcomes.wait.route", Around(Review with { Outcomes = [Define.Next("ok"), Define.Way("wait", new Route.Stay())] })),
        ["outcome before nothing"] = ("outcome.onlyBefore", "x", "outcomes.b.onlyBefore", Around(Review with { Outcomes = [Define.Next("ok"), Define.Next("b") with { OnlyBefore = "never" }] })),
        ["condition of a review"] = ("outcome.when", "x", "outcomes.b.when", Around(Review with { Outcomes = [Define.Next("ok"), Define.Next("b") with { When = "form.a > 1" }] })),
        ["nobody can choose"] = ("outcome.allAutomatic", "x", "outcomes", Around(Review with { Outcomes = [Define.Next("ok") with { Automatic = true }], Deadline = new() { Amount = 5, OnExpiry = new() { Outcome = "ok" } } })),
        ["nobody can choose after closing"] = ("outcome.allAutomatic", "x", "outcomes", Around(Review with { Outcomes = [Define.Next("ok") with { OnlyBefore = "closesAt" }] })),
        ["outcome that nothing brings about"] = ("outcome.neverChosen", "x", "outcomes.lost", Around(Review with { Outcomes = [Define.Next("ok"), Define.Time("lost", Good)] })),
        ["meeting without end"] = ("outcome.neverLeaves", "x", "outcomes", Around(Meeting with { Outcomes = [Define.Way("yes", new Route.Stay(), positive: true)] })),
        ["all sign but none agrees"] = ("review.positive", "x", "outcomes", Around(Review with { Mode = ReviewMode.All })),
        ["vote without another answer"] = ("review.positive", "x", "outcomes", Around(Review with { Mode = ReviewMode.Vote, Outcomes = [Yes] })),
        ["vote of more than all"] = ("review.ratio", "x", "ratio", Around(Review with { Mode = ReviewMode.Vote, Ratio = 1, Outcomes = [Yes, No] })),
        ["vote without weight"] = ("review.weights", "x", "weights", Around(Review with { Mode = ReviewMode.Vote, Weights = new Dictionary<string, int> { ["u1"] = 0 }, Outcomes = [Yes, No] })),
        ["supplement in a vote"] = ("supplement.mode", "x", "supplement", Around(Review with { Mode = ReviewMode.All, Outcomes = [Yes, No], Supplement = new() { OnExpiry = "no" } })),
        ["supplement without end"] = ("supplement.onExpiry", "x", "supplement.onExpiry", Around(Review with { Supplement = new() { OnExpiry = "nothing" } })),
        ["supplement for ever"] = ("supplement.rounds", "x", "supplement.rounds", Around(Review with { Supplement = new() { OnExpiry = "ok", Rounds = 9 } })),
        ["supplement of no length"] = ("supplement.amount", "x", "supplement.amount", Around(Review with { Supplement = new() { OnExpiry = "ok", Amount = 0 } })),
        ["supplement with a late reminder"] = ("supplement.remind", "x", "supplement.remind", Around(Review with { Supplement = new() { OnExpiry = "ok", Remind = [-1] } })),
        ["even panel"] = ("panel.count", "x", "panel.count", Around(Panel with { Panel = new() { Count = 6 } })),
        ["small panel"] = ("panel.count", "x", "panel.count", Around(Panel with { Panel = new() { Count = 3 } })),
        ["no sheet"] = ("panel.sheet", "x", "sheet", Around(Panel with { Sheet = "" })),
        ["score without otherwise"] = ("panel.noOtherwise", "x", "outcomes", Around(Panel with { Outcomes = [Panel.Outcomes[0]] })),
        ["score without condition"] = ("panel.noCondition", "x", "outcomes.fail.when", Around(Panel with { Outcomes = [Panel.Outcomes[1], Define.Next("rest")] })),
        ["panel of an unknown field"] = ("expression.unknownName", "x", "panel.field", Around(Panel with { Panel = new() { Field = "form.b" } })),
        ["visit by nobody"] = ("siteVisit.visitors", "x", "minimumVisitors", Around(new SiteVisitStage { Id = "x", Assign = Define.Officer, MinimumVisitors = 0, Outcomes = [Define.Next("ok")] })),
        ["quorum of nothing"] = ("meeting.quorum", "x", "quorumNumerator", Around(Meeting with { QuorumNumerator = 4 })),
        ["meeting of unknown people"] = ("meeting.members", "x", "members", Around(Meeting with { Members = "kings" })),
        ["meeting that cannot agree"] = ("meeting.positive", "x", "outcomes", Around(Meeting with { Outcomes = [No, Define.Next("ok")] })),
        ["notice of no days"] = ("notice.days", "x", "noticeDays", Around(Notice with { NoticeDays = 0 })),
        ["notice that does not clear"] = ("notice.clear", "x", "clearOutcome", Around(Notice with { ClearOutcome = "nothing" })),
        ["notice without objection"] = ("notice.upheld", "x", "upheldOutcome", Around(Notice with { UpheldOutcome = "nothing" })),
        ["decision without signature"] = ("decision.signed", "x", "signedOutcome", Around(new DecisionStage { Id = "x", Assign = Define.Officer, Outcomes = [Define.Next("ok")] })),
        ["unknown action"] = ("action.unknown", "x", "action", Around(new ActionStage { Id = "x", Action = "explode" })),
        ["choice of one"] = ("choice.branches", "x", "options", Around(new ChoiceStage { Id = "x", Options = [new Branch { Otherwise = true, Stages = [] }] })),
        ["choice without otherwise"] = ("choice.otherwise", "x", "options", Around(new ChoiceStage { Id = "x", Options = [new Branch { When = "true", Stages = [] }, new Branch { When = "false", Stages = [] }] })),
        ["choice without condition"] = ("choice.when", "x", "options", Around(new ChoiceStage { Id = "x", Options = [new Branch { Stages = [] }, new Branch { Otherwise = true, Stages = [] }] })),
        ["parallel of one"] = ("parallel.branches", "x", "paths", Around(Define.Parallel("x", [Define.Review("y")]))),
        ["parallel with an empty branch"] = ("parallel.empty", "x", "paths", Around(Define.Parallel("x", [Define.Review("y")], []))),
        ["condition that does not compile"] = ("expression.malformed", "x", "branches[0].when", Around(Define.Choice("x", "form.a >", []))),
        ["condition that compares text with a number"] = ("expression.type", "x", "branches[0].when", Around(Define.Choice("x", "score > \"5\"", []))),
        ["condition that is none"] = ("expression.type", "x", "branches[0].when", Around(Define.Choice("x", "score + 5", []))),
        ["same person by a chain"] = ("assign.samePerson", "x", "assign", Around(Define.Review("r"), Define.Review("q") with { Assign = new() { SameAs = "r" } }, Meeting with { Assign = new() { SameAs = "q" } })),
        ["same person by name"] = ("assign.samePerson", "x", "assign", Around(Define.Review("r") with { Assign = new() { Users = ["u1"] } }, Meeting with { Assign = new() { Users = ["u1"] } })),
        ["condition of unknown names"] = ("expression.unknownName", "x", "branches[0].when", Around(Define.Choice("x", "form.b > 1 and outcome.nothing = \"a\"", []))),
        ["route to nothing"] = ("route.unknownStage", "x", "outcomes.ok.route", Around(Review with { Outcomes = [Define.Way("ok", Define.To("nothing"))] })),
        ["route into a branch"] = ("route.intoBranch", "x", "outcomes.in.route", Around(Review with { Outcomes = [Define.Next("ok"), Define.Way("in", Define.To("y"))] }, Define.Parallel("p", [Define.Review("y")], [Define.Review("z")]))),
        ["route to an unknown result"] = ("route.unknownResult", "x", "outcomes.ok.route", Around(Review with { Outcomes = [Define.Way("ok", new Route.End("heaven"))] })),
        ["return to nothing"] = ("route.unknownStage", "x", "returnTo", Around(Review with { ReturnTo = ["nothing"] })),
        ["return into a branch"] = ("route.intoBranch", "x", "returnTo", Around(Define.Parallel("p", [Define.Review("y")], [Define.Review("z")]), Review with { ReturnTo = ["y"] })),
        ["unreachable"] = ("stage.unreachable", "x", null, Around(Define.Review("r", Define.Way("ok", Define.To("last"))), Review)),
        ["falls off"] = ("route.fallsOff", "last", "outcomes", Around() with { Stages = [Define.Submit, Define.Review("last", Define.Way("good", Good), Define.Way("bad", new Route.End("bad")), Define.Next("on"))] }),
        ["busy loop of time"] = ("route.busyLoop", "x", "outcomes", Around(Review with { Outcomes = [Define.Next("ok"), Define.Time("over", Define.To("x"))], Deadline = new() { At = "closesAt", OnExpiry = new() { Outcome = "over" } } })),
        ["no way out"] = ("route.noWayOut", "x", "outcomes", Around(Define.Review("r", Define.Next("ok"), Define.Way("trap", Define.To("x")), Define.Way("past", Define.To("last"))), Review with { Outcomes = [Define.Way("round", Define.To("x"))] })),
        ["a choice that may go round for ever"] = ("route.noWayOut", "c", "outcomes", Around(Review, Define.Choice("c", "form.a > 1", [], Define.Review("y", Define.Way("back", Define.To("x")))))),
        ["a fixed instant that goes round for ever"] = ("route.noWayOut", "x", "outcomes", Around(Review, Define.Review("y", Define.Next("ok"), Define.Time("over", Define.To("x"))) with { Deadline = new() { At = "closesAt", OnExpiry = new() { Outcome = "over" } } })),
        ["returned for ever"] = ("submission.neverEnds", "submit", "deadline", Around(Review with { ReturnTo = ["submit"] }) is var d ? d with { Stages = [Define.Submit with { Deadline = null, Outcomes = [Define.Submit.Outcomes[0]] }, .. d.Stages.Skip(1)] } : null!),
        ["money without notice"] = ("money.withoutNotice", "x", "outcomes.ok", Around(Review with { Outcomes = [Define.Next("ok") with { AwardsMoney = true }] })),
        ["money past the notice"] = ("money.withoutNotice", "last", "outcomes.good", Around(Notice with { Outcomes = [.. Notice.Outcomes, Define.Time("skip", new Route.Next())], Deadline = new() { Amount = 5, OnExpiry = new() { Outcome = "skip" } } }) is var m ? m with { Stages = [.. m.Stages.SkipLast(1), Define.Review("last", Define.Way("good", Good) with { AwardsMoney = true }, Define.Way("bad", new Route.End("bad")))] } : null!),
    };

    public static TheoryData<string> Names => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ABrokenDefinitionIsRefused(string name)
    {
        var (code, stage, field, definition) = Broken[name];
        var problems = DefinitionValidator.Validate(definition);
        Assert.Contains((code, stage, field), problems.Select(p => (p.Code, p.StageId, p.Field)));
        Assert.All(problems, p => Assert.Matches("[\u4e00-\u9fff]", p.Message));
    }

    [Fact]
    public void EveryCodeOfTheSourceHasItsCase()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/Workflows/Definitions"), "*.cs", SearchOption.AllDirectories)
            .Where(f => (f.Contains("Validation", StringComparison.Ordinal) && Path.GetFileName(f) is not ("SoundnessRules.cs" or "CertificateRules.cs")) || f.EndsWith("DefinitionValidator.cs", StringComparison.Ordinal));
        var codes = sources.SelectMany(f => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(f), @"(?:[rR]efuse\(|(?:problems\.Add\(| : |\? )new\()""(\w+\.\w+)""").Select(m => m.Groups[1].Value)).Distinct().Order();
        Assert.Equal(codes, Broken.Values.Select(b => b.Code).Distinct().Order());
    }

    [Fact]
    public void WhatIsAroundTheBrokenPartsIsSound()
    {
        Assert.Empty(DefinitionValidator.Validate(Around()));
        Assert.Empty(DefinitionValidator.Validate(Around(Notice)));
        Assert.Empty(DefinitionValidator.Validate(Around(Panel)));
        Assert.Empty(DefinitionValidator.Validate(Around(Meeting)));
    }

    [Fact]
    public void ShippedProgrammesArePublishable() =>
        Assert.All(ProgrammeCatalogue.Codes, code => Assert.Empty(DefinitionValidator.Validate(ProgrammeCatalogue.Load(code).Process)));

    [Fact]
    public void AnEntitlementNeedsNoNotice() =>
        Assert.Empty(DefinitionValidator.Validate(Around(Review with { Outcomes = [Define.Next("ok") with { AwardsMoney = true }] }) with { Entitlement = true }));
}
