using Innovation.Workflows.Programs.Drafts;

namespace Innovation.Acceptance;

/// <summary>The gallery of starting points and the random walk, without script.</summary>
public sealed class DraftGalleryTests
{
    [Fact]
    public async Task Every_starting_point_becomes_a_draft_of_its_own_that_may_be_published()
    {
        await using var site = await Site.StartAsync();
        using var page = await Browser.SignInAsync(site, "admin");
        foreach (var pattern in DraftPatterns.All)
        {
            await page.GoAsync("/design/new");
            await page.SubmitAsync($"#n-{pattern.Id}", ("name", "由" + pattern.Title + "改来"));
            Assert.Equal(200, page.Status);
            Assert.Contains("由" + pattern.Title + "改来", page.Text);
            Assert.Contains("检查：0 处错误", page.Text);
        }

        await page.GoAsync("/design/new");
        await page.SubmitAsync("#n-single-approval");
        var id = page.Path.Split('/')[^1];
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/publish", new { revision = 1, notes = "第一版" })).Ok();
    }

    [Fact]
    public async Task A_name_too_long_and_an_unknown_starting_point_are_refused()
    {
        await using var site = await Site.StartAsync();
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync("/design/new");
        await page.SubmitAsync("#n-notice-only", ("name", new string('长', 101)));
        Assert.Equal(422, page.Status);
        Assert.Contains("项目名称最多 100 字。", page.Errors);
        Assert.Equal(101, page.Page.QuerySelector("#n-notice-only")!.GetAttribute("value")!.Length);
        await page.SubmitAsync("#n-empty", ("name", " "));
        Assert.Contains("请填写项目名称。", page.Errors);
        await page.SubmitAsync("#n-notice-only", ("pattern", "nowhere"), ("name", "x"));
        Assert.Contains(page.Errors, e => e.Contains("没有“nowhere”这个起点", StringComparison.Ordinal));
        Assert.Empty((await site.GetAsync("admin", "/api/v1/drafts")).Ok()["items"]!.AsArray());
    }

    [Fact]
    public async Task A_random_walk_is_repeated_by_its_seed_and_downloaded_as_a_table()
    {
        await using var site = await Site.StartAsync();
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync("/design/new");
        await page.SubmitAsync("#n-claim-and-pay");
        var walk = page.Path + "/walk";
        await page.GoAsync(walk);
        Assert.DoesNotContain("下载表格", page.Text);
        await page.GoAsync(walk + "?cases=300&seed=11");
        Assert.Contains("300 件，种子 11", page.Text);
        Assert.Contains("已兑付", page.Text);
        Assert.Contains("受理审核 → 兑付审定", page.Text);
        var first = page.Page.QuerySelector("#oc")!.ParentElement!.ParentElement!.TextContent;
        await page.GoAsync(walk + "?cases=300&seed=11");
        Assert.Equal(first, page.Page.QuerySelector("#oc")!.ParentElement!.ParentElement!.TextContent);
        await page.GoAsync(walk + "?cases=300&seed=12");
        Assert.NotEqual(first, page.Page.QuerySelector("#oc")!.ParentElement!.ParentElement!.TextContent);
        var csv = System.Text.Encoding.UTF8.GetString(await page.DownloadAsync(walk + "?handler=Csv&cases=300&seed=11"));
        Assert.Contains("随机种子,11", csv);
        Assert.Contains("用时中位（工作日）", csv);
    }

    [Fact]
    public async Task Numbers_out_of_range_and_a_broken_draft_are_refused()
    {
        await using var site = await Site.StartAsync();
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync("/design/new");
        await page.SubmitAsync("#n-notice-only");
        var id = page.Path.Split('/')[^1];
        await page.GoAsync($"/design/{id}/walk?cases=10001&seed=abc");
        Assert.Equal(422, page.Status);
        Assert.Contains("件数应为 1 至 10000 的整数，现在填的是“10001”。", page.Errors);
        Assert.Contains("随机种子应为 0 至 1000000 的整数，现在填的是“abc”。", page.Errors);
        Assert.Equal("10001", page.Page.QuerySelector("#i-cases")!.GetAttribute("value"));
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/edits", new { revision = 1, edit = new { edit = "deleteStage", stage = "notice" } })).Ok();
        await page.GoAsync($"/design/{id}/walk?cases=10&seed=1");
        Assert.Equal(422, page.Status);
        Assert.Contains("处错误，改好后才能模拟", page.Text);
        Assert.DoesNotContain("下载表格", page.Text);
    }

    [Fact]
    public async Task Officers_see_neither_gallery_nor_walk()
    {
        await using var site = await Site.StartAsync();
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/design/new");
        await admin.SubmitAsync("#n-notice-only");
        using var page = await Browser.SignInAsync(site, "officer1");
        foreach (var path in (string[])["/design/new", admin.Path + "/walk?cases=10&seed=1", admin.Path + "/documents", admin.Path + "/tables"])
        {
            await page.GoAsync(path);
            Assert.Equal(403, page.Status);
        }
    }
}
