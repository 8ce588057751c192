using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Route = Innovation.Workflows.Definitions.Route;

namespace Innovation.Web.Office;

/// <summary>One way on from where a case stands.</summary>
/// <param name="Outcome">结论 that leads there, or the choice that does; null when no other is possible.</param>
/// <param name="When">Condition that must hold, in the expression language; null: people decide, or nothing does.</param>
/// <param name="Otherwise">The way taken when no condition of the choice holds.</param>
public sealed record WayOn(string? Outcome, string? When, bool Otherwise = false);

/// <summary>可能的下一步: the stages and results that may come straight after what is open, from the definition alone.</summary>
public sealed class WaysOn
{
    private readonly DefinitionIndex index;
    private readonly ProcessState state;

    public WaysOn(ProcessDefinition definition, ProcessState state)
    {
        (index, this.state) = (DefinitionIndex.Of(definition), state);
        if (state.Phase != ProcessPhase.Running) return;
        foreach (var open in state.Activations.Where(a => a.ReturnedTo is null))
        {
            var stage = index[open.StageId].Stage;
            if (stage.Branches.Count > 0) continue;
            var decided = stage.Outcomes.Where(o => o.Route is not Route.Stay).ToList();
            if (decided.Count == 0) Next(open, new(null, null));
            foreach (var outcome in decided) Follow(open, outcome, decided.Count == 1 ? new(null, null) : new(outcome.Name, outcome.When));
        }
    }

    /// <summary>Ways by the stage they lead to.</summary>
    public Dictionary<string, List<WayOn>> Stages { get; } = [];

    /// <summary>Ways by the result in which the case would end.</summary>
    public Dictionary<string, List<WayOn>> Results { get; } = [];

    private void Follow(Activation open, Outcome outcome, WayOn way)
    {
        switch (outcome.Route)
        {
            case Route.To to: Enter(index[to.StageId].Stage, way); break;
            case Route.End end: Add(Results, end.Result, way); break;
            default: Next(open, way); break;
        }
    }

    /// <summary>The following stage, or what comes after the block when every other branch is finished.</summary>
    private void Next(Activation open, WayOn way)
    {
        if (open.ReturnsTo is { } returner && state.FindActivation(returner) is { } waiting)
        {
            Add(Stages, waiting.StageId, way);
            return;
        }

        for (var at = open; ;)
        {
            if (index[at.StageId].Following is { } following)
            {
                Enter(following, way);
                return;
            }

            if (at.Block is not { } block || state.FindActivation(block) is not { } owner || owner.BranchesDone.Where((done, i) => !done && i != at.Branch).Any()) return;
            at = owner;
        }
    }

    private void Enter(Stage stage, WayOn way)
    {
        if (stage is CopyStage or ActionStage)
        {
            After(stage, way);
            return;
        }

        Add(Stages, stage.Id, way);
        foreach (var branch in stage.Branches)
        {
            var inside = stage is ChoiceStage ? new WayOn(stage.Name, branch.When, branch.Otherwise) : way;
            if (branch.Stages.Count > 0) Enter(branch.Stages[0], inside);
            else if (stage is ChoiceStage) After(stage, inside);
        }
    }

    private void After(Stage stage, WayOn way)
    {
        if (index.Outward(stage.Id).Select(p => p.Following).FirstOrDefault(f => f is not null) is { } following) Enter(following, way);
    }

    private static void Add(Dictionary<string, List<WayOn>> ways, string to, WayOn way)
    {
        if (!ways.TryGetValue(to, out var list)) ways[to] = list = [];
        if (!list.Contains(way)) list.Add(way);
    }
}
