using System.Globalization;
using System.Text.Json.Nodes;
using Innovation.Workflows.Deadlines;

namespace Innovation.Workflows.Forms;

/// <summary>Values as people read them: 1,268.50 万元, 42 人, 2026年9月16日.</summary>
public static class FieldFormatter
{
    /// <summary>What stands where nothing was filled.</summary>
    public const string Empty = "（未填写）";

    /// <summary>The value in Chinese; a value that is not of the field's type is shown as typed.</summary>
    public static string Format(FormField field, JsonNode? value)
    {
        if (JsonRead.IsEmpty(value)) return Empty;
        return field.Type switch
        {
            FieldType.Money => JsonRead.Number(value) is { } money ? Money(field, money) : Raw(value),
            FieldType.Integer or FieldType.Decimal => JsonRead.Number(value) is { } n ? Number(n) + UnitOf(field) : Raw(value),
            FieldType.Date => JsonRead.Date(value) is { } day ? ChinaTime.LongDate(day) : Raw(value),
            FieldType.Choice => Label(field, value),
            FieldType.YesNo => JsonRead.Flag(value) switch { true => "是", false => "否", _ => Raw(value) },
            FieldType.MultiChoice => value is JsonArray chosen ? Join(chosen, item => Label(field, item)) : Raw(value),
            FieldType.Rows => value is JsonArray rows ? $"{rows.Count} 行" : Raw(value),
            FieldType.Attachment or FieldType.Organization or FieldType.Person =>
                value is JsonArray items ? Join(items, Named) : Named(value),
            _ => Raw(value),
        };
    }

    /// <summary>1,268.5: thousands commas, as many decimals as the number has.</summary>
    public static string Number(decimal number) =>
        CanonicalJson.Trim(number).ToString("#,##0.############################", CultureInfo.InvariantCulture);

    /// <summary> 万元,  人: with a leading space; empty when the field has no unit.</summary>
    internal static string UnitOf(FormField field) =>
        (field.Unit ?? (field.Type == FieldType.Money ? "万元" : null)) is { } unit ? " " + unit : "";

    private static string Money(FormField field, decimal money)
    {
        var rounded = money.ToString("#,##0.00", CultureInfo.InvariantCulture);
        // An amount typed with too many decimals is shown as typed, not rounded away.
        return (Math.Round(money, 2) == money ? rounded : Number(money)) + UnitOf(field);
    }

    private static string Label(FormField field, JsonNode? value) =>
        field.Options.FirstOrDefault(option => option.Value == JsonRead.Text(value))?.Label ?? Raw(value);

    private static string Join(JsonArray items, Func<JsonNode?, string> format) => string.Join('、', items.Select(format));

    private static string Named(JsonNode? value)
    {
        if (value is not JsonObject parts || JsonRead.Text(parts["name"]) is not { } name) return Raw(value);
        return (JsonRead.Text(parts["uscc"]) ?? JsonRead.Text(parts["employer"])) is { Length: > 0 } more
            ? $"{name}（{more}）"
            : name;
    }

    private static string Raw(JsonNode? value) => JsonRead.Text(value) ?? CanonicalJson.Write(value);
}
