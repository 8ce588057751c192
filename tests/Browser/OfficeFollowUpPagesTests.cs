using Innovation.Acceptance;
using Innovation.Web.Access;
using Innovation.Web.Demo;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>The code asked for at sign-in, the board with its orders, the dialog of 退回 with files.</summary>
public sealed class OfficeFollowUpPagesTests
{
    [Fact]
    public async Task The_code_page_of_the_sign_in_is_looked_at_and_used()
    {
        await using var site = await Site.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        byte[] key;
        await using (var officer = await Visitor.OpenAsync(browser, site, "officer1"))
        {
            await officer.GoAsync("/account/second-factor");
            key = Base32.Read(await officer.Page.Locator("#key").InnerTextAsync());
            await officer.Page.Locator("#i-code").FillAsync(Totp.Code(key, Totp.StepAt(site.RealTime.GetUtcNow())));
            await officer.Page.Locator("#i-code").PressAsync("Enter");
            await Assertions.Expect(officer.Page.Locator("#codes")).ToBeVisibleAsync();
        }

        await using var again = await Visitor.OpenAsync(browser, site, null);
        var page = again.Page;
        await again.GoAsync("/login");
        await page.Locator("input[name=UserName]:not([type=hidden])").FillAsync("officer1");
        await page.Locator("input[type=password]").First.FillAsync(site.Get<DemoAccounts>().Password());
        await page.Locator("input[type=password]").First.PressAsync("Enter");
        await page.WaitForURLAsync(u => u.Contains("/login/code"));
        await again.LookAsync("login-code");
        await page.Locator("#i-code").FillAsync("123456");
        await page.Locator("#i-code").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".kc-errors")).ToBeVisibleAsync();
        await again.LookAsync("login-code-wrong");
        await again.GoAsync("/login/code?recover=true");
        await again.LookAsync("login-code-recover");
        site.RealTime.Pass(TimeSpan.FromSeconds(60));
        await again.GoAsync("/login/code");
        await page.Locator("#i-code").FillAsync(Totp.Code(key, Totp.StepAt(site.RealTime.GetUtcNow())));
        await page.Locator("#i-code").PressAsync("Enter");
        await page.WaitForURLAsync(u => u.EndsWith("/tasks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_board_and_the_dialog_of_a_return_are_looked_at()
    {
        await using var site = await Site.StartAsync();
        await TestProgramme.PublishAsync(site);
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        var task = (string)(await walk.TaskAsync("officer1"))["id"]!;
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var officer = await Visitor.OpenAsync(browser, site, "officer1");
        await officer.GoAsync("/tasks/" + task);
        await officer.Page.Locator("[data-dialog='#return-recommend']").First.ClickAsync();
        await Assertions.Expect(officer.Page.Locator("#return-recommend")).ToBeVisibleAsync();
        await officer.LookAsync("return-with-files");

        (await site.ClockAsync("2026-09-25T10:00:00+08:00")).Ok();
        await using var head = await Visitor.OpenAsync(browser, site, "head");
        await head.GoAsync("/supervision");
        await head.Page.Locator("input[name=picks]").First.CheckAsync();
        await head.LookAsync("board-orders");
        await head.Page.GetByRole(AriaRole.Button, new() { Name = "改派所选的件" }).ClickAsync();
        await Assertions.Expect(head.Page.Locator(".kc-errors")).ToBeVisibleAsync();
        await head.LookAsync("board-orders-wrong");
        await head.Page.GetByRole(AriaRole.Button, new() { Name = "催办所选的件" }).ClickAsync();
        await head.Page.WaitForURLAsync(u => u.Contains("/task-runs/"));
        await Assertions.Expect(head.Page.GetByText("回到督办")).ToBeVisibleAsync();
        await head.LookAsync("board-run");
    }
}
