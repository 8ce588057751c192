using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Innovation.Workflows.Definitions;

namespace Innovation.Workflows.Programs.Exchange;

/// <summary>
/// The JSON Schema (draft 2020-12) of a programme document, published at <c>/schemas/programme.json</c>. Its structure is
/// read from the types that are read and written, its titles, bounds and choices from the option descriptions; so it
/// cannot say anything else than the program does.
/// </summary>
public static class ProgrammeSchema
{
    /// <summary>Format of the document, as its first member says.</summary>
    public const int Format = 1;

    private static readonly Lazy<JsonObject> Built = new(() => new Builder().Build());

    /// <summary>The schema; shared, not to be changed.</summary>
    internal static JsonObject Root => Built.Value;

    /// <summary>A copy of the schema.</summary>
    public static JsonObject Generate() => Root.DeepClone().AsObject();

    private sealed class Builder
    {
        private readonly JsonObject definitions = [];

        public JsonObject Build()
        {
            var root = Record(typeof(Programme));
            root["properties"]!.AsObject().Insert(0, "format", new JsonObject { ["const"] = Format, ["title"] = "文件格式" });
            root["required"]!.AsArray().Insert(0, "format");
            var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$id"] = "/schemas/programme.json", ["title"] = "项目类型" };
            foreach (var (name, value) in root) schema[name] = value?.DeepClone();
            schema["$defs"] = definitions;
            return schema;
        }

        private JsonObject Record(Type type, string? kind = null)
        {
            var properties = new JsonObject();
            var required = new JsonArray();
            var options = MemberTitles.Options(type);
            if (kind is not null)
            {
                properties["kind"] = new JsonObject { ["const"] = kind, ["title"] = "类型" };
                required.Add("kind");
            }

            var info = Programme.Json.GetTypeInfo(type);
            var blank = info.CreateObject?.Invoke() ?? (type.GetConstructor([]) is null ? null : Activator.CreateInstance(type));
            foreach (var property in info.Properties.Where(p => p.Get is not null))
            {
                var schema = Of(property.PropertyType);
                if (MemberTitles.Find(type, property.Name) is { } title) schema["title"] = title;
                if (options?.FirstOrDefault(o => o.Name == property.Name) is { } option) Narrow(schema, option);
                if (property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false }) required.Add(property.Name);
                else if (Default(property, blank) is { } value) schema["default"] = value;
                properties[property.Name] = schema;
            }

            return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required, ["additionalProperties"] = false };
        }

        private static JsonNode? Default(JsonPropertyInfo property, object? blank)
        {
            var value = blank is not null ? property.Get!(blank) : property.AssociatedParameter?.DefaultValue;
            return value is null ? null : JsonSerializer.SerializeToNode(value, property.PropertyType, Programme.Json);
        }

        /// <summary>Adds what the option's description knows.</summary>
        private static void Narrow(JsonObject schema, StageOption option)
        {
            if (option.Min is { } min) schema["minimum"] = min;
            if (option.Max is { } max) schema["maximum"] = max;
            if (option.Choices.Count > 0 && !schema.ContainsKey("enum"))
            {
                var target = schema["items"] is JsonObject items ? items : schema;
                target["enum"] = new JsonArray([.. option.Choices.Keys.Select(k => JsonValue.Create(k))]);
            }
        }

        private JsonObject Of(Type type)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type == typeof(string)) return new JsonObject { ["type"] = "string" };
            if (type == typeof(bool)) return new JsonObject { ["type"] = "boolean" };
            if (type == typeof(int)) return new JsonObject { ["type"] = "integer" };
            if (type == typeof(decimal)) return new JsonObject { ["type"] = "number" };
            if (type == typeof(JsonNode)) return [];
            if (type == typeof(Route)) return Route();
            if (type.IsEnum) return new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(n => JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(n)))]) };
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
                return new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(type.GetGenericArguments()[1]) };
            if (type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)))
                return new JsonObject { ["type"] = "array", ["items"] = Of(type.GetGenericArguments()[0]) };
            return Reference(type);
        }

        private JsonObject Reference(Type type)
        {
            var name = type == typeof(Stage) ? "stage" : JsonNamingPolicy.CamelCase.ConvertName(type.Name);
            if (!definitions.ContainsKey(name))
            {
                // Entered first: a stage holds branches that hold stages.
                definitions[name] = new JsonObject();
                definitions[name] = type == typeof(Stage) ? AnyStage() : Record(type);
            }

            return new JsonObject { ["$ref"] = "#/$defs/" + name };
        }

        private JsonObject AnyStage()
        {
            var ways = new JsonArray();
            foreach (var (kind, type) in StageKinds.All)
            {
                definitions[kind + "Stage"] = Record(type, kind);
                definitions[kind + "Stage"]!["title"] = StageKindCatalogue.ByName[kind].Title;
                ways.Add(new JsonObject
                {
                    ["if"] = new JsonObject { ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["const"] = kind } } },
                    ["then"] = new JsonObject { ["$ref"] = $"#/$defs/{kind}Stage" },
                });
            }

            return new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray("kind"),
                ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["title"] = "类型", ["enum"] = new JsonArray([.. StageKinds.All.Select(s => JsonValue.Create(s.Kind))]) } },
                ["allOf"] = ways,
            };
        }

        private static JsonObject Route()
        {
            static JsonObject One(string member) => new()
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { [member] = new JsonObject { ["type"] = "string" } },
                ["required"] = new JsonArray(member),
                ["additionalProperties"] = false,
            };
            return new JsonObject { ["description"] = "next、stay、{to: 环节} 或 {end: 结果}", ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = new JsonArray("next", "stay") }, One("to"), One("end")) };
        }
    }

    /// <summary>The part of the schema that speaks of a value, with its references followed.</summary>
    internal static JsonObject Resolve(JsonNode? schema, JsonNode? value)
    {
        var found = schema as JsonObject ?? [];
        while (true)
        {
            if (found["$ref"] is { } reference)
            {
                found = Root["$defs"]![reference.GetValue<string>()["#/$defs/".Length..]]!.AsObject();
                continue;
            }

            if (found["allOf"] is JsonArray ways && value is JsonObject members && members["kind"] is JsonValue kind
                && ways.FirstOrDefault(w => JsonNode.DeepEquals(w!["if"]!["properties"]!["kind"]!["const"], kind)) is { } way)
            {
                found = way["then"]!.AsObject();
                continue;
            }

            return found;
        }
    }

    /// <summary>A number without trailing zeros.</summary>
    internal static decimal Trim(decimal number) => number / 1.0000000000000000000000000000m;

    /// <summary>An exact number; null for anything else.</summary>
    internal static decimal? Number(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number && decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
