using Innovation.Acceptance;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>成批办理, kept filters, 我的发起 and 改派 as people see them.</summary>
public sealed class TaskRunPagesTests
{
    [Fact]
    public async Task An_officer_accepts_many_in_one_go_and_an_administrator_moves_the_work_of_another()
    {
        await using var site = await Site.StartAsync();
        foreach (var (applicant, town, type) in ((string, string, string)[])[("ent10", "town09", "P22"), ("ent01", "town03", "P18"), ("ent10", "town09", "P25")])
        {
            var walk = new Journey(site, applicant, town) { Values = { ["platform_type"] = type } };
            await walk.SubmitAsync();
            await walk.RecommendAsync();
        }

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var officer = await Visitor.OpenAsync(browser, site, "officer1");
        var page = officer.Page;
        await officer.GoAsync("/tasks?stage=check");

        // The conditions are kept under a name and found again with one click.
        await page.Locator("#keep-name").FillAsync("形式审查的件");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存这组条件" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "形式审查的件" })).ToBeVisibleAsync();
        await officer.LookAsync("kept-filter");

        // Two are ticked with the keyboard.
        await page.SetViewportSizeAsync(1366, 768);
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        Assert.Equal(2, await page.Locator("tbody input[name=pick]:checked").CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "成批办理", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("成批办理：形式审查");
        await officer.LookAsync("batch-prepare");
        Assert.Equal(0, await page.Locator("#act input:checked").CountAsync());
        await page.Locator("input[value='complete:rejected']").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "成批不予受理" }).ClickAsync();
        await Assertions.Expect(page.Locator("#comment:invalid")).ToBeVisibleAsync();
        await page.Locator("input[value='complete:accepted']").CheckAsync();
        await page.Locator("#comment").FillAsync("材料齐全。");
        await officer.DoAsync(page.GetByRole(AriaRole.Button, new() { Name = "成批受理" }));
        await Assertions.Expect(page.GetByText("2 件办成").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "回到待办" })).ToBeVisibleAsync();
        await officer.LookAsync("batch-done");

        // Different stages together are sorted out, not refused.
        await officer.GoAsync("/tasks");
        await page.Locator("[data-pick-all]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "成批办理", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("所选的件要分开办理")).ToBeVisibleAsync();
        await officer.LookAsync("batch-kinds");

        await officer.GoAsync("/tasks?state=asked");
        await officer.LookAsync("asked");

        await officer.GoAsync("/tasks?stage=check");
        await page.Locator("[data-pick-all]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "认领", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("认领");
        await using var admin = await Visitor.OpenAsync(browser, site, "admin");
        await admin.GoAsync("/admin/work");
        await admin.Page.Locator("select[name=holder]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "查询" }).ClickAsync();
        await admin.Page.Locator("[data-pick-all]").CheckAsync();
        await admin.LookAsync("reassign");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "改派所选的件" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator("[role=alert]")).ToContainTextAsync("请选择改派给谁");
        await admin.Page.Locator("#to").SelectOptionAsync(new SelectOptionValue { Label = "李某　市科技局" });
        await admin.Page.Locator("#reason").FillAsync("调离岗位");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "改派所选的件" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator("h1")).ToContainTextAsync("改派给李某");
        await admin.LookAsync("reassigned");
    }
}
