using Innovation.Web.Components;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs;

namespace Innovation.Web.Office;

/// <summary>What is written below a stage, by those who draw the tree; every one may say nothing.</summary>
public sealed record StageTexts
{
    /// <summary>People and time left of an open stage.</summary>
    public Func<Stage, Activation, string?> Now { get; init; } = (_, _) => null;

    /// <summary>Who and when of a finished stage.</summary>
    public Func<Stage, string?> Done { get; init; } = _ => null;

    /// <summary>How long a stage will take that is still to come.</summary>
    public Func<Stage, string?> Next { get; init; } = _ => null;
}

/// <summary>
/// The tree of stages with where one case stands: done, current, possible next, not taken. The same for the office, for the
/// applicant and for a trial run.
/// </summary>
public sealed class StageTree
{
    private const int FoldFrom = 3;
    private readonly StageNames names;
    private readonly ProcessState state;
    private readonly StageTexts texts;
    private readonly WaysOn ways;

    public StageTree(Programme programme, ProcessState state, StageTexts texts)
    {
        (names, this.state, this.texts) = (new(programme), state, texts);
        ways = new(programme.Process, state);
    }

    /// <summary>The whole tree, with the results at its end.</summary>
    /// <param name="fold">Stages far from where the case stands are put behind one line.</param>
    public StageListView Draw(bool fold = true)
    {
        var stages = Sequence(names.Programme.Process.Stages, false, false);
        if (fold) stages = Fold(stages);
        if (state.Result is { } result) stages.Add(new("办结：" + names.Result(result), StageState.Done, null, texts.Done(Ending)));
        else if (ways.Results.Count > 0) stages.Add(new("办结", StageState.Ahead, null, string.Join("；", ways.Results.Select(r => names.Result(r.Key) + (Words(r.Value) is { } words && words != names.Result(r.Key) ? $"（{words}）" : "")))));
        return new(stages);
    }

    /// <summary>Stands for the end of the process when its text is asked for.</summary>
    public static Stage Ending { get; } = new ActionStage { Id = "", Name = "办结" };

    /// <summary>合格：综合得分 ≥ 70 — how one gets there; null when there is only one way.</summary>
    private string? Words(IReadOnlyList<WayOn> found) =>
        string.Join("，或 ", found.Select(w => string.Join("：", new[] { w.Outcome, w.When is { } when ? names.Condition(when) : w.Otherwise ? "其余情况" : null }.OfType<string>())).Where(w => w.Length > 0).Distinct()) is { Length: > 0 } words ? words : null;

    /// <param name="inside">The condition stands above the branch already.</param>
    private List<StageView> Sequence(IReadOnlyList<Stage> stages, bool skipped, bool inside)
    {
        var open = stages.Select((s, i) => (s, i)).Where(s => IsOpen(s.s)).Select(s => s.i).DefaultIfEmpty(-1).First();
        // What was done behind the place to which the case went back is still to come again.
        return [.. stages.Select((s, i) => Place(s, skipped, open >= 0 && i > open, open >= 0 && i < open, inside)).OfType<StageView>()];
    }

    private bool IsOpen(Stage stage) => state.Activations.Any(a => a.StageId == stage.Id);

    private StageView? Place(Stage stage, bool skipped, bool behind, bool before, bool inside)
    {
        if (stage is CopyStage or ActionStage) return null;
        var open = state.Activations.FirstOrDefault(a => a.StageId == stage.Id);
        var done = open is null && !behind && !skipped && IsDone(stage);
        var ended = state.Phase == ProcessPhase.Ended;
        var stateOf = open is not null ? StageState.Now : done ? StageState.Done : skipped || before || ended ? StageState.Skipped : ways.Stages.ContainsKey(stage.Id) ? StageState.Ahead : StageState.Next;
        var branches = stage.Branches.Select((b, i) => Branch(stage, open, i, stateOf)).ToList();
        return stateOf switch
        {
            StageState.Now => new(stage.Name, stateOf, null, texts.Now(stage, open!), branches),
            StageState.Done => new(stage.Name, stateOf, stage.Branches.Count > 0 || stage is SubmissionStage ? null : stage.FindOutcome(state.Outcomes.GetValueOrDefault(stage.Id))?.Name, texts.Done(stage), branches),
            StageState.Ahead => new(stage.Name, stateOf, null, Join(Words(ways.Stages[stage.Id]) is not { } words ? "下一步" : inside ? "可能的下一步" : "可能的下一步：" + words, texts.Next(stage)), branches),
            StageState.Skipped => new(stage.Name, stateOf, null, null, null),
            _ => new(stage.Name, stateOf, null, texts.Next(stage), branches),
        };
    }

    private bool IsDone(Stage stage) => state.Outcomes.ContainsKey(stage.Id) || stage.Branches.SelectMany(b => b.Stages).Any(IsDone);

    private StageBranch Branch(Stage block, Activation? open, int i, StageState stateOf)
    {
        var branch = block.Branches[i];
        var entered = branch.Stages.Any(Entered);
        // A choice that is behind took one branch; one that is open has finished the others without entering them.
        var skipped = block is ChoiceStage && !entered && (stateOf == StageState.Done ? block.Branches.Any(b => b.Stages.Any(Entered)) || branch.Stages.Count > 0 : open is not null && open.BranchesDone.ElementAtOrDefault(i));
        return new(block is ChoiceStage || branch.Name.Length > 0 || block.Branches.Count > 1 ? names.Branch(block, i) : null, Sequence(branch.Stages, skipped, open is null), skipped);
    }

    private bool Entered(Stage stage) => state.Visits.ContainsKey(stage.Id);

    private static List<StageView> Fold(List<StageView> stages)
    {
        var now = stages.FindIndex(s => s.State == StageState.Now);
        var last = stages.FindLastIndex(s => s.State is StageState.Now or StageState.Ahead);
        // The stage just before is the one that people ask about.
        var head = now > FoldFrom && stages.Take(now - 1).All(s => s.State is StageState.Done or StageState.Skipped) ? now - 1 : 0;
        var tail = last >= 0 && stages.Count - last - 1 >= FoldFrom ? last + 1 : stages.Count;
        List<StageView> shown = [];
        if (head > 0) shown.Add(new($"前面 {head} 个环节", StageState.Done) { Folded = stages[..head] });
        shown.AddRange(stages[head..tail]);
        if (tail < stages.Count) shown.Add(new($"后面还有 {stages.Count - tail} 个环节", StageState.Next) { Folded = stages[tail..] });
        return shown;
    }

    private static string? Join(params string?[] parts) => string.Join("；", parts.OfType<string>().Where(p => p.Length > 0)) is { Length: > 0 } text ? text : null;
}
