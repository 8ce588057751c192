using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>
/// Where an edit changes a draft and on what it relies, in words that stay true when other things move: stages and parts by their
/// id, not by their position. Two edits are apart when neither changes a place that the other changes or relies on.
/// </summary>
/// <param name="Changes">Paths such as <c>stages/review/deadline</c>.</param>
/// <param name="Needs">Paths that must be as they were.</param>
internal sealed record DraftPlaces(IReadOnlyList<string> Changes, IReadOnlyList<string> Needs)
{
    private static readonly string[] Identities = ["id", "value"];

    public static DraftPlaces Of(JsonObject document, DraftEdit edit) => edit switch
    {
        AddStage add => new([$"stages/{DraftTree.Text(add.Stage["id"])}"], Slot(add.To)),
        MoveStage move => new([$"stages/{move.Stage}/place"], Slot(move.To)),
        CopyStageTo copy => new([], [$"stages/{copy.Stage}", .. Slot(copy.To)]),
        DeleteStage delete => new([.. Inside(document, delete.Stage).Select(id => "stages/" + id)], []),
        RenameStage rename => new([$"stages/{rename.Stage}/name"], []),
        SetOption set => new([$"stages/{set.Stage}/{set.Option.Replace('.', '/')}"], []),
        SetOutcomes outcomes => new([$"stages/{outcomes.Stage}/outcomes"], []),
        AddBranch branch => new([$"stages/{branch.Block}/branches"], []),
        RemoveBranch branch => new([$"stages/{branch.Block}/branches", .. InBranch(document, branch).Select(id => "stages/" + id)], []),
        MoveBranch branch => new([$"stages/{branch.Block}/branches"], []),
        SetBranch branch => new([$"stages/{branch.Block}/branches/{branch.Branch}"], [$"stages/{branch.Block}/branches/order"]),
        _ => new(["stages"], []),
    };

    /// <summary>The place of a JSON pointer, with ids instead of positions.</summary>
    public static DraftPlaces Of(JsonObject document, string pointer)
    {
        var path = new List<string>();
        JsonNode? at = document;
        foreach (var part in JsonPointer.Parts(pointer))
        {
            path.Add(at is JsonArray ? Identity(JsonPointer.Child(at, part)) ?? part : part);
            at = JsonPointer.Child(at, part);
        }

        return new([string.Join('/', path)], []);
    }

    /// <summary>Whether what somebody changed touches this edit.</summary>
    public bool Touches(IEnumerable<string> changed) => changed.Any(c => Changes.Concat(Needs).Any(mine => Within(mine, c) || Within(c, mine)));

    /// <summary>The pointer of the same place in another document; null when it is gone.</summary>
    public static string? Follow(JsonObject from, JsonObject to, string pointer)
    {
        JsonNode? old = from, now = to;
        var path = "";
        foreach (var part in JsonPointer.Parts(pointer))
        {
            var name = part;
            if (old is JsonArray && Identity(JsonPointer.Child(old, part)) is { } id)
            {
                var at = now is JsonArray items ? items.ToList().FindIndex(i => Identity(i) == id) : -1;
                if (at < 0) return null;
                name = at.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            path += "/" + JsonPointer.Escape(name);
            (old, now) = (JsonPointer.Child(old, part), JsonPointer.Child(now, name));
        }

        return path;
    }

    /// <summary>The same gap between stages in another document; null when its neighbours are gone or apart.</summary>
    public static StageSlot? Follow(JsonObject from, JsonObject to, StageSlot slot, string? moved)
    {
        if (Ids(from, slot, moved) is not { } old || Ids(to, slot, moved) is not { } now) return null;
        var position = Math.Clamp(slot.Position, 0, old.Count);
        if (position > 0 && now.IndexOf(old[position - 1]) is >= 0 and var before) return slot with { Position = before + 1 };
        if (position < old.Count && now.IndexOf(old[position]) is >= 0 and var after) return slot with { Position = after };
        return old.Count == 0 ? slot : null;
    }

    private static List<string>? Ids(JsonObject document, StageSlot slot, string? moved) =>
        DraftTree.Open(document) is { } tree && tree.Sequence(slot, out var sequence) is null ? [.. sequence.OfType<JsonObject>().Select(DraftTree.Id).Where(id => id != moved)] : null;

    private static IReadOnlyList<string> Slot(StageSlot slot) => slot.Block is null ? [] : [$"stages/{slot.Block}/branches/order"];

    private static IEnumerable<string> Inside(JsonObject document, string stage) =>
        DraftTree.Open(document)?.Find(stage) is { } found ? DraftTree.Inside(found).Select(DraftTree.Id) : [stage];

    private static IEnumerable<string> InBranch(JsonObject document, RemoveBranch edit) =>
        DraftTree.Open(document) is { } tree && tree.Block(edit.Block, out var branches) is null && edit.Branch >= 0 && edit.Branch < branches.Count && branches[edit.Branch]?["stages"] is JsonArray stages
            ? stages.OfType<JsonObject>().SelectMany(DraftTree.Inside).Select(DraftTree.Id) : [];

    private static string? Identity(JsonNode? node) => node is JsonObject item ? Identities.Select(i => DraftTree.Text(item[i])).FirstOrDefault(t => t.Length > 0) : null;

    private static bool Within(string inner, string outer) => inner == outer || inner.StartsWith(outer + "/", StringComparison.Ordinal);
}
