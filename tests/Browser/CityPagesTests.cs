using System.Text;
using Innovation.Acceptance.Funds;
using Innovation.Workflows.Funds.Cities;
using Microsoft.Playwright;
using static Innovation.Acceptance.Funds.VoucherWorld;

namespace Innovation.Browser;

/// <summary>通用通兑 at the screens of two cities: an order of the other city, and the sheet of a quarter until it balances.</summary>
public sealed class CityPagesTests
{
    [Fact]
    public async Task Two_cities_work_on_their_orders_and_their_sheet_on_screen()
    {
        await using var pair = await CityPair.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        var voucher = await pair.Issuing.GrantAsync(10_000_000);
        var order = Ok(await pair.PlaceAsync(voucher, 4_000_000, 2_000_000)).CaseId;
        await pair.TalkAsync();

        await using var provider = await Visitor.OpenAsync(browser, pair.Providing.Site, VoucherWorld.Provider);
        await provider.GoAsync("/provider");
        await provider.Page.GetByRole(AriaRole.Link, new() { Name = "外地券订单" }).ClickAsync();
        await provider.LookAsync("foreign-orders");
        await provider.Page.Locator("table a").First.ClickAsync();
        await provider.Page.GetByRole(AriaRole.Button, new() { Name = "接单" }).ClickAsync();
        await Assertions.Expect(provider.Page.Locator("main")).ToContainTextAsync("还没有答复");
        await provider.LookAsync("foreign-order");
        await Assertions.Expect(provider.Page.GetByRole(AriaRole.Button, new() { Name = "登记交付" })).ToHaveCountAsync(0);
        await pair.TalkAsync();
        await provider.Page.ReloadAsync();
        await provider.Page.Locator("#t-deliver").FillAsync("检测报告一份");
        await provider.Page.GetByRole(AriaRole.Button, new() { Name = "登记交付" }).ClickAsync();
        await pair.TalkAsync();
        await pair.Issuing.ConfirmAsync(order);
        await pair.TalkAsync();
        await provider.Page.ReloadAsync();
        await provider.Page.Locator("#i-invoiceNumber").FillAsync("45447000");
        await provider.Page.Locator("#i-invoiceAmount").FillAsync("40000");
        await provider.Page.Locator("#i-file").SetInputFilesAsync(new FilePayload { Name = "发票.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n") });
        await provider.DoAsync(provider.Page.GetByRole(AriaRole.Button, new() { Name = "申请核销" }));
        await Assertions.Expect(provider.Page.Locator("main")).ToContainTextAsync("已发往大冶市");
        await pair.TalkAsync();
        Ok(await pair.Issuing.AuditAsync(order));
        await pair.AuditedAsync(voucher, 2_000_000, 1_000_000, "45447001");
        await pair.ClockAsync("2026-10-12T09:00:00");

        await using var head = await Visitor.OpenAsync(browser, pair.Issuing.Site, "head");
        await head.GoAsync("/vouchers");
        await head.Page.GetByRole(AriaRole.Link, new() { Name = "通用通兑" }).ClickAsync();
        await head.Page.Locator("#i-name").FillAsync("黄石市");
        await head.Page.Locator("#i-payeeName").FillAsync("黄石市科技创新券结算中心");
        await head.Page.Locator("#i-payeeUscc").FillAsync("91420100MA00000013");
        await head.Page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Assertions.Expect(head.Page.Locator("main")).ToContainTextAsync("没有保存，您填的内容还在");
        await head.Page.Locator("#i-payeeUscc").FillAsync("91420100MA00000012");
        await head.Page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Assertions.Expect(head.Page.Locator("main")).ToContainTextAsync("黄石市已保存");
        await head.LookAsync("cities");

        await using var officer = await Visitor.OpenAsync(browser, pair.Issuing.Site, "officer1");
        await officer.GoAsync("/cities");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "武汉市" }).ClickAsync();
        await officer.LookAsync("city-list");
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "从对方系统取今天的名录" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("沿用 1 家");
        await officer.Page.Locator("#i-file").SetInputFilesAsync(new FilePayload { Name = "名录.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("机构名称,统一社会信用代码\r\n") });
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "导入文件" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("一行也没有导入");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "往来消息" }).ClickAsync();
        await officer.LookAsync("city-messages");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "收款账户" }).ClickAsync();
        await officer.LookAsync("city-account");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "清算单" }).ClickAsync();
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "汇总" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("还没有与对方核对");
        var sheet = new Uri(officer.Page.Url).AbsolutePath;
        var lines = await pair.LinesAsync(pair.Issuing);
        Task CompareAsync(IEnumerable<CityClearingLine> theirs) => officer.Page.Locator("#i-file").SetInputFilesAsync(new FilePayload { Name = "武汉清算单.csv", MimeType = "text/csv", Buffer = ClearingFile.Write(theirs) });
        await CompareAsync([lines[0] with { Amount = 1 }]);
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "导入并核对" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("2 处差异");
        await officer.LookAsync("clearing-differences");
        await CompareAsync(lines);
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "导入并核对" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("没有差异");
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "确认对平" }).ClickAsync();
        await officer.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "确认对平" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("已对平");
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "申请支付" }).ClickAsync();
        await officer.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "申请支付" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("支付中");
        await officer.LookAsync("clearing");
        await officer.GoAsync("/cities/" + pair.There.Id + "?tab=clearings");
        await officer.LookAsync("city-clearings");

        await using var finance = await Visitor.OpenAsync(browser, pair.Issuing.Site, "finance");
        await finance.GoAsync("/cities/" + pair.There.Id + "?tab=account");
        await finance.Page.Locator("#i-accountNumber").FillAsync("42001111222233334444");
        await finance.Page.Locator("#i-bankName").FillAsync("示例银行武汉支行");
        await finance.Page.Locator("#i-bankCode").FillAsync("102521000017");
        await finance.Page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Assertions.Expect(finance.Page.Locator("main")).ToContainTextAsync("尾号 4444");
        await finance.GoAsync(sheet);
        await Assertions.Expect(finance.Page.GetByRole(AriaRole.Button, new() { Name = "暂缓" })).ToHaveCountAsync(0);
        await pair.Issuing.ProveAsync();
    }
}
