using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;

namespace Innovation.Web.Design;

/// <summary>The table of outcomes in the panel: name, way on, condition and documents of each; the last line is for a new one.</summary>
internal static class OutcomePanel
{
    /// <summary>All outcomes when something differs; null when nothing does.</summary>
    public static JsonArray? Read(JsonObject stage, IFormCollection form)
    {
        if (!form.ContainsKey("u.count") || !int.TryParse(form["u.count"], out var count) || count is < 0 or > 50) return null;
        var old = DraftTree.Objects(stage["outcomes"]);
        var used = old.Select(DraftTree.Id).ToHashSet();
        var list = new JsonArray();
        for (var i = 0; i < count; i++)
        {
            var (id, name) = (form[$"u.{i}.id"].ToString(), form[$"u.{i}.name"].ToString().Trim());
            if (form[$"u.{i}.gone"] == "true" || (id.Length == 0 && name.Length == 0)) continue;
            if (id.Length == 0) used.Add(id = DraftTree.FreeId("outcome1", used));
            var outcome = old.FirstOrDefault(o => DraftTree.Id(o) == id)?.DeepClone().AsObject() ?? new JsonObject { ["id"] = id };
            outcome["name"] = name;
            DraftTree.Put(outcome, "route", Route(form[$"u.{i}.route"].ToString()));
            Text(outcome, "when", form[$"u.{i}.when"]);
            Text(outcome, "help", form[$"u.{i}.help"]);
            Text(outcome, "onlyBefore", form[$"u.{i}.onlyBefore"]);
            foreach (var flag in Flags.Keys) DraftTree.Put(outcome, flag, form[$"u.{i}.{flag}"] == "true" ? true : null);
            DraftTree.Put(outcome, "documents", form[$"u.{i}.documents"].Where(d => !string.IsNullOrEmpty(d)).ToList() is { Count: > 0 } documents ? new JsonArray([.. documents.Select(d => JsonValue.Create(d))]) : null);
            list.Add(outcome);
        }

        // 上移: the order counts where conditions choose, and on the buttons.
        ListAct.On(list, $"up.{form["u.up"]}");
        return JsonNode.DeepEquals(list, stage["outcomes"] ?? new JsonArray()) ? null : list;
    }

    /// <summary>What an outcome can be marked with.</summary>
    public static IReadOnlyDictionary<string, string> Flags { get; } = new Dictionary<string, string> { ["positive"] = "算赞成", ["goesOn"] = "不赞成也继续（和赞成的去向相同）", ["requiresComment"] = "须写意见", ["awardsMoney"] = "给付资金", ["automatic"] = "由系统得出" };

    /// <summary>A route as the value of a control: next, stay, to:ID or end:ID.</summary>
    public static string Text(JsonNode? route) => route switch
    {
        JsonObject o when o["to"] is { } to => "to:" + to,
        JsonObject o when o["end"] is { } end => "end:" + end,
        null => "",
        _ => route.ToString(),
    };

    private static JsonNode? Route(string text) => text switch
    {
        "next" or "stay" => text,
        _ when text.StartsWith("to:", StringComparison.Ordinal) => new JsonObject { ["to"] = text[3..] },
        _ when text.StartsWith("end:", StringComparison.Ordinal) => new JsonObject { ["end"] = text[4..] },
        _ => null,
    };

    private static void Text(JsonObject outcome, string member, string? text) => DraftTree.Put(outcome, member, text?.Trim() is { Length: > 0 } given ? given : null);
}

/// <summary>Names and conditions of the branches of a block.</summary>
internal static class BranchPanel
{
    public static IEnumerable<DraftEdit> Read(JsonObject stage, IFormCollection form)
    {
        var branches = DraftTree.Branches(stage).ToList();
        for (var i = 0; i < branches.Count; i++)
        {
            if (!form.ContainsKey($"b.{i}.name")) continue;
            var name = form[$"b.{i}.name"].ToString().Trim();
            var when = form.ContainsKey($"b.{i}.when") ? form[$"b.{i}.when"].ToString().Trim() : branches[i]["when"]?.ToString();
            if (name != (branches[i]["name"]?.ToString() ?? "") || when != branches[i]["when"]?.ToString()) yield return new SetBranch(stage["id"]!.ToString(), i, name, when);
        }
    }
}
