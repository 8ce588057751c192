using System.Text.Json;
using System.Text.Json.Nodes;

namespace Innovation.Workflows.Forms;

/// <summary>Reads JSON values whatever CLR type stands behind them.</summary>
internal static class JsonRead
{
    public static string? Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.ToString() : null;

    public static bool? Flag(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>Null when it is no number or does not fit a decimal.</summary>
    public static decimal? Number(JsonNode? node)
    {
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.Number) return null;
        if (value.TryGetValue(out decimal exact)) return exact;
        return decimal.TryParse(value.ToJsonString(), System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
    }

    public static DateOnly? Date(JsonNode? node) =>
        DateOnly.TryParseExact(Text(node), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, 0, out var day)
            ? day
            : null;

    /// <summary>No value: null, an empty text, an empty list, an object without members.</summary>
    public static bool IsEmpty(JsonNode? node) => node switch
    {
        null => true,
        JsonArray items => items.Count == 0,
        JsonObject members => members.All(member => IsEmpty(member.Value)),
        _ => Text(node) is { } text && string.IsNullOrWhiteSpace(text),
    };
}
