using System.Text.Json.Nodes;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Forms;

/// <summary>All problems of one field or cell; messages tell the remedy.</summary>
internal static class FieldCheck
{
    public static IEnumerable<FormProblem> Check(FormField field, JsonNode? value, string path, string section, string where = "")
    {
        FormProblem Problem(string code, string message) => new(code, path, section, where.Length == 0 ? message : where + "：" + message);
        if (JsonRead.IsEmpty(value) || (field.MustAccept && JsonRead.Flag(value) != true))
            return field.Required || field.MustAccept
                ? [Problem(FormProblemCodes.Required, Missing(field))]
                : [];
        var shape = FieldShape.Check(field, value, path, section, where).ToList();
        if (shape.Count > 0 && field.Type != FieldType.Rows) return shape;
        var found = field.Type switch
        {
            FieldType.Integer or FieldType.Decimal or FieldType.Money => Number(field, JsonRead.Number(value)!.Value),
            FieldType.Text or FieldType.LongText => Text(field, JsonRead.Text(value)!),
            FieldType.Choice => Options(field, [JsonRead.Text(value)!]),
            FieldType.MultiChoice => Options(field, ((JsonArray)value!).Select(item => JsonRead.Text(item)!)),
            FieldType.Attachment => Files(field, (JsonArray)value!),
            FieldType.Organization => Organizations(field, field.Multiple ? (JsonArray)value! : [value!.DeepClone()]),
            _ => [],
        };
        var own = found.Select(problem => Problem(problem.Code, problem.Message));
        return field.Type == FieldType.Rows && value is JsonArray rows
            ? shape.Concat(RowCheck.Check(field, rows, path, section, shape))
            : own;
    }

    private static string Missing(FormField field)
    {
        if (field.RequiredMessage is { } message) return message;
        var label = field.Label.Length > 0 && char.IsAsciiLetterOrDigit(field.Label[0]) ? " " + field.Label : field.Label;
        return field.Type switch
        {
            FieldType.Integer or FieldType.Decimal or FieldType.Money =>
                field.MinExclusive || field.Min > 0 ? $"请填写{label}。" : $"请填写{label}；没有发生的填 0。",
            FieldType.Choice or FieldType.Organization => $"请选择{label}。",
            FieldType.MultiChoice => $"请勾选{label}，至少一项。",
            FieldType.Rows => $"请填写{label}，至少一行。",
            FieldType.Attachment => $"请上传{label}。",
            FieldType.YesNo => field.MustAccept ? $"请阅读并勾选{label}。" : $"请选择{label}。",
            _ => $"请填写{label}。",
        };
    }

    private static IEnumerable<(string Code, string Message)> Number(FormField field, decimal number)
    {
        var unit = FieldFormatter.UnitOf(field);
        if (field.Min is { } min && (number < min || (field.MinExclusive && number == min)))
            yield return (FormProblemCodes.Range,
                $"{field.Label}{(field.MinExclusive ? "应当大于" : "不能小于")} {FieldFormatter.Number(min)}{unit}，请改正。");
        if (field.Max is { } max && number > max)
            yield return (FormProblemCodes.Range, $"{field.Label}不能大于 {FieldFormatter.Number(max)}{unit}，请改正。");
        var places = field.Type == FieldType.Integer ? 0 : field.Precision ?? (field.Type == FieldType.Money ? 2 : 28);
        if (Math.Round(number, places) != number)
            yield return (FormProblemCodes.Precision, $"{field.Label}最多保留 {places} 位小数，请改正。");
    }

    private static IEnumerable<(string Code, string Message)> Text(FormField field, string text)
    {
        var length = TextLength.Of(text);
        if (length < field.MinLength)
            yield return (FormProblemCodes.TooShort, $"{field.Label}至少 {field.MinLength} 字，现在 {length} 字，请补充。");
        if (field.Format == TextFormat.Uscc && UnifiedSocialCreditCode.Validate(text) is { } reason)
            yield return (FormProblemCodes.Format, reason);
        if (field.Format == TextFormat.Mobile && !PhoneNumber.IsMobile(text))
            yield return (FormProblemCodes.Format, $"{field.Label}应为 11 位手机号码，请改正。");
        if (field.Format == TextFormat.Phone && !PhoneNumber.IsValid(text))
            yield return (FormProblemCodes.Format, PhoneNumber.Wanted(field.Label));
    }

    private static IEnumerable<(string Code, string Message)> Options(FormField field, IEnumerable<string> chosen)
    {
        if (chosen.Any(value => field.Options.All(option => option.Value != value)))
            yield return (FormProblemCodes.Option, $"{field.Label}选的内容不在列表中，请重新选择。");
    }

    private static IEnumerable<(string Code, string Message)> Files(FormField field, JsonArray files)
    {
        if (!field.Multiple && files.Count > 1)
            yield return (FormProblemCodes.TooLong, $"{field.Label}只收 1 个文件，请删去多余的。");
        foreach (var name in files.Select(file => JsonRead.Text(file!["name"])!))
        {
            if (field.Accept.Count > 0 && !field.Accept.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
                yield return (FormProblemCodes.FileKind,
                    $"{field.Label}中的“{name}”格式不对，只收 {string.Join('、', field.Accept)}，请转换后重新上传。");
        }
    }

    private static IEnumerable<(string Code, string Message)> Organizations(FormField field, JsonArray organizations)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var organization in organizations)
        {
            var name = JsonRead.Text(organization!["name"])!;
            var code = JsonRead.Text(organization["uscc"]) ?? "";
            if (UnifiedSocialCreditCode.Validate(code) is { } reason)
                yield return (FormProblemCodes.Organization, $"{field.Label}“{name}”：{reason}");
            else if (!seen.Add(code))
                yield return (FormProblemCodes.Duplicate, $"{field.Label}“{name}”填了两次，请删去一个。");
        }
    }
}
