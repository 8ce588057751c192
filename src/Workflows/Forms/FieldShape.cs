using System.Text.Json.Nodes;

namespace Innovation.Workflows.Forms;

/// <summary>What is wrong with a value whatever the rest of the form says: its JSON shape and its largest size.</summary>
internal static class FieldShape
{
    public const int DefaultMaxRows = 500;
    public const int DefaultMaxItems = 20;
    private const int DefaultMaxText = 500;
    private const int DefaultMaxLongText = 20_000;

    public static IEnumerable<FormProblem> Check(FormField field, JsonNode? value, string path, string section, string where = "")
    {
        if (JsonRead.IsEmpty(value)) yield break;
        FormProblem Problem(string code, string message) => new(code, path, section, where + message);
        if (Expectation(field, value) is { } expectation)
        {
            yield return Problem(FormProblemCodes.WrongType, $"{field.Label}{expectation}");
            yield break;
        }
        if (JsonRead.Text(value) is { } text && MaxLength(field) is { } most && TextLength.Of(text) > most)
            yield return Problem(FormProblemCodes.TooLong,
                $"{field.Label}最多 {most} 字，现在 {TextLength.Of(text)} 字，请删减。");
        if (value is not JsonArray items) yield break;
        var limit = field.Type == FieldType.Rows ? field.MaxRows ?? DefaultMaxRows
            : field.Type == FieldType.MultiChoice ? Math.Max(field.Options.Count, 1) : field.MaxFiles ?? DefaultMaxItems;
        var counter = field.Type switch { FieldType.Rows => "行", FieldType.Attachment => "个文件", _ => "项" };
        if (items.Count > limit)
            yield return Problem(FormProblemCodes.TooLong, $"{field.Label}最多 {limit} {counter}，现在 {items.Count} {counter}，请删减。");
        if (field.Type != FieldType.Rows) yield break;
        for (var i = 0; i < Math.Min(items.Count, limit); i++)
        {
            foreach (var problem in Row(field, (JsonObject)items[i]!, $"{path}[{i}]", section, $"第 {i + 1} 行"))
                yield return problem;
        }
    }

    private static IEnumerable<FormProblem> Row(FormField table, JsonObject row, string path, string section, string where)
    {
        foreach (var (name, cell) in row)
        {
            var column = table.Columns.FirstOrDefault(candidate => candidate.Id == name);
            if (column is null)
                yield return new(FormProblemCodes.UnknownField, path, section, $"{where}有本表没有的栏目，请删去这一行重新添加。");
            else
                foreach (var problem in Check(column, cell, $"{path}.{name}", section, where)) yield return problem;
        }
    }

    /// <summary>What the value should have been, to follow the label; null when its shape is right.</summary>
    private static string? Expectation(FormField field, JsonNode? value) => field.Type switch
    {
        FieldType.Text or FieldType.LongText => JsonRead.Text(value) is null ? "应当填文字，请重新填写。" : null,
        FieldType.Choice => JsonRead.Text(value) is null ? "应当选择一项，请重新选择。" : null,
        FieldType.Integer => JsonRead.Number(value) is { } n && decimal.Truncate(n) == n ? null : "应当填整数，请重新填写。",
        FieldType.Decimal or FieldType.Money => JsonRead.Number(value) is null ? "应当填数字，请重新填写，如 1268.50。" : null,
        FieldType.Date => JsonRead.Date(value) is null ? "应当填日期，请重新填写，如 2026-09-16。" : null,
        FieldType.YesNo => JsonRead.Flag(value) is null ? "应当勾选，请重新勾选。" : null,
        FieldType.MultiChoice => IsListOf(value, item => JsonRead.Text(item) is not null) ? null : "应当勾选，请重新勾选。",
        FieldType.Rows => IsListOf(value, item => item is JsonObject) ? null : "应当逐行填写，请重新填写。",
        FieldType.Attachment => IsListOf(value, IsFile) ? null : "没有传完整，请重新上传。",
        FieldType.Organization => (field.Multiple ? IsListOf(value, IsNamed) : IsNamed(value)) ? null
            : "应当从列表中选择单位，请重新选择。",
        FieldType.Person => IsNamed(value) ? null : "应当填写姓名和单位，请重新填写。",
        _ => throw new InvalidOperationException($"Unknown field type {field.Type}."),
    };

    private static bool IsListOf(JsonNode? value, Func<JsonNode?, bool> test) => value is JsonArray items && items.All(test);

    private static bool IsNamed(JsonNode? value) => value is JsonObject parts
        && JsonRead.Text(parts["name"]) is { Length: > 0 and <= 200 }
        && parts.All(part => part.Key is "name" or "uscc" or "employer" && JsonRead.Text(part.Value) is { Length: <= 200 });

    private static bool IsFile(JsonNode? value) => value is JsonObject parts
        && JsonRead.Text(parts["id"]) is { Length: > 0 and <= 100 } && JsonRead.Text(parts["name"]) is { Length: > 0 and <= 255 };

    private static int? MaxLength(FormField field) => field.Type switch
    {
        FieldType.Text => field.MaxLength ?? DefaultMaxText,
        FieldType.LongText => field.MaxLength ?? DefaultMaxLongText,
        _ => null,
    };
}

/// <summary>Counts characters as people do: a surrogate pair is one, line breaks do not count.</summary>
internal static class TextLength
{
    public static int Of(string text) => text.EnumerateRunes().Count(rune => rune.Value != '\n');
}
