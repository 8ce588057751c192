using System.Text.RegularExpressions;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Programs.Exchange;

/// <summary>Where in the document a stage and its options stand.</summary>
internal sealed partial class Pointers
{
    private const string Process = "/process";
    private readonly ProcessDefinition definition;
    private readonly Dictionary<string, (string Pointer, Stage Stage)> stages = [];

    public Pointers(ProcessDefinition definition)
    {
        this.definition = definition;
        Add(definition.Stages, Process + "/stages");
    }

    private void Add(IReadOnlyList<Stage> list, string pointer)
    {
        for (var i = 0; i < list.Count; i++)
        {
            var here = $"{pointer}/{i}";
            stages.TryAdd(list[i].Id, (here, list[i]));
            for (var b = 0; b < list[i].Branches.Count; b++) Add(list[i].Branches[b].Stages, $"{here}/{Member(list[i])}/{b}/stages");
        }
    }

    /// <summary>The pointer of a stage's option as the validator names it; of the nearest thing around it when the option is not written.</summary>
    public string Of(string? stageId, string? field)
    {
        if (stageId is null) return field is null ? Process : Process + Results(field);
        if (!stages.TryGetValue(stageId, out var found)) return Process + "/stages";
        return field is null ? found.Pointer : found.Pointer + Option(found.Stage, field);
    }

    private string Results(string field)
    {
        if (!field.StartsWith("results.", StringComparison.Ordinal)) return "/" + field;
        var at = definition.Results.ToList().FindIndex(r => r.Id == field["results.".Length..]);
        return at < 0 ? "/results" : $"/results/{at}";
    }

    private static string Option(Stage stage, string field)
    {
        if (BranchField().Match(field) is { Success: true } branch) return $"/{Member(stage)}/{branch.Groups[1].Value}/{branch.Groups[2].Value}";
        if (OutcomeField().Match(field) is not { Success: true } outcome) return "/" + field.Replace('.', '/');
        var at = stage.Outcomes.ToList().FindIndex(o => o.Id == outcome.Groups[1].Value);
        return at < 0 ? "/outcomes" : $"/outcomes/{at}{(outcome.Groups[2].Success ? "/" + outcome.Groups[2].Value : "")}";
    }

    private static string Member(Stage stage) => stage is ChoiceStage ? "options" : "paths";

    [GeneratedRegex(@"^branches\[(\d+)\]\.(\w+)$")]
    private static partial Regex BranchField();

    [GeneratedRegex(@"^outcomes\.([^.]*)(?:\.(\w+))?$")]
    private static partial Regex OutcomeField();
}
