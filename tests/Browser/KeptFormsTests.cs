using Innovation.Acceptance;
using Innovation.Acceptance.Funds;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>What was typed is not lost: by a session that ends, by the way back, by an error that no longer holds.</summary>
public sealed class KeptFormsTests
{
    [Fact]
    public async Task The_print_preview_saves_first_and_a_chosen_file_is_uploaded_at_once()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.OpenAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var applicant = await Visitor.OpenAsync(browser, site, "ent10");
        var page = applicant.Page;
        await applicant.GoAsync($"/applications/{walk.Id}/form");

        // Pressed in the second in which the last letter was typed: the paper shows it, and it is stored.
        await page.Locator("[name='f.platform_name']").FillAsync("刚刚改成的基地名称");
        var print = await page.RunAndWaitForPopupAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "打印预览" }).ClickAsync());
        await Assertions.Expect(print.FrameLocator(".kc-issued iframe").Locator("body")).ToContainTextAsync("刚刚改成的基地名称");
        Assert.Equal("刚刚改成的基地名称", (string?)(await site.GetAsync("ent10", $"/api/v1/applications/{walk.Id}/form")).Ok()["values"]["platform_name"]);
        await print.CloseAsync();

        // A file is there as soon as it was chosen, without another press, also after the page was loaded anew.
        foreach (var fresh in (string[])["新选的执照.pdf", "再换的执照.pdf"])
        {
            var before = await FilesAsync(site, walk.Id);
            await page.Locator("input[type=file][name='f.business_license']").First.SetInputFilesAsync(new FilePayload { Name = fresh, MimeType = "application/pdf", Buffer = System.Text.Encoding.ASCII.GetBytes("%PDF-1.4\n%" + before + "\n%%EOF\n") });
            await Assertions.Expect(page.Locator(".kc-field:has(input[name='f.business_license'])")).ToContainTextAsync(fresh);
            Assert.Equal(before + 1, await FilesAsync(site, walk.Id));
            await page.ReloadAsync();
            await Assertions.Expect(page.Locator(".kc-field:has(input[name='f.business_license'])")).ToContainTextAsync(fresh);
        }
    }

    [Fact]
    public async Task A_file_chosen_on_an_order_is_uploaded_at_once_and_what_is_typed_beside_it_stays()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var order = await world.ConfirmedAsync(await world.GrantAsync(10_000_000), 2_000_000, 1_000_000);
        int before;
        await using (var db = site.Get<IDbContexts>().Create()) before = await db.OrderFiles.CountAsync(f => f.OrderId == order);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var provider = await Visitor.OpenAsync(browser, site, VoucherWorld.Provider);
        var page = provider.Page;
        await provider.GoAsync("/orders/" + order);
        await page.Locator("#i-invoiceNumber").FillAsync("30000007");
        await page.Locator("#purpose").SelectOptionAsync("invoice");
        await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "刚选的发票.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4\n%%EOF\n"u8.ToArray() });
        await Assertions.Expect(page.Locator("#files")).ToContainTextAsync("刚选的发票.pdf");
        await Assertions.Expect(page.Locator("#i-invoiceNumber")).ToHaveValueAsync("30000007");
        await using (var db = site.Get<IDbContexts>().Create()) Assert.Equal(before + 1, await db.OrderFiles.CountAsync(f => f.OrderId == order));
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#files")).ToContainTextAsync("刚选的发票.pdf");
    }

    private static async Task<int> FilesAsync(Site site, string caseId)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return await db.Attachments.CountAsync(a => a.CaseId == caseId && a.Field == "business_license");
    }

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
