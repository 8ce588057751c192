using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Engine.Simulation;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Programs.Exchange;

namespace Innovation.Workflows.Tests.Programs.Drafts;

/// <summary>The starting points of the gallery are whole programmes: they may be published, walk to the end, and travel without loss.</summary>
public sealed class DraftPatternTests
{
    public static TheoryData<string> Ids => [.. DraftPatterns.All.Select(p => p.Id)];

    private static Programme Read(string id)
    {
        var (programme, problems) = ProgrammeFile.Read(DraftPatterns.Find(id));
        Assert.Empty(problems.Select(p => $"{p.Pointer} {p.Message}"));
        return programme!;
    }

    [Theory, MemberData(nameof(Ids))]
    public void APatternHasNoProblemsAndComesBackAsTheSameBytes(string id)
    {
        var programme = Read(id);
        var file = ProgrammeFile.Write(programme);
        Assert.Equal(file, ProgrammeFile.Text(DraftPatterns.Find(id)!));
        Assert.Equal(file, ProgrammeFile.Write(ProgrammeFile.Read(file).Programme!));
    }

    [Theory, MemberData(nameof(Ids))]
    public void EveryCaseOfAPatternEndsAndEveryStageOutcomeAndResultIsReached(string id)
    {
        var report = Simulator.Run(Read(id).Process, new() { Cases = 3000, Seed = 5 });
        Assert.Equal(report.Cases, report.Ended);
        Assert.Empty(report.Unreached);
    }

    [Theory, MemberData(nameof(Ids))]
    public void EveryDocumentOfAPatternIsIssuedBySomeStage(string id)
    {
        var document = DraftPatterns.Find(id)!;
        Assert.All(Read(id).Documents.Keys, d => Assert.NotEmpty(DraftUses.OfDocument(document, d)));
    }

    [Fact]
    public void MoneyIsPaidByAnotherPersonThanWhoChecked()
    {
        var stages = Read("claim-and-pay").Process.Stages;
        var pay = Assert.Single(stages, s => s.Outcomes.Any(o => o.AwardsMoney));
        Assert.Equal(["check", "approve"], pay.DifferentFrom);
        Assert.Equal(["check"], stages.Single(s => s.Id == "approve").DifferentFrom);
    }

    [Fact]
    public void ThereIsNoPatternOfAnotherName() => Assert.Null(DraftPatterns.Find("../secret"));
}
