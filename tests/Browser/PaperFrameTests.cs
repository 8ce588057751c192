using Innovation.Acceptance;
using Innovation.Acceptance.Funds;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>A paper on a phone stands in a page of ours, with a way back and its PDF; the paper itself is as it was.</summary>
public sealed class PaperFrameTests
{
    [Fact]
    public async Task Letters_about_money_and_statements_stand_in_a_page_of_ours()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var order = await world.ConfirmedAsync(await world.GrantAsync(10_000_000), 2_000_000, 1_000_000);
        VoucherWorld.Ok(await world.RedeemAsync(order, "30000001", 2_000_000));
        VoucherWorld.Ok(await world.AuditAsync(order));
        await world.ClockAsync("2026-09-28T09:00:00");
        VoucherWorld.Ok(await site.Get<BankAccounts>().SaveAsync(VoucherWorld.Id(), new BankAccountInput("大冶示例关联服务有限公司", "6222020000001234567", "示例银行大冶支行", "102522000012"), await world.ByAsync(VoucherWorld.Provider)));
        string payment, number;
        await using (var db = site.Get<IDbContexts>().Create()) (payment, number) = await db.Payments.Where(p => p.SubjectId == order).Select(p => new ValueTuple<string, string>(p.Id, p.Number)).SingleAsync();
        VoucherWorld.Ok(await site.Get<PaymentReview>().CheckAsync(VoucherWorld.Id(), new PaymentChoice([payment]), await world.ByAsync("officer1")));
        VoucherWorld.Ok(await site.Get<PaymentReview>().ApproveAsync(VoucherWorld.Id(), new PaymentChoice([payment]), await world.ByAsync("head")));
        VoucherWorld.Ok(await site.Get<PayOrders>().MakeAsync(VoucherWorld.Id(), new NewPayOrder([payment]), await world.ByAsync("finance")));
        VoucherWorld.Ok(await site.Get<BankResults>().ImportAsync(VoucherWorld.Id(), System.Text.Encoding.UTF8.GetBytes($"支付编号,结果,日期,流水号\r\n{number},成功,2026-09-28,LS0001\r\n"), await world.ByAsync("finance")));
        VoucherWorld.Ok(await site.Get<Recoveries>().DecideAsync(VoucherWorld.Id(), new NewRecovery(payment, 500_000, "抽查发现发票不实", new DateOnly(2026, 10, 30), []), await world.ByAsync("head")));
        string recovery;
        await using (var db = site.Get<IDbContexts>().Create()) recovery = await db.Recoveries.Select(r => r.Id).SingleAsync();
        VoucherWorld.Ok(await site.Get<Recoveries>().ConfirmAsync(VoucherWorld.Id(), recovery, await world.ByAsync("finance")));

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var provider = await Visitor.OpenAsync(browser, site, VoucherWorld.Provider);
        await StandsAsync(provider, "/statements", "a[href='/funds/letters/payout/" + payment + "']", "兑付通知书", "letter-payout");
        await StandsAsync(provider, "/statements", "a[href='/funds/letters/recovery/" + recovery + "']", "追回决定书", "letter-recovery");
        await StandsAsync(provider, "/statements", "a[href*='handler=Pdf']", "对账单", "statement-paper");
    }

    [Fact]
    public async Task Minutes_score_sheets_visits_and_summaries_stand_in_a_page_of_ours()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToNoticeAsync();
        string meeting;
        await using (var db = site.Get<IDbContexts>().Create()) meeting = await db.BatchItems.Where(i => i.CaseId == walk.Id).Join(db.Batches.Where(b => b.Kind == Workflows.Cases.BatchKind.Meeting), i => i.BatchId, b => b.Id, (i, b) => b.Id).FirstAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var officer = await Visitor.OpenAsync(browser, site, "officer1");
        await StandsAsync(officer, "/cases/" + walk.Id, $"a[href='/prints/scores/{walk.Id}']", "评审意见表", "print-scores");
        await StandsAsync(officer, "/cases/" + walk.Id, $"a[href='/prints/visit/{walk.Id}']", "现场考察", "print-visit");
        await StandsAsync(officer, "/meetings/" + meeting, $"a[href='/prints/minutes/{meeting}'] >> nth=0", "纪要", "print-minutes");
        await StandsAsync(officer, "/cases/" + walk.Id, $"a[href='/applications/{walk.Id}/print']", "申报书", "print-application-office");
        await using var applicant = await Visitor.OpenAsync(browser, site, "ent10");
        await StandsAsync(applicant, "/applications/" + walk.Id, $"a[href='/applications/{walk.Id}/print']", "申报书", "print-application");
        await using var town = await Visitor.OpenAsync(browser, site, "town09");
        string round;
        await using (var db = site.Get<IDbContexts>().Create()) round = await db.Cases.Where(c => c.Id == walk.Id).Select(c => c.RoundId).SingleAsync();
        await StandsAsync(town, "/summaries/" + round, $"a[href^='/prints/summary/{round}']", "汇总表", "print-summary");
    }

    /// <summary>Follows a link to a paper at 390 wide: heading, frame with the paper, a way back to where one came from, and the PDF.</summary>
    private static async Task StandsAsync(Visitor visitor, string from, string link, string says, string name)
    {
        var page = visitor.Page;
        await page.SetViewportSizeAsync(390, 844);
        await visitor.GoAsync(from);
        await page.Locator(link).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(says[..1]);
        var paper = page.FrameLocator(".kc-issued iframe").Locator("body");
        await Assertions.Expect(paper).ToContainTextAsync(says);
        await Assertions.Expect(paper.Locator(".kc-head")).ToHaveCountAsync(0);
        await visitor.LookAsync(name);
        await page.SetViewportSizeAsync(390, 844);
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('.kc-issued').getBoundingClientRect().width <= innerWidth"));
        // A printer that is missing answers with the paper itself; the address is there either way.
        var pdf = await page.GetByRole(AriaRole.Link, new() { Name = "下载 PDF" }).GetAttributeAsync("href");
        Assert.Equal(200, (await page.APIRequest.GetAsync(pdf!)).Status);
        Assert.Contains("format=pdf", pdf, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "返回" }).ClickAsync();
        await Assertions.Expect(page.Locator(link).First).ToBeVisibleAsync();
        await page.SetViewportSizeAsync(1366, 768);
    }
}
