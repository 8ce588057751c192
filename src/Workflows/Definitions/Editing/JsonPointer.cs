using System.Text.Json.Nodes;

namespace Innovation.Workflows.Definitions.Editing;

/// <summary>JSON pointers (RFC 6901): places in a draft or a programme file.</summary>
public static class JsonPointer
{
    /// <summary>A member name as a part of a pointer.</summary>
    public static string Escape(string member) => member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The parts of a pointer, unescaped; none for the whole document.</summary>
    public static IEnumerable<string> Parts(string pointer) =>
        pointer.Length == 0 ? [] : pointer[1..].Split('/').Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));

    /// <summary>The member or item of this name; null when there is none.</summary>
    public static JsonNode? Child(JsonNode? node, string part) => node switch
    {
        JsonObject members => members[part],
        JsonArray items when int.TryParse(part, out var i) && i >= 0 && i < items.Count => items[i],
        _ => null,
    };
}
