using System.Runtime.CompilerServices;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Definitions;

/// <summary>
/// What the engine looks up in a definition, computed once: where each stage stands, what follows it, and the compiled
/// conditions.
/// </summary>
public sealed class DefinitionIndex
{
    private static readonly ConditionalWeakTable<ProcessDefinition, DefinitionIndex> Cache = [];

    private readonly Dictionary<string, StagePlace> places = [];
    private readonly Dictionary<string, Expression> expressions = [];

    private DefinitionIndex(ProcessDefinition definition)
    {
        Definition = definition;
        AddSequence(definition.Stages, null, 0);
    }

    public ProcessDefinition Definition { get; }

    /// <summary>All stages in reading order.</summary>
    public IReadOnlyCollection<StagePlace> Places => places.Values;

    /// <summary>The index of a definition; the definition must have passed validation.</summary>
    public static DefinitionIndex Of(ProcessDefinition definition) =>
        Cache.GetValue(definition, static d => new DefinitionIndex(d));

    /// <exception cref="KeyNotFoundException">The definition has no such stage.</exception>
    public StagePlace this[string stageId] => places[stageId];

    public StagePlace? Find(string stageId) => places.GetValueOrDefault(stageId);

    public Expression Compiled(string text) => expressions[text];

    /// <summary>
    /// The chain from the stage itself outward: the stage, then the block that holds it, and so on.
    /// </summary>
    public IEnumerable<StagePlace> Outward(string stageId)
    {
        for (var place = places[stageId]; ; place = places[place.Block])
        {
            yield return place;
            if (place.Block is null) yield break;
        }
    }

    private void AddSequence(IReadOnlyList<Stage> stages, string? block, int branch)
    {
        for (var position = 0; position < stages.Count; position++)
        {
            var stage = stages[position];
            places[stage.Id] = new StagePlace(stage, block, branch, position, position + 1 < stages.Count ? stages[position + 1] : null);
            foreach (var outcome in stage.Outcomes) Compile(outcome.When);
            for (var i = 0; i < stage.Branches.Count; i++)
            {
                Compile(stage.Branches[i].When);
                AddSequence(stage.Branches[i].Stages, stage.Id, i);
            }
        }
    }

    private void Compile(string? text)
    {
        if (text is not null) expressions.TryAdd(text, Expression.Parse(text));
    }
}

/// <summary>Where a stage stands in the tree.</summary>
/// <param name="Stage">The stage itself.</param>
/// <param name="Block">Id of the choice or parallel stage that holds it; null in the outermost sequence.</param>
/// <param name="Branch">Which branch of the block.</param>
/// <param name="Position">Place in its sequence, from 0.</param>
/// <param name="Following">The next stage of the same sequence, or null at its end.</param>
public sealed record StagePlace(Stage Stage, string? Block, int Branch, int Position, Stage? Following);
