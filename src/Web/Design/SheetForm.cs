using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;

namespace Innovation.Web.Design;

/// <summary>A score sheet between the draft and its controls: <c>i.0.max</c> is the maximum of the first indicator, <c>i.0.b.0.from</c> the lower end of its first band.</summary>
internal static class SheetForm
{
    public const int MostIndicators = 60;
    public const int MostBands = 8;

    public static Dictionary<string, string> Show(JsonObject sheet)
    {
        var values = new Dictionary<string, string>();
        foreach (var member in (string[])["title", "passMark", "formula", "minCommentLength", "maxCommentLength"]) values[member] = DraftTree.Word(sheet[member]);
        var indicators = DraftTree.Objects(sheet["indicators"]);
        values["n"] = $"{indicators.Count}";
        for (var i = 0; i < indicators.Count; i++)
        {
            foreach (var member in (string[])["id", "name", "max", "help"]) values[$"i.{i}.{member}"] = DraftTree.Word(indicators[i][member]);
            values[$"i.{i}.weight"] = indicators[i]["weight"] is { } weight ? DraftTree.Word(weight) : "1";
            values[$"i.{i}.decimals"] = indicators[i]["decimals"] is { } decimals ? DraftTree.Word(decimals) : "2";
            var bands = DraftTree.Objects(indicators[i]["bands"]);
            values[$"i.{i}.n"] = $"{bands.Count}";
            for (var b = 0; b < bands.Count; b++)
                foreach (var member in (string[])["name", "from", "to"]) values[$"i.{i}.b.{b}.{member}"] = DraftTree.Word(bands[b][member]);
        }

        return values;
    }

    /// <summary>The sheet as typed, laid over the old one; empty lines are left out.</summary>
    public static JsonObject Read(JsonObject old, TypedForm typed)
    {
        var sheet = old.DeepClone().AsObject();
        sheet["title"] = typed.Text("title", "评分表的名称", 100);
        DraftTree.Put(sheet, "passMark", typed.Number("passMark", "合格分", 0, 10_000, required: false));
        DraftTree.Put(sheet, "formula", typed.Text("formula", "总分公式", 1000, required: false) is { Length: > 0 } formula ? formula : null);
        DraftTree.Put(sheet, "minCommentLength", typed.Whole("minCommentLength", "意见最少字数", 0, 10_000, required: false) is { } min and not 0 ? min : null);
        DraftTree.Put(sheet, "maxCommentLength", typed.Whole("maxCommentLength", "意见最多字数", 1, 10_000, required: false) is { } max and not 2000 ? max : null);
        var before = DraftTree.Objects(old["indicators"]);
        var used = before.Select(i => DraftTree.Text(i["id"])).ToHashSet();
        var list = new JsonArray();
        for (var i = 0; i < typed.Count("n", MostIndicators); i++)
        {
            if (((string[])["id", "name", "max", "help"]).All(member => typed[$"i.{i}.{member}"].Length == 0)) continue;
            list.Add(Indicator(typed, i, before, used));
        }

        sheet["indicators"] = list;
        return sheet;
    }

    private static JsonObject Indicator(TypedForm typed, int i, List<JsonObject> before, HashSet<string> used)
    {
        var at = $"i.{i}.";
        var called = $"第 {i + 1} 项的";
        var id = typed[at + "id"];
        if (id.Length == 0) id = DraftTree.FreeId("item1", used);
        else if (id.Length > 40 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) typed.Refuse(at + "id", $"{called}编号只能用字母、数字和下划线，最多 40 位。");
        used.Add(id);
        var indicator = before.FirstOrDefault(o => DraftTree.Text(o["id"]) == id)?.DeepClone().AsObject() ?? [];
        indicator["id"] = id;
        indicator["name"] = typed.Text(at + "name", called + "名称", 100);
        DraftTree.Put(indicator, "help", typed.Text(at + "help", called + "说明", 500, required: false) is { Length: > 0 } help ? help : null);
        indicator["max"] = typed.Number(at + "max", called + "满分", 0.01m, 1000);
        DraftTree.Put(indicator, "decimals", typed.Whole(at + "decimals", called + "小数位数", 0, 4, required: false) is { } decimals and not 2 ? decimals : null);
        DraftTree.Put(indicator, "weight", typed.Number(at + "weight", called + "权重", 0.0001m, 100, required: false) is { } weight and not 1 ? weight : null);
        var bands = new JsonArray();
        for (var b = 0; b < typed.Count(at + "n", MostBands); b++)
        {
            var (band, place) = ($"{at}b.{b}.", $"{called}第 {b + 1} 档的");
            if (((string[])["name", "from", "to"]).All(member => typed[band + member].Length == 0)) continue;
            bands.Add(new JsonObject { ["name"] = typed.Text(band + "name", place + "名称", 20), ["from"] = typed.Number(band + "from", place + "最低分", 0, 1000), ["to"] = typed.Number(band + "to", place + "最高分", 0, 1000) });
        }

        DraftTree.Put(indicator, "bands", bands.Count > 0 ? bands : null);
        return indicator;
    }

    /// <summary>up.K, down.K and remove.K are about an indicator.</summary>
    public static void Act(JsonObject sheet, string act) => ListAct.On(sheet["indicators"] as JsonArray ?? [], act);

}

/// <summary>What the small buttons of a line do: <c>up.2</c>, <c>down.2</c>, <c>remove.2</c>.</summary>
internal static class ListAct
{
    public static void On(JsonArray list, string act)
    {
        var parts = act.Split('.');
        if (parts.Length != 2 || !int.TryParse(parts[1], out var at) || at < 0 || at >= list.Count) return;
        var to = parts[0] switch { "up" => at - 1, "down" => at + 1, "remove" => -1, _ => at };
        if (parts[0] != "remove" && (to < 0 || to >= list.Count)) return;
        var item = list[at];
        list.RemoveAt(at);
        if (parts[0] != "remove") list.Insert(to, item);
    }
}
