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
        var old = (stage["outcomes"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        var list = new JsonArray();
        for (var i = 0; i < count; i++)
        {
            var (id, name) = (form[$"u.{i}.id"].ToString().Trim(), form[$"u.{i}.name"].ToString().Trim());
            if (id.Length == 0 || name.Length == 0) continue;
            var outcome = old.FirstOrDefault(o => o["id"]?.ToString() == id)?.DeepClone().AsObject() ?? new JsonObject { ["id"] = id };
            outcome["name"] = name;
            Put(outcome, "route", Route(form[$"u.{i}.route"].ToString()));
            Put(outcome, "when", form[$"u.{i}.when"].ToString().Trim() is { Length: > 0 } when ? when : null);
            Put(outcome, "requiresComment", form[$"u.{i}.comment"] == "true" ? true : null);
            Put(outcome, "positive", form[$"u.{i}.positive"] == "true" ? true : null);
            Put(outcome, "documents", form[$"u.{i}.documents"].Where(d => !string.IsNullOrEmpty(d)).ToList() is { Count: > 0 } documents ? new JsonArray([.. documents.Select(d => JsonValue.Create(d))]) : null);
            list.Add(outcome);
        }

        return JsonNode.DeepEquals(list, stage["outcomes"] ?? new JsonArray()) ? null : list;
    }

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

    private static void Put(JsonObject outcome, string member, JsonNode? value)
    {
        if (value is null) outcome.Remove(member);
        else outcome[member] = value;
    }
}

/// <summary>Names and conditions of the branches of a block.</summary>
internal static class BranchPanel
{
    public static IEnumerable<DraftEdit> Read(JsonObject stage, IFormCollection form)
    {
        var branches = Pages.Design.ProcessModel.Branches(stage)?.OfType<JsonObject>().ToList() ?? [];
        for (var i = 0; i < branches.Count; i++)
        {
            if (!form.ContainsKey($"b.{i}.name")) continue;
            var name = form[$"b.{i}.name"].ToString().Trim();
            var when = form.ContainsKey($"b.{i}.when") ? form[$"b.{i}.when"].ToString().Trim() : branches[i]["when"]?.ToString();
            if (name != (branches[i]["name"]?.ToString() ?? "") || when != branches[i]["when"]?.ToString()) yield return new SetBranch(stage["id"]!.ToString(), i, name, when);
        }
    }
}
