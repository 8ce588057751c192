using Innovation.Workflows.Programs;
using Innovation.Workflows.Registers;

namespace Innovation.Acceptance;

/// <summary>Where the cases of a programme stand, and documents printed from a programme's own text.</summary>
public sealed class StandingTests
{
    [Fact]
    public async Task The_map_counts_cases_by_stage_and_leads_the_section_head_to_them()
    {
        await using var site = await Site.StartAsync();
        async Task<int> AtAsync() => (int?)(await site.GetAsync("head", "/api/v1/supervision/standing/PR01")).Ok()["stages"].AsArray().FirstOrDefault(s => (string?)s!["stageId"] == "recommend")?["count"] ?? 0;
        var before = await AtAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        Assert.Equal(before + 1, await AtAsync());
        using var head = await Browser.SignInAsync(site, "head");
        await head.GoAsync("/design/programmes/PR01/map");
        Assert.Equal(200, head.Status);
        var link = head.Page.QuerySelectorAll(".kc-stages a").Single(a => a.GetAttribute("href")!.EndsWith("stage=recommend", StringComparison.Ordinal));
        Assert.Contains("停留中位", link.ParentElement!.ParentElement!.TextContent);
        await head.GoAsync(link.GetAttribute("href")!);
        Assert.Equal(200, head.Status);
        await walk.RecommendAsync();
        Assert.Equal(before, await AtAsync());
    }

    [Fact]
    public async Task A_late_case_counts_as_late_on_the_map()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        (await site.ClockAsync("2026-09-25T10:00:00+08:00")).Ok();
        var stage = (await site.GetAsync("head", "/api/v1/supervision/standing/PR01")).Ok()["stages"].AsArray().Single(s => (string?)s!["stageId"] == "recommend")!;
        Assert.True((int)stage["overdue"]! >= 1);
        Assert.True((decimal)stage["medianDays"]! >= 1);
    }

    [Fact]
    public async Task An_administrator_sees_counts_without_links_and_others_see_no_map()
    {
        await using var site = await Site.StartAsync();
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/design/programmes/PR01/map");
        Assert.Contains("管理员只看数字", admin.Text);
        Assert.Empty(admin.Page.QuerySelectorAll(".kc-stages a"));
        foreach (var user in (string[])["officer1", "ent10", "town09"]) (await site.GetAsync(user, "/api/v1/supervision/standing/PR01")).Refused(403, "session.forbidden");
        (await site.GetAsync("head", "/api/v1/supervision/standing/NONE")).Refused(404, "resource.notFound");
    }

    [Fact]
    public async Task A_document_is_printed_from_its_text_and_a_value_is_never_read_as_markdown()
    {
        await using var site = await Site.StartAsync();
        var order = new DocumentOrder
        {
            Template = "own", DocumentId = "0123456789abcdef0123456789abcdef", Title = "办理通知书", Agency = "示例局", Number = "冶科办〔2026〕1号", IssuedOn = new(2026, 9, 16),
            OrganizationName = "# **甲**<b>公司", CaseNumber = "PT2026-0001", Uscc = "91420281MA0000000X", Item = "平台", RoundTitle = "第一批", Addressee = "{{申报单位}}",
            Place = DocumentPlace.Outcome, Body = "{{申报单位}}：\n\n你单位的 **{{申报事项}}** 已收到，{{form.level}}。\n\n{{案件信息}}\n\n1. 甲\n2. 乙\n\n{{救济途径}}", Form = new Dictionary<string, string> { ["level"] = "重点" },
        };
        var html = site.Get<IDocumentWriter>().Write(order);
        foreach (var part in (string[])["<p># **甲**&lt;b&gt;公司：</p>", "你单位的 平台 已收到，重点。", "PT2026-0001", "<p>1. 甲</p>", "行政复议", "冶科办〔2026〕1号"])
            Assert.Contains(part, html, StringComparison.Ordinal);
        var missing = Assert.Throws<Innovation.Documents.MissingDocumentFieldException>(() => site.Get<IDocumentWriter>().Write(order with { Form = new Dictionary<string, string>() }));
        Assert.Contains("form.level", missing.Message, StringComparison.Ordinal);
    }
}
