using System.Collections.Immutable;
using System.Reflection;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Engine.Matrix;

/// <summary>
/// Every command against every stage kind, mode and state has one defined answer: the table beside this file. Each command is sent
/// by the person most entitled to it, so that a refusal is about the state, not about the person.
/// </summary>
public sealed class CommandMatrixTests
{
    private static readonly string Table = Path.Combine(Repository.Root, "tests/Workflows.Tests/Engine/Matrix/matrix.txt");

    private static readonly (string Name, Func<Situation, (string Person, ProcessCommand Command)> Make)[] Commands =
    [
        ("openDraft", s => ("applicant1", new OpenDraft("O", "A") { Actor = Actor.System, At = default })),
        ("submit", s => ("applicant1", new Submit(2, "h2") { Actor = Actor.System, At = default })),
        ("claim", s => (s.Holder, new Claim(s.Item) { Actor = Actor.System, At = default })),
        ("unclaim", s => (s.Holder, new Unclaim(s.Item) { Actor = Actor.System, At = default })),
        ("complete", s => (s.Holder, new Complete(s.Item, Outcome(s), "意见", Total: 80) { Actor = Actor.System, At = default })),
        ("supplement", s => (s.Holder, new RequestSupplement(s.Item, [new("form.b", "请补")], null) { Actor = Actor.System, At = default })),
        ("declare", s => (s.Holder, new Declare(s.Item, true, "同事") { Actor = Actor.System, At = default })),
        ("return", s => (s.Holder, new Return(s.Item, "first", "请改") { Actor = Actor.System, At = default })),
        ("returnBack", s => (s.Holder, new Return(s.Item, "first", "请改") { Actor = Actor.System, At = default, Back = true })),
        ("transfer", s => (s.Holder, new Transfer(s.Item, "officer8", "外出") { Actor = Actor.System, At = default })),
        ("delegate", s => (s.Holder, new DelegateItem(s.Item, "officer8", "请先看") { Actor = Actor.System, At = default })),
        ("signerBefore", s => (s.Holder, new AddSigners(s.Item, SignerPlace.Before, ["officer8"], "请看") { Actor = Actor.System, At = default })),
        ("signerBeside", s => (s.Holder, new AddSigners(s.Item, SignerPlace.Beside, ["officer8"], "请会签") { Actor = Actor.System, At = default })),
        ("signerAfter", s => (s.Holder, new AddSigners(s.Item, SignerPlace.After, ["officer8"], "请审定") { Actor = Actor.System, At = default })),
        ("removeSigner", s => ("sectionHead1", new RemoveSigner(s.Item, s.Column == "signerAfter" ? "officer7" : "officer6", "不用了") { Actor = Actor.System, At = default })),
        ("takeBackStep", s => ("officer9", new TakeBack(null, "办错了") { Actor = Actor.System, At = default })),
        ("takeBackItem", s => (Answerer(s), new TakeBack(Answered(s), "再想想") { Actor = Actor.System, At = default })),
        ("urge", s => ("applicant1", new Urge("请抓紧") { Actor = Actor.System, At = default })),
        ("copy", s => (s.Holder, new SendCopy(s.Item, ["officer8"], null) { Actor = Actor.System, At = default })),
        ("suspend", s => ("sectionHead1", new Suspend("待核查") { Actor = Actor.System, At = default })),
        ("resume", s => ("sectionHead1", new Resume("已核查") { Actor = Actor.System, At = default })),
        ("handBack", s => ("system1", new HandBack(s.Item, s.Holder, "离岗") { Actor = Actor.System, At = default })),
        ("reassign", s => ("administrator1", new Reassign(s.Item, "officer8", "离岗") { Actor = Actor.System, At = default })),
        ("withdraw", s => ("applicant1", new Withdraw("不报了") { Actor = Actor.System, At = default })),
        ("terminate", s => ("sectionHead1", new Terminate("依据") { Actor = Actor.System, At = default })),
        ("joinBatch", s => (s.Holder, new JoinBatch("x", "b1") { Actor = Actor.System, At = default })),
        ("leaveBatch", s => (s.Holder, new LeaveBatch("b1") { Actor = Actor.System, At = default })),
        ("settleBatch", s => (s.Holder, new SettleBatch("b1", "ok") { Actor = Actor.System, At = default })),
        ("publishNotice", s => (s.Holder, new PublishNotice("b1") { Actor = Actor.System, At = default })),
        ("raiseObjection", s => ("public1", new RaiseObjection("ob2") { Actor = Actor.System, At = default })),
        ("extendObjection", s => ("sectionHead1", new ExtendObjection(s.Item, "需要取证") { Actor = Actor.System, At = default })),
        ("reconsider", s => ("applicant1", new RequestReconsideration("评分依据不足，请予复核。") { Actor = Actor.System, At = default })),
        ("decideReconsideration", s => ("signatory1", new DecideReconsideration(false, "维持") { Actor = Actor.System, At = default })),
        ("signal", s => ("system1", new Signal("signed") { Actor = Actor.System, At = default })),
        ("expire", s => ("system1", new ExpireDeadline(Deadline(s)) { Actor = Actor.System, At = default })),
        ("recompute", s => ("system1", new RecomputeDeadline(Deadline(s), "放假安排调整") { Actor = Actor.System, At = default })),
        ("migrate", s => ("system1", CaseStory.Migration(s.Story.Definition))),
        ("answerRedCard", s => ("sectionHead1", new AnswerRedCard(RedCard(s), "officer1", new DateOnly(2026, 12, 30), "已督促") { Actor = Actor.System, At = default })),
        ("remind", s => ("system1", new RemindDeadline(Deadline(s)) { Actor = Actor.System, At = default })),
    ];

    [Fact]
    public void Every_command_in_every_situation_has_the_answer_that_the_table_says()
    {
        var lines = new List<string>();
        foreach (var situation in Situations.All())
        {
            lines.Add($"== {situation.Row} {situation.Column}");
            foreach (var (name, make) in Commands) lines.Add($"{name,-16}{Answer(situation, make(situation))}");
        }

        if (Environment.GetEnvironmentVariable("WRITE_MATRIX") is not null) File.WriteAllLines(Table, lines);
        var expected = File.ReadAllLines(Table);
        for (var i = 0; i < Math.Max(lines.Count, expected.Length); i++)
            Assert.True(i < lines.Count && i < expected.Length && lines[i] == expected[i], $"line {i + 1} of matrix.txt says “{expected.ElementAtOrDefault(i)}”, the engine says “{lines.ElementAtOrDefault(i)}” (in {lines.Take(i + 1).LastOrDefault(l => l.StartsWith("==", StringComparison.Ordinal))})");
    }

    [Fact]
    public void What_the_table_must_say_whatever_else_changes()
    {
        foreach (var situation in Situations.All())
        {
            foreach (var (name, make) in Commands)
            {
                var answer = Answer(situation, make(situation));
                if (situation.Column == "ended" && name is not ("reconsider" or "decideReconsideration")) Assert.Equal("case.ended", answer);
                if (situation.Column != "ended" && name is "reconsider" or "decideReconsideration") Assert.DoesNotContain("accepted", answer);
                if (situation.Column == "suspended" && name is not ("openDraft" or "resume" or "withdraw" or "terminate" or "reassign" or "handBack" or "suspend")) Assert.DoesNotContain("accepted", answer);
                if (name == "openDraft" && situation.Column != "ended") Assert.Equal("case.alreadyOpened", answer);
                if (name == "complete" && situation.Column is "signerBefore" or "sentBack") Assert.DoesNotContain("accepted", answer);
                if (name == "terminate" && situation.Column != "ended") Assert.Equal("accepted", answer);
            }
        }
    }

    [Fact]
    public void Somebody_without_a_role_can_do_nothing_anywhere()
    {
        foreach (var situation in Situations.All())
        {
            foreach (var (name, make) in Commands)
            {
                // What time, the public and the batch do is checked where those come in.
                if (name is "raiseObjection" or "signal" or "expire" or "remind" or "recompute" or "migrate" or "handBack" or "leaveBatch" or "settleBatch" or "publishNotice") continue;
                var answer = Answer(situation, ("stranger1", make(situation).Command));
                Assert.True(!answer.StartsWith("accepted", StringComparison.Ordinal), $"{situation.Row} {situation.Column}: a stranger may {name}");
            }
        }
    }

    [Fact]
    public void No_command_is_missing_from_the_table()
    {
        var known = typeof(ProcessCommand).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(ProcessCommand))).Select(t => t.Name).ToHashSet();
        var some = Situations.All().First();
        var sent = Commands.Select(c => c.Make(some).Command.GetType().Name).ToHashSet();
        Assert.Empty(known.Except(sent));
    }

    private static string Answer(Situation situation, (string Person, ProcessCommand Command) sent)
    {
        var story = situation.Story;
        var before = EngineJson.Write(story.State);
        var (decision, _) = story.World.Decide(story.Definition, story.State, sent.Command with { Actor = story.World.Person(sent.Person), At = story.Now.AddHours(1) });
        Assert.Equal(before, EngineJson.Write(story.State));
        return decision switch
        {
            Decision.Accepted { Events.Count: > 0 } => "accepted",
            Decision.Accepted => "accepted (no effect)",
            Decision.Refused refused => refused.Refusal.Code,
            _ => throw new InvalidOperationException(),
        };
    }

    private static string Outcome(Situation s) => s.Item == 0 ? "ok" : s.Story.State.FindItem(s.Item).Item!.Purpose switch
    {
        WorkPurpose.Score => "scored",
        WorkPurpose.Supplement => "supplemented",
        WorkPurpose.Objection => "released",
        _ => "ok",
    };

    private static int? Answered(Situation s) => s.X?.Items.Where(i => i.Done).Select(i => (int?)i.Id).FirstOrDefault() ?? s.Item;

    private static string Answerer(Situation s) => s.X?.Items.FirstOrDefault(i => i.Done)?.By ?? (s.Column == "delegated" ? "officer1" : s.Holder);

    private static int Deadline(Situation s) => s.X?.Deadlines.FirstOrDefault()?.Id ?? 0;

    private static int RedCard(Situation s) => s.X?.RedCard?.Deadline ?? 0;
}
