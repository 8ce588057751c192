using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Innovation.Workflows.Engine;

/// <summary>How states and events are written: compact, camelCase, stable.</summary>
public static class EngineJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    public static string Write(ProcessState state) => JsonSerializer.Serialize(state, Options);

    public static string Write(ProcessEvent happened) => JsonSerializer.Serialize(happened, Options);

    public static ProcessState ReadState(string json) => JsonSerializer.Deserialize<ProcessState>(json, Options)!;

    public static ProcessEvent ReadEvent(string json) => JsonSerializer.Deserialize<ProcessEvent>(json, Options)!;

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            NumberHandling = JsonNumberHandling.Strict,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
