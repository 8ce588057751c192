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
        await admin.GoAsync($"/design/{id}/form/preview?as=panel");
        await admin.LookAsync("design-form-preview-panel");
        await admin.GoAsync($"/design/{id}/permissions?stage=panel");
        await admin.LookAsync("design-permissions");
        await admin.GoAsync($"/design/{id}/settings");
        await admin.LookAsync("design-settings");
    }
}
