using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Tests.Engine.Laws;

/// <summary>Law 5: branches that only go on and do not speak of one another may be worked on in any order.</summary>
public sealed class SiblingBranchesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TheOrderOfTheirCommandsDoesNotMatter()
    {
        for (var seed = 0; seed < EngineLawsTests.Cases / 8; seed++)
        {
            var definition = RandomDefinition.MakeSiblings(new Random(seed));
            var first = Play(definition, seed, new Random(1));
            for (var order = 2; order < 5; order++)
                if (Play(definition, seed, new Random(order)) is var other && other != first)
                    Assert.Fail($"seed {seed}, order {order}\n{DefinitionJson.Write(definition)}\n{first}\n{other}");
        }
    }

    private static string Play(ProcessDefinition definition, int seed, Random order)
    {
        var world = new World { Value = name => name == "form.a" ? FeelValue.Of(seed % 4) : FeelValue.Of(seed % 3 == 0 ? "x" : "y") };
        var applicant = world.Person("applicant1");
        var state = Do(ProcessState.Empty, new OpenDraft("O", "A") { Actor = applicant, At = Start });
        state = Do(state, new Submit(1, "h") { Actor = applicant, At = Start });
        var branches = Enumerable.Range(0, 3).Select(i => (Random: new Random((seed * 31) + i), Clock: Start)).ToArray();
        var block = definition.Stages[1].Id;
        while (state.Activations.FirstOrDefault(a => a.StageId == block) is { } parallel)
        {
            var open = state.Activations.Where(a => a.BranchesDone.IsEmpty).GroupBy(a => BranchOf(state, a, parallel.Id)).OrderBy(g => g.Key).ToList();
            var (branch, leaves) = open[order.Next(open.Count)] is var group ? (group.Key, group.OrderBy(a => a.StageId, StringComparer.Ordinal).ToList()) : default;
            var leaf = leaves[branches[branch].Random.Next(leaves.Count)];
            branches[branch].Clock = branches[branch].Clock.AddMinutes(1);
            var command = Next(definition, world, leaf, branch, branches[branch].Random, branches[branch].Clock);
            if (command.At > branches[branch].Clock) branches[branch].Clock = command.At;
            state = Do(state, command);
        }

        return Normal(state);

        ProcessState Do(ProcessState before, ProcessCommand command) => world.Decide(definition, before, command).Decision switch
        {
            Decision.Accepted accepted => accepted.State,
            Decision.Refused refused => throw new InvalidOperationException($"{command} refused: {refused.Refusal.Code}"),
            _ => throw new InvalidOperationException(),
        };
    }

    private static int BranchOf(ProcessState state, Activation activation, int block)
    {
        while (activation.Block != block) activation = state.FindActivation(activation.Block!.Value)!;
        return activation.Branch;
    }

    private static ProcessCommand Next(ProcessDefinition definition, World world, Activation leaf, int branch, Random random, DateTimeOffset at)
    {
        var stage = DefinitionIndex.Of(definition)[leaf.StageId].Stage;
        var item = leaf.Items.Where(i => !i.Done).OrderBy(_ => random.Next()).FirstOrDefault();
        if (item is null)
        {
            var deadline = leaf.Deadlines.FirstOrDefault();
            if (deadline is not null) return new ExpireDeadline(deadline.Id) { Actor = Actor.System, At = deadline.DueAt > at ? deadline.DueAt : at };
            return new Signal(((WaitStage)stage).Event!) { Actor = Actor.System, At = at };
        }

        var candidate = item.Candidates[0];
        var actor = world.Person(candidate.StartsWith("user:", StringComparison.Ordinal) ? candidate[5..] : candidate[..candidate.IndexOf('@', StringComparison.Ordinal)] + ((100 * branch) + 100 + leaf.Visit + int.Parse(stage.Id[1..])));
        var outcomes = stage.Outcomes.Where(o => !o.Automatic && o.OnlyBefore is null).ToList();
        return item.Purpose switch
        {
            WorkPurpose.Submit => new Submit(1, "h") { Actor = actor, At = at, Item = item.Id },
            WorkPurpose.Score when !item.Declared => new Declare(item.Id, random.Next(6) == 0, "同事") { Actor = actor, At = at },
            WorkPurpose.Score => new Complete(item.Id, "scored", Total: random.Next(101)) { Actor = actor, At = at },
            WorkPurpose.ExplainOutlier => new Complete(item.Id, "explained", "依据") { Actor = actor, At = at },
            WorkPurpose.Batch when leaf.BatchId is null => new JoinBatch(stage.Id, "b" + stage.Id) { Actor = actor, At = at },
            WorkPurpose.Batch when stage is PublicNoticeStage => new PublishNotice(leaf.BatchId!) { Actor = actor, At = at },
            WorkPurpose.Batch => new SettleBatch(leaf.BatchId!, outcomes[random.Next(outcomes.Count)].Id) { Actor = actor, At = at },
            WorkPurpose.Supplement => new Complete(item.Id, "supplemented") { Actor = actor, At = at },
            _ => new Complete(item.Id, outcomes[random.Next(outcomes.Count)].Id, "意见", """{"visitors":["a","b","c","d"]}""") { Actor = actor, At = at },
        };
    }

    /// <summary>The state without identifiers, times, and the two values that the latest stage overwrites.</summary>
    private static string Normal(ProcessState state)
    {
        var root = JsonNode.Parse(EngineJson.Write(state with { LastId = 0, ApplicantStatus = "", Score = null }))!;
        Strip(root);
        return root.ToJsonString();
    }

    private static void Strip(JsonNode node)
    {
        if (node is JsonArray array) foreach (var item in array.OfType<JsonNode>()) Strip(item);
        if (node is not JsonObject members) return;
        foreach (var name in (string[])["id", "enteredAt", "dueAt", "trigger", "reminders"]) members.Remove(name);
        foreach (var (_, value) in members) if (value is not null) Strip(value);
    }
}
