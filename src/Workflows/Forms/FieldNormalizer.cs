using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Forms;

/// <summary>Canonical form of one value; what is not understood comes back as it was typed.</summary>
internal static partial class FieldNormalizer
{
    public static JsonNode? Normalize(FormField field, JsonNode? typed) => field.Type switch
    {
        FieldType.Text when field.Format is { } format && JsonRead.Text(typed) is { } code =>
            JsonValue.Create(format == TextFormat.Uscc ? UnifiedSocialCreditCode.Normalize(code) : PhoneNumber.Clean(code)),
        FieldType.Text or FieldType.LongText or FieldType.Choice => Clean(typed, field.Type == FieldType.LongText),
        FieldType.Integer or FieldType.Decimal or FieldType.Money => Number(typed),
        FieldType.Date => Date(typed),
        FieldType.YesNo => Flag(typed),
        FieldType.MultiChoice => typed is JsonArray items ? Each(items, item => Clean(item, false)) : Detach(typed),
        FieldType.Rows => typed is JsonArray rows ? Each(rows, row => Row(field, row)) : Detach(typed),
        FieldType.Organization => typed is JsonArray many ? Each(many, Organization) : Organization(typed),
        FieldType.Person or FieldType.Attachment => Detach(typed),
        _ => throw new InvalidOperationException($"Unknown field type {field.Type}."),
    };

    private static JsonNode? Detach(JsonNode? node) => node?.DeepClone();

    private static JsonArray Each(JsonArray items, Func<JsonNode?, JsonNode?> normalize) =>
        new(items.Select(normalize).Where(item => !JsonRead.IsEmpty(item)).ToArray());

    /// <summary>Unknown columns are kept: <see cref="FieldShape"/> reports them.</summary>
    private static JsonNode? Row(FormField table, JsonNode? row)
    {
        if (row is not JsonObject cells) return Detach(row);
        var result = new JsonObject();
        foreach (var (name, cell) in cells)
        {
            var column = table.Columns.FirstOrDefault(candidate => candidate.Id == name);
            var value = column is null ? Detach(cell) : Normalize(column, cell);
            if (!JsonRead.IsEmpty(value)) result[name] = value;
        }
        return result;
    }

    private static JsonNode? Clean(JsonNode? typed, bool lines)
    {
        if (JsonRead.Text(typed) is not { } text) return Detach(typed);
        var clean = lines ? CleanText.Of(text.ReplaceLineEndings("\n")).Trim() : CleanText.Line(text);
        return clean.Length > 0 ? JsonValue.Create(clean) : null;
    }

    private static JsonNode? Number(JsonNode? typed)
    {
        if (JsonRead.Number(typed) is { } number) return JsonValue.Create(CanonicalJson.Trim(number));
        if (JsonRead.Text(typed) is not { } text) return Detach(typed);
        var half = Plain(text);
        if (Grouped().IsMatch(half)) half = half.Replace(",", "", StringComparison.Ordinal);
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return decimal.TryParse(half, styles, CultureInfo.InvariantCulture, out var parsed)
            ? JsonValue.Create(CanonicalJson.Trim(parsed))
            : Clean(typed, false);
    }

    private static JsonNode? Date(JsonNode? typed)
    {
        if (JsonRead.Text(typed) is not { } text) return Detach(typed);
        var parts = DateParts().Match(Plain(text));
        return parts.Success && DateOnly.TryParseExact(
            $"{parts.Groups[1].Value}-{parts.Groups[2].Value}-{parts.Groups[3].Value}", "yyyy-M-d",
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : Clean(typed, false);
    }

    private static JsonNode? Flag(JsonNode? typed) => JsonRead.Text(typed)?.Trim() switch
    {
        "true" or "on" or "是" => JsonValue.Create(true),
        "false" or "否" => JsonValue.Create(false),
        _ => Detach(typed),
    };

    private static JsonNode? Organization(JsonNode? typed)
    {
        if (typed is not JsonObject parts) return Detach(typed);
        var copy = (JsonObject)parts.DeepClone();
        if (JsonRead.Text(parts["uscc"]) is { } code) copy["uscc"] = UnifiedSocialCreditCode.Normalize(code);
        if (JsonRead.Text(parts["name"]) is { } name) copy["name"] = CleanText.Line(name);
        return copy;
    }

    private static string Plain(string text) => string.Concat(CleanText.Of(text)
        .Select(c => c == '\u3002' ? '.' : HalfWidth.Of(c))
        .Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex(@"^[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$")]
    private static partial Regex DateParts();
}
