using Innovation.Acceptance;
using Innovation.Acceptance.Funds;
using Innovation.Workflows.Funds.Vouchers;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>An enterprise, a provider and the bureau at their screens: from the application to the notice of the payout.</summary>
public sealed class VoucherPagesTests
{
    [Fact]
    public async Task A_voucher_is_applied_for_granted_used_and_redeemed_on_screen()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var enterprise = await Visitor.OpenAsync(browser, site, VoucherWorld.Enterprise);
        await enterprise.GoAsync("/wallet");
        await enterprise.Page.Locator("#i-amount").FillAsync("100000.01");
        await enterprise.Page.Locator("#i-plan").FillAsync("购买材料成分检测服务");
        await enterprise.Page.Locator("#i-schemeId").SelectOptionAsync(world.SchemeId);
        await enterprise.Page.GetByRole(AriaRole.Button, new() { Name = "提交申领" }).ClickAsync();
        await Assertions.Expect(enterprise.Page.Locator("main")).ToContainTextAsync("还可申领 100,000.00 元");
        await enterprise.Page.Locator("#i-amount").FillAsync("100000");
        await enterprise.Page.GetByRole(AriaRole.Button, new() { Name = "提交申领" }).ClickAsync();
        await Assertions.Expect(enterprise.Page.Locator("main")).ToContainTextAsync("申领已提交");

        await using var officer = await Visitor.OpenAsync(browser, site, "officer1");
        await officer.GoAsync("/vouchers");
        await officer.LookAsync("vouchers-office");
        await officer.Page.GetByRole(AriaRole.Row, new() { Name = "大冶示例新材料有限公司" }).GetByRole(AriaRole.Button, new() { Name = "初审通过" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("请另一位人员发券");
        await Assertions.Expect(officer.Page.GetByRole(AriaRole.Button, new() { Name = "发券" })).ToHaveCountAsync(0);
        await using var second = await Visitor.OpenAsync(browser, site, "officer2");
        await second.GoAsync("/vouchers");
        await second.DoAsync(second.Page.GetByRole(AriaRole.Row, new() { Name = "大冶示例新材料有限公司" }).GetByRole(AriaRole.Button, new() { Name = "发券" }));
        await Assertions.Expect(second.Page.Locator("main")).ToContainTextAsync("已发券");

        await enterprise.GoAsync("/wallet/order?service=" + world.ServiceId);
        await enterprise.LookAsync("voucher-place");
        await enterprise.Page.Locator("#i-contract").FillAsync("20000");
        await enterprise.Page.Locator("#i-deduction").FillAsync("10000");
        await enterprise.Page.GetByRole(AriaRole.Button, new() { Name = "下单并锁定" }).ClickAsync();
        await Assertions.Expect(enterprise.Page.Locator("main")).ToContainTextAsync("券额已锁定");
        var order = new Uri(enterprise.Page.Url).AbsolutePath;
        await enterprise.GoAsync("/wallet");
        await Assertions.Expect(enterprise.Page.Locator("main")).ToContainTextAsync("90,000.00");
        await enterprise.LookAsync("wallet");

        await using var provider = await Visitor.OpenAsync(browser, site, VoucherWorld.Provider);
        await provider.GoAsync("/orders");
        await provider.LookAsync("orders");
        await provider.GoAsync(order);
        await provider.Page.GetByRole(AriaRole.Button, new() { Name = "接单" }).ClickAsync();
        await provider.Page.Locator("#t-deliver").FillAsync("检测报告一份");
        await provider.Page.GetByRole(AriaRole.Button, new() { Name = "登记交付" }).ClickAsync();
        await Assertions.Expect(provider.Page.Locator("main")).ToContainTextAsync("等待企业确认");
        await enterprise.GoAsync(order);
        await enterprise.DoAsync(enterprise.Page.GetByRole(AriaRole.Button, new() { Name = "确认交付" }));
        await Assertions.Expect(enterprise.Page.Locator("main")).ToContainTextAsync("已确认交付");

        var id = order.Split('/')[^1];
        await world.InvoiceAsync(id);
        await provider.GoAsync(order);
        await provider.Page.Locator("#i-invoiceNumber").FillAsync("25447000");
        await provider.Page.Locator("#i-invoiceAmount").FillAsync("20000");
        await provider.DoAsync(provider.Page.GetByRole(AriaRole.Button, new() { Name = "申请核销" }));
        await Assertions.Expect(provider.Page.Locator("main")).ToContainTextAsync("核销申请已提交");
        await officer.GoAsync(order);
        await officer.Page.Locator("#d-audit").SelectOptionAsync("Pass");
        await officer.DoAsync(officer.Page.GetByRole(AriaRole.Button, new() { Name = "提交审核意见" }));
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("公示中");
        await officer.LookAsync("order");
        await enterprise.GoAsync("/statements");
        await enterprise.LookAsync("statement-organization");
        await using var finance = await Visitor.OpenAsync(browser, site, "finance");
        await finance.GoAsync("/funds/budgets/" + world.BudgetId);
        await finance.LookAsync("budget");
        await finance.Page.GetByRole(AriaRole.Link, new() { Name = "对账单" }).ClickAsync();
        await finance.LookAsync("statement-budget");
        await finance.GoAsync("/funds/payments");
        await finance.LookAsync("payments");
        await finance.Page.GetByRole(AriaRole.Link, new() { Name = "支付指令格式" }).ClickAsync();
        await finance.Page.Locator("#i-name").FillAsync("示例银行网银批量");
        await finance.Page.Locator("#i-line").FillAsync("{{户名}}|{{金额}}|{{支付编号}}");
        await finance.Page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Assertions.Expect(finance.Page.Locator("main")).ToContainTextAsync("缺少 {{账号}}");
        await finance.Page.Locator("#i-line").FillAsync("{{序号}}|{{账号}}|{{户名}}|{{金额}}|{{支付编号}}");
        await finance.Page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Assertions.Expect(finance.Page.Locator("main")).ToContainTextAsync("已保存，生成支付指令时可以选用");
        await finance.LookAsync("formats");
        await using var visitor = await Visitor.OpenAsync(browser, site, null);
        await visitor.GoAsync("/vouchers/notice?order=" + id);
        await visitor.LookAsync("voucher-notice");
        Assert.Equal(OrderStatus.Notice, (await world.OrderOfAsync(id)).Status);
        await world.ProveAsync();
    }
}
