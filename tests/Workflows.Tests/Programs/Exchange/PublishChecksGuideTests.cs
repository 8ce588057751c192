using System.Text.RegularExpressions;

namespace Innovation.Workflows.Tests.Programs.Exchange;

/// <summary>The guide's table of publish checks lists exactly what publishing can say, as error or as reminder.</summary>
public sealed partial class PublishChecksGuideTests
{
    /// <summary>Names of options that stand beside a code as the place it is about.</summary>
    private static readonly string[] Places = ["assign.role", "assign.sameAs", "assign.scope", "assign.users", "deadline.onExpiry", "panel.field", "supplement.document"];

    private static readonly string[] Sources =
    [
        "Definitions/DefinitionValidator.cs", "Definitions/Validation", "Forms/FormSchemaCheck.cs", "Expressions/DecisionTables/TableCheck.cs", "Programs/Exchange/ProgrammeCheck.cs",
        "Programs/Exchange/DocumentCheck.cs", "Programs/Exchange/ProgrammeFile.cs", "Programs/Exchange/SchemaValidator.cs", "Programs/Drafts/Staffing.cs", "Programs/Drafts/Ownership.cs",
        "Programs/Drafts/WalkFindings.cs",
    ];

    private static IEnumerable<string> Lines() => Sources.Select(s => Path.Combine(Repository.Root, "src/Workflows", s))
        .SelectMany(p => Directory.Exists(p) ? Directory.EnumerateFiles(p, "*.cs") : [p]).SelectMany(f => Statement().Split(File.ReadAllText(f)));

    private static IReadOnlyList<(string Code, string Level)> Table() =>
        [.. Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/guide/发布检查.md"))).Select(m => (m.Groups[1].Value, m.Groups[2].Value))];

    [Fact]
    public void The_table_lists_exactly_the_codes_that_publishing_can_say()
    {
        var said = Lines().SelectMany(l => Literal().Matches(l)).Select(m => m.Groups[1].Value).Where(c => !c.EndsWith(".cs", StringComparison.Ordinal)).Except(Places).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(said, Table().Select(r => r.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_reminder_in_the_table_is_one_in_publishing_and_an_error_is_one()
    {
        var reminders = Lines().Where(l => l.Contains("IsWarning: true", StringComparison.Ordinal) || Reminding().IsMatch(l))
            .SelectMany(l => Literal().Matches(l)).Select(m => m.Groups[1].Value).Except(Places).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(reminders, Table().Where(r => r.Level == "提醒").Select(r => r.Code).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| `([\w.]+)` \| (错误|提醒) \| [^|]+ \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"""((?:definition|stage|result|assign|submission|deadline|wait|outcome|review|supplement|panel|siteVisit|meeting|notice|decision|action|choice|parallel|expression|route|money|party|certificate|programme|document|sheet|table|form|permission|step|file|schema|series|walk)\.[a-zA-Z]+)""")]
    private static partial Regex Literal();

    /// <summary>Of decision tables the second value says whether it only reminds.</summary>
    [GeneratedRegex(@"new\(""table\.\w+"", true,")]
    private static partial Regex Reminding();

    [GeneratedRegex(@";\s*\n")]
    private static partial Regex Statement();
}
