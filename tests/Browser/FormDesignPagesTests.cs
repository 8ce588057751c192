using Innovation.Acceptance;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>Form, field permissions and settings of a draft as an administrator sees them.</summary>
public sealed class FormDesignPagesTests
{
    [Fact]
    public async Task An_administrator_changes_the_form_its_permissions_and_the_settings()
    {
        await using var site = await Site.StartAsync();
        var id = (string)(await site.PostAsync("admin", "/api/v1/drafts", new { programme = "PR01", version = 1, revise = false })).Ok()["id"]!;
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var admin = await Visitor.OpenAsync(browser, site, "admin");
        var page = admin.Page;
        await admin.GoAsync($"/design/{id}/form");
        await admin.LookAsync("design-form");
        await page.GetByRole(AriaRole.Link, new() { Name = "在“场地面积”前面添加字段" }).ClickAsync();
        await admin.LookAsync("design-form-add");
        await page.Locator("#i-p-title").FillAsync("综合能耗");
        await page.GetByRole(AriaRole.Radio, new() { Name = "小数" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "添加", Exact = true }).ClickAsync();
        await page.GetByLabel("显示条件，第 1 行，字段").SelectOptionAsync("form.platform_type");
        await page.GetByLabel("显示条件，第 1 行，值").FillAsync("众创空间");
        await page.Locator("#i-f-label").PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("显示条件的公式")).ToHaveValueAsync("form.platform_type = \"P18\"");
        await admin.LookAsync("design-form-field");
        await page.SetViewportSizeAsync(1366, 768);
        await page.GetByText("可以用的名称").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "仪器设备原值" }).ClickAsync();
        await Assertions.Expect(page.Locator("#i-f-computed")).ToHaveValueAsync("form.equip_value");
        await page.Locator("#i-f-computed").FillAsync("");
        await page.Locator("#panel button[type=submit]").Last.ClickAsync();

        await admin.GoAsync($"/design/{id}/form?field=tenants");
        await page.Locator(".kc-column summary").Filter(new() { HasText = "使用面积" }).ClickAsync();
        await admin.LookAsync("design-form-table");
        await admin.GoAsync($"/design/{id}/form?field=platform_type&delete=true");
        await admin.LookAsync("design-form-delete");
        await admin.GoAsync($"/design/{id}/form?rule=1");
        await admin.LookAsync("design-form-rule");
        await admin.GoAsync($"/design/{id}/form/preview");
        await admin.LookAsync("design-form-preview");
        Assert.Equal(0, await page.Locator("[name='f.org_name']").CountAsync());
        await admin.GoAsync($"/design/{id}/form/preview?as=panel");
        await admin.LookAsync("design-form-preview-panel");
        await admin.GoAsync($"/design/{id}/permissions?stage=panel");
        await admin.LookAsync("design-permissions");
        await admin.GoAsync($"/design/{id}/settings");
        await admin.LookAsync("design-settings");
    }

    [Fact]
    public async Task An_officer_states_who_may_apply_and_with_what_quotas_and_the_call_says_so()
    {
        await using var site = await Site.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var officer = await Visitor.OpenAsync(browser, site, "officer1");
        var page = officer.Page;
        var round = (string)(await site.GetAsync(null, "/api/v1/rounds?state=open")).Ok()["items"][0]!["id"]!;
        await officer.GoAsync("/rounds/" + round);
        await page.GetByLabel("申报条件，第 1 行，字段").SelectOptionAsync("organization.kind");
        await page.GetByLabel("申报条件，第 1 行，值").FillAsync("高校");
        await page.GetByLabel("申报条件的说明").FillAsync("限高校。");
        await page.GetByLabel("总名额").FillAsync("12");
        await page.GetByText("各推荐单位的名额").ClickAsync();
        await page.GetByLabel("灵乡镇").FillAsync("3");
        await page.GetByLabel("信用核查").FillAsync("未列入严重失信主体名单\n无欠税");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存批次" }).ClickAsync();
        await Assertions.Expect(page.GetByText("已保存").First).ToBeVisibleAsync();
        await officer.LookAsync("round-terms");
        await using var applicant = await Visitor.OpenAsync(browser, site, "ent10");
        await applicant.GoAsync("/calls/" + round);
        await Assertions.Expect(applicant.Page.GetByText("本单位不符合申报条件")).ToBeVisibleAsync();
        await applicant.LookAsync("call-terms");
    }
}
