using System.Collections.Immutable;
using System.Text;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Engine.Laws;

/// <summary>Makes a failing story smaller while it still breaks the same law, and prints it.</summary>
internal static class Shrinker
{
    public static string Report(int seed, Story story, Func<Story, Exception?> check)
    {
        var failure = check(story) ?? throw new InvalidOperationException($"seed {seed} does not fail again");
        var law = Law(failure);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var smaller = true; smaller && clock.Elapsed < TimeSpan.FromSeconds(20);)
        {
            smaller = false;
            foreach (var candidate in Candidates(story))
            {
                if (DefinitionValidator.Validate(candidate.Definition).Count > 0) continue;
                if (check(candidate) is not { } still || Law(still) != law) continue;
                (story, failure, smaller) = (candidate, still, true);
                break;
            }
        }

        var text = new StringBuilder($"seed {seed}: {failure.Message}\n{(failure is BrokenLaw ? "" : failure.StackTrace)}\n{DefinitionJson.Write(story.Definition)}\n");
        var walk = new Walk(story.Definition, story.WorldSeed);
        try
        {
            walk.Run(story.Steps);
            new Finisher(walk).Finish();
        }
        catch (Exception)
        {
            // Printed above.
        }

        foreach (var command in walk.Log.Take(100)) text.Append(command.At.ToString("MM-dd HH:mm")).Append(' ').Append(command.Actor.UserId).Append(' ').Append(Words(command)).Append('\n');
        return text.ToString();
    }

    private static string Words(ProcessCommand command) => System.Text.RegularExpressions.Regex.Replace(command.ToString()!, "Actor = .*?} *, At = [^,]*(, )?", "");

    private static string Law(Exception e) => e is BrokenLaw ? e.Message[..Math.Min(12, e.Message.Length)] : e.GetType().Name;

    private static IEnumerable<Story> Candidates(Story story)
    {
        for (var size = story.Steps.Length / 2; size > 0; size /= 2)
            for (var i = 0; i + size <= story.Steps.Length; i += size)
                yield return story with { Steps = story.Steps.RemoveRange(i, size) };
        foreach (var stages in Smaller(story.Definition.Stages))
            yield return story with { Definition = WithUsedResults(story.Definition with { Stages = stages }) };
    }

    private static ProcessDefinition WithUsedResults(ProcessDefinition definition)
    {
        var text = DefinitionJson.Write(definition);
        return definition with { Results = [.. definition.Results.Where(r => r.Id is ResultDefinition.Withdrawn or ResultDefinition.Terminated || text.Contains($"{{\"end\":\"{r.Id}\"}}"))] };
    }

    private static IEnumerable<IReadOnlyList<Stage>> Smaller(IReadOnlyList<Stage> stages)
    {
        for (var i = 0; i < stages.Count; i++)
        {
            var (before, stage, after) = (stages.Take(i), stages[i], stages.Skip(i + 1));
            yield return [.. before, .. after];
            foreach (var branch in stage.Branches) yield return [.. before, .. branch.Stages, .. after];
            foreach (var simpler in Simpler(stage)) yield return [.. before, simpler, .. after];
        }
    }

    private static IEnumerable<Stage> Simpler(Stage stage)
    {
        if (stage.Deadline is not null) yield return stage with { Deadline = null };
        if (stage.DifferentFrom.Count > 0) yield return stage with { DifferentFrom = [] };
        if (stage.ReturnTo.Count > 0) yield return stage with { ReturnTo = [] };
        if (stage.ApplicantStatus is not null) yield return stage with { ApplicantStatus = null };
        if (stage is ReviewStage { Supplement: not null } review) yield return review with { Supplement = null, Outcomes = [.. review.Outcomes.Where(o => o.Id != "notMended")] };
        for (var i = 0; i < stage.Outcomes.Count; i++)
        {
            if (stage.Outcomes.Count > 1) yield return stage with { Outcomes = [.. stage.Outcomes.Where((_, j) => j != i)] };
            if (stage.Outcomes[i].Route is Route.To) yield return stage with { Outcomes = [.. stage.Outcomes.Select((o, j) => j == i ? o with { Route = new Route.Next() } : o)] };
        }

        for (var i = 0; i < stage.Branches.Count; i++)
        {
            foreach (var inner in Smaller(stage.Branches[i].Stages).Append([]))
            {
                Branch[] branches = [.. stage.Branches.Select((b, j) => j == i ? b with { Stages = inner } : b)];
                yield return stage is ChoiceStage choice ? choice with { Options = branches } : (ParallelStage)stage with { Paths = branches };
            }
        }
    }
}
