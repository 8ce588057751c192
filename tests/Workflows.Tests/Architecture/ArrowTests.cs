using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Architecture;

/// <summary>Which folder of Innovation.Workflows may know which; a folder is a top-level namespace.</summary>
public sealed class ArrowTests
{
    private const string Root = "Innovation.Workflows.";
    private static readonly IReadOnlyCollection<Use> Uses = AssemblyArrows.Read(typeof(ProcessEngine).Assembly);

    /// <summary>
    /// The table that guards the arrows: a folder, and the folders it may use. The first three are the pure core. A new
    /// arrow is a decision: add it here with the commit that needs it, or turn the dependency round.
    /// </summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Texts"] = [],
        ["Expressions"] = [],
        ["Definitions"] = ["Expressions", "Texts"],
        ["Engine"] = ["Definitions", "Expressions"],
        ["Forms"] = ["Deadlines", "Expressions", "Texts"],
        ["Tables"] = ["Texts"],
        ["Reviews"] = ["Cases", "Expressions", "Forms", "Organizations", "Storage"],
        ["Notices"] = ["Audit", "Cases", "Deadlines", "Engine", "Forms", "Organizations", "Storage", "Texts"],
        ["Messages"] = ["Audit", "Cases", "Deadlines", "Engine", "Organizations", "Storage", "Texts"],
        ["Audit"] = ["Cases", "Organizations", "Registers", "Storage", "Texts"],
        ["Organizations"] = ["Audit", "Cases", "Deadlines", "Definitions", "Engine", "Forms", "Messages", "Programs", "Storage", "Texts"],
        ["Deadlines"] = ["Audit", "Cases", "Definitions", "Engine", "Messages", "Organizations", "Programs", "Storage", "Tables"],
        ["Programs"] = ["Audit", "Cases", "Deadlines", "Definitions", "Engine", "Expressions", "Forms", "Organizations", "Registers", "Reviews", "Storage", "Texts"],
        ["Registers"] = ["Cases", "Deadlines", "Forms", "Messages", "Organizations", "Programs", "Storage"],
        ["Cases"] = ["Audit", "Deadlines", "Definitions", "Engine", "Expressions", "Forms", "Messages", "Organizations", "Programs", "Registers", "Reviews", "Storage", "Texts"],
        ["Funds"] = ["Audit", "Cases", "Deadlines", "Definitions", "Engine", "Forms", "Messages", "Organizations", "Programs", "Registers", "Storage", "Tables", "Texts"],
        // The database knows every row; what is searched is folded as forms fold it.
        ["Storage"] = ["Audit", "Cases", "Deadlines", "Engine", "Funds", "Messages", "Organizations", "Programs", "Registers", "Texts"],
        ["Verification"] = ["Audit", "Cases", "Deadlines", "Definitions", "Engine", "Forms", "Funds", "Messages", "Organizations", "Programs", "Registers", "Storage", "Texts"],
    };

    /// <summary>Types that reach into another folder's internals, with the reason.</summary>
    private static readonly Dictionary<(string From, string To), string> Trusted = new()
    {
        [("Cases.Writes", "Storage.TransientErrors")] = "which errors of the database are worth another try is the database's knowledge and nobody else's business",
        [("Verification.CaseRebuild", "Cases.CaseProjector")] = "the check tells a history again through the very projector that wrote the rows",
        [("Verification.CaseRebuild", "Cases.SupervisionProjector")] = "likewise",
        [("Notices.Objections", "Cases.LoadedCase")] = "an objection is recorded with its register row in the case's own transaction",
    };

    /// <summary>Types of mixed folders that read or write rows; everything else there reckons only.</summary>
    private static readonly string[] WithRows = ["Reviews.PanelPool"];

    private static readonly string[] Reckoning = ["Deadlines.WorkingCalendar", "Deadlines.ChinaTime", "Deadlines.CalendarDay", "Deadlines.DayKind", "Deadlines.DeadlineDate"];

    [Fact]
    public void TheReaderSeesSignaturesAndBodies()
    {
        Assert.Contains(Uses, u => u is { From: "Innovation.Workflows.Engine.Kinds.BatchBehaviour", To: "Innovation.Workflows.Definitions.StageKinds.MeetingStage" });
        Assert.Contains(Uses, u => u is { From: "Innovation.Workflows.Engine.ProcessState", To: "System.Collections.Immutable.ImmutableSortedDictionary`2", Assembly: "System.Collections.Immutable" });
        Assert.Contains(Uses, u => u is { From: "Innovation.Workflows.Engine.DecisionContext", To: "Innovation.Workflows.Expressions.FeelValue" });
    }

    [Fact]
    public void EveryArrowIsInTheTable()
    {
        var arrows = Between().Select(u => (From: Folder(u.From)!, To: Folder(u.To)!, Example: $"{u.From} uses {u.To}"))
            .Where(a => !Allowed.TryGetValue(a.From, out var allowed) || !allowed.Contains(a.To))
            .GroupBy(a => (a.From, a.To)).Select(g => $"{g.Key.From} → {g.Key.To}: {string.Join("; ", g.Select(a => a.Example).Distinct().Take(3))}");
        Assert.Empty(arrows);
    }

    [Theory]
    [InlineData("Expressions")]
    [InlineData("Definitions")]
    [InlineData("Engine")]
    public void ThePureCoreUsesNothingButTheBaseClassLibrary(string folder)
    {
        var library = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        Assert.Empty(Uses.Where(u => Folder(u.From) == folder && u.Assembly is not null && !File.Exists(Path.Combine(library, u.Assembly + ".dll"))).Select(u => $"{u.From} uses {u.To} of {u.Assembly}"));
    }

    [Fact]
    public void WhatReckonsKnowsNoRowsNoEngineAndNoDatabase()
    {
        var pure = Uses.Where(u => Short(u.From) is { } from && !WithRows.Contains(from) && (Folder(u.From) is "Forms" or "Reviews" || Reckoning.Contains(from)));
        Assert.Empty(pure.Where(u => Folder(u.To) is "Cases" or "Storage" or "Engine" || u.Assembly?.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) == true).Select(u => $"{u.From} uses {u.To}"));
        var names = typeof(ProcessEngine).Assembly.GetTypes().Select(t => t.FullName).ToHashSet();
        Assert.All(Reckoning.Concat(WithRows), name => Assert.Contains(Root + name, names));
    }

    [Fact]
    public void NoFolderReachesIntoAnothersInternals()
    {
        var reached = Between().Where(u => u.Internal).Select(u => (Short(u.From)!, Short(u.To)!)).ToHashSet();
        Assert.DoesNotContain(reached, r => !Trusted.ContainsKey(r));
        Assert.DoesNotContain(Trusted.Keys, t => !reached.Contains(t));
    }

    [Fact]
    public void TheWorkflowsKnowNeitherScreenNorPaper()
    {
        var references = typeof(ProcessEngine).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        Assert.DoesNotContain(references, name => name.StartsWith("Innovation.", StringComparison.Ordinal));
        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.AspNetCore.Mvc", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore.Razor", StringComparison.Ordinal));
    }

    private static IEnumerable<Use> Between() =>
        Uses.Where(u => u.Assembly is null && Folder(u.From) is { } from && Folder(u.To) is { } to && from != to);

    private static string? Short(string type) => Folder(type) is null ? null : type[Root.Length..];

    private static string? Folder(string type) => type.StartsWith(Root, StringComparison.Ordinal) && type[Root.Length..].Split('.') is [var folder, _, ..] ? folder : null;
}
