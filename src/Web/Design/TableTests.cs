using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Expressions;
using Innovation.Workflows.Expressions.DecisionTables;

namespace Innovation.Web.Design;

/// <summary>The examples of a decision table as lines: <c>t.0.g.1</c> is the value of the second name, <c>t.0.e.0</c> the expected first result.</summary>
internal static class TableTests
{
    public const int Most = 100;
    private const char Several = '；';

    /// <summary>The names whose values an example gives: what the columns and cells read, and what examples name already.</summary>
    public static IReadOnlyList<string> Names(JsonObject table)
    {
        var texts = DraftTree.Objects(table["inputs"]).Select(i => i["expression"]).Concat(DraftTree.Objects(table["outputs"]).Select(o => o["default"]))
            .Concat(DraftTree.Objects(table["rules"]).SelectMany(r => r["then"] as JsonArray ?? []));
        return [.. texts.Select(DraftTree.Word).SelectMany(text => Expression.TryParse(text, out var parsed, out _) ? parsed.Names : [])
            .Concat(DraftTree.Objects(table["tests"]).SelectMany(t => (t["given"] as JsonObject ?? []).Select(g => g.Key))).Distinct().Take(40)];
    }

    /// <summary>The heads of the expected results.</summary>
    public static IReadOnlyList<string> Results(JsonObject table) =>
        DraftTree.Word(table["aggregate"]) == "count" ? ["命中行数"] : [.. DraftTree.Objects(table["outputs"]).Select(o => DraftTree.Word(o["label"]))];

    public static void Show(JsonObject table, Dictionary<string, string> values)
    {
        var (names, tests, outputs) = (Names(table), DraftTree.Objects(table["tests"]), DraftTree.Objects(table["outputs"]));
        values["names"] = $"{names.Count}";
        for (var g = 0; g < names.Count; g++) values[$"name.{g}"] = names[g];
        values["tests"] = $"{tests.Count}";
        for (var t = 0; t < tests.Count; t++)
        {
            values[$"t.{t}.name"] = DraftTree.Word(tests[t]["name"]);
            for (var g = 0; g < names.Count; g++) values[$"t.{t}.g.{g}"] = Word((tests[t]["given"] as JsonObject)?[names[g]]);
            for (var e = 0; e < Results(table).Count; e++)
            {
                var at = e;
                string One(JsonNode? node) => Word(node is JsonObject members && at < outputs.Count ? members[DraftTree.Word(outputs[at]["id"])] : node);
                values[$"t.{t}.e.{e}"] = tests[t]["expect"] is JsonArray items ? string.Join(Several, items.Select(One)) : One(tests[t]["expect"]);
            }
        }
    }

    /// <summary>Puts the typed examples into the table; lines without anything are left out.</summary>
    public static void Read(JsonObject table, TypedForm typed)
    {
        var names = Enumerable.Range(0, typed.Count("names", 40)).Select(g => typed[$"name.{g}"]).ToList();
        var list = new JsonArray();
        for (var t = 0; t < typed.Count("tests", Most); t++)
        {
            var given = Enumerable.Range(0, names.Count).Where(g => typed[$"t.{t}.g.{g}"].Length > 0).ToList();
            if (given.Count == 0 && typed[$"t.{t}.name"].Length == 0 && Enumerable.Range(0, Results(table).Count).All(e => typed[$"t.{t}.e.{e}"].Length == 0)) continue;
            var values = new JsonObject();
            foreach (var g in given) values[names[g]] = Value(typed, $"t.{t}.g.{g}", typed[$"t.{t}.g.{g}"], TypeOf(table, names[g]), $"样例 {t + 1} 的“{names[g]}”");
            list.Add(new JsonObject { ["name"] = typed.Text($"t.{t}.name", $"样例 {t + 1} 的名称", 100), ["given"] = values, ["expect"] = Expected(table, typed, t) });
        }

        DraftTree.Put(table, "tests", list.Count > 0 ? list : null);
    }

    private static JsonNode? Expected(JsonObject table, TypedForm typed, int t)
    {
        var counted = DraftTree.Word(table["aggregate"]) == "count";
        var outputs = DraftTree.Objects(table["outputs"]);
        var types = counted ? [ColumnType.Integer] : TableForm.Columns(table, "outputs").ToList();
        var ids = outputs.Select(o => DraftTree.Word(o["id"])).ToList();
        JsonNode? Cell(int e, string text) => text.Length == 0 ? null : Value(typed, $"t.{t}.e.{e}", text, types[e], $"样例 {t + 1} 的应得结果");
        JsonNode? Row(Func<int, string> text) => types.Count == 1 ? Cell(0, text(0)) : Enumerable.Range(0, types.Count).All(e => text(e).Length == 0) ? null
            : new JsonObject(Enumerable.Range(0, types.Count).Select(e => KeyValuePair.Create(ids[e], Cell(e, text(e)))));
        if (DraftTree.Word(table["hitPolicy"]) != "collect" || DraftTree.Word(table["aggregate"]).Length > 0) return Row(e => typed[$"t.{t}.e.{e}"]);
        var columns = Enumerable.Range(0, types.Count).Select(e => typed[$"t.{t}.e.{e}"] is { Length: > 0 } text ? text.Split(Several, ';').Select(x => x.Trim()).ToList() : []).ToList();
        for (var e = 1; e < columns.Count; e++)
            if (columns[e].Count != columns[0].Count) typed.Refuse($"t.{t}.e.{e}", $"样例 {t + 1} 的各列结果个数不同，命中几行就写几个，用“；”分开。");
        return new JsonArray([.. Enumerable.Range(0, columns.Count == 0 ? 0 : columns[0].Count).Select(row => Row(e => columns[e].ElementAtOrDefault(row) ?? ""))]);
    }

    private static ColumnType? TypeOf(JsonObject table, string name) =>
        DraftTree.Objects(table["inputs"]).FindIndex(i => DraftTree.Word(i["expression"]).Trim() == name) is >= 0 and var at ? TableForm.Columns(table, "inputs").ElementAt(at) : null;

    private static JsonNode? Value(TypedForm typed, string control, string text, ColumnType? type, string called)
    {
        switch (type)
        {
            case ColumnType.Integer or ColumnType.Number:
                return typed.Number(control, called, -1_000_000_000_000m, 1_000_000_000_000m);
            case ColumnType.Boolean:
                if (text is "是" or "true") return true;
                if (text is "否" or "false") return false;
                typed.Refuse(control, $"{called}应填“是”或“否”。");
                return null;
            case ColumnType.Date:
                if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) typed.Refuse(control, $"{called}应写成 2026-09-16 的样子。");
                return text;
            case ColumnType.Text:
                if (text.Length > 500) typed.Refuse(control, $"{called}最多 500 字。");
                return text;
            default:
                return Plain(typed, control, text, called);
        }
    }

    /// <summary>A value that no column types: a number, 是 or 否, a list or a table as JSON, else text.</summary>
    private static JsonNode? Plain(TypedForm typed, string control, string text, string called)
    {
        if (text is "是" or "否") return text == "是";
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return number;
        if (text[0] is not ('[' or '{')) return text;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            typed.Refuse(control, $"{called}的方括号或花括号没有写完整。");
            return null;
        }
    }

    private static string Word(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "",
        JsonValueKind.True => "是",
        JsonValueKind.False => "否",
        JsonValueKind.String or JsonValueKind.Number => node.ToString(),
        _ => node.ToJsonString(Innovation.Workflows.Programs.Programme.Json),
    };
}
