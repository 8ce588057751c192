using System.Collections.Immutable;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Engine.Matrix;

/// <summary>A case in which the stage <c>x</c> of one kind and mode stands in one state.</summary>
/// <param name="Row">Kind and mode, e.g. <c>review.vote</c>.</param>
/// <param name="Column">State, e.g. <c>claimed</c>.</param>
internal sealed record Situation(string Row, string Column, CaseStory Story)
{
    /// <summary>The open item of the stage, or 0 when there is none.</summary>
    public int Item => X?.Items.Where(i => !i.Done).OrderBy(i => i.Purpose is WorkPurpose.Supplement).ThenBy(i => i.Place is not null).Select(i => i.Id).FirstOrDefault() ?? 0;

    /// <summary>A person who may act on it.</summary>
    public string Holder
    {
        get
        {
            var item = Item == 0 ? null : Story.State.FindItem(Item).Item;
            if (item is null) return "officer1";
            if (item.ClaimedBy is { } by) return by;
            var candidate = item.Candidates[0];
            return candidate.StartsWith("user:", StringComparison.Ordinal) ? candidate[5..] : candidate[..candidate.IndexOf('@', StringComparison.Ordinal)] + "1";
        }
    }

    public Activation? X => Story.State.Activations.FirstOrDefault(a => a.StageId == "x");
}

/// <summary>Every kind and mode in every state that it can have.</summary>
internal static class Situations
{
    private static readonly Actor Nobody = Actor.System;

    private static readonly (string Row, Func<Stage> Make)[] Kinds =
    [
        ("submission", () => new SubmissionStage { Id = "x", Name = "x", ApplicantStatus = "待提交", Assign = new() { Initiator = true }, Deadline = new() { Amount = 10, OnExpiry = new() { Outcome = "late" } }, Outcomes = [Define.Next("ok"), Define.Time("late", Define.End("bad"))] }),
        ("review.single", () => Review(ReviewMode.Single) with { Supplement = new() { OnExpiry = "silent" }, Outcomes = [Define.Next("ok", true), Define.Way("no", Define.End("bad")), Define.Time("silent", Define.End("bad"))] }),
        ("review.any", () => Review(ReviewMode.Any)),
        ("review.all", () => Review(ReviewMode.All)),
        ("review.vote", () => Review(ReviewMode.Vote)),
        ("review.sequential", () => Review(ReviewMode.Sequential)),
        ("expertReview", () => new ExpertReviewStage { Id = "x", Name = "x", Sheet = "sheet", Deadline = new() { Amount = 10, OnExpiry = new() { ReplaceExperts = true } }, Outcomes = [new Outcome { Id = "ok", Name = "ok", When = "score >= 60", Route = new Route.Next() }, Define.Way("no", Define.End("bad"))] }),
        ("siteVisit", () => new SiteVisitStage { Id = "x", Name = "x", Assign = Define.Officer, ReturnTo = ["first"], Deadline = Late(), Outcomes = [Define.Next("ok"), Define.Way("no", Define.End("bad"))] }),
        ("meeting", () => new MeetingStage { Id = "x", Name = "x", Assign = Define.Officer, Deadline = Late(), Outcomes = [Define.Next("ok", true), Define.Way("no", Define.End("bad"))] }),
        ("publicNotice", () => new PublicNoticeStage { Id = "x", Name = "x", Assign = Define.Officer, ClearOutcome = "ok", UpheldOutcome = "no", Outcomes = [Define.Time("ok", new Route.Next()), Define.Time("no", Define.End("bad"))] }),
        ("decision", () => new DecisionStage { Id = "x", Name = "x", Assign = Define.Officer, SignedOutcome = "ok", Deadline = Late(), Outcomes = [Define.Time("ok", new Route.Next())] }),
        ("wait.time", () => new WaitStage { Id = "x", Name = "x", Deadline = new() { Amount = 5, OnExpiry = new() { Outcome = "ok" } }, Outcomes = [Define.Time("ok", new Route.Next())] }),
        ("wait.event", () => new WaitStage { Id = "x", Name = "x", Event = "signed", Outcomes = [Define.Next("ok")] }),
    ];

    private static ReviewStage Review(ReviewMode mode) => new()
    {
        Id = "x",
        Name = "x",
        Mode = mode,
        Assign = mode is ReviewMode.All or ReviewMode.Vote or ReviewMode.Sequential ? new() { Users = ["u1", "u2", "u3"] } : Define.Officer,
        ReturnTo = ["first"],
        Deadline = Late(),
        Outcomes = [Define.Next("ok", true), Define.Way("no", Define.End("bad"))],
    };

    private static DeadlineRule Late() => new() { Amount = 10, OnExpiry = new() { Escalate = ProcessRoles.SectionHead } };

    public static IEnumerable<Situation> All()
    {
        foreach (var (row, make) in Kinds)
        {
            foreach (var (column, reach) in States)
            {
                var story = new CaseStory(Define.Process(Define.Submit, Define.Review("first"), make(), Define.Last())).Start().Complete("officer9", "first", "ok");
                if (reach(new Situation(row, column, story))) yield return new Situation(row, column, story);
            }
        }
    }

    /// <summary>How each state is reached; false where the kind has no such state.</summary>
    private static readonly (string Column, Func<Situation, bool> Reach)[] States =
    [
        ("open", _ => true),
        ("claimed", s => Try(s, new Claim(s.Item) { Actor = Nobody, At = default })),
        ("answered", Answered),
        ("delegated", s => Try(s, new DelegateItem(s.Item, "officer5", "请先看") { Actor = Nobody, At = default })),
        ("signerBefore", s => Try(s, new AddSigners(s.Item, SignerPlace.Before, ["officer6"], "请先看") { Actor = Nobody, At = default })),
        ("signerAfter", s => Try(s, new AddSigners(s.Item, SignerPlace.After, ["officer7"], "请审定") { Actor = Nobody, At = default }) && s.Row is "review.single" or "review.any" && Try(s, new Complete(s.Item, "ok", "同意") { Actor = Nobody, At = default })),
        ("supplement", s => Try(s, new RequestSupplement(s.Item, [new("form.a", "请补")], null) { Actor = Nobody, At = default })),
        ("sentBack", s => Try(s, new Return(s.Item, "first", "请改") { Actor = Nobody, At = default, Back = true })),
        ("batched", s => Try(s, new JoinBatch("x", "b1") { Actor = Nobody, At = default })),
        ("published", s => Try(s, new JoinBatch("x", "b1") { Actor = Nobody, At = default }) && Try(s, new PublishNotice("b1") { Actor = Nobody, At = default })),
        ("objected", s => Try(s, new JoinBatch("x", "b1") { Actor = Nobody, At = default }) && Try(s, new PublishNotice("b1") { Actor = Nobody, At = default }) && Try(s, new RaiseObjection("ob1") { Actor = Nobody, At = default })),
        ("late", s => s.Story.At("2026-10-20 10:00").State.Activations.Any(a => a is { StageId: "x", RedCard: not null })),
        ("suspended", s => Try(s, new Suspend("待核查") { Actor = Nobody, At = default }, "sectionHead1")),
        ("ended", s => Try(s, new Terminate("依据") { Actor = Nobody, At = default }, "sectionHead1")),
    ];

    private static bool Answered(Situation s)
    {
        switch (s.Row)
        {
            case "review.all" or "review.vote" or "review.sequential":
                return Try(s, new Complete(s.Item, "ok", "同意") { Actor = Nobody, At = default });
            case "expertReview":
                return Try(s, new Declare(s.Item, false) { Actor = Nobody, At = default }) && Try(s, new Complete(s.Item, "scored", Total: 80) { Actor = Nobody, At = default });
            default:
                return false;
        }
    }

    private static bool Try(Situation s, ProcessCommand command, string? person = null)
    {
        var actor = person ?? s.Holder;
        var (decision, _) = s.Story.World.Decide(s.Story.Definition, s.Story.State, command with { Actor = s.Story.World.Person(actor), At = s.Story.Now });
        if (decision is not Decision.Accepted { Events.Count: > 0 }) return false;
        s.Story.Do(actor, command);
        return true;
    }
}
