using Innovation.Acceptance;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>What was typed is not lost: by a session that ends, by the way back, by an error that no longer holds.</summary>
public sealed class KeptFormsTests
{
    [Fact]
    public async Task What_was_typed_survives_the_sign_in_and_the_way_back_and_errors_clear_while_typing()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.OpenAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var applicant = await Visitor.OpenAsync(browser, site, "ent10");
        var page = applicant.Page;
        var form = $"/applications/{walk.Id}/form";
        await applicant.GoAsync(form);

        // 600 characters typed: the error goes, the summary and the contents follow, without anybody pressing anything.
        await page.Locator("[name='f.plan']").FillAsync("写了六个字");
        await page.GetByRole(AriaRole.Button, new() { Name = "检查并提交" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("#f-plan[aria-invalid=true]")).ToBeVisibleAsync();
        var errors = await page.Locator(".kc-errors li").CountAsync();
        await page.Locator("[name='f.plan']").FillAsync(string.Concat(Enumerable.Repeat("三年内建成研发与中试平台，服务本地企业。", 30)));
        await Assertions.Expect(page.Locator("#f-plan[aria-invalid=true]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".kc-errors li")).ToHaveCountAsync(errors - 1);
        await Assertions.Expect(page.Locator(".kc-field:has(#f-plan) .kc-error")).ToHaveCountAsync(0);

        // Away and back: the refused page is asked for again instead of ending in an error of the browser.
        await page.Locator("#f-plan").ScrollIntoViewIfNeededAsync();
        await applicant.GoAsync("/home");
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("#f-plan")).ToBeVisibleAsync();

        // The session ends in the middle of the form.
        await page.Context.ClearCookiesAsync();
        await page.Locator("[name='f.plan']").FillAsync("没有登录时写的内容，不能丢。");
        await Assertions.Expect(page.Locator(".kc-saved")).ToContainTextAsync("未登录");
        await page.GetByRole(AriaRole.Link, new() { Name = "重新登录" }).ClickAsync();
        await SignInAsync(page, site, "ent10");
        await Assertions.Expect(page.Locator("[name='f.plan']")).ToHaveValueAsync("没有登录时写的内容，不能丢。");
        await Assertions.Expect(page.Locator("[data-restored]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".kc-saved")).ToContainTextAsync("已自动保存");
        await applicant.LookAsync("form-restored");

        // The opinion of a task too, though it was sent.
        (await walk.CommandAsync("withdraw")).Ok();
        var second = new Journey(site);
        await second.SubmitAsync();
        var task = (string)(await second.TaskAsync("town09"))["id"]!;
        await using var town = await Visitor.OpenAsync(browser, site, "town09");
        await town.GoAsync($"/tasks/{task}");
        await town.Page.Locator("input[value='complete:recommended']").CheckAsync();
        await town.Page.Locator("#opinion").FillAsync("经核实，研发场地、人员与申报一致，同意推荐。");
        await town.Page.Context.ClearCookiesAsync();
        await town.Page.Locator("button[name=then]").First.ClickAsync();
        await town.Page.WaitForURLAsync(u => u.Contains("/login"));
        await SignInAsync(town.Page, site, "town09");
        await Assertions.Expect(town.Page.Locator("#opinion")).ToHaveValueAsync("经核实，研发场地、人员与申报一致，同意推荐。");
        await Assertions.Expect(town.Page.Locator("input[value='complete:recommended']")).ToBeCheckedAsync();
        await town.Page.Locator("button[name=then]").First.ClickAsync();
        await Assertions.Expect(town.Page.Locator(".kc-note.is-good")).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page, Site site, string user)
    {
        await page.Locator("input[name=UserName]:not([type=hidden])").FillAsync(user);
        await page.Locator("input[type=password]").First.FillAsync(site.Get<Web.Demo.DemoAccounts>().Password());
        await page.Locator("input[type=password]").First.PressAsync("Enter");
        await page.WaitForURLAsync(u => !u.Contains("/login"), new() { WaitUntil = WaitUntilState.Commit });
    }
}
