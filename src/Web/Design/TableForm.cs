using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Expressions.DecisionTables;

namespace Innovation.Web.Design;

/// <summary>
/// A decision table between the draft and its grid: <c>in.0.label</c> is the head of the first condition, <c>r.2.w.0</c> its cell in the
/// third rule, <c>r.2.t.0</c> the cell of the first result. Examples are <see cref="TableTests"/>.
/// </summary>
internal static class TableForm
{
    public static IReadOnlyList<string> Types { get; } = ["text", "integer", "number", "date", "boolean"];

    public static Dictionary<string, string> Show(JsonObject table)
    {
        var values = new Dictionary<string, string> { ["name"] = DraftTree.Word(table["name"]), ["hitPolicy"] = Word(table["hitPolicy"], "unique"), ["aggregate"] = Word(table["aggregate"], "list") };
        var (inputs, outputs, rules) = (DraftTree.Objects(table["inputs"]), DraftTree.Objects(table["outputs"]), DraftTree.Objects(table["rules"]));
        (values["ins"], values["outs"], values["rows"]) = ($"{inputs.Count}", $"{outputs.Count}", $"{rules.Count}");
        for (var i = 0; i < inputs.Count; i++)
        {
            foreach (var member in (string[])["label", "expression"]) values[$"in.{i}.{member}"] = DraftTree.Word(inputs[i][member]);
            values[$"in.{i}.type"] = Word(inputs[i]["type"], "text");
            values[$"in.{i}.values"] = string.Join("、", (inputs[i]["values"] as JsonArray ?? []).Select(DraftTree.Word));
        }

        for (var i = 0; i < outputs.Count; i++)
        {
            foreach (var member in (string[])["label", "id", "default"]) values[$"out.{i}.{member}"] = DraftTree.Word(outputs[i][member]);
            values[$"out.{i}.type"] = Word(outputs[i]["type"], "text");
        }

        for (var r = 0; r < rules.Count; r++)
        {
            for (var c = 0; c < inputs.Count; c++) values[$"r.{r}.w.{c}"] = DraftTree.Word((rules[r]["when"] as JsonArray)?.ElementAtOrDefault(c));
            for (var c = 0; c < outputs.Count; c++) values[$"r.{r}.t.{c}"] = DraftTree.Word((rules[r]["then"] as JsonArray)?.ElementAtOrDefault(c));
            values[$"r.{r}.note"] = DraftTree.Word(rules[r]["note"]);
        }

        TableTests.Show(table, values);
        return values;
    }

    /// <summary>The table as typed, laid over the old one; rules without any cell are left out.</summary>
    public static JsonObject Read(JsonObject old, TypedForm typed)
    {
        var table = old.DeepClone().AsObject();
        table["name"] = typed.Text("name", "决策表的名称", 100);
        DraftTree.Put(table, "hitPolicy", typed.Choice("hitPolicy", "命中方式", ["unique", "first", "collect"]) is var hit && hit != "unique" ? hit : null);
        DraftTree.Put(table, "aggregate", hit == "collect" && typed.Choice("aggregate", "汇总方式", ["list", "sum", "min", "max", "count"]) is var aggregate && aggregate != "list" ? aggregate : null);
        var inputs = DraftTree.Objects(old["inputs"]);
        for (var i = 0; i < inputs.Count; i++)
        {
            var (at, called, column) = ($"in.{i}.", $"条件 {i + 1} 的", table["inputs"]![i]!.AsObject());
            column["label"] = typed.Text(at + "label", called + "列名", 50);
            column["expression"] = typed.Text(at + "expression", called + "取值", 500);
            DraftTree.Put(column, "type", typed.Choice(at + "type", called + "类型", Types) is var type && type != "text" ? type : null);
            var few = typed.Text(at + "values", called + "可选值", 500, required: false).Split(['、', ',', '，', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            DraftTree.Put(column, "values", few.Length > 0 ? new JsonArray([.. few.Select(v => JsonValue.Create(v))]) : null);
        }

        var outputs = DraftTree.Objects(old["outputs"]);
        for (var i = 0; i < outputs.Count; i++)
        {
            var (at, called, column) = ($"out.{i}.", $"结果 {i + 1} 的", table["outputs"]![i]!.AsObject());
            column["label"] = typed.Text(at + "label", called + "列名", 50);
            column["id"] = typed.Text(at + "id", called + "编号", 40) is { Length: > 0 } id && id.All(c => char.IsLetterOrDigit(c) || c == '_') ? id : Wrong(typed, at + "id", called);
            DraftTree.Put(column, "type", typed.Choice(at + "type", called + "类型", Types) is var type && type != "text" ? type : null);
            DraftTree.Put(column, "default", typed.Text(at + "default", called + "默认值", 500, required: false) is { Length: > 0 } standard ? CellWords.Result(standard, Type(type)) : null);
        }

        table["rules"] = Rules(typed, [.. Columns(table, "inputs")], [.. Columns(table, "outputs")], DraftTree.Objects(old["rules"]));
        TableTests.Read(table, typed);
        return table;
    }

    private static JsonArray Rules(TypedForm typed, IReadOnlyList<ColumnType> inputs, IReadOnlyList<ColumnType> outputs, List<JsonObject> before)
    {
        var rules = new JsonArray();
        for (var r = 0; r < typed.Count("rows", DecisionTable.MostRules); r++)
        {
            var cells = Enumerable.Range(0, inputs.Count).Select(c => $"r.{r}.w.{c}").Concat(Enumerable.Range(0, outputs.Count).Select(c => $"r.{r}.t.{c}")).ToList();
            if (cells.Append($"r.{r}.note").All(cell => typed[cell].Length == 0)) continue;
            foreach (var cell in cells) typed.Text(cell, $"第 {r + 1} 行的格", 500, required: false);
            var rule = r < before.Count ? before[r].DeepClone().AsObject() : [];
            rule["when"] = new JsonArray([.. inputs.Select((type, c) => JsonValue.Create(CellWords.Condition(typed[$"r.{r}.w.{c}"], type)))]);
            rule["then"] = new JsonArray([.. outputs.Select((type, c) => JsonValue.Create(CellWords.Result(typed[$"r.{r}.t.{c}"], type)))]);
            DraftTree.Put(rule, "note", typed.Text($"r.{r}.note", $"第 {r + 1} 行的说明", 200, required: false) is { Length: > 0 } note ? note : null);
            rules.Add(rule);
        }

        return rules;
    }

    internal static IEnumerable<ColumnType> Columns(JsonObject table, string member) => DraftTree.Objects(table[member]).Select(column => Type(Word(column["type"], "text")));

    internal static ColumnType Type(string word) => Enum.TryParse<ColumnType>(word, ignoreCase: true, out var type) ? type : ColumnType.Text;

    private static string Wrong(TypedForm typed, string name, string called)
    {
        if (typed[name].Length > 0) typed.Refuse(name, $"{called}编号只能用文字、数字和下划线。");
        return typed[name];
    }

    private static string Word(JsonNode? node, string standard) => DraftTree.Text(node) is { Length: > 0 } word ? word : standard;
}
