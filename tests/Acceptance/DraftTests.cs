using System.Text.Json.Nodes;

namespace Innovation.Acceptance;

/// <summary>草稿: administrators work on a programme edit by edit, and publish it when nothing is wrong.</summary>
public sealed class DraftTests
{
    private static async Task<string> CopyAsync(Site site, bool revise = false) =>
        (string)(await site.PostAsync("admin", "/api/v1/drafts", new { programme = "PR01", version = 1, revise })).Ok()["id"]!;

    private static Task<Answer> EditAsync(Site site, string id, int revision, object edit, string user = "admin") =>
        site.PostAsync(user, $"/api/v1/drafts/{id}/edits", new { revision, edit });

    private static async Task<JsonNode> ReadAsync(Site site, string id) => (await site.GetAsync("admin", $"/api/v1/drafts/{id}")).Ok().Json!;

    [Fact]
    public async Task Edits_are_taken_back_and_done_again_to_the_same_document()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        var before = (await ReadAsync(site, id))["document"]!.ToJsonString();
        var stage = (string)(await ReadAsync(site, id))["document"]!["process"]!["stages"]![1]!["id"]!;
        (await EditAsync(site, id, 1, new { edit = "deleteStage", stage })).Ok();
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/parts", new { revision = 2, pointer = "/section", value = "平台科", words = "改办理科室" })).Ok();
        var after = (await ReadAsync(site, id))["document"]!.ToJsonString();
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/undo", new { revision = 3 })).Ok();
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/undo", new { revision = 4 })).Ok();
        Assert.Equal(before, (await ReadAsync(site, id))["document"]!.ToJsonString());
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/redo", new { revision = 5 })).Ok();
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/redo", new { revision = 6 })).Ok();
        Assert.Equal(after, (await ReadAsync(site, id))["document"]!.ToJsonString());
        Assert.Equal("draft.nothingToRedo", (string?)(await site.PostAsync("admin", $"/api/v1/drafts/{id}/redo", new { revision = 7 }))["code"]);
    }

    [Fact]
    public async Task Edits_on_an_older_revision_count_when_they_are_apart_and_name_the_other_when_they_are_not()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        var stages = (await ReadAsync(site, id))["document"]!["process"]!["stages"]!.AsArray();
        var (first, second) = ((string)stages[0]!["id"]!, (string)stages[1]!["id"]!);
        (await EditAsync(site, id, 1, new { edit = "renameStage", stage = first, name = "网上申报" })).Ok();
        (await EditAsync(site, id, 1, new { edit = "renameStage", stage = second, name = "镇街推荐意见" })).Ok();
        var refused = await EditAsync(site, id, 1, new { edit = "renameStage", stage = first, name = "另一个名称" });
        Assert.Equal(409, refused.Status);
        Assert.Equal("draft.stale", (string?)refused["code"]);
        Assert.Contains("改名为“网上申报”", (string?)refused["detail"]);
        Assert.Equal(3, (int)refused["revision"]!);
    }

    [Fact]
    public async Task Only_a_draft_without_errors_is_published_and_a_withdrawn_version_takes_no_new_case()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site, revise: true);
        var unchanged = await site.PostAsync("admin", $"/api/v1/drafts/{id}/publish", new { revision = 1, notes = "没有改" });
        Assert.Equal("draft.unchanged", (string?)unchanged["code"]);
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/parts", new { revision = 1, pointer = "/titleField", value = "nowhere" })).Ok();
        var broken = await site.PostAsync("admin", $"/api/v1/drafts/{id}/publish", new { revision = 2, notes = "改坏了" });
        Assert.Equal("draft.problems", (string?)broken["code"]);
        Assert.Contains(broken["problems"]!.AsArray(), p => (string?)p!["pointer"] == "/titleField");
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/undo", new { revision = 2 })).Ok();
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/parts", new { revision = 3, pointer = "/section", value = "平台科" })).Ok();
        Assert.Equal("notes", (string?)(await site.PostAsync("admin", $"/api/v1/drafts/{id}/publish", new { revision = 4, notes = "" }))["field"]);
        Assert.Equal(2, (int)(await site.PostAsync("admin", $"/api/v1/drafts/{id}/publish", new { revision = 4, notes = "科室改名" })).Ok()["version"]!);
        foreach (var version in (int[])[1, 2]) (await site.PostAsync("admin", $"/api/v1/programmes/PR01/versions/{version}/withdraw", new { reason = "办法修订" })).Ok();
        var walk = new Journey(site);
        var refused = await Assert.ThrowsAnyAsync<Exception>(walk.SubmitAsync);
        Assert.Contains("programme.notInForce", refused.Message);
    }

    [Fact]
    public async Task Nobody_but_an_administrator_sees_drafts_and_bad_edits_are_refused_by_field()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        Assert.Equal(403, (await site.GetAsync("officer1", $"/api/v1/drafts/{id}")).Status);
        Assert.Equal(403, (await EditAsync(site, id, 1, new { edit = "deleteStage", stage = "accept" }, "officer1")).Status);
        Assert.Equal("edit", (string?)(await EditAsync(site, id, 1, new { edit = "moveStage", stage = "accept" }))["field"]);
        Assert.Equal("draft.noStage", (string?)(await EditAsync(site, id, 1, new { edit = "deleteStage", stage = "nowhere" }))["code"]);
        Assert.Equal("pointer", (string?)(await site.PostAsync("admin", $"/api/v1/drafts/{id}/parts", new { revision = 1, pointer = "/process/stages", value = "x" }))["field"]);
    }

    [Fact]
    public async Task The_designer_page_adds_changes_and_takes_back_without_script()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync("/design");
        Assert.Contains("本级创新平台认定", page.Text);
        var stage = (string)(await ReadAsync(site, id))["document"]!["process"]!["stages"]![1]!["id"]!;
        await page.GoAsync($"/design/{id}?stage={stage}");
        Assert.Equal(200, page.Status);
        Assert.Contains("检查：0 处错误", page.Text);
        await page.SubmitAsync("#panel", ("name", "属地初审"));
        Assert.Equal(200, page.Status);
        Assert.Contains("属地初审", page.Text);
        var view = await ReadAsync(site, id);
        Assert.Equal(2, (int)view["draft"]!["revision"]!);
    }
}
