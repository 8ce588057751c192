using System.Text.Json;
using System.Text.Json.Nodes;

namespace Innovation.Workflows.Definitions.Editing;

/// <summary>The stages of a draft document, which may be incomplete.</summary>
public sealed class DraftTree
{
    /// <summary>Most stages of one process.</summary>
    private const int MostStages = 300;

    private DraftTree(JsonObject process, JsonArray stages) => (Process, Stages) = (process, stages);

    public JsonObject Process { get; }

    /// <summary>The outermost sequence.</summary>
    public JsonArray Stages { get; }

    /// <summary>Null when there is no process in it.</summary>
    public static DraftTree? Open(JsonObject document)
    {
        var process = document["process"] as JsonObject ?? document;
        return process["stages"] is JsonArray stages ? new(process, stages) : null;
    }

    /// <summary>All stages with the sequence that holds them, in reading order.</summary>
    public IEnumerable<(JsonObject Stage, JsonArray Sequence, JsonObject? Block)> All() => Within(Stages, null);

    /// <summary>A stage itself and those inside it.</summary>
    public static IEnumerable<JsonObject> Inside(JsonObject stage) =>
        Branches(stage).SelectMany(b => b["stages"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(Inside).Prepend(stage);

    private static IEnumerable<(JsonObject, JsonArray, JsonObject?)> Within(JsonArray sequence, JsonObject? block)
    {
        foreach (var stage in sequence.OfType<JsonObject>())
        {
            yield return (stage, sequence, block);
            foreach (var branch in Branches(stage))
                if (branch["stages"] is JsonArray inner)
                    foreach (var found in Within(inner, stage)) yield return found;
        }
    }

    public static string Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.ToString() : "";

    /// <summary>Any plain value as text; empty for what is missing, a list or an object.</summary>
    public static string Word(JsonNode? node) => node is JsonValue ? node.ToString() : "";

    /// <summary>The objects of a list; none when it is no list.</summary>
    public static List<JsonObject> Objects(JsonNode? list) => [.. (list as JsonArray ?? []).OfType<JsonObject>()];

    /// <summary>Sets a member; null takes it away.</summary>
    public static void Put(JsonObject owner, string member, JsonNode? value)
    {
        if (value is null) owner.Remove(member);
        else owner[member] = value;
    }

    public static string Id(JsonObject stage) => Text(stage["id"]);

    /// <summary>The member that holds a block's branches; null for other kinds.</summary>
    public static string? BranchMember(JsonObject stage) => Text(stage["kind"]) switch
    {
        "choice" => "options",
        "parallel" => "paths",
        _ => null,
    };

    public static JsonArray? BranchList(JsonObject stage) => BranchMember(stage) is { } member ? stage[member] as JsonArray : null;

    public static IEnumerable<JsonObject> Branches(JsonObject stage) => (BranchList(stage) ?? []).OfType<JsonObject>();

    public DraftRefusal? TooMany(int more) => All().Count() + more > MostStages ? new("draft.tooMany", "stages", $"一个流程最多 {MostStages} 个环节。") : null;

    public JsonObject? Find(string id) => All().Select(s => s.Stage).FirstOrDefault(s => Id(s) == id);

    public DraftRefusal? Find(string id, out JsonObject stage)
    {
        stage = Find(id) ?? [];
        return stage.Count > 0 ? null : new("draft.noStage", "stage", $"环节“{id}”不存在，可能已被他人删去，请刷新。");
    }

    /// <summary>The block and its branches; refuses what is no block.</summary>
    public DraftRefusal? Block(string id, out JsonArray branches)
    {
        branches = [];
        if (Find(id, out var stage) is { } refusal) return refusal;
        if (BranchMember(stage) is not { } member) return new("draft.noBlock", "block", $"环节“{id}”没有分支。");
        if (stage[member] is not JsonArray list) stage[member] = list = [];
        branches = list;
        return null;
    }

    public DraftRefusal? Sequence(StageSlot slot, out JsonArray sequence)
    {
        sequence = Stages;
        if (slot.Block is null) return null;
        if (Block(slot.Block, out var branches) is { } refusal) return refusal;
        if (slot.Branch < 0 || slot.Branch >= branches.Count || branches[slot.Branch] is not JsonObject branch) return new("draft.noBranch", "branch", $"环节“{slot.Block}”没有第 {slot.Branch + 1} 个分支。");
        if (branch["stages"] is not JsonArray stages) branch["stages"] = stages = [];
        sequence = stages;
        return null;
    }

    public static void Insert(JsonArray list, int position, JsonNode node) => list.Insert(Math.Clamp(position, 0, list.Count), node);

    /// <summary>A word that no stage uses: the wish itself, or with a number.</summary>
    public static string FreeId(string wish, IReadOnlySet<string> used)
    {
        if (wish.Length > 0 && !used.Contains(wish)) return wish;
        var stem = wish.TrimEnd("0123456789".ToCharArray()) is { Length: > 0 } word ? word : "stage";
        for (var i = 2; ; i++)
            if (!used.Contains(stem + i)) return stem + i;
    }
}
