using Innovation.Acceptance;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>The dialogs of 转办, 加签, 中止 and the others on the pages of the office.</summary>
public sealed class VocabularyPagesTests
{
    [Fact]
    public async Task An_officer_adds_a_signer_and_hands_a_task_over_and_the_head_suspends_the_case()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        var task = (string)(await walk.TaskAsync("officer1"))["id"]!;
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var officer = await Visitor.OpenAsync(browser, site, "officer1");
        var page = officer.Page;
        await officer.GoAsync("/tasks/" + task);
        var signers = page.Locator("dialog#addSigner");
        await page.GetByRole(AriaRole.Button, new() { Name = "加签", Exact = true }).First.ClickAsync();
        await Assertions.Expect(signers).ToBeVisibleAsync();
        await officer.LookAsync("add-signer");
        Assert.Equal(0, await signers.Locator("input[name=way]:checked").CountAsync());
        await signers.Locator("input[name=way][value=before]").CheckAsync();
        await signers.Locator("textarea").FillAsync("请一起看");
        await signers.GetByRole(AriaRole.Button, new() { Name = "加签", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("dialog#addSigner .kc-error").First).ToContainTextAsync("请至少选一位");
        await signers.Locator("input[name=way][value=after]").CheckAsync();
        await signers.Locator("input[name=to]").First.CheckAsync();
        await signers.GetByRole(AriaRole.Button, new() { Name = "加签", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("加签已办好").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "转办", Exact = true }).First.ClickAsync();
        var transfer = page.Locator("dialog#transfer");
        await transfer.Locator("select[name=to]").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await transfer.Locator("textarea").FillAsync("外出培训");
        await officer.LookAsync("transfer");
        await transfer.GetByRole(AriaRole.Button, new() { Name = "转办", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("转办已办好").First).ToBeVisibleAsync();

        await using var head = await Visitor.OpenAsync(browser, site, "head");
        await head.GoAsync("/cases/" + walk.Id);
        await head.Page.GetByRole(AriaRole.Button, new() { Name = "中止计时", Exact = true }).First.ClickAsync();
        await head.Page.Locator("dialog#suspend textarea").FillAsync("待公安机关核查");
        await head.Page.Locator("dialog#suspend").GetByRole(AriaRole.Button, new() { Name = "中止计时", Exact = true }).ClickAsync();
        await Assertions.Expect(head.Page.GetByText("中止计时已办好").First).ToBeVisibleAsync();
        await head.LookAsync("case-suspended");
    }
}
