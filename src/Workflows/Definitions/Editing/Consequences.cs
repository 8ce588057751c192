using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Definitions.Editing;

/// <summary>Something that names a stage and would point nowhere without it.</summary>
/// <param name="Kind"><c>route</c>, <c>returnTo</c>, <c>assignment</c>, <c>differentFrom</c>, <c>expression</c>, <c>permission</c> or <c>result</c>.</param>
/// <param name="StageId">The stage in which it stands; null when it stands outside the process.</param>
/// <param name="Field">The option, for linking.</param>
/// <param name="Words">Chinese sentence.</param>
public sealed record Consequence(string Kind, string? StageId, string? Field, string Words);

/// <summary>What deleting a stage leaves behind.</summary>
public static class Consequences
{
    /// <summary>Everything outside the stage that names it or a stage inside it, and results that nothing reaches any more.</summary>
    public static IReadOnlyList<Consequence> OfDeleting(JsonObject document, string stageId)
    {
        var found = new List<Consequence>();
        if (DraftTree.Open(document) is not { } tree || tree.Find(stageId) is not { } stage) return found;
        var gone = DraftTree.Inside(stage).ToDictionary(DraftTree.Id, Name);
        foreach (var (other, _, _) in tree.All())
        {
            if (gone.ContainsKey(DraftTree.Id(other))) continue;
            foreach (var reference in StageReferences.Of(other).Where(r => gone.ContainsKey(r.StageId)))
                found.Add(new(reference.Kind, DraftTree.Id(other), reference.Field, $"环节“{Name(other)}”的{reference.Words}指向“{gone[reference.StageId]}”"));
        }

        if (document["permissions"]?["stages"] is JsonObject permissions)
            foreach (var (id, _) in permissions.Where(p => gone.ContainsKey(p.Key)))
                found.Add(new("permission", null, $"permissions.stages.{id}", $"字段权限里有环节“{gone[id]}”的设置"));
        if (document["documents"] is JsonObject documents)
        {
            var left = tree.All().Where(s => !gone.ContainsKey(DraftTree.Id(s.Stage))).SelectMany(s => StageReferences.Documents(s.Stage)).ToHashSet();
            foreach (var id in gone.Keys.SelectMany(id => StageReferences.Documents(tree.Find(id)!)).Distinct().Where(d => documents.ContainsKey(d) && !left.Contains(d)))
                found.Add(new("document", null, $"documents.{id}", $"文书“{DraftTree.Text(documents[id]?["title"])}”不再有环节发出"));
        }

        var ends = tree.All().Where(s => !gone.ContainsKey(DraftTree.Id(s.Stage))).SelectMany(s => Ends(s.Stage)).ToHashSet();
        foreach (var result in tree.Process["results"] as JsonArray ?? [])
            if (result is JsonObject members && DraftTree.Text(members["id"]) is var id && !ends.Contains(id) && gone.Keys.Any(g => Ends(tree.Find(g)!).Contains(id)))
                found.Add(new("result", null, $"results.{id}", $"结果“{DraftTree.Text(members["name"])}”不再有环节到达"));
        return found;
    }

    private static string Name(JsonObject stage) => DraftTree.Text(stage["name"]) is { Length: > 0 } name ? name : DraftTree.Id(stage);

    private static IEnumerable<string> Ends(JsonObject stage) =>
        (stage["outcomes"] as JsonArray ?? []).OfType<JsonObject>().Select(o => (o["route"] as JsonObject)?["end"]).OfType<JsonValue>().Select(v => v.ToString());
}

/// <summary>A place in a stage that names a stage.</summary>
internal sealed record StageReference(string Kind, string StageId, string Field, string Words, Action<string> Replace);

/// <summary>Finds what a stage names.</summary>
internal static class StageReferences
{
    private const string Prefix = "outcome.";

    public static IEnumerable<StageReference> Of(JsonObject stage)
    {
        foreach (var outcome in (stage["outcomes"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var id = DraftTree.Text(outcome["id"]);
            if (outcome["route"] is JsonObject route && DraftTree.Text(route["to"]) is { Length: > 0 } target)
                yield return new("route", target, $"outcomes.{id}.route", $"结论“{DraftTree.Text(outcome["name"])}”", to => route["to"] = to);
            foreach (var reference in Expression(outcome, "when", $"outcomes.{id}.when", $"结论“{DraftTree.Text(outcome["name"])}”的条件")) yield return reference;
        }

        foreach (var (list, kind, words) in ((string, string, string)[])[("returnTo", "returnTo", "可退回的环节"), ("differentFrom", "differentFrom", "不同人的规定")])
            if (stage[list] is JsonArray items)
                for (var i = 0; i < items.Count; i++)
                    if (DraftTree.Text(items[i]) is { Length: > 0 } named && i is var place)
                        yield return new(kind, named, list, words, to => items[place] = to);
        if (stage["assign"] is JsonObject rule && DraftTree.Text(rule["sameAs"]) is { Length: > 0 } same)
            yield return new("assignment", same, "assign.sameAs", "办理人", to => rule["sameAs"] = to);
        var branches = DraftTree.Branches(stage).ToList();
        for (var i = 0; i < branches.Count; i++)
            foreach (var reference in Expression(branches[i], "when", $"branches[{i}].when", $"第 {i + 1} 个分支的条件")) yield return reference;
    }

    /// <summary>The templates of documents that a stage issues.</summary>
    public static IEnumerable<string> Documents(JsonObject stage)
    {
        var named = new List<JsonNode?> { stage["document"], stage["certificate"], (stage["supplement"] as JsonObject)?["document"] };
        foreach (var outcome in (stage["outcomes"] as JsonArray ?? []).OfType<JsonObject>()) named.AddRange(outcome["documents"] as JsonArray ?? []);
        return named.Select(DraftTree.Text).Where(t => t.Length > 0).Distinct();
    }

    private static IEnumerable<StageReference> Expression(JsonObject owner, string member, string field, string words)
    {
        if (owner[member] is not JsonValue value || value.GetValueKind() != JsonValueKind.String || !Expressions.Expression.TryParse(value.ToString(), out var parsed, out _)) yield break;
        foreach (var name in parsed.Names.Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var id = name[Prefix.Length..];
            yield return new("expression", id, field, words, to => owner[member] = ReplaceWord(owner[member]!.ToString(), Prefix + id, Prefix + to));
        }
    }

    /// <summary>Replaces a whole dotted name, not a part of a longer one, and nothing inside quotes.</summary>
    private static string ReplaceWord(string text, string name, string other)
    {
        var result = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '\\' && quoted && i + 1 < text.Length)
            {
                result.Append(text, i, 2);
                i += 2;
                continue;
            }

            if (text[i] == '"') quoted = !quoted;
            var ends = i + name.Length;
            if (!quoted && string.CompareOrdinal(text, i, name, 0, name.Length) == 0 && !(i > 0 && IsWord(text[i - 1])) && !(ends < text.Length && IsWord(text[ends])))
            {
                result.Append(other);
                i = ends;
                continue;
            }

            result.Append(text[i++]);
        }

        return result.ToString();
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '.';
}
