using System.Text.Json.Nodes;

namespace Innovation.Workflows.Definitions.Editing;

/// <summary>Which stages of a draft use one of its parts, as Chinese phrases such as 环节“专家评审”.</summary>
public static class DraftUses
{
    /// <summary>The expert reviews that score with the sheet.</summary>
    public static IReadOnlyList<string> OfSheet(JsonObject document, string id) => Stages(document, stage => DraftTree.Text(stage["sheet"]) == id ? [$"环节“{Name(stage)}”"] : []);

    /// <summary>The conditions that read the table's result.</summary>
    public static IReadOnlyList<string> OfTable(JsonObject document, string id) => Stages(document, stage =>
        (stage["outcomes"] as JsonArray ?? []).OfType<JsonObject>().Where(o => Reads(o["when"], id)).Select(o => $"环节“{Name(stage)}”的结论“{DraftTree.Text(o["name"])}”的条件")
            .Concat(DraftTree.Branches(stage).Where(b => Reads(b["when"], id)).Select(b => $"环节“{Name(stage)}”的分支“{(DraftTree.Text(b["name"]) is { Length: > 0 } name ? name : DraftTree.Text(b["when"]))}”的条件")));

    /// <summary>Where the document is issued.</summary>
    public static IReadOnlyList<string> OfDocument(JsonObject document, string id) => Stages(document, stage =>
        (stage["outcomes"] as JsonArray ?? []).OfType<JsonObject>().Where(o => (o["documents"] as JsonArray ?? []).Any(d => DraftTree.Text(d) == id)).Select(o => $"环节“{Name(stage)}”的结论“{DraftTree.Text(o["name"])}”")
            .Concat(StageReferences.Documents(stage).Contains(id) && !(stage["outcomes"] as JsonArray ?? []).OfType<JsonObject>().Any(o => (o["documents"] as JsonArray ?? []).Any(d => DraftTree.Text(d) == id)) ? [$"环节“{Name(stage)}”"] : []));

    private static IReadOnlyList<string> Stages(JsonObject document, Func<JsonObject, IEnumerable<string>> uses) => [.. (DraftTree.Open(document)?.All() ?? []).SelectMany(s => uses(s.Stage))];

    private static bool Reads(JsonNode? condition, string table) =>
        DraftTree.Text(condition) is { Length: > 0 } text && Expressions.Expression.TryParse(text, out var parsed, out _) && parsed.Names.Any(n => n == "table." + table || n.StartsWith($"table.{table}.", StringComparison.Ordinal));

    private static string Name(JsonObject stage) => DraftTree.Text(stage["name"]) is { Length: > 0 } name ? name : DraftTree.Id(stage);
}
