using System.Text.Json.Nodes;

namespace Innovation.Acceptance;

/// <summary>Form, field permissions and settings of a draft, without script: every save is one revision, what is wrong is named, what was typed stays.</summary>
public sealed class FormDesignTests : IAsyncLifetime
{
    private Site site = null!;
    private Browser page = null!;
    private string id = "";

    public async ValueTask InitializeAsync()
    {
        site = await Site.StartAsync();
        id = (string)(await site.PostAsync("admin", "/api/v1/drafts", new { programme = "PR01", version = 1, revise = false })).Ok()["id"]!;
        page = await Browser.SignInAsync(site, "admin");
    }

    public async ValueTask DisposeAsync()
    {
        page.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task A_field_is_added_set_moved_copied_and_deleted_with_what_names_it()
    {
        await page.GoAsync($"/design/{id}/form?add=conditions&at=1");
        await page.SubmitAsync("form[action*='handler=Add']", ("p.title", "综合能耗"), ("p.type", "decimal"));
        Assert.EndsWith("?field=number", page.Path);
        await page.SubmitAsync("#panel", ("f.id", "energy"), ("f.unit", "吨标准煤"), ("f.min", "0"), ("f.precision", "2"), ("f.visibleWhen.lines[0].name", "form.platform_type"), ("f.visibleWhen.lines[0].operator", "="), ("f.visibleWhen.lines[0].value", "众创空间"));
        Assert.EndsWith("?field=energy", page.Path);
        Assert.Equal((3, """{"id":"energy","type":"decimal","label":"综合能耗","unit":"吨标准煤","visibleWhen":"form.platform_type = \u0022P18\u0022","min":0,"precision":2}"""), (await RevisionAsync(), Plain((await FormAsync())["sections"]![2]!["fields"]![1]!)));

        await page.SubmitAsync("form[action*='handler=Move']:has([value='1'])");
        await page.SubmitAsync("form[action*='handler=Place']", ("to", "plan"));
        await page.SubmitAsync("form[action*='handler=Copy']");
        Assert.Equal("plan,avoid_experts,energy,energy2", string.Join(',', (await FormAsync())["sections"]![4]!["fields"]!.AsArray().Select(f => (string?)f!["id"])));

        await page.GoAsync($"/design/{id}/form?field=platform_type&delete=true");
        foreach (var words in (string[])["字段“共建单位”的显示条件", "校验规则", "事项名称字段", "证书的事项、级别字段", "条件可以用的名称"]) Assert.Contains(words, page.Text);
        await page.SubmitAsync("form[action*='handler=Delete']");
        Assert.Contains("事项名称字段“platform_type”在表单里不存在", page.Text);
        await page.SubmitAsync("form[action*='handler=Undo']");
        Assert.DoesNotContain("在表单里不存在", page.Text);
    }

    [Fact]
    public async Task What_is_wrong_in_a_panel_is_named_and_what_was_typed_stays()
    {
        await page.GoAsync($"/design/{id}/form?field=ip_list");
        await page.SubmitAsync("#panel", ("f.label", ""), ("f.maxRows", "九十"), ("f.columns[2].id", "1date"), ("f.visibleWhen.text", "form.rd_staff >"));
        Assert.Equal(422, page.Status);
        Assert.Equal(4, page.Errors.Count);
        Assert.Contains("最多行数应为 1 至 500 的整数，现在写的是“九十”", page.Text);
        Assert.Equal("九十", page.Page.QuerySelector("[name='f.maxRows']")!.GetAttribute("value"));
        Assert.Equal("form.rd_staff >", page.Page.QuerySelector("[name='f.visibleWhen.text']")!.TextContent);
        Assert.Equal(1, await RevisionAsync());

        await page.GoAsync($"/design/{id}/form?field=rd_staff");
        await page.SubmitAsync("#panel", ("f.visibleWhen.lines[0].name", "form.level"), ("f.visibleWhen.lines[0].value", "本级"), ("f.visibleWhen.text", "form.staff_total > 3"));
        Assert.Contains("各行和公式都改了", page.Text);
        Assert.Null(page.Page.QuerySelector("[name='f.id']"));
        await page.SubmitAsync("#panel", ("f.id", "renamed"), ("f.visibleWhen.text", ""));
        Assert.Equal("form.level = \"本级\"", (string?)(await FormAsync())["sections"]![2]!["fields"]![4]!["visibleWhen"]);
    }

    [Fact]
    public async Task Columns_of_a_table_are_added_moved_and_deleted_with_the_panel()
    {
        await page.GoAsync($"/design/{id}/form?field=tenants");
        await page.SubmitAsync("#panel", ("f.columns[3].label", "入驻日期"), ("f.columns[3].type", "date"), ("act", "up:3"));
        Assert.Equal("uscc,name,date,area", await ColumnsAsync());
        await page.SubmitAsync("#panel", ("act", "delete:1"));
        Assert.Equal(("uscc,date,area", 3), (await ColumnsAsync(), await RevisionAsync()));
    }

    [Fact]
    public async Task Two_administrators_at_one_field_are_told_and_at_two_fields_both_count()
    {
        await page.GoAsync($"/design/{id}/form?field=site_area");
        using var other = await Browser.SignInAsync(site, "admin");
        await other.GoAsync($"/design/{id}/form?field=site_area");
        await other.SubmitAsync("form[action*='handler=Move']:has([value='-1'])");
        await other.GoAsync($"/design/{id}/form?field=equip_value");
        await other.SubmitAsync("#panel", ("f.label", "设备原值"));
        await page.SubmitAsync("#panel", ("f.label", "研发场地面积"));
        var fields = (await FormAsync())["sections"]![2]!["fields"]!.AsArray();
        // The field was moved meanwhile: the change of its section is told, nothing is overwritten.
        Assert.Equal(409, page.Status);
        Assert.Contains("移动字段“场地面积”", page.Text);
        Assert.Equal("研发场地面积", page.Page.QuerySelector("[name='f.label']")!.GetAttribute("value"));
        Assert.Equal("设备原值", (string?)fields[6]!["label"]);
        await page.SubmitAsync("#panel");
        Assert.Equal("研发场地面积", (string?)(await FormAsync())["sections"]![2]!["fields"]![4]!["label"]);
    }

    [Fact]
    public async Task Rules_and_sections_are_edited_and_the_profile_is_offered()
    {
        await page.GoAsync($"/design/{id}/form?rule=new");
        await page.SubmitAsync("#panel", ("r.assert", "form.site_area > 10"), ("r.field", "site_area"), ("r.message", "场地太小。"));
        Assert.EndsWith("?rule=4", page.Path);
        await page.SubmitAsync("form[action*='handler=DeleteRule']");
        Assert.Equal(4, (await FormAsync())["rules"]!.AsArray().Count);
        await page.GoAsync($"/design/{id}/form?add=organization");
        await page.SubmitAsync("form[action*='handler=Add']", ("p.facts", "staff_total"));
        Assert.Equal(422, page.Status);
        await page.SubmitAsync("form[action*='handler=Add']", ("p.facts", "contact_name"));
        Assert.Equal("contact_name", (string?)(await FormAsync())["sections"]![0]!["fields"]![5]!["id"]);
        await page.GoAsync($"/design/{id}/form?add=-");
        await page.SubmitAsync("form[action*='handler=Add']", ("p.title", "八、补充说明"));
        Assert.Equal("section", (string?)(await FormAsync())["sections"]![7]!["id"]);
        Assert.Contains("检查：0 处错误", page.Text);
    }

    [Fact]
    public async Task A_problem_leads_to_the_section_field_or_panel_where_it_is_mended()
    {
        foreach (var (pointer, value) in ((string, object)[])[("/form/sections/4/visibleWhen", "form.nowhere = 1"), ("/form/sections/2/fields/0/computed", "form.nowhere"), ("/certificate/itemField", "nowhere")])
            (await site.PostAsync("admin", $"/api/v1/drafts/{id}/parts", new { revision = await RevisionAsync(), pointer, value, words = "改" })).Ok();
        await page.GoAsync($"/design/{id}/form");
        var links = page.Page.QuerySelectorAll(".kc-msgs a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Contains($"/design/{id}/form?field=rd_spend_2023", links);
        Assert.Contains($"/design/{id}/settings#certificate", links);
        await page.GoAsync(links.Single(l => l.Contains("pointer=", StringComparison.Ordinal)));
        Assert.EndsWith("?section=plan", page.Path);
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/parts", new { revision = await RevisionAsync(), pointer = "/form/sections/2/fields/3/min", value = "many", words = "改" })).Ok();
        await page.GoAsync($"/design/{id}/form");
        await page.GoAsync(page.Page.QuerySelector(".kc-msgs a")!.GetAttribute("href")!);
        Assert.EndsWith("?field=staff_total", page.Path);
        Assert.Equal("many", page.Page.QuerySelector("[name='f.min']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_preview_shows_what_each_reader_sees_and_checks_without_storing()
    {
        await page.GoAsync($"/design/{id}/form/preview");
        Assert.NotNull(page.Page.QuerySelector("[name='f.platform_name']"));
        await page.SubmitAsync("form[action*='handler=Check']", ("f.platform_type", "P17"), ("f.rd_staff", "9000"));
        Assert.Contains("研发人员数不能超过职工总数", page.Text);
        Assert.Contains("在孵企业", page.Text);
        await page.GoAsync($"/design/{id}/form/preview?as=panel");
        Assert.Contains("已隐去：平台名称", page.Text);
        Assert.DoesNotContain("示例平台名称", page.Text);
        await page.GoAsync($"/design/{id}/form/preview?as=check");
        Assert.Contains("示例平台名称", page.Text);
        Assert.Equal(1, await RevisionAsync());
    }

    [Fact]
    public async Task Permissions_save_only_what_differs_and_keep_what_was_set_before()
    {
        var before = Plain((await DocumentAsync())["permissions"]!);
        await page.GoAsync($"/design/{id}/permissions?stage=check");
        await page.SubmitAsync("main form[data-guard]");
        Assert.Equal((1, before), (await RevisionAsync(), Plain((await DocumentAsync())["permissions"]!)));
        await page.SubmitAsync("main form[data-guard]", ("a:check:avoid_experts", "hidden"), ("a:panel:partners", ""));
        var stages = (await DocumentAsync())["permissions"]!["stages"]!;
        Assert.Equal((2, """{"avoid_experts":"hidden"}""", 6), (await RevisionAsync(), Plain(stages["check"]!), stages["panel"]!.AsObject().Count));
        await page.SubmitAsync("main form[data-guard]", ("a:check:avoid_experts", "everything"));
        Assert.Equal(422, page.Status);
        await page.SubmitAsync("main form[data-guard]", ("a:check:avoid_experts", ""), ("default", "hidden"));
        Assert.Equal(("hidden", false), ((string?)(await DocumentAsync())["permissions"]!["default"], (await DocumentAsync())["permissions"]!["stages"]!.AsObject().ContainsKey("check")));
    }

    [Fact]
    public async Task Settings_are_saved_panel_by_panel_and_refused_by_field()
    {
        await page.GoAsync($"/design/{id}/settings");
        await page.SubmitAsync("#basic", ("name", "绿色工厂认定"), ("code", "PR 7"), ("casePrefix", ""), ("contact", new string('长', 201)));
        Assert.Equal(422, page.Status);
        Assert.Equal(3, page.Errors.Count);
        Assert.Equal("绿色工厂认定", page.Page.QuerySelector("[name=name]")!.GetAttribute("value"));
        await page.SubmitAsync("#basic", ("code", "GF01"), ("casePrefix", "GF"), ("contact", "0714-1"));
        var document = await DocumentAsync();
        Assert.Equal(("绿色工厂认定", "GF01", "GF01", "绿色工厂认定", 2), ((string?)document["name"], (string?)document["code"], (string?)document["process"]!["id"], (string?)document["process"]!["name"], await RevisionAsync()));

        await page.SubmitAsync("#guiding", ("guide", "## 条件\n\n两年以上"), ("_then", "preview"));
        Assert.Contains("条件", page.Page.QuerySelector("#guide-preview h3")!.TextContent);
        await page.SubmitAsync("#guiding");
        await page.SubmitAsync("#applying", ("steps", "提交\n推荐\n提交"));
        Assert.Contains("步骤“提交”写了两次", page.Text);
        await page.SubmitAsync("#applying", ("steps", "提交\n推荐\n受理\n评审\n考察\n审定\n公示\n认定"), ("titleField", "platform_name"), ("entitlement", "true"));
        Assert.Equal(("platform_name", "true", 4), ((string?)(await DocumentAsync())["titleField"], (await DocumentAsync())["process"]!["entitlement"]!.ToJsonString(), await RevisionAsync()));
    }

    [Fact]
    public async Task Results_and_certificate_are_edited_as_lists()
    {
        await page.GoAsync($"/design/{id}/settings");
        Assert.Contains("会议审定：不同意", page.Text);
        await page.SubmitAsync("#results", ("results[7].id", "later"), ("results[7].name", "缓办"), ("results[7].status", "暂缓"), ("results[4].delete", "true"));
        Assert.Equal("accredited,rejected,notRecommended,notAccepted,withdrawn,terminated,later", string.Join(',', (await DocumentAsync())["process"]!["results"]!.AsArray().Select(r => (string?)r!["id"])));
        Assert.DoesNotContain("检查：0 处错误", page.Text);
        await page.SubmitAsync("#certificate", ("obligations[1].name", "年度报告"), ("obligations[1].month", "2"), ("obligations[1].day", "30"));
        Assert.Contains("第 2 行：月、日不存在", page.Text);
        await page.SubmitAsync("#certificate", ("obligations[1].day", "28"));
        Assert.Equal(2, (await DocumentAsync())["certificate"]!["obligations"]!.AsArray().Count);
        await page.SubmitAsync("#certificate", ("issues", null));
        Assert.Null((await DocumentAsync())["certificate"]);
    }

    [Theory]
    [InlineData("form")]
    [InlineData("form/preview")]
    [InlineData("permissions")]
    [InlineData("settings")]
    public async Task Nobody_but_an_administrator_opens_the_pages(string tab)
    {
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync($"/design/{id}/{tab}");
        Assert.Equal(403, officer.Status);
        await page.GoAsync($"/design/{new string('0', 32)}/{tab}");
        Assert.Equal(404, page.Status);
    }

    private async Task<JsonNode> DocumentAsync() => (await site.GetAsync("admin", $"/api/v1/drafts/{id}")).Ok()["document"]!;

    private async Task<JsonNode> FormAsync() => (await DocumentAsync())["form"]!;

    private async Task<int> RevisionAsync() => (int)(await site.GetAsync("admin", $"/api/v1/drafts/{id}")).Ok()["draft"]!["revision"]!;

    private async Task<string> ColumnsAsync() => string.Join(',', (await FormAsync())["sections"]![3]!["fields"]![1]!["columns"]!.AsArray().Select(c => (string?)c!["id"]));

    private static string Plain(JsonNode node) => System.Text.RegularExpressions.Regex.Unescape(node.ToJsonString().Replace("\\u0022", "\\\\u0022", StringComparison.Ordinal));
}
