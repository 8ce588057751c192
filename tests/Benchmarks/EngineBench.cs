using System.Collections.Immutable;
using System.Diagnostics;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Expressions;
using Innovation.Workflows.Programs.Catalogue;

namespace Innovation.Benchmarks;

/// <summary>The engine alone on PR01: submission, recommendation, acceptance, five sheets, site visit.</summary>
internal static class EngineBench
{
    public static void Run()
    {
        var definition = ProgrammeCatalogue.Load("PR01").Process;
        var steps = Steps();
        for (var i = 0; i < 3000; i++) Walk(definition, steps);
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        var decisions = 0;
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(4)) decisions += Walk(definition, steps);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Table.Row("Engine, PR01: decisions per second", $"{decisions / seconds:N0}/s", ">= 200,000/s");
        Table.Row("Engine, PR01: bytes allocated per decision", $"{(GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)decisions:N0} B", "");
    }

    private static int Walk(Workflows.Definitions.ProcessDefinition definition, List<(Func<ProcessState, ProcessCommand> Command, Facts Facts)> steps)
    {
        var state = ProcessState.Empty;
        foreach (var (command, facts) in steps)
            state = ProcessEngine.Decide(definition, state, command(state), facts) is Decision.Accepted accepted ? accepted.State : throw new InvalidOperationException("the walk was refused");
        return steps.Count;
    }

    private static List<(Func<ProcessState, ProcessCommand>, Facts)> Steps()
    {
        var at = DateTimeOffset.Parse("2026-09-16T02:00:00Z");
        var applicant = new Actor("a", new HashSet<string> { "applicant@organization:o" });
        var town = new Actor("t", new HashSet<string> { "recommender@area:灵乡镇" });
        var officer = new Actor("b", new HashSet<string> { "officer@programme:PR01" });
        var facts = new Facts();
        var day = new DateOnly(2026, 9, 16);
        var due = new DueFact(at.AddDays(7), false, []);
        facts.Add(new RoundInstantRequest("opensAt"), new RoundInstant(at.AddDays(-1)));
        facts.Add(new RoundInstantRequest("closesAt"), new RoundInstant(at.AddDays(30)));
        facts.Add(new FixedDueRequest(at.AddDays(30), [5, 3, 1]), due);
        foreach (var (amount, remind) in ((int, int[])[])[(5, [3, 1]), (10, [5, 3, 1])])
            facts.Add(new DueRequest(day, amount, Workflows.Definitions.PeriodUnit.WorkingDays, [.. remind]), due);
        foreach (var group in (string[])["recommender@area:灵乡镇", "officer@programme:PR01"]) facts.Add(new MembersRequest(group), new Members(["t", "b"]));
        ImmutableArray<string> experts = ["e1", "e2", "e3", "e4", "e5"];
        facts.Add(new PanelRequest("panel", 5, []), new PanelFact("seed", "pool", experts, 9));
        static int Item(ProcessState s, Func<WorkItem, bool> wanted) => s.Activations.SelectMany(a => a.Items).First(i => !i.Done && wanted(i)).Id;
        List<(Func<ProcessState, ProcessCommand>, Facts)> steps =
        [
            (_ => new OpenDraft("o", "灵乡镇") { Actor = applicant, At = at }, facts),
            (_ => new Submit(1, "hash") { Actor = applicant, At = at }, facts),
            (s => new Complete(Item(s, _ => true), "recommended") { Actor = town, At = at }, facts),
            (s => new Claim(Item(s, _ => true)) { Actor = officer, At = at }, facts),
            (s => new Complete(Item(s, _ => true), "accepted") { Actor = officer, At = at }, facts),
        ];
        foreach (var expert in experts)
        {
            var actor = new Actor(expert, new HashSet<string>());
            steps.Add((s => new Declare(Item(s, i => actor.HoldsAny(i.Candidates)), false) { Actor = actor, At = at }, facts));
            steps.Add((s => new Complete(Item(s, i => actor.HoldsAny(i.Candidates)), "scored", "意见", "{}", 80m) { Actor = actor, At = at }, facts));
        }

        steps.Add((s => new Complete(Item(s, _ => true), "confirmed", null, """{"visitors":["甲","乙"]}""") { Actor = officer, At = at }, facts));
        return steps;
    }
}
