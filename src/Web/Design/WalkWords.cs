using Innovation.Web.Components;
using Innovation.Web.Office;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine.Simulation;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Tables;

namespace Innovation.Web.Design;

/// <summary>A line of the report: what, how many and which share.</summary>
/// <param name="Share">In percent; of all cases for results and paths, of the stage for outcomes.</param>
public sealed record WalkLine(string Stage, string What, int Count, decimal Share, Durations? Days = null);

/// <summary>The report of a random walk as tables, as a tree and as a file.</summary>
public static class WalkWords
{
    private const int MostPaths = 15;

    public static IReadOnlyList<WalkLine> Results(ProcessDefinition process, SimulationReport report) =>
        [.. process.Results.Select(r => new WalkLine("", r.Name, report.Results.GetValueOrDefault(r.Id), Share(report.Results.GetValueOrDefault(r.Id), report.Cases), report.ResultDays.GetValueOrDefault(r.Id)))];

    public static IReadOnlyList<WalkLine> Outcomes(ProcessDefinition process, SimulationReport report) =>
        [.. All(process.Stages).SelectMany(stage =>
        {
            int Count(Outcome o) => report.Outcomes.GetValueOrDefault($"{stage.Id}/{o.Id}");
            var all = stage.Outcomes.Sum(Count);
            return stage.Outcomes.Select(o => new WalkLine(stage.Name, o.Name, Count(o), Share(Count(o), all)));
        })];

    /// <summary>The ways that most cases took, as stage names.</summary>
    public static IReadOnlyList<WalkLine> Paths(ProcessDefinition process, SimulationReport report)
    {
        var names = All(process.Stages).ToDictionary(s => s.Id, s => s.Name);
        return [.. report.Paths.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).Take(MostPaths)
            .Select(p => new WalkLine("", string.Join(" → ", p.Key.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => names.GetValueOrDefault(id, id))), p.Value, Share(p.Value, report.Cases)))];
    }

    /// <summary>The stages with how often each was entered; darker is more.</summary>
    public static StageListView Tree(Programme programme, SimulationReport report, string draft)
    {
        var (process, names) = (programme.Process, new StageNames(programme));
        var most = Math.Max(1, report.Stages.Values.DefaultIfEmpty(0).Max());
        return new([.. process.Stages.Select(Place)]);

        StageView Place(Stage stage)
        {
            var count = report.Stages.GetValueOrDefault(stage.Id);
            var branches = stage.Branches.Select((b, i) => new StageBranch(names.Branch(stage, i), [.. b.Stages.Select(Place)])).ToList();
            var words = count == 0 ? "没有一件走到" : $"走到 {count} 次";
            return new StageView(stage.Name, count == 0 ? StageState.Next : StageState.Now, null, words, branches.Count > 0 ? branches : null, $"{DesignTabs.Address(draft, DesignTabs.Process)}?stage={Uri.EscapeDataString(stage.Id)}", count == 0 ? 0 : Math.Clamp((int)Math.Ceiling(3m * count / most), 1, 3));
        }
    }

    /// <summary>The whole report for a spreadsheet; the first lines say how to repeat it.</summary>
    public static byte[] File(string name, ProcessDefinition process, SimulationReport report)
    {
        List<IEnumerable<string>> lines = [["项目类型", name], ["件数", $"{report.Cases}"], ["随机种子", $"{report.Seed}"], ["办结", $"{report.Ended}"], [], ["结果", "件数", "占比（%）", "用时中位（工作日）", "九成在（工作日）内"]];
        lines.AddRange(Results(process, report).Select(l => (IEnumerable<string>)[l.What, $"{l.Count}", $"{l.Share:0.0}", $"{l.Days?.Median}", $"{l.Days?.P90}"]));
        lines.AddRange([[], ["环节", "走到次数"]]);
        lines.AddRange(All(process.Stages).Select(s => (IEnumerable<string>)[s.Name, $"{report.Stages.GetValueOrDefault(s.Id)}"]));
        lines.AddRange([[], ["环节", "结论", "次数", "占本环节（%）"]]);
        lines.AddRange(Outcomes(process, report).Select(l => (IEnumerable<string>)[l.Stage, l.What, $"{l.Count}", $"{l.Share:0.0}"]));
        lines.AddRange([[], ["走法", "件数", "占比（%）"]]);
        lines.AddRange(Paths(process, report).Select(l => (IEnumerable<string>)[l.What, $"{l.Count}", $"{l.Share:0.0}"]));
        lines.AddRange([[], ["没有到达的"], .. report.Unreached.Select(u => (IEnumerable<string>)[u])]);
        return TableFile.Write(lines);
    }

    private static decimal Share(int count, int all) => all == 0 ? 0 : 100m * count / all;

    private static IEnumerable<Stage> All(IEnumerable<Stage> stages) => stages.SelectMany(s => s.Branches.SelectMany(b => All(b.Stages)).Prepend(s));
}
