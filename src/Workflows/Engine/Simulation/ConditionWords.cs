using Innovation.Workflows.Definitions;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Engine.Simulation;

/// <summary>Values that conditions speak of: their numbers with the neighbours, and their texts.</summary>
internal sealed class ConditionWords
{
    private readonly List<FeelValue> values = [FeelValue.Of(1m), FeelValue.True, FeelValue.False, FeelValue.Null];

    public static ConditionWords Of(ProcessDefinition definition)
    {
        var found = new ConditionWords();
        foreach (var stage in DefinitionIndex.Of(definition).Places.Select(p => p.Stage))
            foreach (var text in stage.Outcomes.Select(o => o.When).Concat(stage.Branches.Select(b => b.When)).OfType<string>()) found.Add(text);
        return found;
    }

    private void Add(string text)
    {
        foreach (var constant in Expression.Parse(text).Constants)
        {
            values.Add(constant);
            if (constant.AsNumber is { } number) values.AddRange([FeelValue.Of(number - 1), FeelValue.Of(number + 1)]);
        }
    }

    public FeelValue Draw(Random random) => values[random.Next(values.Count)];
}
