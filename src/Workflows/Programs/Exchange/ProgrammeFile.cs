using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Programs.Exchange;

/// <summary>
/// One JSON file for a whole programme: process, form, score sheets, decision tables, documents with their number series,
/// permissions. Written canonically: members in the order of the schema, maps in ordinal order, defaults left out, so that
/// exporting, importing and exporting again gives the same bytes.
/// </summary>
public static class ProgrammeFile
{
    /// <summary>Largest accepted file, in characters.</summary>
    public const int MostCharacters = 5 * 1024 * 1024;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file of a programme, in UTF-8 without a mark, lines ended by LF.</summary>
    public static string Write(Programme programme) => Text(ToDocument(programme));

    /// <summary>The document of a programme, canonical.</summary>
    public static JsonObject ToDocument(Programme programme)
    {
        var node = JsonSerializer.SerializeToNode(programme, Programme.Json)!.AsObject();
        node.Insert(0, "format", ProgrammeSchema.Format);
        return Canonical(node);
    }

    /// <summary>The canonical form of a document that fits the schema; unknown members are kept, at the end.</summary>
    public static JsonObject Canonical(JsonObject document) => Canonical(document, ProgrammeSchema.Root)!.AsObject();

    /// <summary>The text of a document.</summary>
    public static string Text(JsonObject document) => document.ToJsonString(Indented) + "\n";

    /// <summary>Reads a file: every problem with its pointer, warnings among them; the programme when nothing refuses it.</summary>
    public static (Programme? Programme, IReadOnlyList<ProgrammeProblem> Problems) Read(string json)
    {
        var (document, problem) = Parse(json);
        return problem is null ? Read(document) : (null, [problem]);
    }

    /// <summary>The document in a file, whatever it says; a problem when it is too large or no JSON.</summary>
    public static (JsonNode? Document, ProgrammeProblem? Problem) Parse(string json)
    {
        if (json.Length > MostCharacters) return (null, new("", "file.tooLarge", $"文件太大，最多 {MostCharacters / 1024 / 1024} MB。"));
        try
        {
            return (JsonNode.Parse(CleanJson.Of(Encoding.UTF8.GetBytes(json)), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 64 }), null);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or ArgumentException)
        {
            var place = broken is JsonException { LineNumber: { } line } ? $"第 {line + 1} 行附近" : "";
            return (null, new("", "file.notJson", $"文件不是完整的 JSON，{place}读不下去，请重新导出。"));
        }
    }

    /// <inheritdoc cref="Read(string)"/>
    public static (Programme? Programme, IReadOnlyList<ProgrammeProblem> Problems) Read(JsonNode? document)
    {
        var problems = SchemaValidator.Validate(document);
        if (problems.Count > 0) return (null, problems);
        var content = document!.DeepClone().AsObject();
        content.Remove("format");
        Programme programme;
        try
        {
            programme = content.Deserialize<Programme>(Programme.Json)!;
        }
        catch (Exception refused) when (refused is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return (null, [new("", "file.unreadable", $"文件读不懂：{(refused as JsonException)?.Path} {refused.Message}")]);
        }

        problems = ProgrammeCheck.Check(programme);
        return (problems.Any(p => !p.IsWarning) ? null : programme, problems);
    }

    private static JsonNode? Canonical(JsonNode? node, JsonNode? part)
    {
        var schema = ProgrammeSchema.Resolve(part, node);
        switch (node)
        {
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Canonical(item, schema["items"]))]);
            case JsonObject members when schema["properties"] is JsonObject properties:
                var ordered = new JsonObject();
                foreach (var (name, known) in properties)
                    if (members.TryGetPropertyValue(name, out var value) && Canonical(value, known) is var clean && !IsDefault(clean, known)) ordered[name] = clean;
                foreach (var (name, value) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
                    if (!properties.ContainsKey(name)) ordered[name] = Canonical(value, null);
                return ordered;
            case JsonObject map:
                var sorted = new JsonObject();
                foreach (var (name, value) in map.OrderBy(m => m.Key, StringComparer.Ordinal)) sorted[name] = Canonical(value, schema["additionalProperties"]);
                return sorted;
            default:
                return ProgrammeSchema.Number(node) is { } number ? JsonValue.Create(ProgrammeSchema.Trim(number)) : node?.DeepClone();
        }
    }

    private static bool IsDefault(JsonNode? value, JsonNode? schema)
    {
        if (schema?["default"] is not { } standard) return false;
        return JsonNode.DeepEquals(value, Canonical(standard, schema));
    }
}
