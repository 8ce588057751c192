using System.Text.Json.Nodes;

namespace Innovation.Acceptance;

/// <summary>Drafts to try out.</summary>
public static class TrialDrafts
{
    /// <summary>A copy of PR01.</summary>
    public static async Task<string> CopyAsync(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return (string)(await site.PostAsync("admin", "/api/v1/drafts", new { programme = "PR01", version = 1, revise = false })).Ok()["id"]!;
    }

    /// <summary>A copy of PR01 in which only 中试基地 (P22) are visited, by a choice on the form.</summary>
    public static async Task<string> WithChoiceAsync(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        var document = (await site.GetAsync("admin", $"/api/v1/drafts/{await CopyAsync(site)}")).Ok()["document"]!.DeepClone().AsObject();
        var stages = document["process"]!["stages"]!.AsArray();
        var visit = stages.Single(s => (string?)s!["id"] == "site")!;
        var at = stages.IndexOf(visit);
        stages.RemoveAt(at);
        stages.Insert(at, new JsonObject
        {
            ["kind"] = "choice", ["id"] = "byType", ["name"] = "按类别",
            ["options"] = new JsonArray(new JsonObject { ["when"] = "form.platform_type = \"P22\"", ["stages"] = new JsonArray(visit) }, new JsonObject { ["otherwise"] = true, ["stages"] = new JsonArray() }),
        });
        return (string)(await site.PostAsync("admin", "/api/v1/drafts", new { document })).Ok()["id"]!;
    }
}
