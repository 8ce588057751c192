using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>Finds the stage in which a place of a draft stands.</summary>
internal static class DraftProblems
{
    /// <summary>Id of the innermost stage on the way to a pointer; null when it is outside the stages.</summary>
    public static string? StageAt(JsonObject document, string pointer)
    {
        if (!pointer.StartsWith("/process/stages/", StringComparison.Ordinal)) return null;
        JsonNode? at = document;
        string? stage = null;
        foreach (var part in JsonPointer.Parts(pointer))
        {
            var inStages = at is JsonArray && at.Parent is JsonObject && at.GetPropertyName() == "stages";
            at = JsonPointer.Child(at, part);
            if (inStages && at is JsonObject found && DraftTree.Id(found) is { Length: > 0 } id) stage = id;
        }

        return stage;
    }
}
