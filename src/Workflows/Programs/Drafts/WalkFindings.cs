using System.Collections.Concurrent;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.Validation;
using Innovation.Workflows.Engine.Simulation;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs.Exchange;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>
/// What some made-up cases find in a process without errors: nothing gets there, or it goes on although somebody refused. Reminders,
/// for chance may have missed a way; the same process always gives the same ones.
/// </summary>
internal static class WalkFindings
{
    private const int Cases = 200;

    // Few cases come to the end of a long way: that something is never reached is said only when ten times as many do not reach it.
    private const int MoreCases = 2_000;

    // An objection that is upheld is rare: that an outcome never came is said only of a stage that was entered often.
    private const int Enough = 100;
    private const int Seed = 1;
    private const int MostKept = 50;

    // A page of the designer is shown many times for one state of the draft.
    private static readonly ConcurrentDictionary<string, IReadOnlyList<ProgrammeProblem>> Kept = [];

    public static IReadOnlyList<ProgrammeProblem> Of(Programme programme)
    {
        var key = CanonicalJson.Sha256Hex(DefinitionJson.Write(programme.Process));
        if (Kept.TryGetValue(key, out var known)) return known;
        if (Kept.Count >= MostKept) Kept.Clear();
        return Kept[key] = Find(programme.Process);
    }

    private static List<ProgrammeProblem> Find(ProcessDefinition process)
    {
        var pointers = new Pointers(process);
        var report = Simulator.Run(process, new() { Cases = Cases, Seed = Seed, Enough = Enough });
        if (report.Unreached.Count > 0) report = Simulator.Run(process, new() { Cases = MoreCases, Seed = Seed, Enough = Enough });
        var problems = new List<ProgrammeProblem>();
        problems.AddRange(report.Unreached.Select(words => new ProgrammeProblem("/process/stages", "walk.unreached", $"随机模拟 {report.Cases} 件，{words}。", IsWarning: true)));
        var names = DefinitionIndex.Of(process).Places.ToDictionary(p => p.Stage.Id, p => p.Stage);
        foreach (var id in report.Stuck)
            problems.Add(new(pointers.Of(id, null), "walk.stuck", $"随机模拟 {report.Cases} 件，有的一直停在环节“{names[id].Name}”没有办结。", id, IsWarning: true));
        foreach (var stage in names.Values.Where(s => s.JudgesApplicant))
            foreach (var outcome in SoundnessRules.Refusals(stage).Where(o => !o.GoesOn && o.Route is not Route.Stay))
                if (report.WentOn.GetValueOrDefault($"{stage.Id}/{outcome.Id}") is { Favourable: > 0 } after)
                    problems.Add(new(pointers.Of(stage.Id, $"outcomes.{outcome.Id}.route"), "walk.goesOnAfterRefusal",
                        $"随机模拟里，环节“{stage.Name}”得出“{outcome.Name}”的 {after.All} 件中，有 {after.Favourable} 件最后仍办结为有利的结果，请核对去向。", stage.Id, $"outcomes.{outcome.Id}.route", IsWarning: true));
        return problems;
    }
}
