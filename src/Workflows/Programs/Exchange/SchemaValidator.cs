using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Programs.Exchange;

/// <summary>
/// Validates against the subset of JSON Schema that <see cref="ProgrammeSchema"/> uses: type, const, enum, properties,
/// required, additionalProperties, items, minimum, maximum, anyOf, and allOf with if/then. Finds every problem, each with
/// its pointer.
/// </summary>
internal sealed class SchemaValidator
{
    private const int Most = 500;
    private readonly List<ProgrammeProblem> problems = [];

    public static IReadOnlyList<ProgrammeProblem> Validate(JsonNode? document)
    {
        var validator = new SchemaValidator();
        validator.Check(document, ProgrammeSchema.Root, "", "");
        return validator.problems;
    }

    private void Check(JsonNode? value, JsonNode? part, string pointer, string title)
    {
        if (problems.Count >= Most) return;
        var schema = part as JsonObject ?? [];
        var name = (string?)schema["title"] ?? title;
        if (schema["$ref"] is not null) schema = Entry(schema);
        if (schema["anyOf"] is JsonArray choices)
        {
            if (!choices.Any(choice => Fits(value, choice))) Add(pointer, "schema.anyOf", $"{Named(name, pointer)}应为 {(string?)schema["description"]}，而写的是 {Word(value)}。");
            return;
        }

        if (schema["const"] is { } constant && !JsonNode.DeepEquals(constant, value)) Add(pointer, "schema.const", $"{Named(name, pointer)}应为 {constant.ToJsonString()}，而写的是 {Word(value)}。");
        if (schema["enum"] is JsonArray allowed && !allowed.Any(a => JsonNode.DeepEquals(a, value)))
            Add(pointer, "schema.enum", $"{Named(name, pointer)}“{Word(value)}”不在可选范围内，应为：{string.Join("、", allowed.Select(a => a!.ToString()))}。");
        if ((string?)schema["type"] is { } type && !IsOf(value, type))
        {
            Add(pointer, "schema.type", $"{Named(name, pointer)}应当是{TypeWord(type)}，而写的是 {Word(value)}。");
            return;
        }

        if (ProgrammeSchema.Number(value) is { } number)
        {
            if (ProgrammeSchema.Number(schema["minimum"]) is { } min && number < min) Add(pointer, "schema.minimum", $"{Named(name, pointer)}不能小于 {min}，而写的是 {number}。");
            if (ProgrammeSchema.Number(schema["maximum"]) is { } max && number > max) Add(pointer, "schema.maximum", $"{Named(name, pointer)}不能大于 {max}，而写的是 {number}。");
        }

        if (value is JsonArray items && schema["items"] is { } each)
            for (var i = 0; i < items.Count; i++) Check(items[i], each, $"{pointer}/{i}", $"{name}第 {i + 1} 项");
        if (value is JsonObject members) CheckMembers(members, schema, pointer, name);
    }

    private void CheckMembers(JsonObject members, JsonObject schema, string pointer, string name)
    {
        var properties = schema["properties"] as JsonObject;
        foreach (var required in schema["required"] as JsonArray ?? [])
        {
            var missing = required!.GetValue<string>();
            if (!members.ContainsKey(missing)) Add(pointer, "schema.required", $"{Named(name, pointer)}缺少{Title(properties?[missing], missing)}。");
        }

        foreach (var (member, value) in members)
        {
            var below = $"{pointer}/{JsonPointer.Escape(member)}";
            if (properties?[member] is { } known) Check(value, known, below, member);
            else if (schema["additionalProperties"] is JsonObject map) Check(value, map, below, member);
            else if (schema["additionalProperties"]?.GetValueKind() == JsonValueKind.False) Add(below, "schema.unknown", $"{Named(name, pointer)}里不认识“{member}”，请删去或改正。");
        }

        foreach (var way in schema["allOf"] as JsonArray ?? [])
            if (members["kind"] is { } kind && JsonNode.DeepEquals(kind, way!["if"]!["properties"]!["kind"]!["const"])) Check(members, way["then"], pointer, name);
    }

    private static JsonObject Entry(JsonObject reference) => ProgrammeSchema.Root["$defs"]![reference["$ref"]!.GetValue<string>()["#/$defs/".Length..]]!.AsObject();

    private static bool Fits(JsonNode? value, JsonNode? schema)
    {
        var trial = new SchemaValidator();
        trial.Check(value, schema, "", "");
        return trial.problems.Count == 0;
    }

    private static bool IsOf(JsonNode? value, string type) => (type, value?.GetValueKind()) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("number", JsonValueKind.Number) => ProgrammeSchema.Number(value) is not null,
        ("integer", JsonValueKind.Number) => ProgrammeSchema.Number(value) is { } number && decimal.Truncate(number) == number && Math.Abs(number) <= int.MaxValue,
        _ => false,
    };

    private static string TypeWord(string type) => type switch
    {
        "object" => "一组内容",
        "array" => "列表",
        "string" => "文字",
        "boolean" => "true 或 false",
        "integer" => "整数",
        _ => "数字",
    };

    private static string Title(JsonNode? schema, string member) => (string?)schema?["title"] is { } title ? $"“{title}”（{member}）" : $"“{member}”";

    private static string Named(string name, string pointer) => pointer.Length == 0 ? "文件" : $"“{name}”";

    private static string Word(JsonNode? value)
    {
        var text = value is null ? "空值" : value.GetValueKind() == JsonValueKind.String ? value.ToString() : value.ToJsonString(Programme.Json);
        return CleanText.Cut(text, 40, "…");
    }

    private void Add(string pointer, string code, string message) => problems.Add(new(pointer, code, message));
}
