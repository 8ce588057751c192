using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Tests.Engine.Laws;

/// <summary>
/// Brings a case to its end from wherever it stands, without withdrawing or terminating: every stage has a rank, how far
/// it is from an end at worst; people choose the outcome whose target has the lowest rank.
/// </summary>
internal sealed class Finisher
{
    private const int Unknown = int.MaxValue;
    private static readonly decimal[] Totals = [0, 35, 55, 69.99m, 75, 90, 100];
    private readonly Dictionary<string, int> ranks = [];
    private readonly DefinitionIndex index;
    private readonly Walk walk;

    public Finisher(Walk walk)
    {
        this.walk = walk;
        index = DefinitionIndex.Of(walk.Definition);
        for (var rank = 1; rank <= index.Places.Count + 1; rank++)
        {
            var found = index.Places.Where(p => !ranks.ContainsKey(p.Stage.Id) && Worst(p) < Unknown).Select(p => p.Stage.Id).ToList();
            foreach (var id in found) ranks[id] = rank;
        }
    }

    public void Finish()
    {
        for (var i = 0; walk.State.Phase != ProcessPhase.Ended; i++)
        {
            if (i > 400) throw new BrokenLaw("2 progress: no end found from here: " + EngineJson.Write(walk.State));
            walk.PassTime();
            if (walk.State.Phase == ProcessPhase.Ended) return;
            var command = walk.State.Phase switch
            {
                ProcessPhase.None => new OpenDraft("O", "A") { Actor = walk.World.Person("applicant1"), At = walk.Now },
                _ when walk.State.Suspension is not null => new Resume("继续") { Actor = walk.World.Person("sectionHead1"), At = walk.Now },
                ProcessPhase.Draft => BeforeClosing() ? new Submit(1, "h") { Actor = walk.World.Person("applicant1"), At = walk.Now } : null,
                _ => walk.State.Activations.Where(a => a.BranchesDone.IsEmpty && a.ReturnedTo is null).OrderBy(Nearest).Select(Next).FirstOrDefault(c => c is not null),
            };
            if (command is null)
            {
                // A draft that was not handed in in time stays a draft.
                if (walk.State.Phase == ProcessPhase.Draft) return;
                walk.Now = ProcessEngine.NextDue(walk.State)?.At ?? throw new BrokenLaw("2 progress: nobody can act and no time is running: " + EngineJson.Write(walk.State));
                continue;
            }

            if (walk.Apply(command) is Decision.Refused refused) throw new BrokenLaw($"2 progress: {command} refused: {refused.Refusal.Code}");
            walk.Now = walk.Now.AddMinutes(1);
        }
    }

    private bool BeforeClosing() => walk.World.Instant("closesAt") is not { } closes || walk.Now < closes;

    private int Rank(string? target) => target is null ? 0 : ranks.GetValueOrDefault(target, Unknown);

    private int Worst(StagePlace place)
    {
        if (place.Stage.Branches.Count > 0) return place.Stage.Branches.Max(b => b.Stages.Count > 0 ? Rank(b.Stages[0].Id) : Rank(After(place)));
        if (place.Stage.Outcomes.Count == 0) return Rank(After(place));
        if (place.Stage is { Deadline: { At: not null, OnExpiry.Outcome: { } expiry }, Id: not "s0" } && Rank(Target(place, place.Stage.FindOutcome(expiry)!)) == Unknown) return Unknown;
        return place.Stage.Outcomes.Where(o => o.OnlyBefore is null && o.Route is not Route.Stay).Select(o => Rank(Target(place, o))).DefaultIfEmpty(Unknown).Min();
    }

    private string? After(StagePlace place)
    {
        foreach (var outer in index.Outward(place.Stage.Id))
            if (outer.Following is { } following) return following.Id;
        throw new InvalidOperationException("falls off");
    }

    /// <summary>The stage an outcome leads to; null for an end.</summary>
    private string? Target(StagePlace place, Outcome outcome) => outcome.Route switch
    {
        Route.Next => After(place),
        Route.To to => to.StageId,
        _ => null,
    };

    /// <summary>Who is nearest to an end goes first: an event may reach several branches and take them elsewhere.</summary>
    private int Nearest(Activation activation) => Rank(Target(index[activation.StageId], Best(activation)));

    private Outcome Best(Activation activation)
    {
        var place = index[activation.StageId];
        var expiry = place.Stage.Deadline?.OnExpiry?.Outcome;
        return place.Stage.Outcomes
            .Where(o => o.Route is not Route.Stay && o.OnlyBefore is null && (o.Id != expiry || activation.Deadlines.Any(d => d.Purpose == DeadlinePurpose.Stage) || !o.Automatic))
            .OrderBy(o => Rank(Target(place, o))).ThenBy(o => o.Automatic).FirstOrDefault() ?? place.Stage.Outcomes[0];
    }

    /// <summary>What somebody should do at this stage now; null when only time helps.</summary>
    private ProcessCommand? Next(Activation activation)
    {
        var place = index[activation.StageId];
        var stage = place.Stage;
        var expiry = stage.Deadline?.OnExpiry?.Outcome;
        var best = Best(activation).Id;
        var onlyByTime = stage.FindOutcome(best) is { Automatic: true } || stage is ExpertReviewStage && stage.FindOutcome(best) is { When: null } otherwise && otherwise != stage.Outcomes[^1];
        if (best == expiry && onlyByTime && activation.Deadlines.Any(d => d.Purpose == DeadlinePurpose.Stage && d.PausedOn is null)) return null;
        var item = activation.Items.FirstOrDefault(i => !i.Done && i.Purpose == WorkPurpose.Supplement) ?? activation.Items.FirstOrDefault(i => !i.Done && !activation.Items.Any(b => b is { Done: false, Place: SignerPlace.Before } && b.About == i.Id));
        if (stage is WaitStage { AwaitsEvent: true } wait && wait.EventOutcome == best) return new Signal(wait.Event!) { Actor = Actor.System, At = walk.Now };
        if (stage is PublicNoticeStage notice && notice.UpheldOutcome == best && activation is { Published: true, NoticeOver: false } && activation.Objections.IsEmpty)
            return new RaiseObjection("last") { Actor = walk.World.Person("public1"), At = walk.Now, BatchId = activation.BatchId };
        if (item is null) return null;
        var actor = Free(stage, item);
        if (item.ClaimedBy is { } claimed && actor.UserId != claimed) return new Unclaim(item.Id) { Actor = walk.World.Person(claimed), At = walk.Now };
        switch (item.Purpose)
        {
            case WorkPurpose.Submit:
                return stage.Id != walk.Definition.Stages[0].Id || BeforeClosing() ? new Submit(1, "h") { Actor = actor, At = walk.Now, Item = item.Id } : null;
            case WorkPurpose.Supplement when stage is ReviewStage { Supplement: { } rule } && rule.OnExpiry == best: return null;
            case WorkPurpose.Supplement: return new Complete(item.Id, "supplemented") { Actor = actor, At = walk.Now };
            case WorkPurpose.Score when !item.Declared: return new Declare(item.Id, false) { Actor = actor, At = walk.Now };
            case WorkPurpose.Score: return new Complete(item.Id, "scored", Total: TotalFor(stage, best)) { Actor = actor, At = walk.Now };
            case WorkPurpose.ExplainOutlier: return new Complete(item.Id, "explained", "依据") { Actor = actor, At = walk.Now };
            case WorkPurpose.ArrangePanel:
                walk.World.Pool += 60;
                return new Complete(item.Id, "drawn") { Actor = actor, At = walk.Now };
            case WorkPurpose.Objection:
                return new Complete(item.Id, best == ((PublicNoticeStage)stage).UpheldOutcome ? "upheld" : "released", "核查") { Actor = actor, At = walk.Now };
            case WorkPurpose.Batch when activation.BatchId is null: return new JoinBatch(stage.Id, "last" + stage.Id) { Actor = actor, At = walk.Now };
            case WorkPurpose.Batch when stage is PublicNoticeStage: return new PublishNotice(activation.BatchId!) { Actor = actor, At = walk.Now };
            case WorkPurpose.Batch: return new SettleBatch(activation.BatchId!, stage.FindOutcome(best) is { Automatic: true } && stage is MeetingStage ? stage.Outcomes[0].Id : best) { Actor = actor, At = walk.Now };
            default:
                if (stage.FindOutcome(best) is { Automatic: true })
                    return activation.Deadlines.Any(d => d.Purpose == DeadlinePurpose.Stage) && best == expiry ? null : (ProcessCommand?)Mend(stage, activation, item, actor) ?? Choose(stage, item, actor, place);
                return new Complete(item.Id, best, "意见", """{"visitors":["a","b","c"]}""") { Actor = actor, At = walk.Now };
        }
    }

    /// <summary>The way on is the expiry of a supplement: ask for one if a round is left.</summary>
    private RequestSupplement? Mend(Stage stage, Activation activation, WorkItem item, Actor actor) =>
        stage is ReviewStage { Supplement: { } rule } && activation.SupplementRounds < rule.Rounds && item is { DelegatedBy: null, Place: null } && activation.PendingOutcome is null
            ? new RequestSupplement(item.Id, [new(activation.SupplementFields.FirstOrDefault() ?? "form.f0", "改")]) { Actor = actor, At = walk.Now }
            : null;

    private Complete? Choose(Stage stage, WorkItem item, Actor actor, StagePlace place)
    {
        var outcome = stage.Outcomes.Where(o => !o.Automatic && o.OnlyBefore is null).OrderBy(o => Rank(Target(place, o))).FirstOrDefault();
        return outcome is null ? null : new Complete(item.Id, outcome.Id, "意见", """{"visitors":["a","b","c"]}""") { Actor = actor, At = walk.Now };
    }

    private Actor Free(Stage stage, WorkItem item)
    {
        if (item.ClaimedBy is { } claimed && !Barred(stage, claimed)) return walk.World.Person(claimed);
        foreach (var candidate in item.Candidates)
            if (walk.World.Newcomer(candidate) is var actor && !Barred(stage, actor.UserId) && !HasJudged(item, candidate, actor.UserId)) return actor;
        throw new BrokenLaw($"2 progress: nobody may act on item {item.Id}: {string.Join(", ", item.Candidates)}");
    }

    /// <summary>Whoever reviewed or published the case does not answer the objections to it; section heads do.</summary>
    private bool HasJudged(WorkItem item, string candidate, string user) =>
        item.Purpose == WorkPurpose.Objection && !candidate.StartsWith("sectionHead@", StringComparison.Ordinal) && item.Candidates.Length > 1
        && (walk.State.FindItem(item.Id).Activation!.PublishedBy.Contains(user) || walk.State.Actors.Any(a => index.Find(a.Key)?.Stage is ReviewStage && a.Value.Contains(user)));

    private bool Barred(Stage stage, string user) => stage.DifferentFrom.Any(s => walk.State.Actors.GetValueOrDefault(s, []).Contains(user));

    private decimal TotalFor(Stage stage, string outcome)
    {
        var index = DefinitionIndex.Of(walk.Definition);
        foreach (var total in Totals)
        {
            var met = stage.Outcomes.First(o => o.When is null ? o == stage.Outcomes[^1] : index.Compiled(o.When).IsMet(n => n == "score" ? FeelValue.Of(total) : walk.World.Value(n)));
            if (met.Id == outcome) return total;
        }

        return 75;
    }
}
