using Innovation.Acceptance;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>试运行 as an administrator sees it, and where a case stands as the office and the applicant see it.</summary>
public sealed class TrialPagesTests
{
    [Fact]
    public async Task An_administrator_walks_a_draft_to_its_certificate_by_mouse_and_keyboard()
    {
        await using var site = await Site.StartAsync();
        var id = await TrialDrafts.CopyAsync(site);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var admin = await Visitor.OpenAsync(browser, site, "admin");
        var page = admin.Page;
        await admin.GoAsync($"/design/{id}/try?start=2026-09-01");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "属地推荐" })).ToBeVisibleAsync();
        await admin.LookAsync("trial-start");
        await page.SetViewportSizeAsync(1366, 768);
        await page.GetByLabel("办理人").SelectOptionAsync(new SelectOptionValue { Label = "经办人员 1" });
        await page.GetByRole(AriaRole.Button, new() { Name = "推荐", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".kc-errors")).ToBeVisibleAsync();
        await admin.LookAsync("trial-refused");
        await page.SetViewportSizeAsync(1366, 768);
        await page.GetByLabel("办理人").SelectOptionAsync(new SelectOptionValue { Label = "推荐单位 2" });
        var recommend = page.GetByRole(AriaRole.Button, new() { Name = "推荐", Exact = true });
        await recommend.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "受理", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "受理通知书" }).ClickAsync();
        await Assertions.Expect(page.FrameLocator("iframe").Locator("body")).ToContainTextAsync("示例");
        await admin.LookAsync("trial-document");
        await page.SetViewportSizeAsync(1366, 768);
        await page.GetByLabel("名专家都评").FillAsync("88");
        await page.GetByLabel("名专家都评").PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "属实", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "列入批次" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "同意", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "列入批次" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "发布公示" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "到下一个期限" }).ClickAsync();
        await admin.LookAsync("trial-notice-over");
        await page.SetViewportSizeAsync(1366, 768);
        await page.GetByRole(AriaRole.Button, new() { Name = "列入批次" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "已发文" }).ClickAsync();
        await Assertions.Expect(page.GetByText("办结：认定").First).ToBeVisibleAsync();
        await admin.LookAsync("trial-end");
    }

    [Fact]
    public async Task Branches_show_which_way_the_case_may_go_and_which_it_did_not()
    {
        await using var site = await Site.StartAsync();
        var id = await TrialDrafts.WithChoiceAsync(site);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var admin = await Visitor.OpenAsync(browser, site, "admin");
        var page = admin.Page;
        await admin.GoAsync($"/design/{id}/try?start=2026-09-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "推荐", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "受理", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "声明没有回避情形" }).First.ClickAsync();
        await admin.LookAsync("trial-branches");
        await page.SetViewportSizeAsync(1366, 768);
        await page.GetByLabel("名专家都评").FillAsync("75");
        await page.GetByRole(AriaRole.Button, new() { Name = "都评这个分" }).ClickAsync();
        await Assertions.Expect(page.Locator(".kc-stages .is-skipped")).ToContainTextAsync("没有走：现场考察");
        await admin.LookAsync("trial-branch-not-taken");
    }

    [Fact]
    public async Task The_office_and_the_applicant_see_where_a_case_stands()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var applicant = await Visitor.OpenAsync(browser, site, "ent10");
        await applicant.GoAsync($"/applications/{walk.Id}");
        await Assertions.Expect(applicant.Page.Locator(".kc-stages [aria-current=step]")).ToContainTextAsync("受理");
        await applicant.LookAsync("position-applicant");
        await walk.AcceptAsync();
        await walk.ScoreAsync();
        await walk.VisitAsync();
        await using var office = await Visitor.OpenAsync(browser, site, "officer1");
        await office.GoAsync($"/cases/{walk.Id}");
        await Assertions.Expect(office.Page.Locator(".kc-stages > .is-now")).ToContainTextAsync("会议审定");
        await Assertions.Expect(office.Page.Locator(".kc-stages > .is-ahead").First).ToContainTextAsync("公示");
        await office.LookAsync("position-office");
        await office.Page.GetByText("前面 4 个环节").ClickAsync();
        await Assertions.Expect(office.Page.Locator(".kc-stages").GetByText("提交申报")).ToBeVisibleAsync();
    }
}
