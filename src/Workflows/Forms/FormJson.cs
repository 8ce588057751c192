using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Innovation.Workflows.Forms;

/// <summary>JSON of schemas: camelCase, enums as camelCase text, unknown members refused.</summary>
public static class FormJson
{
    /// <summary>The options used for schemas, score sheets and permissions.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads a schema.</summary>
    /// <exception cref="JsonException">The text is not a schema.</exception>
    public static FormSchema ReadSchema(string json) =>
        JsonSerializer.Deserialize<FormSchema>(json, Options) ?? throw new JsonException("null");

    /// <summary>Writes a schema.</summary>
    public static string WriteSchema(FormSchema schema) => JsonSerializer.Serialize(schema, Options);
}
