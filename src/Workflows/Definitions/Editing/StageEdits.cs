using System.Text.Json.Nodes;

namespace Innovation.Workflows.Definitions.Editing;

/// <summary>新增环节</summary>
/// <param name="Stage">The whole stage as JSON; its id must be free.</param>
/// <param name="To">Where it goes.</param>
public sealed record AddStage(JsonObject Stage, StageSlot To) : DraftEdit
{
    /// <summary>A new stage of a kind, with a free id and the outcomes without which it cannot be finished.</summary>
    /// <exception cref="KeyNotFoundException">There is no such kind.</exception>
    public static AddStage New(JsonObject document, string kind, string name, StageSlot to)
    {
        var used = DraftTree.Open(document)?.All().Select(s => DraftTree.Id(s.Stage)).ToHashSet() ?? [];
        var stage = new JsonObject { ["kind"] = StageKindCatalogue.ByName[kind].Kind, ["id"] = DraftTree.FreeId(kind, used), ["name"] = name };
        if (StageDefaults.Of(kind, document) is { } defaults)
            foreach (var (member, value) in defaults) stage[member] = value?.DeepClone();
        return new(stage, to);
    }

    internal override DraftRefusal? Apply(DraftTree tree)
    {
        if (DraftTree.Id(Stage).Trim().Length == 0) return new("draft.noId", "id", "新环节没有编号。");
        var used = tree.All().Select(s => DraftTree.Id(s.Stage)).ToHashSet();
        var added = DraftTree.Inside(Stage).Select(DraftTree.Id).ToList();
        if (added.FirstOrDefault(id => used.Contains(id)) is { } taken) return new("draft.repeatedId", "id", $"环节编号“{taken}”已经有了，请换一个。");
        if (added.Distinct().Count() < added.Count) return new("draft.repeatedId", "id", "新环节里有重复的编号。");
        if (!StageKindCatalogue.ByName.ContainsKey(DraftTree.Text(Stage["kind"]))) return new("draft.unknownKind", "kind", $"环节类型“{DraftTree.Text(Stage["kind"])}”不存在。");
        if (tree.TooMany(added.Count) is { } many) return many;
        if (tree.Sequence(To, out var sequence) is { } refusal) return refusal;
        DraftTree.Insert(sequence, To.Position, Stage.DeepClone());
        return null;
    }
}

/// <summary>移动环节: to another place, in or out of a branch; never into itself.</summary>
public sealed record MoveStage(string Stage, StageSlot To) : DraftEdit
{
    /// <summary>Up (-1) or down (1) in its own sequence; null when there is no such stage or it is at the end already.</summary>
    public static MoveStage? By(JsonObject document, string stage, int steps)
    {
        if (DraftTree.Open(document) is not { } tree) return null;
        foreach (var (found, sequence, block) in tree.All())
        {
            if (DraftTree.Id(found) != stage) continue;
            var position = sequence.IndexOf(found) + steps;
            if (position < 0 || position >= sequence.Count) return null;
            var branch = block is null ? 0 : DraftTree.Branches(block).ToList().FindIndex(b => b["stages"] == sequence);
            return new(stage, new(block is null ? null : DraftTree.Id(block), branch, position));
        }

        return null;
    }

    internal override DraftRefusal? Apply(DraftTree tree)
    {
        if (tree.Find(Stage, out var stage) is { } missing) return missing;
        if (To.Block is { } block && DraftTree.Inside(stage).Any(s => DraftTree.Id(s) == block)) return new("draft.intoItself", "to", "不能把环节移进它自己的分支。");
        if (tree.Sequence(To, out var sequence) is { } refusal) return refusal;
        stage.Parent!.AsArray().Remove(stage);
        DraftTree.Insert(sequence, To.Position, stage);
        return null;
    }
}

/// <summary>复制环节: with everything inside it, under fresh ids; routes inside the copy lead inside the copy.</summary>
public sealed record CopyStageTo(string Stage, StageSlot To) : DraftEdit
{
    internal override DraftRefusal? Apply(DraftTree tree)
    {
        if (tree.Find(Stage, out var stage) is { } missing) return missing;
        if (tree.TooMany(DraftTree.Inside(stage).Count()) is { } many) return many;
        if (tree.Sequence(To, out var sequence) is { } refusal) return refusal;
        var copy = stage.DeepClone().AsObject();
        var used = tree.All().Select(s => DraftTree.Id(s.Stage)).ToHashSet();
        var fresh = new Dictionary<string, string>();
        foreach (var inner in DraftTree.Inside(copy).ToList())
        {
            var id = DraftTree.FreeId(DraftTree.Id(inner), used);
            used.Add(id);
            fresh[DraftTree.Id(inner)] = id;
            inner["id"] = id;
        }

        foreach (var inner in DraftTree.Inside(copy).ToList())
            foreach (var reference in StageReferences.Of(inner).ToList())
                if (fresh.TryGetValue(reference.StageId, out var id)) reference.Replace(id);
        copy["name"] = DraftTree.Text(copy["name"]) + "（副本）";
        DraftTree.Insert(sequence, To.Position, copy);
        return null;
    }
}

/// <summary>删去环节, with everything inside it. What names it is told by <see cref="Consequences"/> before.</summary>
public sealed record DeleteStage(string Stage) : DraftEdit
{
    internal override DraftRefusal? Apply(DraftTree tree)
    {
        if (tree.Find(Stage, out var stage) is { } missing) return missing;
        stage.Parent!.AsArray().Remove(stage);
        return null;
    }
}

/// <summary>环节改名; the id stays.</summary>
public sealed record RenameStage(string Stage, string Name) : DraftEdit
{
    internal override DraftRefusal? Apply(DraftTree tree)
    {
        if (tree.Find(Stage, out var stage) is { } missing) return missing;
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 50) return new("draft.name", "name", "环节名称应为 1 至 50 字。");
        stage["name"] = Name;
        return null;
    }
}

/// <summary>设选项: one option of a stage, or a member of it such as <c>deadline.amount</c>.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Option">Name, with dots for members of objects.</param>
/// <param name="Value">The value; null takes the option away, so that the default counts.</param>
public sealed record SetOption(string Stage, string Option, JsonNode? Value) : DraftEdit
{
    /// <summary>设办理人</summary>
    public static SetOption Assignment(string stage, JsonObject? rule) => new(stage, "assign", rule);

    /// <summary>设期限</summary>
    public static SetOption Deadline(string stage, JsonObject? rule) => new(stage, "deadline", rule);

    internal override DraftRefusal? Apply(DraftTree tree)
    {
        if (tree.Find(Stage, out var stage) is { } missing) return missing;
        var path = Option.Split('.');
        if (!IsKnown(DraftTree.Text(stage["kind"]), path)) return new("draft.unknownOption", Option, $"这类环节没有选项“{Option}”。");
        var at = stage;
        foreach (var part in path.SkipLast(1))
        {
            if (at[part] is not JsonObject below)
            {
                if (Value is null) return null;
                at[part] = below = [];
            }

            at = below;
        }

        if (Value is null) at.Remove(path[^1]);
        else at[path[^1]] = Value.DeepClone();
        return null;
    }

    /// <summary>The id and the branches have edits of their own.</summary>
    private static bool IsKnown(string kind, string[] path)
    {
        if (path[0] is "id" or "outcomes" || !StageKindCatalogue.ByName.TryGetValue(kind, out var descriptor)) return false;
        IEnumerable<StageOption> options = StageKindCatalogue.Common.Concat(descriptor.Options.Where(o => o.Type != "branches"));
        foreach (var part in path)
        {
            if (options.FirstOrDefault(o => o.Name == part) is not { } found) return false;
            options = found.Fields;
        }

        return true;
    }
}

/// <summary>设结论: all outcomes of a stage in order.</summary>
public sealed record SetOutcomes(string Stage, JsonArray Outcomes) : DraftEdit
{
    internal override DraftRefusal? Apply(DraftTree tree)
    {
        if (tree.Find(Stage, out var stage) is { } missing) return missing;
        var ids = Outcomes.Select(o => DraftTree.Text((o as JsonObject)?["id"])).ToList();
        if (ids.Any(string.IsNullOrWhiteSpace)) return new("draft.outcomeId", "outcomes", "每个结论都要有编号。");
        if (ids.Distinct().Count() < ids.Count) return new("draft.outcomeId", "outcomes", "结论的编号重复。");
        stage["outcomes"] = Outcomes.DeepClone();
        return null;
    }
}
