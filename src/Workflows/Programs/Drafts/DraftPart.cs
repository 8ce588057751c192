using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>Sets one part of a draft document by JSON pointer.</summary>
internal static class DraftPart
{
    private const int MostDepth = 12;

    /// <summary>Sets the value, or takes the part away when it is null; what lies on the way is made.</summary>
    public static Refusal? Set(JsonObject document, string pointer, JsonNode? value)
    {
        if (!pointer.StartsWith('/')) return new("draft.pointer", "pointer", $"位置“{pointer}”写得不对，应以 / 开头。");
        var parts = JsonPointer.Parts(pointer).ToList();
        if (parts.Count > MostDepth || parts.Any(p => p.Length == 0)) return new("draft.pointer", "pointer", $"位置“{pointer}”写得不对。");
        if (parts[0] is "format" || (parts[0] == "process" && (parts.Count == 1 || parts[1] is "stages" or "id"))) return new("draft.pointer", "pointer", "流程的环节请在流程页里改。");
        JsonNode at = document;
        foreach (var part in parts.SkipLast(1))
        {
            if (JsonPointer.Child(at, part) is not { } below)
            {
                if (value is null) return null;
                if (at is not JsonObject owner) return NoPlace(pointer);
                owner[part] = below = new JsonObject();
            }

            at = below;
        }

        return Put(at, parts[^1], value, pointer);
    }

    private static Refusal? Put(JsonNode at, string part, JsonNode? value, string pointer)
    {
        switch (at)
        {
            case JsonObject members:
                if (value is null) members.Remove(part);
                // A value that is there keeps its place among the members.
                else members[part] = value.DeepClone();
                return null;
            case JsonArray items when part == "-":
                if (value is not null) items.Add(value.DeepClone());
                return null;
            case JsonArray items when int.TryParse(part, out var i) && i >= 0 && i < items.Count:
                if (value is null) items.RemoveAt(i);
                else items[i] = value.DeepClone();
                return null;
            default:
                return NoPlace(pointer);
        }
    }

    private static Refusal NoPlace(string pointer) => new("draft.pointer", "pointer", $"草稿里没有“{pointer}”这个位置，请刷新后再改。");
}
