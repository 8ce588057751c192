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
            node = JsonNode.Parse(json);
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
        var unknown = new List<DefinitionProblem>();
        FindUnknownKinds(node?["stages"], unknown);
        if (unknown.Count > 0)
        {
            problems = unknown;
            return null;
        }

        try
        {
            var definition = node.Deserialize<ProcessDefinition>(Options);
            problems = definition is null ? [new("definition.empty", null, null, "流程定义是空的")] : DefinitionValidator.Validate(definition);
            return definition;
        }
        catch (JsonException e)
        {
            problems = [new DefinitionProblem("definition.malformed", null, e.Path, $"流程定义读不懂：{e.Path} {e.Message}")];
            return null;
        }
    }

    public static string Write(ProcessDefinition definition) => JsonSerializer.Serialize(definition, Options);

    /// <summary>The JSON Schema of a process definition, as published at <c>/schemas/process.json</c>.</summary>
    public static JsonNode Schema() => Options.GetJsonSchemaAsNode(typeof(ProcessDefinition));

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
            AllowOutOfOrderMetadataProperties = true,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            NumberHandling = JsonNumberHandling.Strict,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
