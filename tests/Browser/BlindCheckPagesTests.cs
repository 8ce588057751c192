using Innovation.Acceptance;
using Innovation.Workflows.Cases;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>Attachments of a blind review on screen: the officer's list, and what stands with the expert until he has decided.</summary>
public sealed class BlindCheckPagesTests
{
    [Fact]
    public async Task An_officer_finds_the_files_in_his_list_and_releases_what_the_expert_waits_for()
    {
        await using var site = await Site.StartAsync();
        var walk = await BlindWorld.ToExpertsAsync(site);
        await site.Get<BlindScans>().RunAsync(TestContext.Current.CancellationToken);
        var (user, task) = (await walk.PanelAsync())[0];
        await BlindWorld.DeclareAsync(site, walk, user, task);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var expert = await Visitor.OpenAsync(browser, site, user);
        await expert.GoAsync("/tasks/" + task);
        await Assertions.Expect(expert.Page.GetByText("正在由主管部门核对，核对后即可查看")).ToHaveCountAsync(2);
        await expert.LookAsync("expert-waits");

        await using var officer = await Visitor.OpenAsync(browser, site, "officer1");
        await officer.GoAsync("/tasks");
        await officer.Page.Locator("[data-todo='blindCheck.decide'] a").First.ClickAsync();
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("第 2 页");
        await officer.LookAsync("blind-checks");
        foreach (var (label, choice, note) in ((string, string, string)[])[("审计报告", "withhold", "第 2、4 页写明了单位名称。"), ("现场照片", "release", "看过照片，没有厂名和人脸。")])
        {
            var panel = officer.Page.Locator(".kc-panel", new() { HasText = label }).First;
            await panel.Locator($"input[value={choice}]").CheckAsync();
            await panel.GetByLabel("核对说明").FillAsync(note);
            await panel.GetByRole(AriaRole.Button, new() { Name = "提交核对结论" }).ClickAsync();
        }

        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("这一件的附件都核对完了");
        await officer.LookAsync("blind-checks-done");
        await expert.GoAsync("/tasks/" + task);
        await Assertions.Expect(expert.Page.GetByText("主管部门没有提供这个附件")).ToBeVisibleAsync();
        await Assertions.Expect(expert.Page.Locator(".kc-files a")).ToHaveCountAsync(2);
        await expert.LookAsync("expert-reads");
    }
}
