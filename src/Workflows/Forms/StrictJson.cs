using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Innovation.Workflows.Forms;

/// <summary>Reads hostile JSON: limited in size and depth, no repeated members, no broken text, exact numbers.</summary>
internal static class StrictJson
{
    public const int MaxBytes = 2 * 1024 * 1024;
    public const int MaxDepth = 16;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    public static (JsonObject? Value, FormProblem? Problem) Read(string json)
    {
        if (json.Length > MaxBytes || Encoding.UTF8.GetByteCount(json) > MaxBytes)
            return (null, new(FormProblemCodes.TooLarge, "", "", "填写的内容超过 2 MB，没有保存。请把大段材料改为附件上传。"));
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return ((JsonObject)Copy(document.RootElement)!, null);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Answered below: a lone surrogate is an InvalidOperationException, everything else a JsonException.
        }
        return (null, new(FormProblemCodes.NotJson, "", "", "收到的内容不完整，没有保存。请刷新页面，核对后重新保存。"));
    }

    /// <summary>A number that does not fit a decimal is kept as the text that was typed.</summary>
    private static JsonNode? Copy(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(
            element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Copy(member.Value)))),
        JsonValueKind.Array => new JsonArray(element.EnumerateArray().Select(Copy).ToArray()),
        JsonValueKind.String => JsonValue.Create(element.GetString()),
        JsonValueKind.Number => element.TryGetDecimal(out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(element.GetRawText()),
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        _ => null,
    };
}
