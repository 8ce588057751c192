using Innovation.Acceptance;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>Starting points, score sheets, decision tables, documents and the random walk as an administrator sees them.</summary>
public sealed class DesignPartsTests
{
    [Fact]
    public async Task An_administrator_starts_from_a_pattern_and_works_on_every_part()
    {
        await using var site = await Site.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var admin = await Visitor.OpenAsync(browser, site, "admin");
        var page = admin.Page;
        await admin.GoAsync("/design");
        await page.GetByRole(AriaRole.Link, new() { Name = "新建" }).ClickAsync();
        await admin.LookAsync("parts-gallery");
        await page.GetByLabel("以“申报加专家评审”为起点的新名称").FillAsync("绿色工厂认定");
        await page.GetByRole(AriaRole.Button, new() { Name = "以此为起点：申报加专家评审" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("绿色工厂认定");
        var draft = new Uri(page.Url).AbsolutePath;

        await SheetAsync(admin, draft);
        await TableAsync(admin, draft);
        await DocumentAsync(admin, draft);

        await admin.GoAsync(draft + "/walk");
        await page.GetByLabel("件数").FillAsync("500");
        await page.GetByRole(AriaRole.Button, new() { Name = "开始模拟" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "走法" })).ToBeVisibleAsync();
        await admin.LookAsync("parts-walk");
    }

    [Fact]
    public async Task A_sample_of_a_certificate_is_downloaded_as_PDF()
    {
        await using var site = await Site.StartAsync("--Server:Chromium", Visitor.Chromium);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var admin = await Visitor.OpenAsync(browser, site, "admin");
        await admin.GoAsync("/design/new");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "以此为起点：平台认定（全流程）" }).ClickAsync();
        await admin.GoAsync(new Uri(admin.Page.Url).AbsolutePath + "/documents?at=certificate");
        await admin.LookAsync("parts-certificate");
        var download = await admin.Page.RunAndWaitForDownloadAsync(() => admin.Page.GetByRole(AriaRole.Link, new() { Name = "下载样稿 PDF" }).ClickAsync());
        Assert.Equal("样稿 大冶市本级创新平台证书.pdf", download.SuggestedFilename);
        var head = new byte[4];
        await using var content = await download.CreateReadStreamAsync();
        await content.ReadExactlyAsync(head);
        Assert.Equal("%PDF"u8.ToArray(), head);
    }

    private static async Task SheetAsync(Visitor admin, string draft)
    {
        var page = admin.Page;
        await admin.GoAsync(draft + "/sheets");
        await admin.LookAsync("parts-sheet");
        // The preview follows what is typed, before anything is saved; Enter goes to the next line as in a spreadsheet.
        await page.GetByLabel("第 1 项的名称").FillAsync("能源利用效率");
        await Assertions.Expect(page.Locator("#preview")).ToContainTextAsync("能源利用效率");
        await page.GetByLabel("第 1 项的名称").PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("第 2 项的名称")).ToBeFocusedAsync();
        await page.Locator("#preview input[inputmode=decimal]").First.FillAsync("12.5");
        await Assertions.Expect(page.Locator("#total strong")).ToHaveTextAsync("12.50");
        await page.GetByLabel("第 2 项的满分").FillAsync("许多");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存评分表" }).ClickAsync();
        await Assertions.Expect(page.Locator(".kc-errors")).ToContainTextAsync("第 2 项的满分");
        await admin.LookAsync("parts-sheet-refused");
        await page.GetByLabel("第 2 项的满分").FillAsync("25");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存评分表" }).ClickAsync();
        await Assertions.Expect(page.Locator(".kc-errors")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByLabel("第 1 项的名称")).ToHaveValueAsync("能源利用效率");
    }

    private static async Task TableAsync(Visitor admin, string draft)
    {
        var page = admin.Page;
        await admin.GoAsync(draft + "/tables");
        await admin.LookAsync("parts-table-none");
        await page.Locator("#i-name").FillAsync("资助比例");
        await page.GetByRole(AriaRole.Button, new() { Name = "新增" }).ClickAsync();
        await page.GetByLabel("条件 1 的列名").FillAsync("总投入");
        await page.GetByLabel("条件 1 的取值").FillAsync("form.total_cost");
        await page.GetByLabel("条件 1 的类型").SelectOptionAsync("number");
        await page.GetByLabel("结果 1 的列名").FillAsync("档次");
        await page.Locator("#i-r-0-w-0").FillAsync("≥ 500");
        await page.Locator("#i-r-0-w-0").PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator("#i-r-1-w-0")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("< 500");
        await page.Locator("#i-r-0-t-0").FillAsync("一档");
        await page.Locator("#i-r-1-t-0").FillAsync("二档");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并运行样例" }).ClickAsync();
        await page.GetByLabel("样例 1 的名称").FillAsync("大项目");
        await page.Locator("#i-t-0-g-0").FillAsync("800");
        await page.Locator("#i-t-0-e-0").FillAsync("一档");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并运行样例" }).ClickAsync();
        await Assertions.Expect(page.GetByText("通过，命中第 1 行")).ToBeVisibleAsync();
        await page.GetByLabel("样例 2 的名称").FillAsync("小项目");
        await page.Locator("#i-t-1-g-0").FillAsync("100");
        await page.Locator("#i-t-1-e-0").FillAsync("一档");
        await page.Locator("#i-r-1-w-0").FillAsync("<< 5");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并运行样例" }).ClickAsync();
        await Assertions.Expect(page.Locator("#i-r-1-w-0-e")).ToBeVisibleAsync();
        await admin.LookAsync("parts-table-wrong");
        await page.Locator("#i-r-1-w-0").FillAsync("< 500");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并运行样例" }).ClickAsync();
        await Assertions.Expect(page.Locator(".kc-row-bad")).ToContainTextAsync("命中第 2 行");
        await admin.LookAsync("parts-table");
        await page.Locator("#i-t-1-e-0").FillAsync("二档");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并运行样例" }).ClickAsync();
        await Assertions.Expect(page.GetByText("2 个样例都通过。")).ToBeVisibleAsync();
    }

    private static async Task DocumentAsync(Visitor admin, string draft)
    {
        var page = admin.Page;
        await admin.GoAsync(draft + "/documents?at=projectNotice");
        await admin.LookAsync("parts-document");
        await page.SetViewportSizeAsync(1366, 768);
        await admin.GoAsync(draft + "/documents?at=acceptanceNotice");
        await admin.LookAsync("parts-document-shipped");
        await page.Locator("#i-text").FillAsync("现对");
        await page.GetByRole(AriaRole.Button, new() { Name = "{{申报事项}}" }).ClickAsync();
        await Assertions.Expect(page.Locator("#i-text")).ToHaveValueAsync("现对{{申报事项}}");
        await Assertions.Expect(page.FrameLocator("iframe").Locator("body")).ToContainTextAsync("现对（示例）项目名称");
        await page.Locator("#i-text").FillAsync("{{补正期限}}");
        await Assertions.Expect(page.Locator("#preview")).ToContainTextAsync("没有来源");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存文书" }).ClickAsync();
        await Assertions.Expect(page.Locator("#i-text-e")).ToContainTextAsync("占位“补正期限”");
        await admin.LookAsync("parts-document-wrong");
        await page.Locator("#i-text").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存文书" }).ClickAsync();
        await Assertions.Expect(page.Locator("#i-text-e")).ToHaveCountAsync(0);
    }
}
