using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Expressions.DecisionTables;

namespace Innovation.Web.Design;

/// <summary>What the buttons of a decision table do: <c>in.add</c>, <c>in.left.1</c>, <c>out.remove.0</c>, <c>row.up.3</c>, <c>row.insert.3</c>, <c>test.remove.2</c>.</summary>
internal static class TableActs
{
    public static void Do(JsonObject table, string act)
    {
        var parts = act.Split('.');
        var at = parts.Length > 2 && int.TryParse(parts[2], out var number) ? number : -1;
        switch (parts[0], parts.ElementAtOrDefault(1))
        {
            case ("in", "add"): AddColumn(table, "inputs", "when", "条件", "-"); break;
            case ("out", "add"): AddColumn(table, "outputs", "then", "结果", "null"); break;
            case ("in", { } way): Column(table, "inputs", "when", way, at); break;
            case ("out", { } way): Column(table, "outputs", "then", way, at); break;
            case ("row", "insert"): Insert(table, at); break;
            case ("row", { } way): ListAct.On(Array(table, "rules"), $"{way}.{at}"); break;
            case ("test", { } way): ListAct.On(Array(table, "tests"), $"{way}.{at}"); break;
        }
    }

    private static void AddColumn(JsonObject table, string member, string cells, string label, string empty)
    {
        var list = Array(table, member);
        if (list.Count >= DecisionTable.MostColumns) return;
        var used = Array(table, "inputs").Concat(Array(table, "outputs")).OfType<JsonObject>().Select(c => DraftTree.Text(c["id"])).ToHashSet();
        var column = new JsonObject { ["id"] = DraftTree.FreeId(member == "inputs" ? "in1" : "out1", used), ["label"] = $"{label} {list.Count + 1}" };
        // Something that computes, so that the rest of the table stays readable; the check says what is missing.
        if (member == "inputs") column["expression"] = "today";
        if (member == "inputs") column["type"] = "date";
        list.Add(column);
        foreach (var rule in Array(table, "rules").OfType<JsonObject>()) Array(rule, cells).Add(empty);
    }

    /// <summary>A column moves or goes with its cells.</summary>
    private static void Column(JsonObject table, string member, string cells, string way, int at)
    {
        var act = (way switch { "left" => "up", "right" => "down", _ => "remove" }) + "." + at;
        ListAct.On(Array(table, member), act);
        foreach (var rule in Array(table, "rules").OfType<JsonObject>()) ListAct.On(Array(rule, cells), act);
    }

    private static void Insert(JsonObject table, int at)
    {
        var rules = Array(table, "rules");
        if (at < 0 || at > rules.Count || rules.Count >= DecisionTable.MostRules) return;
        JsonArray Cells(string member, string cell) => new([.. Array(table, member).Select(_ => JsonValue.Create(cell))]);
        rules.Insert(at, new JsonObject { ["when"] = Cells("inputs", "-"), ["then"] = Cells("outputs", "null") });
    }

    private static JsonArray Array(JsonObject owner, string member)
    {
        if (owner[member] is not JsonArray list) owner[member] = list = [];
        return list;
    }
}
