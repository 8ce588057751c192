using System.Text.Json.Nodes;

namespace Innovation.Acceptance;

/// <summary>What publishing says of a draft among the other programmes, of its people and of made-up cases.</summary>
public sealed class PublishAroundTests
{
    private static async Task<string> StartAsync(Site site, string pattern) =>
        (string)(await site.PostAsync("admin", "/api/v1/drafts", new { pattern })).Ok()["id"]!;

    private static async Task SetAsync(Site site, string id, int revision, string pointer, object value) =>
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/parts", new { revision, pointer, value })).Ok();

    private static Task<Answer> PublishAsync(Site site, string id, int revision) => site.PostAsync("admin", $"/api/v1/drafts/{id}/publish", new { revision, notes = "第一版" });

    private static async Task<JsonNode> DocumentAsync(Site site, string id) => (await site.GetAsync("admin", $"/api/v1/drafts/{id}")).Ok()["document"]!;

    [Fact]
    public async Task A_prefix_of_another_programme_or_of_money_is_refused_and_a_copy_gets_its_own()
    {
        await using var site = await Site.StartAsync();
        var id = await StartAsync(site, "PR01");
        Assert.Equal("PTB", (string?)(await DocumentAsync(site, id))["casePrefix"]);
        foreach (var (taken, revision) in new[] { ("pt", 1), ("DYPT", 2), ("ZF", 3) })
        {
            await SetAsync(site, id, revision, "/casePrefix", taken);
            var refused = await PublishAsync(site, id, revision + 1);
            Assert.Equal(422, refused.Status);
            Assert.Contains(refused["problems"]!.AsArray(), p => (string?)p!["code"] == "series.owned" && (string?)p["pointer"] == "/casePrefix");
        }
    }

    [Fact]
    public async Task A_refusal_that_goes_on_is_refused_and_missing_people_are_told_before_publishing()
    {
        await using var site = await Site.StartAsync();
        var id = await StartAsync(site, "single-approval");
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}");
        Assert.Contains("检查：0 处错误", page.Text);
        Assert.Contains("本项目类型还没有人担任“经办人员”", page.Text);
        var stages = (await DocumentAsync(site, id))["process"]!["stages"]!;
        var outcomes = stages[1]!["outcomes"]!.AsArray();
        outcomes.Single(o => (string)o!["id"]! == "refused")!["route"] = outcomes.Single(o => (string)o!["id"]! == "approved")!["route"]!.DeepClone();
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/edits", new { revision = 1, edit = new { edit = "setOutcomes", stage = "review", outcomes } })).Ok();
        var refused = await PublishAsync(site, id, 2);
        Assert.Equal(422, refused.Status);
        Assert.Contains(refused["problems"]!.AsArray(), p => (string?)p!["code"] == "outcome.refusalGoesOn");
    }

    [Fact]
    public async Task What_the_random_walk_finds_is_a_reminder_and_does_not_keep_from_publishing()
    {
        await using var site = await Site.StartAsync();
        var id = await StartAsync(site, "claim-and-pay");
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}");
        Assert.DoesNotContain("随机模拟 200 件", page.Text);
        Assert.DoesNotContain("随机模拟 2000 件", page.Text);
        // Nobody stops at the check any more: the refusal goes round by a stage of its own and comes to the same payment.
        var document = await DocumentAsync(site, id);
        var stages = document["process"]!["stages"]!.AsArray();
        var check = stages.Single(s => (string)s!["id"]! == "check")!;
        check["outcomes"]!.AsArray().Single(o => (string)o!["id"]! == "rejected")!["route"] = new JsonObject { ["to"] = "notice" };
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/edits", new { revision = 1, edit = new { edit = "setOutcomes", stage = "check", outcomes = check["outcomes"] } })).Ok();
        await page.GoAsync($"/design/{id}");
        Assert.Contains("检查：0 处错误", page.Text);
        Assert.Contains("得出“不予受理”的", page.Text);
        Assert.Contains("仍办结为有利的结果", page.Text);
        (await PublishAsync(site, id, 2)).Ok();
    }
}
