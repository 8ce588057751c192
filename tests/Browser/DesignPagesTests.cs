using Innovation.Acceptance;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>The process designer as an administrator sees it.</summary>
public sealed class DesignPagesTests
{
    [Fact]
    public async Task An_administrator_revises_a_process_and_publishes_the_next_version()
    {
        await using var site = await Site.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var admin = await Visitor.OpenAsync(browser, site, "admin");
        var page = admin.Page;
        await admin.GoAsync("/design");
        await page.GetByRole(AriaRole.Button, new() { Name = "修订 本级创新平台认定" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("本级创新平台认定");
        await admin.LookAsync("design-draft");
        await page.SetViewportSizeAsync(1366, 768);
        await page.GetByRole(AriaRole.Link, new() { Name = "现场考察" }).First.ClickAsync();
        await page.Locator("#nm").FillAsync("实地考察");
        await page.Locator("#panel button[type=submit]").Last.ClickAsync();
        await Assertions.Expect(page.Locator(".kc-canvas")).ToContainTextAsync("实地考察");
        await admin.LookAsync("design-stage");
        await page.Locator("#notes").FillAsync("现场考察改称实地考察");
        await page.GetByRole(AriaRole.Button, new() { Name = "发布为新的一版" }).ClickAsync();
        await Assertions.Expect(page.GetByText("已发布为第 2 版").First).ToBeVisibleAsync();
        await admin.GoAsync("/design");
        await admin.LookAsync("design-list");
    }
}
