using System.Collections.Immutable;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Tests.Engine.Laws;

/// <summary>What is done next, as numbers that are read against the state in which they arrive.</summary>
internal readonly record struct Step(int Move, int Who, int What, int Pause);

/// <summary>One random case: a definition, the world around it and what happens.</summary>
internal sealed record Story(ProcessDefinition Definition, int WorldSeed, ImmutableArray<Step> Steps)
{
    public static Story Make(int seed)
    {
        var random = new Random(seed);
        var definition = RandomDefinition.Make(random);
        var steps = Enumerable.Range(0, random.Next(5, 45)).Select(_ => new Step(random.Next(100), random.Next(1000), random.Next(1000), random.Next(1000)));
        return new Story(definition, random.Next(), [.. steps]);
    }
}

/// <summary>A law was broken.</summary>
internal sealed class BrokenLaw(string message) : Exception(message);

/// <summary>Runs one case and checks the laws at every step.</summary>
internal sealed class Walk
{
    private static readonly string[] Strangers = ["officer1", "applicant1", "applicant2", "committee2", "sectionHead1", "e1", "u1", "auditor1", "recommender9"];
    private readonly int worldSeed;
    private readonly int longest;
    private ProcessState stored = ProcessState.Empty;
    private string stateJson = EngineJson.Write(ProcessState.Empty);
    private int formVersion;
    private bool orderly = true;

    public Walk(ProcessDefinition definition, int worldSeed)
    {
        Definition = definition;
        this.worldSeed = worldSeed;
        var random = new Random(worldSeed);
        var start = new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
        Now = start;
        longest = random.Next(1, 400);
        World = new World
        {
            Pool = random.Next(3) == 0 ? random.Next(3, 8) : 40,
            Round = new()
            {
                ["opensAt"] = start.AddDays(-1),
                ["closesAt"] = start.AddDays(random.Next(1, 60)),
                ["recommendBy"] = random.Next(3) == 0 ? null : start.AddDays(random.Next(1, 90)),
            },
            Headcount = random.Next(3) == 0 ? new() { ["department"] = 0, ["committee"] = 1 } : [],
            Value = Value,
        };
    }

    public ProcessDefinition Definition { get; }

    public World World { get; }

    public ProcessState State { get; private set; } = ProcessState.Empty;

    public DateTimeOffset Now { get; set; }

    public List<ProcessEvent> History { get; } = [];

    public List<ProcessCommand> Log { get; } = [];

    public HashSet<string> Refusals { get; } = [];

    private FeelValue Value(string name)
    {
        var draw = new Random(HashCode32(worldSeed, formVersion, name)).Next(4);
        return name == "form.a" ? FeelValue.Of(draw) : draw switch { 0 => FeelValue.Of("x"), 1 => FeelValue.Of("y"), _ => FeelValue.Null };
    }

    private static int HashCode32(int a, int b, string text) => text.Aggregate((a * 31) + b, (hash, c) => (hash * 31) + c);

    public void Run(ImmutableArray<Step> steps)
    {
        foreach (var step in steps)
        {
            Now = Now.AddMinutes(step.Pause % 3 == 0 ? step.Pause * longest / 10.0 : step.Pause % 200);
            if (step.Who % 10 == 7) orderly = false;
            else PassTime();
            Apply(Choose(step));
            CheckAllowed(step);
        }
    }

    private void CheckAllowed(Step step)
    {
        var open = State.Activations.SelectMany(a => a.Items.Where(i => !i.Done).Select(i => (Activation: a, Item: i))).ToList();
        if (open.Count == 0 || State.Phase != ProcessPhase.Running) return;
        var (activation, item) = open[step.Pause % open.Count];
        var actor = step.What % 4 == 0 ? World.Person(Strangers[step.Pause % Strangers.Length]) : Legitimate(item, step.Who);
        AllowedActionsLaw.Check(this, activation, item, actor);
    }

    /// <summary>Everything that is due by now happens, in order.</summary>
    public void PassTime()
    {
        for (var i = 0; ProcessEngine.NextDue(State) is { } due && due.At <= Now; i++)
        {
            if (i > 5000) throw new BrokenLaw("2 progress: time goes round in a circle");
            if (Apply(due.Command) is not Decision.Accepted) throw new BrokenLaw($"2 progress: {due.Command} is due but refused");
        }
    }

    public Decision Apply(ProcessCommand command)
    {
        Log.Add(command);
        var before = State;
        var (decision, facts) = World.Decide(Definition, before, command);
        if (decision is not Decision.Accepted accepted)
        {
            if (decision is Decision.Refused { Refusal: var refusal }) Refusals.Add(refusal.Code);
            if (EngineJson.Write(before) != stateJson) throw new BrokenLaw("6 isolation: a refusal changed the state");
            return decision;
        }

        var events = accepted.Events.Select(EngineJson.Write).ToList();
        CheckRecomputed(accepted.Events, before);
        CheckAgain(command, facts, events);
        CheckTime(accepted, before);
        foreach (var json in events) stored = ProcessEngine.Evolve(stored, EngineJson.ReadEvent(json));
        State = accepted.State;
        stateJson = EngineJson.Write(State);
        if (EngineJson.Write(stored) != stateJson) throw new BrokenLaw("1 replay: the fold of the stored events is another state\n" + EngineJson.Write(stored) + "\n" + stateJson);
        History.AddRange(accepted.Events);
        CheckShape();
        CheckOnce(command, facts);
        if (command is Submit && accepted.Events.Count > 0) formVersion++;
        return decision;
    }

    /// <summary>Laws 4 and 7: the same question has the same answer, also to a state that was stored in between.</summary>
    private void CheckAgain(ProcessCommand command, Facts facts, List<string> events)
    {
        var again = ProcessEngine.Decide(Definition, EngineJson.ReadState(stateJson), command, facts);
        if (again is not Decision.Accepted same || !same.Events.Select(EngineJson.Write).SequenceEqual(events))
            throw new BrokenLaw("7 simulation: the stored state decides otherwise");
    }

    /// <summary>A new calendar shortens nothing of the applicant's, and ends nothing in the past.</summary>
    private void CheckRecomputed(IReadOnlyList<ProcessEvent> events, ProcessState before)
    {
        foreach (var e in events.OfType<DeadlineRecomputed>())
        {
            var purpose = before.FindDeadline(e.Deadline).Deadline!.Purpose;
            if (e.DueAt < e.OldDueAt && RecomputationRules.IsProtected(DefinitionIndex.Of(Definition)[e.StageId].Stage, purpose)) throw new BrokenLaw($"8 calendar: {e} shortens a period of the applicant");
            if (e.DueAt <= e.At || e.Reminders.Any(r => r <= e.At || r >= e.DueAt)) throw new BrokenLaw($"8 calendar: {e} acts in the past");
        }
    }

    private void CheckTime(Decision.Accepted accepted, ProcessState before)
    {
        if (!orderly) return;
        var latest = History.Count > 0 ? History[^1].At : DateTimeOffset.MinValue;
        foreach (var happened in accepted.Events)
            if (happened.At < latest) throw new BrokenLaw($"1 replay: {happened} takes effect before what happened earlier ({latest}); phase {before.Phase}");
    }

    private void CheckOnce(ProcessCommand command, Facts facts)
    {
        if (command is Submit or Signal or RemindDeadline or SendCopy) return;
        if (ProcessEngine.Decide(Definition, State, command, facts) is Decision.Accepted { Events.Count: > 0 })
            throw new BrokenLaw($"4 idempotence: {command} has a second effect");
    }

    private void CheckShape()
    {
        // A returner that waits for the case to come straight back stands beside the stage that mends it.
        var places = State.Activations.Where(a => a.ReturnedTo is null).Select(a => (a.Block, a.Branch)).ToList();
        if (places.Distinct().Count() != places.Count) throw new BrokenLaw("shape: two stages are open in one sequence");
        foreach (var activation in State.Activations)
            if (activation.Block is { } block && State.FindActivation(block) is null) throw new BrokenLaw("shape: a stage is open in a block that is not");
        if (State.Phase == ProcessPhase.Running && State.Activations.IsEmpty) throw new BrokenLaw("2 progress: nothing is open and the process has not ended");
        if (State.Phase == ProcessPhase.Ended && !State.Activations.IsEmpty) throw new BrokenLaw("2 progress: something is open after the end");
    }

    /// <summary>Law 3.</summary>
    public void CheckConservation()
    {
        if (Conservation.Broken(History, State.Phase == ProcessPhase.Ended) is { } broken) throw new BrokenLaw("3 conservation: " + broken);
    }

    private ProcessCommand Choose(Step step)
    {
        var stranger = World.Person(Strangers[step.Who % Strangers.Length]);
        if (State.Phase == ProcessPhase.None) return new OpenDraft("O", "A") { Actor = World.Person("applicant1"), At = Now };
        if (step.Move == 0) return new Withdraw("不报了") { Actor = step.Who % 2 == 0 ? World.Person("applicant1") : stranger, At = Now };
        if (step.Move == 1) return new Terminate(step.What % 3 == 0 ? "" : "依据") { Actor = step.Who % 4 == 0 ? World.Person("sectionHead1") : stranger, At = Now };
        if (step.Move == 2) World.Pool = 60;
        if (step.Move == 3 || (State.Suspension is not null && step.Move % 3 == 0))
            return State.Suspension is null ? new Suspend(step.What % 5 == 0 ? "" : "待核查") { Actor = step.Who % 4 == 0 ? stranger : World.Person("sectionHead1"), At = Now } : new Resume("已核查") { Actor = step.Who % 4 == 0 ? stranger : World.Person("sectionHead2"), At = Now };
        if (step.Move == 4 || (step.Move > 90 && State.LastStep is not null)) return new TakeBack(null, "办错了") { Actor = State.LastStep is { } last && step.Who % 4 != 0 ? World.Person(last.By) : stranger, At = Now };
        if (step.Move == 5) return new Urge("请抓紧") { Actor = step.Who % 3 == 0 ? World.Person("applicant1") : stranger, At = Now };
        if (step.Move is 17 or 18 && RunningDeadline(step) is { } running)
        {
            if (step.What % 2 == 0) World.Calendar = OtherCalendar(step.Pause);
            return new RecomputeDeadline(running, "换日历") { Actor = Actor.System, At = Now };
        }

        if (step.Move == 19) return new Migrate(Definition, State.DefinitionVersion + 1, "plan", "换版本") { Actor = Actor.System, At = Now };
        if (State.Activations.FirstOrDefault(a => a.RedCard is not null) is { RedCard: { } card } && step.Move % 5 == 1)
            return new AnswerRedCard(card.Deadline, step.What % 7 == 0 ? "" : "李某", ProcessClock.DayOf(Now).AddDays((step.Pause % 9) - 1), "抓紧办") { Actor = step.Who % 4 == 0 ? stranger : World.Person("sectionHead1"), At = Now };
        if (State.Phase == ProcessPhase.Ended && step.Move % 4 != 0)
        {
            return State.Reconsideration is null ? new RequestReconsideration(step.What % 6 == 0 ? "不服" : "评分依据不足，请予复核。") { Actor = step.Who % 5 == 0 ? stranger : World.Person("applicant1"), At = Now }
                : new DecideReconsideration(step.What % 2 == 0, step.What % 6 == 0 ? "" : "已复核") { Actor = step.Who % 5 == 0 ? stranger : World.Person(step.Who % 2 == 0 ? "sectionHead9" : "signatory9"), At = Now };
        }

        if (State.Phase != ProcessPhase.Running) return new Submit(1, "h") { Actor = step.Who % 5 == 0 ? stranger : World.Person("applicant1"), At = Now };
        if (step.Move < 8) return Illegal(step, stranger);
        if (step.Move < 12) return new Signal(step.What % 2 == 0 ? "signed" : "paid") { Actor = stranger, At = Now };
        if (step.Move < 16 && ProcessEngine.NextDue(State) is { } due)
        {
            if (due.At > Now) Now = due.At;
            return due.Command;
        }

        return OnOpenStage(step, stranger);
    }

    /// <summary>A running period, or one that is not open at all.</summary>
    private int? RunningDeadline(Step step)
    {
        var all = State.Activations.SelectMany(a => a.Deadlines).Select(d => d.Id).ToList();
        return all.Count == 0 ? null : step.Pause % 10 == 0 ? State.LastId + 1 : all[step.Who % all.Count];
    }

    /// <summary>A calendar in which other days are free: some week off, some weekend worked, the year known or not.</summary>
    private WorkingCalendar OtherCalendar(int draw)
    {
        var first = DateOnly.FromDateTime(Now.UtcDateTime).AddDays(draw % 12);
        var kind = draw % 3 == 0 ? DayKind.MakeUpWorkday : DayKind.HolidayOff;
        return new WorkingCalendar(Enumerable.Range(0, 1 + (draw % 7)).Select(i => new CalendarDay(first.AddDays(i), kind, "试")), draw % 2 == 0 ? [2026] : []);
    }

    private ProcessCommand OnOpenStage(Step step, Actor stranger)
    {
        var leaves = State.Activations.Where(a => a.BranchesDone.IsEmpty).ToList();
        if (leaves.Count == 0) return Illegal(step, stranger);
        var activation = leaves[step.What % leaves.Count];
        var stage = DefinitionIndex.Of(Definition)[activation.StageId].Stage;
        var items = activation.Items.Where(i => !i.Done).ToList();
        if (activation.Published && step.Move % 3 == 0) return new RaiseObjection("ob" + (step.Who % 3)) { Actor = stranger, At = Now, BatchId = step.What % 2 == 0 ? activation.BatchId : null };
        if (items.Count == 0) return new Signal(step.Who % 2 == 0 ? "signed" : "paid") { Actor = stranger, At = Now };
        var item = items[step.Who % items.Count];
        var actor = step.Who % 13 == 0 ? stranger : Legitimate(item, step.Who);
        return item.Purpose switch
        {
            WorkPurpose.Submit => new Submit(2, "h2") { Actor = actor, At = Now, Item = step.What % 2 == 0 ? item.Id : null },
            WorkPurpose.Batch => Batch(step, activation, stage, actor),
            WorkPurpose.Decide => Decide(step, stage, item, actor),
            WorkPurpose.Supplement => new Complete(item.Id, "supplemented") { Actor = actor, At = Now },
            WorkPurpose.Score when !item.Declared || step.Move % 20 == 0 => new Declare(item.Id, step.Move % 5 == 0, "同事") { Actor = actor, At = Now },
            WorkPurpose.Score => new Complete(item.Id, "scored", Total: step.What % 101) { Actor = actor, At = Now },
            WorkPurpose.ExplainOutlier => new Complete(item.Id, "explained", step.What % 4 == 0 ? null : "依据") { Actor = actor, At = Now },
            WorkPurpose.ArrangePanel => Arrange(step, item, actor),
            WorkPurpose.Objection when step.Move % 7 == 2 => new ExtendObjection(item.Id, step.Pause % 6 == 0 ? "" : "需要取证") { Actor = step.Pause % 5 == 0 ? actor : World.Person("sectionHead1"), At = Now },
            WorkPurpose.Objection => new Complete(item.Id, step.What % 3 == 0 ? "upheld" : "released", "核查") { Actor = actor, At = Now },
            _ => throw new InvalidOperationException(),
        };
    }

    private Complete Arrange(Step step, WorkItem item, Actor actor)
    {
        if (step.Move % 2 == 0) World.Pool += 10;
        else if (step.Move % 3 == 0) return new Complete(item.Id, "fewer", step.Pause % 4 == 0 ? null : "专家库抽不够") { Actor = step.Pause % 5 == 0 ? actor : World.Person("sectionHead1"), At = Now };
        return new Complete(item.Id, "drawn") { Actor = actor, At = Now };
    }

    private ProcessCommand Batch(Step step, Activation activation, Stage stage, Actor actor)
    {
        if (activation.BatchId is not { } batch) return new JoinBatch(stage.Id, "b" + (step.What % 5)) { Actor = actor, At = Now };
        if (step.Move % 6 == 0) return new LeaveBatch(batch) { Actor = actor, At = Now };
        if (stage is PublicNoticeStage) return new PublishNotice(batch) { Actor = actor, At = Now };
        return new SettleBatch(batch, stage.Outcomes[step.What % stage.Outcomes.Count].Id) { Actor = actor, At = Now };
    }

    private ProcessCommand Decide(Step step, Stage stage, WorkItem item, Actor actor)
    {
        switch (step.Move % 20)
        {
            case 5: return new Transfer(item.Id, Somebody(step), "外出") { Actor = actor, At = Now };
            case 6 or 16: return new DelegateItem(item.Id, Somebody(step), "请先看") { Actor = actor, At = Now };
            case 7 or 17: return new AddSigners(item.Id, (SignerPlace)(step.What % 3), step.Pause % 3 == 0 ? [Somebody(step), "officer9"] : [Somebody(step)], "请会签") { Actor = actor, At = Now };
            case 8: return new RemoveSigner(item.Id, SignerOf(item, step), "不用了") { Actor = step.Pause % 3 == 0 ? World.Person("sectionHead3") : actor, At = Now };
            case 9: return TakeBackSomething(step, item, actor);
            case 10: return new SendCopy(item.Id, [Somebody(step)], null) { Actor = actor, At = Now };
            case 11: return new Reassign(item.Id, Somebody(step), "离岗") { Actor = step.Pause % 4 == 0 ? actor : World.Person("administrator1"), At = Now };
            case 14 when stage.ReturnTo.Count > 0: return new Return(item.Id, stage.ReturnTo[step.What % stage.ReturnTo.Count], "请改") { Actor = actor, At = Now, Back = true };
            case 12 when step.What % 2 == 0: return new Complete(item.Id, stage.Outcomes[0].Id, "意见", stage is SiteVisitStage ? """{"visitors":["a","b","c","d"]}""" : null) { Actor = actor with { Via = "officer8" }, At = Now };
            case 0: return new Claim(item.Id) { Actor = actor, At = Now };
            case 1: return new Unclaim(item.Id) { Actor = actor, At = Now };
            case 2 or 3 when stage is ReviewStage { Supplement: not null }:
                return new RequestSupplement(item.Id, [new("form.f" + (step.What % 4), "改")], null, step.What % 3 == 0 ? "特批" : null) { Actor = step.Who % 3 == 0 ? World.Person("sectionHead1") : actor, At = Now };
            case 4 when stage.ReturnTo.Count > 0: return new Return(item.Id, stage.ReturnTo[step.What % stage.ReturnTo.Count], "请改") { Actor = actor, At = Now };
            default:
                var outcome = stage.Outcomes[step.What % stage.Outcomes.Count].Id;
                var values = stage is SiteVisitStage ? """{"visitors":["a","b","c","d"]}""" : null;
                return new Complete(item.Id, outcome, step.What % 7 == 0 ? null : "意见", values) { Actor = actor, At = Now };
        }
    }

    private static string Somebody(Step step) => (step.What % 9) switch
    {
        0 => "stranger",
        1 => "officer1",
        2 => "sectionHead2",
        3 => "u2",
        4 => "committee1",
        _ => "officer" + (10 + (step.Pause % 5)),
    };

    private string SignerOf(WorkItem item, Step step)
    {
        var activation = State.FindItem(item.Id).Activation!;
        var added = activation.Items.Where(i => i is { Done: false, Place: not null }).Select(i => i.Candidates[0][5..]).Concat(activation.AfterSigners.Select(s => s.User)).ToList();
        return added.Count == 0 ? "nobody" : added[step.What % added.Count];
    }

    private TakeBack TakeBackSomething(Step step, WorkItem item, Actor actor)
    {
        var answered = State.Activations.SelectMany(a => a.Items).Where(i => i.Done).ToList();
        if (item.DelegatedBy is { } owner) return new TakeBack(item.Id, "自己办") { Actor = World.Person(owner), At = Now };
        if (answered.Count == 0) return new TakeBack(item.Id, "改一改") { Actor = actor, At = Now };
        var mine = answered[step.What % answered.Count];
        return new TakeBack(mine.Id, "改一改") { Actor = World.Person(mine.By!), At = Now };
    }

    private ProcessCommand Illegal(Step step, Actor actor)
    {
        var item = step.What % (State.LastId + 3);
        return (step.Who % 20) switch
        {
            16 => new Transfer(item, "officer7", "") { Actor = actor, At = Now },
            17 => new AddSigners(item, SignerPlace.Beside, [], "x") { Actor = actor, At = Now },
            18 => new TakeBack(item, "") { Actor = actor, At = Now },
            19 => new Resume("x") { Actor = actor, At = Now },
            0 => new OpenDraft("O", "A") { Actor = actor, At = Now },
            1 => new Complete(item, "nonsense") { Actor = actor, At = Now },
            2 => new Complete(item, "o0") { Actor = actor, At = Now },
            3 => new Claim(item) { Actor = actor, At = Now },
            4 => new Unclaim(item) { Actor = actor, At = Now },
            5 => new Return(item, "s" + (step.What % 5), "") { Actor = actor, At = Now },
            6 => new Return(item, "nowhere", "x") { Actor = actor, At = Now },
            7 => new RequestSupplement(item, default) { Actor = actor, At = Now },
            8 => new RequestSupplement(item, [new("", "")]) { Actor = actor, At = Now },
            9 => new SettleBatch("b" + (step.What % 5), "o0") { Actor = actor, At = Now },
            10 => new PublishNotice("b" + (step.What % 5)) { Actor = actor, At = Now },
            11 => new LeaveBatch("b" + (step.What % 5)) { Actor = actor, At = Now },
            12 => new RaiseObjection("x") { Actor = actor, At = Now },
            13 => new ExpireDeadline(item) { Actor = Actor.System, At = Now },
            14 => new RemindDeadline(item) { Actor = Actor.System, At = Now },
            _ => new Declare(item, step.What % 2 == 0) { Actor = actor, At = Now },
        };
    }

    /// <summary>Somebody who may act: who has claimed, or one of the candidates.</summary>
    public Actor Legitimate(WorkItem item, int draw)
    {
        if (item.ClaimedBy is { } claimed && draw % 4 != 0) return World.Person(claimed);
        var candidate = item.Candidates[draw % item.Candidates.Length];
        if (candidate.StartsWith("user:", StringComparison.Ordinal)) return World.Person(candidate[5..]);
        var role = candidate[..candidate.IndexOf('@', StringComparison.Ordinal)];
        return World.Person(role + (1 + (draw % 3)));
    }
}
