using Innovation.Acceptance;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>PR01 from draft to certificate, by hand in a browser, every person at their own pages.</summary>
public sealed class WalkTests
{
    private const string Applicant = "大冶示例农业有限公司";

    [Fact]
    public async Task One_application_walks_the_whole_way_on_the_pages()
    {
        await using var site = await Site.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);

        string caseId;
        await using (var enterprise = await Visitor.OpenAsync(browser, site, "ent10")) caseId = await ApplyAsync(enterprise);
        await using (var town = await Visitor.OpenAsync(browser, site, "town09")) await DecideAsync(town, caseId, "recommend", "推荐", "情况属实，同意推荐。");
        await using (var officer = await Visitor.OpenAsync(browser, site, "officer1")) await DecideAsync(officer, caseId, "check", "受理", "材料齐全，符合受理条件。");

        // One expert scores on the pages, the other four over the API.
        var walk = new Journey(site);
        typeof(Journey).GetProperty(nameof(Journey.Id))!.SetValue(walk, caseId);
        var (first, taskId) = (await walk.PanelAsync())[0];
        await using (var expert = await Visitor.OpenAsync(browser, site, first)) await ScoreAsync(expert, taskId);
        await walk.ScoreAsync();

        await using (var officer = await Visitor.OpenAsync(browser, site, "officer2")) await VisitAsync(officer, caseId);
        await MeetAsync(browser, site, caseId);
        await PublishAsync(browser, site, caseId);
        (await site.ClockAsync("2026-09-23T09:00:00+08:00")).Ok();
        await IssueAsync(browser, site, caseId);

        string document;
        await using (var db = site.Get<IDbContexts>().Create()) document = await db.Certificates.Where(c => c.CaseId == caseId).Select(c => c.DocumentId).SingleAsync(TestContext.Current.CancellationToken);
        await using var anybody = await Visitor.OpenAsync(browser, site, null);
        await anybody.GoAsync($"/verify/{document}");
        await Assertions.Expect(anybody.Page.Locator(".kc-verdict strong")).ToHaveTextAsync("有效");
        await Assertions.Expect(anybody.Page.Locator("main")).ToContainTextAsync(Applicant);
        await anybody.LookAsync("verify-walk");
    }

    private static async Task<string> ApplyAsync(Visitor v)
    {
        await v.GoAsync("/calls");
        await v.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("第二批") }).First.ClickAsync();
        await v.Page.GetByRole(AriaRole.Button, new() { Name = "开始申报" }).ClickAsync();
        await v.Page.WaitForURLAsync("**/form");
        var id = v.Page.Url.Split('/')[^2];
        await v.Page.Locator("#f-platform_type").SelectOptionAsync("P22");
        await v.Page.Locator("#f-level").SelectOptionAsync("本级");
        await v.Page.Locator("#f-platform_name").FillAsync("示例中试基地");
        await v.Page.Locator("#f-field_code").SelectOptionAsync("新材料");
        foreach (var (field, value) in ((string, string)[])[("rd_spend_2023", "356.20"), ("rd_spend_2024", "421.36"), ("rd_spend_2025", "508.75"), ("staff_total", "96"), ("rd_staff", "42"), ("site_area", "1860"), ("equip_value", "1268.5")])
            await v.Page.Locator($"[name='f.{field}']").FillAsync(value);
        if (await v.Page.Locator("[name='f.ip_list[0].no']").CountAsync() == 0) await v.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("添加一行") }).First.ClickAsync();
        await v.Page.Locator("[name='f.ip_list[0].type']").SelectOptionAsync("发明专利");
        await v.Page.Locator("[name='f.ip_list[0].no']").FillAsync("ZL202310000018.6");
        await v.Page.Locator("[name='f.ip_list[0].date']").FillAsync("2025-03-14");
        await v.Page.Locator("[name='f.ip_list[0].class']").SelectOptionAsync("I");
        await v.Page.Locator("[name='f.plan']").FillAsync(string.Concat(Enumerable.Repeat("三年内建成研发与中试平台，服务本地企业。", 30)));
        await v.Page.Locator("input[type=checkbox][name='f.commitment']").CheckAsync();
        foreach (var field in (string[])["business_license", "stamped_application"])
        {
            var upload = v.Page.WaitForResponseAsync(r => r.Request.Method == "POST" && r.Url.Contains("/form"));
            await v.Page.Locator($"input[type=file][name='f.{field}']").First.SetInputFilesAsync(new FilePayload { Name = "扫描件.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4\n%%EOF\n"u8.ToArray() });
            Assert.True((await upload).Ok);
        }

        await Assertions.Expect(v.Page.Locator(".kc-saved")).ToContainTextAsync("已自动保存");
        await v.LookAsync("form-walk");
        await v.Page.GetByRole(AriaRole.Button, new() { Name = "检查并提交" }).First.ClickAsync();
        var confirm = v.Page.Locator("dialog[open] button[type=submit]");
        if (await confirm.CountAsync() > 0) await confirm.First.ClickAsync();
        await v.Page.WaitForURLAsync(u => !u.EndsWith("/form"));
        await Assertions.Expect(v.Page.Locator("main")).ToContainTextAsync("待推荐");
        return id;
    }

    private static async Task<string> TaskAsync(Visitor v, string caseId, string stage)
    {
        await using var db = v.Site.Get<IDbContexts>().Create();
        return await db.WorkItems.Where(w => w.CaseId == caseId && w.StageId == stage && w.State == Workflows.Cases.WorkItemState.Open).Select(w => w.Id).FirstAsync();
    }

    private static async Task DecideAsync(Visitor v, string caseId, string stage, string outcome, string opinion)
    {
        var id = await TaskAsync(v, caseId, stage);
        await v.GoAsync("/tasks");
        await v.GoAsync($"/tasks/{id}");
        Assert.Equal(0, await v.Page.Locator(".kc-choice input:checked").CountAsync());
        await v.Page.Locator(".kc-choice label").Filter(new() { HasText = outcome }).First.Locator("input").CheckAsync();
        await v.Page.Locator("#opinion").FillAsync(opinion);
        await v.LookAsync($"task-{stage}-walk");
        await v.Page.Locator("button[name=then][value=stay]").ClickAsync();
        await Assertions.Expect(v.Page.Locator(".kc-note.is-good")).ToBeVisibleAsync();
    }

    private static async Task ScoreAsync(Visitor v, string taskId)
    {
        await v.GoAsync($"/tasks/{taskId}");
        await v.Page.Locator("input[name=conflict][value=no]").CheckAsync();
        await v.Page.GetByRole(AriaRole.Button, new() { Name = "提交声明" }).ClickAsync();
        var inputs = v.Page.Locator("input[name^='f.s.']");
        await Assertions.Expect(inputs.First).ToBeVisibleAsync();
        Assert.DoesNotContain(Applicant, await v.Page.ContentAsync());
        foreach (var input in await inputs.AllAsync()) await input.FillAsync("15");
        await Assertions.Expect(v.Page.Locator(".kc-saved")).ToContainTextAsync("已自动保存");
        await v.Page.Locator("#comment").FillAsync("场地");
        await v.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^存下") }).ClickAsync();
        await Assertions.Expect(v.Page.Locator(".kc-note.is-good")).ToContainTextAsync("已存下");
        await v.GoAsync($"/tasks/{taskId}");
        await Assertions.Expect(inputs.First).ToHaveValueAsync("15");
        await Assertions.Expect(v.Page.Locator("#comment")).ToHaveValueAsync("场地");
        await v.Page.Locator("#comment").FillAsync(string.Concat(Enumerable.Repeat("场地和设备能够支撑中试，分工明确。", 5)));
        await v.LookAsync("scoring");
        await v.Page.GetByRole(AriaRole.Button, new() { Name = "提交评分" }).First.ClickAsync();
        await v.Page.Locator("dialog[open]").GetByRole(AriaRole.Button).First.ClickAsync();
        await Assertions.Expect(v.Page.Locator(".kc-note.is-good")).ToBeVisibleAsync();
    }

    private static async Task VisitAsync(Visitor v, string caseId)
    {
        await v.GoAsync($"/tasks/{await TaskAsync(v, caseId, "site")}");
        await v.Page.Locator(".kc-choice label").Filter(new() { HasText = "属实" }).First.Locator("input").CheckAsync();
        await v.Page.Locator("#visitors").FillAsync("李某\n黄某");
        await v.Page.Locator("#visitedOn").FillAsync("2026-09-16");
        await v.Page.Locator("#place").FillAsync("示例路 1 号");
        await v.Page.Locator("#findings").FillAsync("与申报一致。");
        await v.Page.Locator("#opinion").FillAsync("一致");
        await v.LookAsync("task-site-walk");
        await v.Page.Locator("button[name=then][value=stay]").ClickAsync();
        await Assertions.Expect(v.Page.Locator(".kc-note.is-good")).ToBeVisibleAsync();
    }

    private static async Task MeetAsync(IBrowser browser, Site site, string caseId)
    {
        await using var officer = await Visitor.OpenAsync(browser, site, "officer1");
        await officer.GoAsync("/meetings");
        var group = officer.Page.Locator("form").Filter(new() { Has = officer.Page.Locator($"input[value='{caseId}']") });
        await group.GetByRole(AriaRole.Button, new() { Name = "新建会议" }).ClickAsync();
        await officer.Page.WaitForURLAsync(u => u.Contains("/meetings/"));
        var meeting = new Uri(officer.Page.Url).AbsolutePath;
        await officer.DoAsync(officer.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^开会") }));
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("达到法定人数");
        for (var i = 1; i <= 5; i++)
        {
            await using var member = await Visitor.OpenAsync(browser, site, $"committee{i}");
            await member.GoAsync(meeting);
            await member.Page.Locator("input[name=Choice][value=approve]").CheckAsync();
            if (i == 1) await member.LookAsync("vote");
            await member.DoAsync(member.Page.GetByRole(AriaRole.Button, new() { Name = "投票" }));
            await Assertions.Expect(member.Page.Locator(".kc-note.is-good")).ToBeVisibleAsync();
        }

        await officer.GoAsync(meeting);
        // Without time and place there are no minutes; the page says which is missing.
        await Assertions.Expect(officer.Page.Locator("#why")).ToContainTextAsync("开会时间和地点还没有写明");
        await officer.Page.Locator("#when").FillAsync("2026-09-16 09:30");
        await officer.Page.Locator("#where").FillAsync("待定");
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "写明时间和地点" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("请写明会议地点");
        await officer.Page.Locator("#where").FillAsync("市科技局三楼会议室");
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "写明时间和地点" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("#why")).ToHaveCountAsync(0);
        await officer.Page.Locator("#text").FillAsync("会议听取了专家评审和现场考察情况，同意认定。");
        await officer.LookAsync("meeting-walk");
        await officer.DoAsync(officer.Page.GetByRole(AriaRole.Button, new() { Name = "形成纪要，逐件生效" }));
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("已形成纪要");
    }

    private static async Task<string> BatchAsync(Visitor v, string tab, string caseId)
    {
        await v.GoAsync($"/issuing?tab={tab}");
        var group = v.Page.Locator("form").Filter(new() { Has = v.Page.Locator($"input[value='{caseId}']") });
        await group.Locator("button[type=submit]").Last.ClickAsync();
        await v.Page.WaitForURLAsync(u => u.Contains("/issuing/"));
        return new Uri(v.Page.Url).AbsolutePath;
    }

    private static async Task ConfirmAsync(Visitor v, string dialog)
    {
        await v.Page.Locator($"[data-dialog='#{dialog}']").First.ClickAsync();
        await v.Page.Locator($"dialog#{dialog} button[type=submit]").ClickAsync();
        await v.Page.WaitForLoadStateAsync();
    }

    private static async Task PublishAsync(IBrowser browser, Site site, string caseId)
    {
        await using var officer = await Visitor.OpenAsync(browser, site, "officer1");
        await BatchAsync(officer, "notice", caseId);
        await officer.LookAsync("issuing-notice");
        await ConfirmAsync(officer, "publish");
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("冶科公示〔2026〕");
    }

    private static async Task IssueAsync(IBrowser browser, Site site, string caseId)
    {
        string batch;
        await using (var officer = await Visitor.OpenAsync(browser, site, "officer1"))
        {
            batch = await BatchAsync(officer, "decision", caseId);
            await officer.Page.Locator("#text").FillAsync("经研究，决定认定下列单位的创新平台为大冶市本级创新平台。");
            await officer.Page.GetByRole(AriaRole.Button, new() { Name = "提交核稿" }).ClickAsync();
            await Assertions.Expect(officer.Page.Locator(".kc-note.is-good")).ToBeVisibleAsync();
            Assert.Equal(0, await officer.Page.Locator("[data-dialog='#approve']").CountAsync());
        }

        await using (var second = await Visitor.OpenAsync(browser, site, "officer2"))
        {
            await second.GoAsync(batch);
            await ConfirmAsync(second, "approve");
        }

        await using var signatory = await Visitor.OpenAsync(browser, site, "signatory");
        await signatory.GoAsync(batch);
        await signatory.LookAsync("issuing-sign");
        await ConfirmAsync(signatory, "sign");
        await Assertions.Expect(signatory.Page.Locator("main")).ToContainTextAsync("冶科〔2026〕");
    }
}
