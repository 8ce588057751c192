using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Expressions;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Storage.Files;

namespace Innovation.Web.Design.Forms;

/// <summary>Turns the panel of a field into the field of the draft; what cannot be is refused by the name of its control.</summary>
/// <param name="prefix">Of the posted names, e.g. <c>f.</c> or <c>f.columns[2].</c>.</param>
internal sealed partial class FieldFormReader(FieldForm form, DraftNames names, string prefix = "f.", string where = "")
{
    private const int MostOptions = 300;
    private const int MostColumns = 30;
    private static readonly string[] Formats = ["uscc", "mobile", "phone"];

    private readonly JsonObject value = [];
    private readonly List<Refusal> refusals = [];

    /// <summary>The field, or everything that is wrong.</summary>
    public (JsonObject Field, IReadOnlyList<Refusal> Refusals) Read(bool column = false)
    {
        var type = form.FieldType;
        if (type is null || (column && !FieldTypes.Columns.Contains(type.Value))) Refuse("type", "请选择类型。");
        Id();
        value["type"] = form.Type ?? "text";
        Text("label", form.Label, "名称", 100);
        if (string.IsNullOrWhiteSpace(form.Label)) Refuse("label", "请填写名称。");
        if (!column) Text("help", form.Help, "说明", 500);
        if (Has("unit")) Text("unit", form.Unit, "单位", 20);
        if (form.Optional) value["required"] = false;
        if (!column)
        {
            Text("requiredMessage", form.RequiredMessage, "未填提示", 200);
            Condition();
            Formula();
        }

        Limits();
        if (Has("format") && !string.IsNullOrEmpty(form.Format)) Choose("format", form.Format, Formats, "格式");
        if (Has("options")) Options();
        if (Has("columns")) Columns();
        Files();
        if (Has("mustAccept") && form.MustAccept) value["mustAccept"] = true;
        return (value, refusals);
    }

    private bool Has(string member) => form.FieldType is { } type && FieldTypes.Has(type, member) && FieldTypes.Has(form.ShownType, member);

    private void Id()
    {
        var id = form.Id?.Trim() ?? "";
        if (!FieldId().IsMatch(id)) Refuse("id", "编号用小写字母开头，只能用小写字母、数字和下划线，最多 40 位。");
        value["id"] = id;
    }

    private void Condition()
    {
        var (formula, refusal) = form.VisibleWhen.Read(names, prefix + "visibleWhen.text", "显示条件");
        if (refusal is not null) refusals.Add(refusal);
        else if (formula is not null) value["visibleWhen"] = formula;
    }

    private void Formula()
    {
        if (string.IsNullOrWhiteSpace(form.Computed) || form.FieldType is not { } type || !FormComputation.Types.Contains(type)) return;
        if (!Expression.TryParse(form.Computed.Trim(), out _, out var error)) Refuse("computed", $"计算公式第 {error.Position + 1} 个字符处，{error.Message}");
        Text("computed", form.Computed, "计算公式", 1000);
    }

    private void Limits()
    {
        if (Has("min"))
        {
            Number("min", form.Min, "最小值");
            if (form.MinExclusive && value.ContainsKey("min")) value["minExclusive"] = true;
            Number("max", form.Max, "最大值");
        }

        if (Has("precision")) Whole("precision", form.Precision, "小数位数", 0, 10);
        if (Has("minLength"))
        {
            Whole("minLength", form.MinLength, "最少字数", 1, 100_000);
            Whole("maxLength", form.MaxLength, "最多字数", 1, 100_000);
        }

        if (Has("minRows"))
        {
            Whole("minRows", form.MinRows, "最少行数", 1, 500);
            Whole("maxRows", form.MaxRows, "最多行数", 1, 500);
        }
    }

    private void Options()
    {
        var list = new JsonArray();
        foreach (var line in (form.Options ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = line.Split(['|', '｜'], 2, StringSplitOptions.TrimEntries);
            var (stored, label) = (parts[0], parts[^1]);
            if (stored.Length is 0 or > 60 || label.Length is 0 or > 100) Refuse("options", $"选项“{line}”写得不对：值最多 60 字，显示文字最多 100 字。");
            else if (list.Any(o => o!["value"]!.ToString() == stored)) Refuse("options", $"选项“{stored}”写了两次。");
            else list.Add(new JsonObject { ["value"] = stored, ["label"] = label });
        }

        if (list.Count > MostOptions) Refuse("options", $"选项最多 {MostOptions} 个。");
        if (list.Count > 0) value["options"] = list;
    }

    private void Columns()
    {
        var list = new JsonArray();
        for (var i = 0; i < form.Columns.Count; i++)
        {
            var one = form.Columns[i];
            if (one.IsBlank) continue;
            if (string.IsNullOrWhiteSpace(one.Id)) one.Id = FreeColumn(one.Type ?? "text");
            var (column, wrong) = new FieldFormReader(one, names, $"{prefix}columns[{i}].", $"第 {i + 1} 栏：").Read(column: true);
            refusals.AddRange(wrong);
            if (list.Any(c => c!["id"]!.ToString() == one.Id)) Refuse($"columns[{i}].id", $"第 {i + 1} 栏的编号“{one.Id}”和前面的重复。");
            list.Add(column);
        }

        if (list.Count > MostColumns) Refuse("columns", $"表格最多 {MostColumns} 栏。");
        if (list.Count > 0) value["columns"] = list;
        if (!string.IsNullOrEmpty(form.UniqueColumn)) Choose("uniqueColumn", form.UniqueColumn, [.. list.Select(c => c!["id"]!.ToString())], "不重复的栏目");
    }

    private string FreeColumn(string type)
    {
        var used = form.Columns.Select(c => c.Id).ToHashSet();
        return used.Contains(type) ? Enumerable.Range(2, used.Count + 1).Select(n => $"{type}{n}").First(id => !used.Contains(id)) : type.ToLowerInvariant();
    }

    private void Files()
    {
        if (Has("accept"))
        {
            var endings = (form.Accept ?? "").Split([',', '，', '、', ' ', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(e => "." + e.TrimStart('.').ToLowerInvariant()).Distinct().ToList();
            foreach (var unknown in endings.Where(e => !FileKinds.Endings.Contains(e))) Refuse("accept", $"本系统不收“{unknown}”的文件，能收的有：{string.Join("、", FileKinds.Endings)}。");
            if (endings.Count > 0) value["accept"] = new JsonArray([.. endings.Select(e => JsonValue.Create(e))]);
            if (!string.IsNullOrEmpty(form.Template)) Text("template", form.Template, "模板", 60);
        }

        if (!Has("multiple") || !form.Multiple) return;
        value["multiple"] = true;
        Whole("maxFiles", form.MaxFiles, "最多个数", 1, 50);
    }

    private void Text(string member, string? typed, string title, int most)
    {
        var text = typed?.ReplaceLineEndings("\n").Trim() ?? "";
        if (text.Length > most) Refuse(member, $"{title}最多 {most} 字，现在 {text.Length} 字。");
        if (text.Length > 0) value[member] = text;
    }

    private void Number(string member, string? typed, string title)
    {
        var text = (typed ?? "").Trim().Replace(",", "", StringComparison.Ordinal);
        if (text.Length == 0) return;
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e15m) value[member] = number;
        else Refuse(member, $"{title}应为数字，现在写的是“{text}”。");
    }

    private void Whole(string member, string? typed, string title, int least, int most)
    {
        var text = (typed ?? "").Trim();
        if (text.Length == 0) return;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) value[member] = number;
        else Refuse(member, $"{title}应为 {least} 至 {most} 的整数，现在写的是“{text}”。");
    }

    private void Choose(string member, string typed, IReadOnlyList<string> allowed, string title)
    {
        if (allowed.Contains(typed)) value[member] = typed;
        else Refuse(member, $"{title}请从列表里选。");
    }

    private void Refuse(string member, string message) => refusals.Add(new("draft.field", prefix + member, where + message));

    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}$")]
    private static partial Regex FieldId();
}
