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
        await page.SetViewportSizeAsync(1366, 768);
        await page.GetByRole(AriaRole.Link, new() { Name = "结论与去向" }).ClickAsync();
        await Assertions.Expect(page.Locator("[name='u.count']")).ToHaveCountAsync(1);
        await admin.LookAsync("design-outcomes");
        await page.SetViewportSizeAsync(1366, 768);
        await page.Locator(".kc-side").GetByRole(AriaRole.Link, new() { Name = "期限", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#o-deadline-amount")).ToBeVisibleAsync();
        await admin.LookAsync("design-deadline");
        await page.SetViewportSizeAsync(1366, 768);
        await page.Locator("#notes").FillAsync("现场考察改称实地考察");
        await page.GetByRole(AriaRole.Button, new() { Name = "发布为新的一版" }).ClickAsync();
        await page.Locator("[data-ask-do]").ClickAsync();
        await Assertions.Expect(page.GetByText("已发布为第 2 版").First).ToBeVisibleAsync();
        await admin.GoAsync("/design");
        await admin.LookAsync("design-list");
    }

    [Fact]
    public async Task Stages_are_dragged_added_copied_and_taken_back_also_by_keyboard_alone()
    {
        await using var site = await Site.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var admin = await Visitor.OpenAsync(browser, site, "admin");
        var page = admin.Page;
        await admin.GoAsync("/design");
        await page.GetByRole(AriaRole.Button, new() { Name = "修订 本级创新平台认定" }).ClickAsync();
        var names = page.Locator(".kc-node b");
        async Task ExpectAsync(params string[] first)
        {
            for (var i = 0; i < first.Length; i++) await Assertions.Expect(names.Nth(i)).ToContainTextAsync(first[i]);
        }

        await ExpectAsync("提交申报", "属地推荐", "形式审查", "专家评审", "现场考察");
        await page.SetViewportSizeAsync(1366, 1700);
        // By mouse: 现场考察 before 专家评审, without leaving the page.
        await page.EvaluateAsync("window.stayed = true");
        await DragAsync(page, page.Locator(".kc-node a", new() { HasText = "考察" }).First, page.Locator(".kc-node a", new() { HasText = "专家评审" }).First);
        await ExpectAsync("提交申报", "属地推荐", "形式审查", "现场考察", "专家评审");
        // The card moves at once; the draft has moved when there is something to take back.
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "撤销" })).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("Control+z");
        await ExpectAsync("提交申报", "属地推荐", "形式审查", "专家评审", "现场考察");
        await page.Keyboard.PressAsync("Control+y");
        await ExpectAsync("提交申报", "属地推荐", "形式审查", "现场考察", "专家评审");
        // A kind from the list into the process.
        await DragAsync(page, page.Locator("[data-kind=copy], [data-kind=cc]").First, page.Locator(".kc-node a", new() { HasText = "属地推荐" }).First, entering: true);
        await Assertions.Expect(page.Locator(".kc-canvas a[aria-current=true]")).ToContainTextAsync("抄送");
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(page.Locator(".kc-node", new() { HasText = "抄送" })).ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("window.stayed === true"), "the page was loaded anew");
        // By keyboard alone: the plus after the first stage, a choice of the menu, undo.
        await page.GetByLabel("在此处添加环节（主流程第 2 处）").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await ExpectAsync("提交申报", "审核", "属地推荐");
        await page.GetByRole(AriaRole.Button, new() { Name = "下移 环节 审核" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await ExpectAsync("提交申报", "属地推荐", "审核");
        await page.GetByRole(AriaRole.Button, new() { Name = "复制 环节 审核" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await ExpectAsync("提交申报", "属地推荐", "审核", "审核（副本）");
        // Deleting tells what would be left without ground, and can be left.
        await page.GetByRole(AriaRole.Link, new() { Name = "形式审查" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("#op")).ToHaveTextAsync("形式审查");
        await page.GetByRole(AriaRole.Link, new() { Name = "删去 环节 形式审查" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("下面这些会落空");
        await page.GetByRole(AriaRole.Link, new() { Name = "不删" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".kc-canvas")).ToContainTextAsync("形式审查");
        // A block with branches, and a stage inside a branch.
        await page.GetByLabel("在此处添加环节（主流程第 2 处）").ClickAsync();
        await page.Locator(".kc-add details[open] button[value=parallel]").ClickAsync();
        await Assertions.Expect(page.Locator("#op")).ToHaveTextAsync("并行");
        await page.GetByLabel("在此处添加环节（并行第 1 处）").First.ClickAsync();
        await page.Locator(".kc-add details[open] button[value=review]").ClickAsync();
        await Assertions.Expect(page.Locator("#op")).ToHaveTextAsync("审核");
        await page.GetByRole(AriaRole.Link, new() { Name = "并行" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("#op")).ToHaveTextAsync("并行");
        await page.GetByRole(AriaRole.Button, new() { Name = "新增分支" }).ClickAsync();
        await Assertions.Expect(page.Locator(".kc-branches > div")).ToHaveCountAsync(3);
        await admin.LookAsync("design-branches");
    }

    private static async Task DragAsync(IPage page, ILocator from, ILocator to, bool entering = false)
    {
        var (a, b) = ((await from.BoundingBoxAsync())!, (await to.BoundingBoxAsync())!);
        await page.Mouse.MoveAsync(a.X + (a.Width / 2), a.Y + (a.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(b.X + (b.Width / 2), b.Y + b.Height - 4, new() { Steps = 12 });
        // Within the list the card is drawn up past the other; one that comes from outside makes its own room.
        if (!entering) await page.Mouse.MoveAsync(b.X + (b.Width / 2), b.Y + 6, new() { Steps = 12 });
        await page.Mouse.UpAsync();
    }
}
