using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Web.Office;

/// <summary>Where the cases of a programme stand, drawn on the tree that also shows the position of one case.</summary>
public static class StandingWords
{
    /// <param name="map">The counts.</param>
    /// <param name="links">Whether a stage leads to the list of its cases.</param>
    public static StageListView Map(ProgrammeStanding map, bool links)
    {
        ArgumentNullException.ThrowIfNull(map);
        var counts = map.Stages.ToDictionary(s => s.StageId);
        var most = map.Stages.Select(s => s.Count).DefaultIfEmpty(0).Max();
        var names = new StageNames(map.Programme);
        return new StageListView([.. map.Programme.Process.Stages.Select(s => Place(s, names, counts, most, links)).OfType<StageView>()]);
    }

    private static StageView? Place(Stage stage, StageNames names, Dictionary<string, StageStanding> counts, int most, bool links)
    {
        if (stage is CopyStage or ActionStage) return null;
        var branches = stage.Branches.Select((b, i) => new StageBranch(names.Branch(stage, i), [.. b.Stages.Select(s => Place(s, names, counts, most, links)).OfType<StageView>()])).ToList();
        // A block holds the cases of its branches; it has no place of its own.
        if (branches.Count > 0) return new StageView(stage.Name, branches.SelectMany(b => b.Stages).Any(b => b.State == StageState.Now) ? StageState.Now : StageState.Next, null, stage is ChoiceStage ? "按条件进入" : "同时办理", branches);
        if (!counts.TryGetValue(stage.Id, out var standing)) return new StageView(stage.Name, StageState.Next, null, "没有件");
        var href = links ? $"/cases?programme={Uri.EscapeDataString(names.Programme.Code)}&stage={Uri.EscapeDataString(stage.Id)}" : null;
        var words = $"{standing.Count} 件，停留中位 {standing.MedianDays:0.#} 天{(standing.Overdue > 0 ? $"，超期 {standing.Overdue} 件" : "")}";
        return new StageView(stage.Name, StageState.Now, null, words, null, href, Math.Clamp((int)Math.Ceiling(3m * standing.Count / most), 1, 3));
    }
}
