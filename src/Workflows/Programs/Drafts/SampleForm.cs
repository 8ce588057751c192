using System.Text.Json.Nodes;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>Made-up values of a form, for looking at it before anybody applies. The same form always gives the same values.</summary>
public static class SampleForm
{
    private const string Code = "91420281MA0000000E";

    /// <summary>An organisation that nobody is.</summary>
    public static JsonObject Profile() => new()
    {
        ["org_name"] = "示例科技有限公司",
        ["name"] = "示例科技有限公司",
        ["uscc"] = Code,
        ["kind"] = "企业",
        ["recommending_unit"] = "灵乡镇",
        ["field_code"] = "新材料",
        ["legal_rep"] = "张某",
        ["contact_name"] = "李某",
        ["contact_mobile"] = "13800000000",
        ["staff_total"] = 120,
        ["address"] = "示例大道 1 号",
    };

    /// <summary>Values that fit the types and limits of the fields; computed fields are left out.</summary>
    public static JsonObject Values(FormSchema form, FormContext context) => new(
        form.Sections.Where(s => !s.IsReadOnly).SelectMany(s => s.Fields).Where(f => f.Computed is null).DistinctBy(f => f.Id)
            .Select(f => KeyValuePair.Create(f.Id, Value(f, context))).Where(v => v.Value is not null));

    private static JsonNode? Value(FormField field, FormContext context) => field.Type switch
    {
        FieldType.Text => field.Format switch { TextFormat.Uscc => Code, TextFormat.Mobile or TextFormat.Phone => "13800000000", _ => Fit($"示例{field.Label}", field) },
        FieldType.LongText => Fit($"这里是{field.Label}的示例内容。", field),
        FieldType.Integer => Math.Ceiling(Number(field, 20)),
        FieldType.Decimal or FieldType.Money => Number(field, 100),
        FieldType.Date => context.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        FieldType.Choice => field.Options.Count > 0 ? field.Options[0].Value : null,
        FieldType.MultiChoice => new JsonArray([.. field.Options.Take(2).Select(o => JsonValue.Create(o.Value))]),
        FieldType.YesNo => true,
        FieldType.Rows => new JsonArray([.. Enumerable.Range(0, Math.Clamp(field.MinRows ?? 1, 1, 5)).Select(_ => new JsonObject(field.Columns.DistinctBy(c => c.Id).Select(c => KeyValuePair.Create(c.Id, Value(c, context)))))]),
        FieldType.Organization when field.Multiple => new JsonArray(Organization()),
        FieldType.Organization => Organization(),
        FieldType.Person => new JsonObject { ["name"] = "王某", ["employer"] = "示例大学" },
        _ => null,
    };

    private static JsonObject Organization() => new() { ["name"] = "示例大学", ["uscc"] = "12420000000000000U" };

    /// <summary>Within the limits of the field, at most a little above the lower one.</summary>
    private static decimal Number(FormField field, decimal usual)
    {
        var least = (field.Min ?? 0) + (field.MinExclusive ? 1 : 0);
        return Math.Min(Math.Max(usual, least), field.Max ?? decimal.MaxValue);
    }

    private static string Fit(string text, FormField field)
    {
        while (text.Length < (field.MinLength ?? 0)) text += text;
        return field.MaxLength is { } most ? CleanText.Cut(text, most) : text;
    }
}
