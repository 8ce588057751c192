using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Engine.Simulation;
using Innovation.Workflows.Programs.Catalogue;
using Innovation.Workflows.Programs.Exchange;
using Innovation.Workflows.Tests.Engine.Laws;
using Innovation.Workflows.Tests.Programs.Exchange;

namespace Innovation.Workflows.Tests.Engine.Simulation;

public sealed class SimulationTests
{
    private const int Groups = 4;
    private static readonly ProcessDefinition Pr01 = ProgrammeCatalogue.Load("PR01").Process;
    private static readonly DateTimeOffset Start = CaseStory.Instant("2026-09-02 10:00");

    private static int Definitions => Environment.GetEnvironmentVariable("LONG") == "1" ? 10_000 : 300;

    public static TheoryData<int> Slices => [.. Enumerable.Range(0, Groups)];

    [Theory]
    [MemberData(nameof(Slices))]
    public void RandomDefinitionsPublishTravelAndSimulateToTheEnd(int slice)
    {
        for (var seed = slice; seed < Definitions; seed += Groups)
        {
            var definition = RandomDefinition.Make(new Random(seed));
            Assert.Empty(DefinitionValidator.Validate(definition));
            var text = ProgrammeFile.Write(ProgrammeFileTests.With(definition));
            Assert.Equal(text, ProgrammeFile.Text(ProgrammeFile.Canonical(System.Text.Json.Nodes.JsonNode.Parse(text)!.AsObject())));
            var report = Simulator.Run(definition, new() { Cases = 5, Seed = seed });
            Assert.True(report.Ended == report.Cases, $"seed {seed}: {report.Ended} of {report.Cases} ended, stuck at {string.Join(", ", report.Stuck)}");
        }
    }

    [Fact]
    public void TheShippedProcessReachesEverything()
    {
        var report = Simulator.Run(Pr01, new() { Cases = 1000, Seed = 7, IsWorkingDay = WorkingCalendar.Shipped.IsWorkingDay });
        Assert.Equal((1000, 1000), (report.Cases, report.Ended));
        Assert.Equal(report.Cases, report.Results.Values.Sum());
        Assert.Equal(report.Outcomes["submit/submitted"], report.Stages["recommend"]);
        Assert.True(report.Results["accredited"] > 0);
        Assert.True(report.Days!.Min <= report.Days.Median && report.Days.Median <= report.Days.P90 && report.Days.P90 <= report.Days.Max);
        Assert.All(report.Unreached, words => Assert.Matches("[\u4e00-\u9fff]", words));
    }

    [Fact]
    public void TheSameSeedGivesTheSameReportAndSlowPeopleTakeLonger()
    {
        static string Words(SimulationReport r) => string.Join(",", r.Outcomes.OrderBy(o => o.Key).Select(o => $"{o.Key}={o.Value}")) + r.Days;
        Assert.Equal(Words(Simulator.Run(Pr01, new() { Cases = 50, Seed = 3 })), Words(Simulator.Run(Pr01, new() { Cases = 50, Seed = 3 })));
        Assert.NotEqual(Words(Simulator.Run(Pr01, new() { Cases = 50, Seed = 3 })), Words(Simulator.Run(Pr01, new() { Cases = 50, Seed = 4 })));
        Assert.True(Simulator.Run(Pr01, new() { Cases = 100, Speed = 0.2 }).Days!.Median < Simulator.Run(Pr01, new() { Cases = 100, Speed = 4 }).Days!.Median);
    }

    [Fact]
    public void WhatNobodyReachesIsNamed()
    {
        var definition = Define.Process(Define.Submit, Define.Choice("c", "form.a > 1 and form.a < 1", [Define.Review("never") with { Name = "永远不到" }]), Define.Last());
        Assert.Contains("环节“永远不到”没有一件走到", Simulator.Run(definition, new() { Cases = 100 }).Unreached);
    }

    [Fact]
    public void ATrialRunShowsStagesDeadlinesDocumentsAndMessages()
    {
        var trial = new TrialRun(Pr01, new StandIn(Pr01, Start) { IsWorkingDay = WorkingCalendar.Shipped.IsWorkingDay }, Start);
        Assert.Equal(["recommend"], trial.Steps[^1].Open);
        Assert.Equal(new DateOnly(2026, 9, 9), Assert.Single(trial.Steps[^1].Deadlines).LastDay);
        Assert.Contains(new TrialMessage("recommender@area:trial", "taskOpened", "recommend"), trial.Steps[^1].Messages);
        var step = trial.Make(trial.Moves.Single(m => m.Outcome == "recommended"))!;
        Assert.Equal(["check"], step.Open);
        Assert.Equal("待受理", step.ApplicantStatus);
        step = trial.Make(trial.Moves.Single(m => m.Words == "补正"))!;
        Assert.Equal(["supplementNotice"], step.Documents);
        step = trial.Make(trial.Moves.Single(m => m.Words == "提交补正"))!;
        // Nobody does anything: reminders go out, then silence accepts.
        trial.PassUntil(trial.Now.AddDays(30));
        Assert.Contains(trial.Steps, s => s.What == "期限届满" && s.Documents.Contains("acceptanceNotice"));
        Assert.Contains(trial.Steps, s => s.What == "到期提醒" && s.Messages.Contains(new TrialMessage("officer@programme:PR01", "reminder", "check")));
        Assert.Contains("panel", trial.Steps[^1].Open);
        Assert.All(trial.Steps, s => Assert.Equal(s.Events, s.Events.OrderBy(e => e.At)));
    }

    [Fact]
    public void ATrialRunEndsWithItsResultAndARefusalIsTold()
    {
        var definition = Define.Process(Define.Submit, Define.Review("r", Define.Next("ok") with { RequiresComment = true }), Define.Last());
        var trial = new TrialRun(definition, new StandIn(definition, Start), Start);
        var stranger = new Actor("stranger", new HashSet<string>());
        Assert.Null(trial.Make(trial.Moves[0], stranger));
        Assert.NotNull(trial.Refusal);
        Assert.NotNull(trial.Make(trial.Moves[0]));
        var step = trial.Make(trial.Moves.Single(m => m.Outcome == "good"))!;
        Assert.Equal("good", step.Result);
        Assert.True(trial.IsOver);
        Assert.Empty(trial.Moves);
        Assert.Equal(EngineJson.Write(trial.State), EngineJson.Write(ProcessEngine.Replay(trial.Steps.SelectMany(s => s.Events))));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(2026)]
    public void ATrialRunIsRepeatedFromTheKeysOfItsMoves(int seed)
    {
        var random = new Random(seed);
        var first = new TrialRun(Pr01, new StandIn(Pr01, Start), Start);
        var again = new TrialRun(Pr01, new StandIn(Pr01, Start), Start);
        for (var turn = 0; turn < 120 && !first.IsOver; turn++)
        {
            Assert.Distinct(first.Moves.Select(m => m.Key));
            if (first.Moves.Count == 0 || random.Next(5) == 0)
            {
                var until = first.Now.AddDays(random.Next(1, 4));
                first.PassUntil(until);
                again.PassUntil(until);
                continue;
            }

            var key = first.Moves[random.Next(first.Moves.Count)].Key;
            Assert.Equal(first.Make(first.Moves.Single(m => m.Key == key)) is null, again.Make(again.Moves.Single(m => m.Key == key)) is null);
            Assert.Equal(EngineJson.Write(first.State), EngineJson.Write(again.State));
        }
    }

    [Fact]
    public void WhoMayNotActIsToldSoAlsoWhereABatchDecides()
    {
        var definition = Define.Process(Define.Submit, new MeetingStage { Id = "m", Name = "m", Assign = Define.Officer, Outcomes = [Define.Next("approved", positive: true)] }, Define.Last());
        var trial = new TrialRun(definition, new StandIn(definition, Start), Start);
        var join = Assert.Single(trial.Moves, m => m.Words == "列入批次");
        var applicant = StandIn.Person("applicant@organization:trial", 1);
        Assert.NotNull(trial.MayAct(join.Item!.Value, applicant));
        Assert.Null(trial.Make(join, applicant));
        Assert.NotNull(trial.Refusal);
        Assert.NotNull(trial.Make(join));
    }
}
