using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs.Drafts;

namespace Innovation.Web.Design.Settings;

/// <summary>A member of a programme that is one line of text.</summary>
/// <param name="Name">JSON member, and posted name.</param>
/// <param name="Most">Most characters.</param>
/// <param name="Required">Publishing refuses it empty.</param>
public sealed record SettingLine(string Name, string Title, int Most, bool Required, string Help = "");

/// <summary>Turns the panels of 基本信息 into edits of a draft; what cannot be is refused by the name of its control.</summary>
public sealed class SettingsReader(IFormCollection form)
{
    private const int MostGuide = 50_000;
    private readonly List<Refusal> refusals = [];

    /// <summary>The one-line members of a programme, in the order of the page.</summary>
    public static IReadOnlyList<SettingLine> Lines { get; } =
    [
        new("name", "名称", 100, true), new("code", "项目代码", 20, true, "字母和数字；发布以后不能再改。"), new("family", "类别", 50, false, "例如 平台认定、绿色制造。"), new("level", "级别", 50, false, "例如 本级、市级。"),
        new("agency", "发文机关", 100, true, "印在文书上的全称。"), new("agencyCode", "发文机关代字", 20, true, "例如 冶科，用在 冶科〔2026〕3号。"), new("casePrefix", "案号前缀", 10, true, "例如 PT，案号是 PT2026-0037。"),
        new("rules", "依据的办法", 200, true, "文书上写的依据。"), new("section", "办理科室", 100, false), new("contact", "联系方式", 200, false),
    ];

    public IReadOnlyList<Refusal> Refusals => refusals;

    /// <param name="mayRecode">The programme was never published, so its code may change.</param>
    public PartEdit Basic(JsonObject seen, bool mayRecode)
    {
        var parts = new List<PartChange>();
        foreach (var line in Lines.Where(l => l.Name != "code" || mayRecode))
        {
            var text = Text(line.Name);
            if (text.Length > line.Most) Refuse(line.Name, $"{line.Title}最多 {line.Most} 字，现在 {text.Length} 字。");
            if (line.Required && text.Length == 0) Refuse(line.Name, $"请填写{line.Title}。");
            if (line.Name is "casePrefix" or "code" && !text.All(char.IsAsciiLetterOrDigit)) Refuse(line.Name, $"{line.Title}只能用字母和数字。");
            if (text != DraftTree.Text(seen[line.Name])) parts.Add(new("/" + line.Name, text));
        }

        // The process is called as its programme, unless somebody named it otherwise.
        if (DraftTree.Text(seen["process"]?["name"]) == DraftTree.Text(seen["name"]) && parts.FirstOrDefault(p => p.Pointer == "/name") is { } name) parts.Add(new("/process/name", name.Value?.DeepClone()));
        return new("改基本信息：" + string.Join("、", parts.Select(p => Lines.FirstOrDefault(l => "/" + l.Name == p.Pointer)?.Title).OfType<string>()), parts);
    }

    public PartEdit Guide()
    {
        var text = form["guide"].ToString().ReplaceLineEndings("\n").TrimEnd();
        if (text.Length > MostGuide) Refuse("guide", $"申报指南最多 {MostGuide} 字，请删减。");
        return PartEdit.One("/guide", text.Length > 0 ? text : null, "改申报指南");
    }

    public PartEdit Applying()
    {
        var steps = Rows(form["steps"].ToString());
        if (steps.Count is 0 or > 8) Refuse("steps", "进度步骤应有 1 至 8 个，一行一个。");
        if (steps.FirstOrDefault(s => s.Length > 10) is { } wide) Refuse("steps", $"步骤“{wide}”太长，最多 10 字。");
        if (steps.GroupBy(s => s).FirstOrDefault(g => g.Count() > 1) is { } twice) Refuse("steps", $"步骤“{twice.Key}”写了两次。");
        var title = Text("titleField");
        if (title.Length == 0) Refuse("titleField", "请选择用哪个字段作事项名称。");
        var (entitled, factOnly) = (form["entitlement"] == "true", form["factOnly"] == "true");
        return new("改申报与进度", [new("/steps", Array(steps)), new("/titleField", title), new("/openOnceFields", Chosen("openOnceFields")), new("/process/fields", Chosen("processFields")), new("/process/entitlement", entitled ? true : null), new("/process/factOnly", factOnly ? true : null)]);
    }

    public PartEdit Results(JsonObject seen)
    {
        var old = DraftTree.Objects(seen["process"]?["results"]);
        var list = new JsonArray();
        for (var i = 0; i < Count("results"); i++)
        {
            var (id, name, status) = (Text($"results[{i}].id"), Text($"results[{i}].name"), Text($"results[{i}].status"));
            if (form[$"results[{i}].delete"] == "true" || (id.Length == 0 && name.Length == 0 && status.Length == 0)) continue;
            if (name.Length is 0 or > 50) Refuse($"results[{i}].name", $"第 {i + 1} 行：请填写结果的名称，最多 50 字。");
            if (status.Length is 0 or > 20) Refuse($"results[{i}].status", $"第 {i + 1} 行：请填写申报单位看到的状态，最多 20 字。");
            if (id.Length is 0 or > 40 || !char.IsAsciiLetter(id[0]) || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) Refuse($"results[{i}].id", $"第 {i + 1} 行：编号以字母开头，只用字母和数字，最多 40 位。");
            else if (list.Any(r => DraftTree.Text(r!["id"]) == id)) Refuse($"results[{i}].id", $"第 {i + 1} 行：编号“{id}”和前面的重复。");
            var result = old.FirstOrDefault(r => DraftTree.Text(r["id"]) == id)?.DeepClone().AsObject() ?? new JsonObject { ["id"] = id };
            (result["name"], result["applicantStatus"]) = (name, status);
            if (form[$"results[{i}].favourable"] == "true") result["favourable"] = true;
            else result.Remove("favourable");
            list.Add(result);
        }

        if (list.Count is 0 or > 50) Refuse("results[0].name", "办理结果应有 1 至 50 个。");
        return PartEdit.One("/process/results", list, "改办理结果");
    }

    public PartEdit Certificate()
    {
        if (form["issues"] != "true") return PartEdit.One("/certificate", null, "不再发证书");
        var obligations = new JsonArray();
        for (var i = 0; i < Count("obligations"); i++)
        {
            var (name, month, day) = (Text($"obligations[{i}].name"), Text($"obligations[{i}].month"), Text($"obligations[{i}].day"));
            if (name.Length == 0 && month.Length == 0 && day.Length == 0) continue;
            if (name.Length is 0 or > 50) Refuse($"obligations[{i}].name", $"第 {i + 1} 行：请填写每年要做的事，最多 50 字。");
            if (!int.TryParse(month, out var m) || m is < 1 or > 12 || !int.TryParse(day, out var d) || d < 1 || d > DateTime.DaysInMonth(2025, m)) Refuse($"obligations[{i}].month", $"第 {i + 1} 行：月、日不存在，例如 3 月 31 日写 3 和 31。");
            else obligations.Add(new JsonObject { ["name"] = name, ["month"] = m, ["day"] = d });
        }

        if (obligations.Count > 20) Refuse("obligations[0].name", "年度义务最多 20 项。");
        var (title, series) = (Text("certificateTitle"), Text("series"));
        if (title.Length is 0 or > 100) Refuse("certificateTitle", "请填写证书名称，最多 100 字。");
        if (series.Length is 0 or > 20 || !series.All(char.IsAsciiLetterOrDigit)) Refuse("series", "编号系列只能用字母和数字，最多 20 位，例如 DYPT。");
        foreach (var (member, words) in new[] { ("itemField", "证书上的事项"), ("levelField", "证书上的级别") })
            if (Text(member).Length == 0) Refuse(member, $"请选择{words}取自哪个字段。");
        return PartEdit.One("/certificate", new JsonObject { ["title"] = title, ["series"] = series, ["itemField"] = Text("itemField"), ["levelField"] = Text("levelField"), ["obligations"] = obligations }, "改证书");
    }

    private string Text(string name) => form[name].ToString().Trim();

    private int Count(string list) => int.TryParse(form[list + ".count"], out var count) ? Math.Clamp(count, 0, 100) : 0;

    private JsonArray Chosen(string name) => Array(form[name].Where(v => !string.IsNullOrWhiteSpace(v)).Select(v => v!));

    private static List<string> Rows(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static JsonArray Array(IEnumerable<string> items) => new([.. items.Select(i => JsonValue.Create(i))]);

    private void Refuse(string field, string message) => refusals.Add(new("draft.setting", field, message));
}
