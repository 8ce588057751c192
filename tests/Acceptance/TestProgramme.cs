using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Catalogue;
using Innovation.Workflows.Storage;

namespace Innovation.Acceptance;

/// <summary>A second version of PR01 with the stages that it does not have: 会签, 票签, 依次 and 退回, so that every command meets a real database.</summary>
public static class TestProgramme
{
    /// <summary>Publishes the version; what is submitted from now on is pinned to it.</summary>
    /// <param name="modes">Which of <c>vote</c>, <c>all</c>, <c>sequential</c> follow the check, in order.</param>
    public static Task PublishAsync(Site site, params string[] modes) => PublishAsync(site, false, modes);

    /// <param name="brief">Nothing in the form is required and an organisation may have any number of open cases.</param>
    public static async Task PublishAsync(Site site, bool brief, string[] modes)
    {
        var programme = JsonNode.Parse(ProgrammeCatalogue.Load("PR01").Write())!.AsObject();
        var process = programme["process"]!.AsObject();
        process["version"] = 2;
        var stages = process["stages"]!.AsArray();
        var check = stages.Single(s => (string)s!["id"]! == "check")!.AsObject();
        check["returnTo"] = new JsonArray("recommend");
        // Any of the officers, without claiming: two of them can act on one item.
        check["mode"] = "any";
        var at = stages.IndexOf(check) + 1;
        foreach (var mode in modes)
        {
            var positive = new JsonObject { ["id"] = "agreed", ["name"] = "同意", ["positive"] = true, ["route"] = "next" };
            var negative = new JsonObject { ["id"] = "disagreed", ["name"] = "不同意", ["requiresComment"] = true, ["route"] = new JsonObject { ["end"] = "rejected" } };
            stages.Insert(at++, new JsonObject
            {
                ["id"] = mode,
                ["kind"] = "review",
                ["name"] = mode switch { "vote" => "票签", "all" => "会签", _ => "依次审签" },
                ["step"] = "受理",
                ["applicantStatus"] = "评审中",
                ["assign"] = new JsonObject { ["role"] = "officer", ["scope"] = "programme" },
                ["mode"] = mode,
                ["returnTo"] = new JsonArray("check", "recommend"),
                ["deadline"] = new JsonObject { ["amount"] = 5, ["unit"] = "workingDays", ["remind"] = new JsonArray(3, 1), ["onExpiry"] = new JsonObject { ["escalate"] = "sectionHead" } },
                ["outcomes"] = new JsonArray(positive, negative),
            });
        }

        if (brief)
        {
            programme["openOnceFields"] = new JsonArray();
            foreach (var field in programme["form"]!["sections"]!.AsArray().SelectMany(s => s!["fields"]!.AsArray())) field!["required"] = false;
        }

        var text = Programme.Read(programme.ToJsonString()).Write();
        Assert.Empty(DefinitionValidator.Validate(Programme.Read(text).Process).Select(p => $"{p.Code} {p.StageId} {p.Message}"));
        await using var db = site.Get<IDbContexts>().Create();
        db.ProgrammeVersions.Add(new ProgrammeVersionRow
        {
            ProgrammeCode = "PR01",
            Version = 2,
            Json = text,
            Sha256 = Workflows.Forms.CanonicalJson.Sha256Hex(text),
            EffectiveAt = Site.Start.AddDays(-1),
            PublishedAt = Site.Start.AddDays(-1),
            PublishedBy = "test",
            Notes = "",
        });
        await db.SaveChangesAsync();
    }
}
