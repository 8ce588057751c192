using Innovation.Acceptance;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>速览: the summary of a task beside the list.</summary>
public sealed class LookAsideTests
{
    [Fact]
    public async Task An_officer_looks_at_tasks_without_leaving_the_list()
    {
        await using var site = await Site.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var officer = await Visitor.OpenAsync(browser, site, "officer1");
        await officer.GoAsync("/tasks");
        var page = officer.Page;
        var rows = page.Locator("table[data-task-keys] tbody tr");
        var names = await rows.Locator("td > a > b").AllTextContentsAsync();
        Assert.True(names.Count >= 3);
        var panel = page.Locator("dialog.kc-look");
        var heading = panel.Locator("h2").First;

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(heading).ToHaveTextAsync(names[0]);
        await Assertions.Expect(panel.GetByRole(AriaRole.Heading, new() { Name = "前面的意见" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(heading).ToHaveTextAsync(names[1]);
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(heading).ToHaveTextAsync(names[2]);
        await page.Keyboard.PressAsync("k");
        await Assertions.Expect(heading).ToHaveTextAsync(names[1]);
        for (var i = 0; i < 30; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>("document.activeElement === document.body || !!document.activeElement.closest('dialog.kc-look')"), "the focus left the panel");
        }

        await officer.LookAsync("look");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(panel).ToBeHiddenAsync();
        Assert.Equal(names[1], await page.EvaluateAsync<string>("document.activeElement.querySelector('b')?.textContent ?? ''"));
        Assert.EndsWith("/tasks", page.Url, StringComparison.Ordinal);

        await rows.Nth(2).Locator("[data-look]").ClickAsync();
        await Assertions.Expect(heading).ToHaveTextAsync(names[2]);
        await panel.GetByRole(AriaRole.Button, new() { Name = "关闭速览" }).ClickAsync();
        await Assertions.Expect(panel).ToBeHiddenAsync();
    }
}
