using Innovation.Acceptance;
using Innovation.Acceptance.Funds;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>Money of a case on screen: allotted to its round, reserved, committed, asked to be paid.</summary>
public sealed class CaseMoneyPagesTests
{
    [Fact]
    public async Task An_officer_reserves_commits_and_asks_for_the_payment_of_a_case()
    {
        var world = await VoucherWorld.StartAsync(budget: 1_000_000);
        await using var site = world.Site;
        string caseId, round;
        await using (var db = site.Get<IDbContexts>().Create()) (caseId, round) = await db.Cases.Where(c => c.SubmittedAt != null && c.ProgrammeCode == "PR01").OrderBy(c => c.Id).Select(c => new ValueTuple<string, string>(c.Id, c.RoundId)).FirstAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var officer = await Visitor.OpenAsync(browser, site, "officer1");
        await officer.GoAsync("/funds/budgets/" + world.BudgetId);
        await officer.Page.Locator("#i-roundId").SelectOptionAsync(round);
        await officer.Page.Locator("#i-roundAmount").FillAsync("8000");
        await officer.DoAsync(officer.Page.GetByRole(AriaRole.Button, new() { Name = "分配" }));
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("已分配到批次");
        await officer.GoAsync("/cases/" + caseId);
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "资金", Exact = true }).ClickAsync();
        async Task MoveAsync(string act, string amount, string expected)
        {
            await officer.Page.Locator("#i-act").SelectOptionAsync(act);
            await officer.Page.Locator("#i-budgetId").SelectOptionAsync(world.BudgetId);
            await officer.Page.Locator("#i-amount").FillAsync(amount);
            await officer.DoAsync(officer.Page.GetByRole(AriaRole.Button, new() { Name = "登记" }));
            await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync(expected);
        }

        await MoveAsync("reserve", "8000.01", "只剩 8,000.00 元");
        await MoveAsync("reserve", "8000", "已预留。");
        await MoveAsync("commit", "6000", "已承诺。");
        await officer.Page.Locator("#pay-amount").FillAsync("6000");
        await officer.Page.Locator("#i-policyItem").FillAsync("平台认定奖补");
        await officer.Page.Locator("#i-sourceFact").FillAsync("DYPT-2026-0001");
        await officer.Page.Locator("#i-purpose").FillAsync("平台奖补");
        await officer.DoAsync(officer.Page.GetByRole(AriaRole.Button, new() { Name = "申请支付" }));
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("请另外两位人员复核、审批");
        await MoveAsync("release", "2000", "请写明释放的原因");
        await officer.Page.Locator("#i-reason").FillAsync("合同金额减少");
        await officer.DoAsync(officer.Page.GetByRole(AriaRole.Button, new() { Name = "登记" }));
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("已释放");
        await officer.LookAsync("case-funds");
        await world.ProveAsync();
    }
}
