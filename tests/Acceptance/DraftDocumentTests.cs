using System.Text.Json.Nodes;
using Innovation.Workflows.Programs;

namespace Innovation.Acceptance;

/// <summary>文书 in the designer, without script.</summary>
public sealed class DraftDocumentTests
{
    private static async Task<string> CopyAsync(Site site) => (string)(await site.PostAsync("admin", "/api/v1/drafts", new { programme = "PR01", version = 1, revise = false })).Ok()["id"]!;

    private static async Task<JsonNode> ReadAsync(Site site, string id) => (await site.GetAsync("admin", $"/api/v1/drafts/{id}")).Ok().Json!;

    private static async Task<JsonNode?> RuleAsync(Site site, string id, string document) => (await ReadAsync(site, id))["document"]!["documents"]![document];

    private static string? Paper(Browser page) => page.Page.QuerySelector("#preview iframe")?.GetAttribute("srcdoc");

    [Fact]
    public async Task Every_shipped_template_is_shown_on_paper_with_made_up_facts()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await Browser.SignInAsync(site, "admin");
        foreach (var template in DocumentTemplates.Shipped)
        {
            await page.GoAsync($"/design/{id}/documents?at={template.Id}");
            Assert.Equal(200, page.Status);
            Assert.Contains("示例", Paper(page));
            if (template.Series is { Length: > 0 } series) Assert.Contains($"冶科{series}〔", Paper(page));
        }
    }

    [Fact]
    public async Task A_new_document_is_written_with_placeholders_and_shows_what_a_case_would_fill_in()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/documents");
        await page.SubmitAsync("form[action*='handler=Add']", ("name", "终止审查通知书"), ("from", ""));
        Assert.Contains("at=document1", page.Path);
        await page.SubmitAsync("#document", ("numbered", "series"), ("series", "终"), ("heading", "关于终止审查的通知"), ("text", "{{申报单位}}申报的{{form.platform_type}}终止审查。\n\n{{案件信息}}"));
        Assert.Equal(200, page.Status);
        var rule = await RuleAsync(site, id, "document1");
        Assert.Equal("终", (string?)rule!["series"]);
        Assert.Contains("大冶市示例新材料有限公司申报的企校联合创新中心终止审查", Paper(page));
        Assert.Contains("冶科终〔", Paper(page));
        Assert.DoesNotContain("{{", Paper(page));
    }

    [Fact]
    public async Task A_placeholder_without_a_source_or_without_a_value_is_named_at_its_place()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/documents?at=acceptanceNotice");
        await page.SubmitAsync("#document", ("text", "请{{补正期限}}前"));
        Assert.Contains("占位“补正期限”在环节的结论没有来源", page.Page.QuerySelector("#i-text-e")!.TextContent);
        Assert.Contains("占位“补正期限”", page.Page.QuerySelector("#preview")!.TextContent);
        await page.SubmitAsync("#document", ("text", "编号{{文号}}"), ("numbered", "none"));
        Assert.Contains("没有选编号方式", page.Page.QuerySelector("#i-text-e")!.TextContent);
        await page.SubmitAsync("#document", ("text", ""), ("numbered", "series"), ("series", "受"));
        Assert.Contains("检查：0 处错误", page.Text);
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/parts", new { revision = (int)(await ReadAsync(site, id))["draft"]!["revision"]!, pointer = "/contact", value = "", words = "不写联系方式" })).Ok();
        await page.GoAsync($"/design/{id}/documents?at=acceptanceNotice");
        Assert.Contains("要印联系方式，请在基本信息里填写", page.Text);
    }

    [Fact]
    public async Task Wrong_values_are_refused_and_what_was_typed_stays()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/documents?at=publicNotice");
        await page.SubmitAsync("#document", ("title", ""), ("numbered", "series"), ("series", ""), ("text", "写了一半的正文"), ("heading", new string('长', 201)));
        Assert.Equal(422, page.Status);
        Assert.Contains("请填写文书名称。", page.Errors);
        Assert.Contains("请填写编号里的字。", page.Errors);
        Assert.Contains(page.Errors, e => e.StartsWith("文书标题最多 200 字", StringComparison.Ordinal));
        Assert.Equal("写了一半的正文", page.Page.QuerySelector("#i-text")!.TextContent.Trim());
        Assert.Equal(1, (int)(await ReadAsync(site, id))["draft"]!["revision"]!);
        await page.SubmitAsync("form[action*='handler=Add']", ("name", ""), ("from", ""));
        Assert.Contains("请填写文书名称，1 至 50 字。", page.Errors);
    }

    [Fact]
    public async Task A_copy_has_a_text_of_its_own_and_deleting_names_where_the_document_is_issued()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/documents?at=supplementNotice");
        await page.SubmitAsync("form[action*='handler=Copy']");
        Assert.Equal("补正通知书（副本）", (string?)(await RuleAsync(site, id, "document1"))!["title"]);
        Assert.Contains("请补充上一年度审计报告", Paper(page));
        await page.GoAsync($"/design/{id}/documents?at=supplementNotice&delete=true");
        Assert.Contains("环节“形式审查”", page.Page.QuerySelector("main [role=alert]")!.TextContent);
        await page.SubmitAsync("form[action*='handler=Delete']");
        Assert.Null(await RuleAsync(site, id, "supplementNotice"));
        Assert.Contains("文书“supplementNotice”不存在", page.Text);
    }

    [Fact]
    public async Task Without_a_printer_the_PDF_is_not_offered_and_its_address_says_why()
    {
        await using var site = await Site.StartAsync();
        var id = await CopyAsync(site);
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/documents?at=certificate");
        Assert.Null(page.Page.QuerySelector("#preview a"));
        await page.GoAsync($"/design/{id}/documents?at=certificate&handler=Pdf");
        Assert.Equal(422, page.Status);
        Assert.Contains("PDF 现在生成不了", page.Text);
    }
}
