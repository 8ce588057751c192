using System.Text.Json;
using System.Text.Json.Nodes;

namespace Innovation.Workflows.Definitions.Editing;

/// <summary>
/// Puts one part of the process back as it was: the inverse of an edit. It holds no more than the smallest part around
/// everything that differs, and what it replaces, so that it refuses when somebody has changed that part since.
/// </summary>
/// <param name="Pointer">JSON pointer inside the process.</param>
/// <param name="Was">What the edit left there; when something else stands there, the edit is refused.</param>
/// <param name="Becomes">What comes back.</param>
public sealed record Restore(string Pointer, JsonNode? Was, JsonNode? Becomes) : DraftEdit
{
    internal static Restore Between(JsonObject now, JsonObject former)
    {
        JsonNode here = now, there = former;
        var pointer = "";
        // An object goes back as a whole, so that the order of its members comes back too; lists and objects of which one part differs are entered.
        while (Different(here, there) is { } part)
        {
            pointer += "/" + JsonPointer.Escape(part);
            (here, there) = (JsonPointer.Child(here, part)!, JsonPointer.Child(there, part)!);
        }

        return new(pointer, here.DeepClone(), there.DeepClone());
    }

    /// <summary>The one part in which two containers of the same shape differ; null when they differ otherwise.</summary>
    private static string? Different(JsonNode one, JsonNode other)
    {
        string? found = null;
        switch (one, other)
        {
            case (JsonObject a, JsonObject b) when a.Select(m => m.Key).SequenceEqual(b.Select(m => m.Key)):
                foreach (var (name, value) in a)
                {
                    if (Same(value, b[name])) continue;
                    if (found is not null || value is null || b[name] is null) return null;
                    found = name;
                }

                return found;
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                for (var i = 0; i < a.Count; i++)
                {
                    if (Same(a[i], b[i])) continue;
                    if (found is not null || a[i] is null || b[i] is null) return null;
                    found = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
                }

                return found;
            default:
                return null;
        }
    }

    /// <summary>Same bytes, the order of members included.</summary>
    private static bool Same(JsonNode? one, JsonNode? other) => (one?.ToJsonString() ?? "null") == (other?.ToJsonString() ?? "null");

    internal override DraftRefusal? Apply(DraftTree tree) => ApplyTo(tree.Process);

    /// <summary>The same for a whole document, when the pointer is one of the document.</summary>
    internal DraftRefusal? ApplyTo(JsonObject root)
    {
        JsonNode at = root;
        foreach (var name in JsonPointer.Parts(Pointer))
        {
            if (JsonPointer.Child(at, name) is not { } below) return Moved;
            at = below;
        }

        if (!Same(at, Was)) return Moved;
        if (Pointer.Length == 0)
        {
            if (Becomes is not JsonObject former) return Moved;
            root.Clear();
            foreach (var (name, value) in former) root[name] = value?.DeepClone();
        }
        else if (at.Parent is JsonObject owner)
        {
            owner[at.GetPropertyName()] = Becomes?.DeepClone();
        }
        else
        {
            at.Parent!.AsArray()[at.GetElementIndex()] = Becomes?.DeepClone();
        }

        return null;
    }

    private static DraftRefusal Moved { get; } = new("draft.changedSince", null, "这一处后来又改过，不能直接撤销，请先刷新查看。");
}
