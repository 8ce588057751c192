using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine.Simulation;

/// <summary>How far every stage is from an end at worst; leads a case that has walked in circles for long to its end.</summary>
internal sealed class ShortestWay
{
    private const int Unknown = int.MaxValue;
    private readonly DefinitionIndex index;
    private readonly Dictionary<string, int> ranks = [];

    public ShortestWay(DefinitionIndex index)
    {
        this.index = index;
        for (var rank = 1; rank <= index.Places.Count + 1; rank++)
        {
            var found = index.Places.Where(p => !ranks.ContainsKey(p.Stage.Id) && Worst(p) < Unknown).Select(p => p.Stage.Id).ToList();
            foreach (var id in found) ranks[id] = rank;
        }
    }

    /// <summary>The move that leads nearest to an end; null when waiting leads nearer.</summary>
    public TrialMove? Choose(IReadOnlyList<TrialMove> moves, TrialRun trial, Random random)
    {
        // Where only an application that was not mended leads out, ask for mending and let the time pass.
        if (moves.FirstOrDefault(m => m.Command is RequestSupplement && LapseLeadsOut(m.StageId)) is { } ask) return ask;
        var work = moves.Where(m => m.Command is not (RequestSupplement or Return) && !(m.Command is Complete { Outcome: "supplemented" } && LapseLeadsOut(m.StageId))).ToList();
        var best = work.Select(m => (Move: m, Rank: Rank(m))).OrderBy(m => m.Rank).ThenBy(_ => random.Next()).FirstOrDefault();
        if (best.Move is null) return moves.Count > 0 && trial.NextDue is null ? moves[random.Next(moves.Count)] : null;
        // What nobody chooses but time brings about may be the only way out.
        var way = index[best.Move.StageId];
        var expiry = way.Stage.FindOutcome(way.Stage.Deadline?.OnExpiry?.Outcome);
        var byTime = expiry is null ? Unknown : RankOf(way, expiry);
        if (byTime < best.Rank && trial.NextDue is not null) return null;
        if (best.Move.Command is RaiseObjection) return random.Next(4) == 0 || trial.NextDue is null ? best.Move : null;
        return random.Next(12) == 0 ? work[random.Next(work.Count)] : best.Move;
    }

    private bool LapseLeadsOut(string stage)
    {
        var place = index[stage];
        if (place.Stage is not ReviewStage { Supplement: { } rule } || place.Stage.FindOutcome(rule.OnExpiry) is not { } lapse) return false;
        return RankOf(place, lapse) < place.Stage.Outcomes.Where(o => !o.Automatic && o.OnlyBefore is null).Select(o => RankOf(place, o)).DefaultIfEmpty(Unknown).Min();
    }

    private int Rank(TrialMove move)
    {
        var place = index[move.StageId];
        return move.Outcome is { } id && place.Stage.FindOutcome(id) is { } outcome ? RankOf(place, outcome) : ranks.GetValueOrDefault(move.StageId, Unknown - 1);
    }

    private int RankOf(StagePlace place, Outcome outcome) => outcome.Route switch
    {
        Route.End => 0,
        Route.To to => ranks.GetValueOrDefault(to.StageId, Unknown),
        Route.Stay => Unknown,
        _ => After(place),
    };

    private int Worst(StagePlace place)
    {
        if (place.Stage.Branches.Count > 0) return place.Stage.Branches.Max(b => b.Stages.Count > 0 ? ranks.GetValueOrDefault(b.Stages[0].Id, Unknown) : After(place));
        if (place.Stage.Outcomes.Count == 0) return After(place);
        return place.Stage.Outcomes.Where(o => o.OnlyBefore is null).Select(o => RankOf(place, o)).DefaultIfEmpty(Unknown).Min();
    }

    private int After(StagePlace place)
    {
        foreach (var outer in index.Outward(place.Stage.Id))
            if (outer.Following is { } following) return ranks.GetValueOrDefault(following.Id, Unknown);
        return Unknown;
    }
}
