using System.Text.Json.Nodes;

namespace Innovation.Acceptance;

/// <summary>评分表 in the designer, without script.</summary>
public sealed class DraftSheetTests
{
    private static async Task<string> CopyAsync(Site site) => (string)(await site.PostAsync("admin", "/api/v1/drafts", new { programme = "PR01", version = 1, revise = false })).Ok()["id"]!;

    private static async Task<JsonNode> ReadAsync(Site site, string id) => (await site.GetAsync("admin", $"/api/v1/drafts/{id}")).Ok().Json!;

    private static async Task<JsonNode> SheetAsync(Site site, string id, int at = 0) => (await ReadAsync(site, id))["document"]!["sheets"]![at]!;

    [Fact]
    public async Task A_sheet_is_saved_as_one_revision_and_undo_brings_back_the_same_sheet()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        var before = (await SheetAsync(site, id)).ToJsonString();
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/sheets");
        await page.SubmitAsync("#sheet", ("title", "绿色工厂评分表"), ("i.0.name", "能源利用"), ("i.0.weight", "1.5"), ("i.0.n", "4"), ("i.0.b.0.name", "优秀"), ("i.0.b.0.from", "18"), ("i.0.b.0.to", "20"), ("passMark", "65"));
        Assert.Equal(200, page.Status);
        var sheet = await SheetAsync(site, id);
        Assert.Equal("绿色工厂评分表", (string?)sheet["title"]);
        Assert.Equal(1.5m, (decimal)sheet["indicators"]![0]!["weight"]!);
        Assert.Equal("优秀", (string?)sheet["indicators"]![0]!["bands"]![0]!["name"]);
        Assert.Equal(2, (int)(await ReadAsync(site, id))["draft"]!["revision"]!);
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/undo", new { revision = 2 })).Ok();
        Assert.Equal(before, (await SheetAsync(site, id)).ToJsonString());
    }

    [Fact]
    public async Task Saving_without_a_change_makes_no_revision()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/sheets");
        Assert.Empty(page.Page.QuerySelectorAll("[aria-invalid=true], .kc-error"));
        await page.SubmitAsync("#sheet");
        Assert.Equal(200, page.Status);
        Assert.Equal(1, (int)(await ReadAsync(site, id))["draft"]!["revision"]!);
    }

    [Fact]
    public async Task Wrong_numbers_are_refused_by_name_and_what_was_typed_stays()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/sheets");
        await page.SubmitAsync("#sheet", ("i.0.max", "二十"), ("i.1.name", ""), ("i.2.id", "编号 一"), ("title", new string('长', 101)), ("formula", "score.nowhere + 1"));
        Assert.Equal(422, page.Status);
        Assert.Contains(page.Errors, e => e.Contains("第 1 项的满分应为", StringComparison.Ordinal));
        Assert.Contains(page.Errors, e => e == "请填写第 2 项的名称。");
        Assert.Contains(page.Errors, e => e.StartsWith("第 3 项的编号只能用字母", StringComparison.Ordinal));
        Assert.Contains(page.Errors, e => e.StartsWith("评分表的名称最多 100 字", StringComparison.Ordinal));
        Assert.Equal("二十", page.Page.QuerySelector("#i-i-0-max")!.GetAttribute("value"));
        Assert.Equal(1, (int)(await ReadAsync(site, id))["draft"]!["revision"]!);
        await page.SubmitAsync("#sheet", ("i.0.max", "20"), ("i.1.name", "团队"), ("i.2.id", ""), ("title", "评分表"), ("formula", "score.nowhere + 1"));
        Assert.Equal(200, page.Status);
        // The check names the formula, on this tab and at its control.
        Assert.Contains("总分公式里的“score.nowhere”不存在", page.Page.QuerySelector("#i-formula-e")!.TextContent);
    }

    [Fact]
    public async Task Lines_move_and_go_by_their_buttons()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        var names = (await SheetAsync(site, id))["indicators"]!.AsArray().Select(i => (string)i!["name"]!).ToList();
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/sheets");
        await page.SubmitAsync("#sheet", ("act", "down.0"));
        await page.SubmitAsync("#sheet", ("act", $"remove.{names.Count - 1}"));
        Assert.Equal([names[1], names[0], .. names.Skip(2).SkipLast(1)], (await SheetAsync(site, id))["indicators"]!.AsArray().Select(i => (string)i!["name"]!));
    }

    [Fact]
    public async Task Sheets_are_added_copied_moved_and_deleted_and_deleting_names_who_uses_it()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/sheets");
        await page.SubmitAsync("form[action*='handler=Add']", ("name", ""));
        Assert.Contains(page.Errors, e => e.Contains("请填写评分表的名称", StringComparison.Ordinal));
        await page.SubmitAsync("form[action*='handler=Add']", ("name", "现场评分表"));
        Assert.Equal("现场评分表", (string?)(await SheetAsync(site, id, 1))["title"]);
        await page.SubmitAsync("form[action*='handler=Copy']");
        Assert.Equal("现场评分表（副本）", (string?)(await SheetAsync(site, id, 2))["title"]);
        await page.SubmitAsync("form[action*='handler=Move']");
        Assert.Equal("现场评分表（副本）", (string?)(await SheetAsync(site, id, 1))["title"]);
        await page.GoAsync($"/design/{id}/sheets?at=0&delete=true");
        Assert.Contains("环节“专家评审”", page.Page.QuerySelector("main [role=alert]")!.TextContent);
        await page.SubmitAsync("form[action*='handler=Delete']");
        Assert.Equal(200, page.Status);
        Assert.Equal(2, (await ReadAsync(site, id))["document"]!["sheets"]!.AsArray().Count);
        Assert.Contains("评分表“platform-2026”不存在", page.Text);
    }

    [Fact]
    public async Task Two_administrators_on_one_sheet_are_told_and_the_second_keeps_what_was_typed()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var one = await Browser.SignInAsync(site, "admin");
        using var two = await Browser.SignInAsync(site, "admin");
        await one.GoAsync($"/design/{id}/sheets");
        await two.GoAsync($"/design/{id}/sheets");
        await one.SubmitAsync("#sheet", ("i.0.name", "先保存的名称"));
        await two.SubmitAsync("#sheet", ("i.0.name", "后保存的名称"));
        Assert.Equal(409, two.Status);
        Assert.Contains("您打开以后，这里有人改过", two.Text);
        Assert.Equal("后保存的名称", two.Page.QuerySelector("#i-i-0-name")!.GetAttribute("value"));
        Assert.Equal("先保存的名称", (string?)(await SheetAsync(site, id))["indicators"]![0]!["name"]);
    }

    [Fact]
    public async Task The_preview_adds_up_with_weights_and_formula_before_anything_is_saved()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/sheets");
        await page.SubmitAsync("#sheet", ("i.0.weight", "2"));
        var first = (string)(await SheetAsync(site, id))["indicators"]![0]!["id"]!;
        await page.SubmitAsync("#preview form", ("f.s." + first, "7.5"));
        Assert.Equal(200, page.Status);
        Assert.Equal("15.00", page.Page.QuerySelector("#total strong")!.TextContent);
        await page.SubmitAsync("#sheet", ("formula", $"score.{first} * 3 + 1"));
        await page.SubmitAsync("#preview form", ("f.s." + first, "2"));
        Assert.Equal("7.00", page.Page.QuerySelector("#total strong")!.TextContent);
        Assert.Equal(3, (int)(await ReadAsync(site, id))["draft"]!["revision"]!);
    }

    [Fact]
    public async Task Only_administrators_open_the_page()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await Browser.SignInAsync(site, "officer1");
        await page.GoAsync($"/design/{id}/sheets");
        Assert.Equal(403, page.Status);
    }
}
