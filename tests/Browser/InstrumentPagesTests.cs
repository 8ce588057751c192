using Innovation.Acceptance.Funds;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Innovation.Acceptance.Funds.VoucherWorld;

namespace Innovation.Browser;

/// <summary>A provider puts an instrument on the list, an enterprise books it and pays a part with its voucher.</summary>
public sealed class InstrumentPagesTests
{
    [Fact]
    public async Task An_instrument_is_listed_booked_recorded_and_paid_on_screen()
    {
        var world = await StartAsync();
        await using var site = world.Site;
        var voucher = await world.GrantAsync(1_000_000);
        Ok(await site.Get<Providers>().OfferAsync(Id(), new ServiceInput(null, "扫描电子显微镜", ServiceType.Instrument, "微观形貌观察", 30_000, "小时", false, true), await world.ByAsync(Provider)));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var provider = await Visitor.OpenAsync(browser, site, Provider);
        await provider.GoAsync("/provider");
        await provider.LookAsync("provider");
        await provider.Page.GetByRole(AriaRole.Link, new() { Name = "仪器资料" }).ClickAsync();
        await provider.Page.Locator("#i-model").FillAsync("示例 SU5000");
        await provider.Page.Locator("#i-purpose").FillAsync("分辨率 1.2 nm，可做能谱分析");
        await provider.Page.Locator("#i-place").FillAsync("大冶示例路 9 号 3 楼");
        await provider.Page.Locator("#i-contact").FillAsync("刘某 0714-0000000");
        await provider.LookAsync("instrument-own");
        await provider.Page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Assertions.Expect(provider.Page.Locator("main")).ToContainTextAsync("仪器资料已保存");

        await using var visitor = await Visitor.OpenAsync(browser, site, null);
        await visitor.GoAsync("/instruments");
        await visitor.LookAsync("instruments");
        await using var enterprise = await Visitor.OpenAsync(browser, site, Enterprise);
        await enterprise.GoAsync("/instruments");
        await enterprise.Page.GetByRole(AriaRole.Link, new() { Name = "扫描电子显微镜", Exact = true }).ClickAsync();
        await enterprise.Page.Locator("#i-day").FillAsync("2026-09-18");
        await enterprise.Page.Locator("#i-from").SelectOptionAsync("10:00");
        await enterprise.Page.Locator("#i-until").SelectOptionAsync("10:00");
        await enterprise.Page.Locator("#i-purpose").FillAsync("钢样 3 件，观察断口");
        await enterprise.Page.GetByRole(AriaRole.Button, new() { Name = "提交预约" }).ClickAsync();
        await Assertions.Expect(enterprise.Page.Locator("main")).ToContainTextAsync("开始早于结束");
        await enterprise.Page.Locator("#i-until").SelectOptionAsync("12:00");
        await enterprise.LookAsync("instrument");
        await enterprise.Page.GetByRole(AriaRole.Button, new() { Name = "提交预约" }).ClickAsync();
        await Assertions.Expect(enterprise.Page.Locator("main")).ToContainTextAsync("等待服务机构确认");
        var booking = new Uri(enterprise.Page.Url).AbsolutePath;
        await provider.GoAsync("/bookings");
        await provider.LookAsync("bookings");
        await provider.GoAsync(booking);
        await provider.Page.GetByRole(AriaRole.Button, new() { Name = "确认预约" }).ClickAsync();
        await Assertions.Expect(provider.Page.Locator("main")).ToContainTextAsync("已确认预约");
        await world.ClockAsync("2026-09-18T15:00:00");
        await provider.GoAsync(booking);
        await provider.Page.Locator("#i-report").FillAsync("观察断口 3 件，照片 24 张");
        await provider.DoAsync(provider.Page.GetByRole(AriaRole.Button, new() { Name = "登记服务记录" }));
        await Assertions.Expect(provider.Page.Locator("main")).ToContainTextAsync("600.00 元");
        await enterprise.GoAsync(booking);
        await enterprise.LookAsync("booking");
        await enterprise.Page.GetByRole(AriaRole.Link, new() { Name = "用券下单" }).ClickAsync();
        await enterprise.Page.Locator("#i-deduction").FillAsync("300");
        await enterprise.LookAsync("booking-order");
        await enterprise.Page.GetByRole(AriaRole.Button, new() { Name = "下单并锁定" }).ClickAsync();
        await Assertions.Expect(enterprise.Page.Locator("main")).ToContainTextAsync("请核对服务记录后确认交付");
        await enterprise.DoAsync(enterprise.Page.GetByRole(AriaRole.Button, new() { Name = "确认交付" }));
        await Assertions.Expect(enterprise.Page.Locator("main")).ToContainTextAsync("已确认交付");
        await using var db = site.Get<IDbContexts>().Create();
        Assert.Equal(30_000, (await db.Orders.SingleAsync(o => o.VoucherId == voucher)).Deduction);
    }
}
