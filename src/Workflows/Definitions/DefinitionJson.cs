using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Innovation.Workflows.Definitions;

/// <summary>Reads and writes definitions; publishes their JSON Schema.</summary>
public static class DefinitionJson
{
    /// <summary>camelCase, enums as camelCase text, unknown members refused, Chinese text unescaped.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Reads a definition. Problems of form are returned with the stage and field they are about.</summary>
    public static ProcessDefinition? Read(string json, out IReadOnlyList<DefinitionProblem> problems)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            problems = [new DefinitionProblem("definition.notJson", null, null, $"不是有效的 JSON：{e.Message}")];
            return null;
        }

        return Read(node, out problems);
    }

    /// <inheritdoc cref="Read(string, out IReadOnlyList{DefinitionProblem})"/>
    public static ProcessDefinition? Read(JsonNode? node, out IReadOnlyList<DefinitionProblem> problems)
    {
        ProcessDefinition? definition;
        try
        {
            var found = new List<DefinitionProblem>();
            FindEmptyItems(node, found);
            if (found.Count == 0 && node is JsonObject root) FindUnknownKinds(root["stages"], found);
            if (found.Count > 0)
            {
                problems = found;
                return null;
            }

            definition = node.Deserialize<ProcessDefinition>(Options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            var path = (e as JsonException)?.Path;
            var (stage, field) = Place(node, path);
            problems = [new DefinitionProblem("definition.malformed", stage, field ?? path, $"流程定义读不懂：{path} {e.Message}")];
            return null;
        }

        problems = definition is null ? [new("definition.empty", null, null, "流程定义是空的")] : DefinitionValidator.Validate(definition);
        return definition;
    }

    /// <summary>The serialiser lets null stand in lists and maps; a definition has no such holes.</summary>
    private static void FindEmptyItems(JsonNode? node, List<DefinitionProblem> problems)
    {
        switch (node)
        {
            case JsonArray array:
                for (var i = 0; i < array.Count; i++)
                {
                    if (array[i] is { } item) FindEmptyItems(item, problems);
                    else problems.Add(new("definition.malformed", null, $"{array.GetPath()}[{i}]", $"流程定义读不懂：{array.GetPath()}[{i}] 是空的"));
                }

                break;
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    if (value is not null) FindEmptyItems(value, problems);
                    else if (members.Parent is JsonObject && members.GetPropertyName() is "parameters" or "weights")
                        problems.Add(new("definition.malformed", null, $"{members.GetPath()}.{name}", $"流程定义读不懂：{members.GetPath()}.{name} 是空的"));
                }

                break;
        }
    }

    public static string Write(ProcessDefinition definition) => JsonSerializer.Serialize(definition, Options);

    /// <summary>The JSON Schema of a process definition, as published at <c>/schemas/process.json</c>.</summary>
    public static JsonNode Schema() => Options.GetJsonSchemaAsNode(typeof(ProcessDefinition));

    /// <summary>The innermost stage on a path of the serialiser, and the rest of the path as the stage's option.</summary>
    private static (string? Stage, string? Field) Place(JsonNode? node, string? path)
    {
        string? stage = null, field = null;
        foreach (var part in (path ?? "").TrimStart('$').Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node switch
            {
                JsonObject members => members[part],
                JsonArray items when int.TryParse(part, out var i) && i >= 0 && i < items.Count => items[i],
                _ => null,
            };
            field = field is null ? part : $"{field}.{part}";
            if (node is not JsonObject found || found["kind"] is null || found["id"] is not JsonValue id || id.GetValueKind() != JsonValueKind.String) continue;
            (stage, field) = (id.ToString(), null);
        }

        return stage is null ? (null, null) : (stage, field);
    }

    private static void FindUnknownKinds(JsonNode? stages, List<DefinitionProblem> problems)
    {
        if (stages is not JsonArray array) return;
        foreach (var item in array.OfType<JsonObject>())
        {
            var kind = item["kind"]?.GetValueKind() == JsonValueKind.String ? item["kind"]!.GetValue<string>() : null;
            var id = item["id"]?.GetValueKind() == JsonValueKind.String ? item["id"]!.GetValue<string>() : null;
            if (kind is null || !StageKindCatalogue.ByName.ContainsKey(kind))
                problems.Add(new("stage.unknownKind", id, "kind", $"环节“{id}”的类型“{kind}”不存在"));
            foreach (var list in (string[])["options", "paths"])
                foreach (var branch in (item[list] as JsonArray ?? []).OfType<JsonObject>())
                    FindUnknownKinds(branch["stages"], problems);
        }
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            AllowOutOfOrderMetadataProperties = true,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            NumberHandling = JsonNumberHandling.Strict,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
