using System.Text.Json.Nodes;

namespace Innovation.Acceptance;

/// <summary>决策表 in the designer, without script.</summary>
public sealed class DraftTableTests
{
    private static async Task<string> CopyAsync(Site site) => (string)(await site.PostAsync("admin", "/api/v1/drafts", new { programme = "PR01", version = 1, revise = false })).Ok()["id"]!;

    private static async Task<JsonNode> ReadAsync(Site site, string id) => (await site.GetAsync("admin", $"/api/v1/drafts/{id}")).Ok().Json!;

    private static async Task<JsonNode> TableAsync(Site site, string id) => (await ReadAsync(site, id))["document"]!["tables"]![0]!;

    /// <summary>资助档次 by staff: two rules, typed as people type.</summary>
    private static async Task<Browser> GrantAsync(Site site, string id)
    {
        var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/tables");
        await page.SubmitAsync("form[action*='handler=Add']", ("name", "资助档次"));
        await page.SubmitAsync("#table", ("in.0.label", "研发人员"), ("in.0.expression", "form.rd_staff"), ("in.0.type", "integer"), ("out.0.label", "档次"), ("out.0.id", "grade"),
            ("r.0.w.0", "≥ 50"), ("r.0.t.0", "一档"), ("r.1.w.0", "< 50"), ("r.1.t.0", "二档"), ("r.1.note", "办法第六条"));
        return page;
    }

    [Fact]
    public async Task A_table_is_typed_like_a_spreadsheet_and_kept_in_the_language_of_tables()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await GrantAsync(site, id);
        Assert.Equal(200, page.Status);
        var table = await TableAsync(site, id);
        Assert.Equal([">= 50", "< 50"], table["rules"]!.AsArray().Select(r => (string)r!["when"]![0]!));
        Assert.Equal(["\"一档\"", "\"二档\""], table["rules"]!.AsArray().Select(r => (string)r!["then"]![0]!));
        Assert.Equal("办法第六条", (string?)table["rules"]![1]!["note"]);
        Assert.Contains("检查：0 处错误", page.Text);
        var revision = (int)(await ReadAsync(site, id))["draft"]!["revision"]!;
        await page.SubmitAsync("#table");
        Assert.Equal(revision, (int)(await ReadAsync(site, id))["draft"]!["revision"]!);
    }

    [Fact]
    public async Task Examples_show_the_row_that_was_hit_and_a_failing_one_keeps_the_draft_from_being_published()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await GrantAsync(site, id);
        await page.SubmitAsync("#table", ("t.0.name", "大团队"), ("t.0.g.0", "60"), ("t.0.e.0", "二档"));
        Assert.Contains("样例“大团队”没有通过：应得 \"二档\"，实得 \"一档\"。命中第 1 行。", page.Text);
        var refused = await site.PostAsync("admin", $"/api/v1/drafts/{id}/publish", new { revision = (int)(await ReadAsync(site, id))["draft"]!["revision"]!, notes = "加决策表" });
        Assert.Equal("draft.problems", (string?)refused["code"]);
        Assert.Contains(refused["problems"]!.AsArray(), p => (string?)p!["pointer"] == "/tables/0/tests/0");
        await page.SubmitAsync("#table", ("t.0.e.0", "一档"));
        Assert.Contains("通过，命中第 1 行", page.Text);
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/publish", new { revision = (int)(await ReadAsync(site, id))["draft"]!["revision"]!, notes = "加决策表" })).Ok();
    }

    [Fact]
    public async Task Errors_stand_at_the_very_cell()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await GrantAsync(site, id);
        await page.SubmitAsync("#table", ("r.0.w.0", ">= >"), ("r.1.t.0", "form.nowhere"));
        Assert.Equal(200, page.Status);
        Assert.Contains("第 1 行“研发人员”写错了", page.Page.QuerySelector("#i-r-0-w-0-e")!.TextContent);
        await page.SubmitAsync("#table", ("r.0.w.0", ">= 40"));
        Assert.Contains("form.nowhere", page.Page.QuerySelector("#i-r-1-t-0-e")!.TextContent);
        await page.SubmitAsync("#table", ("r.1.t.0", "二档"));
        Assert.Contains("第 1 行与第 2 行会同时命中", page.Page.QuerySelector("#i-r-1-note-e")!.TextContent);
        await page.SubmitAsync("#table", ("t.0.name", "例"), ("t.0.g.0", "许多"), ("name", ""), ("r.0.w.0", new string('1', 501)));
        Assert.Equal(422, page.Status);
        Assert.Contains(page.Errors, e => e == "请填写决策表的名称。");
        Assert.Contains(page.Errors, e => e.StartsWith("第 1 行的格最多 500 字", StringComparison.Ordinal));
        Assert.Contains(page.Errors, e => e.Contains("样例 1 的“form.rd_staff”应为", StringComparison.Ordinal));
        Assert.Equal("许多", page.Page.QuerySelector("#i-t-0-g-0")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Columns_and_rows_are_added_moved_and_deleted_with_their_cells()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await GrantAsync(site, id);
        await page.SubmitAsync("#table", ("act", "in.add"));
        await page.SubmitAsync("#table", ("in.1.label", "级别"), ("in.1.expression", "form.level"), ("in.1.type", "text"), ("r.0.w.1", "本级"));
        await page.SubmitAsync("#table", ("act", "in.left.1"));
        var rules = (await TableAsync(site, id))["rules"]!.AsArray();
        Assert.Equal(["\"本级\"", ">= 50"], rules[0]!["when"]!.AsArray().Select(c => (string)c!));
        await page.SubmitAsync("#table", ("act", "row.down.0"));
        await page.SubmitAsync("#table", ("act", "row.insert.0"));
        Assert.Equal(["-", "< 50", ">= 50"], (await TableAsync(site, id))["rules"]!.AsArray().Select(r => (string)r!["when"]![1]!));
        await page.SubmitAsync("#table", ("act", "in.remove.0"));
        await page.SubmitAsync("#table", ("act", "row.remove.0"));
        Assert.Equal(["< 50", ">= 50"], (await TableAsync(site, id))["rules"]!.AsArray().Select(r => (string)Assert.Single(r!["when"]!.AsArray())!));
    }

    [Fact]
    public async Task Collected_results_are_written_with_semicolons_and_deleting_names_the_condition_that_reads_the_table()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await GrantAsync(site, id);
        await page.SubmitAsync("#table", ("hitPolicy", "collect"), ("out.0.default", ""), ("r.1.w.0", ">= 10"), ("t.0.name", "都命中"), ("t.0.g.0", "60"), ("t.0.e.0", "一档；二档"));
        Assert.Contains("通过，命中第 1、2 行", page.Text);
        Assert.Equal(2, (await TableAsync(site, id))["tests"]![0]!["expect"]!.AsArray().Count);
        var draft = await ReadAsync(site, id);
        var table = (string)draft["document"]!["tables"]![0]!["id"]!;
        var stage = draft["document"]!["process"]!["stages"]!.AsArray().Single(s => (string)s!["id"]! == "panel")!;
        stage["outcomes"]![0]!["when"] = $"count(table.{table}) > 0";
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/edits", new { revision = (int)draft["draft"]!["revision"]!, edit = new { edit = "setOutcomes", stage = "panel", outcomes = stage["outcomes"] } })).Ok();
        await page.GoAsync($"/design/{id}/tables?at=0&delete=true");
        Assert.Contains("环节“专家评审”的结论“合格”的条件", page.Page.QuerySelector("main [role=alert]")!.TextContent);
    }
}
