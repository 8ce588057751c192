namespace Innovation.Workflows.Definitions.Validation;

/// <summary>The stages of a definition with their places, for validation of definitions that may be broken.</summary>
internal sealed class DefinitionTree
{
    private readonly Dictionary<string, Node> nodes = [];

    public DefinitionTree(ProcessDefinition definition) => Add(definition.Stages, null, 0);

    public List<string> RepeatedIds { get; } = [];

    public IEnumerable<Node> Nodes => nodes.Values;

    public Node? Find(string? id) => id is null ? null : nodes.GetValueOrDefault(id);

    /// <summary>Whether <paramref name="target"/> stands in the same or an enclosing sequence of <paramref name="from"/>.</summary>
    public bool InSameOrEnclosingSequence(Node from, Node target)
    {
        for (Node? place = from; place is not null; place = Find(place.Block))
            if (place.Block == target.Block && place.Branch == target.Branch)
                return true;
        return false;
    }

    private void Add(IReadOnlyList<Stage> stages, string? block, int branch)
    {
        for (var i = 0; i < stages.Count; i++)
        {
            var stage = stages[i];
            var node = new Node(stage, block, branch, i, i + 1 < stages.Count ? stages[i + 1] : null);
            if (!nodes.TryAdd(stage.Id, node)) RepeatedIds.Add(stage.Id);
            for (var b = 0; b < stage.Branches.Count; b++) Add(stage.Branches[b].Stages, stage.Id, b);
        }
    }

    internal sealed record Node(Stage Stage, string? Block, int Branch, int Position, Stage? Following)
    {
        public string Id => Stage.Id;
    }
}
