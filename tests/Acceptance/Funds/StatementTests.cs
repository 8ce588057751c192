using System.Text;
using Innovation.Workflows.Funds.Statements;
using Innovation.Workflows.Storage;
using static Innovation.Acceptance.Funds.VoucherWorld;

namespace Innovation.Acceptance.Funds;

/// <summary>对账单 of a budget and of an organisation.</summary>
public sealed class StatementTests
{
    [Fact]
    public async Task A_statement_says_where_the_money_is_and_what_moved_and_is_read_by_its_own_people_only()
    {
        var world = await StartAsync(budget: 50_000_000);
        await using var site = world.Site;
        var voucher = await world.GrantAsync(10_000_000);
        var order = await world.ConfirmedAsync(voucher, 6_000_000, 3_000_000);
        Ok(await world.RedeemAsync(order, "80000001", 6_000_000));
        Ok(await world.AuditAsync(order));
        await world.ClockAsync("2026-10-12T09:00:00");
        var (enterprise, provider) = ((await world.UserAsync(Enterprise)).OrganizationId!, (await world.UserAsync(Provider)).OrganizationId!);
        await using (var db = site.Get<IDbContexts>().Create())
        {
            var own = (await OrganizationStatement.ReadAsync(db, enterprise, new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 30)))!;
            Assert.Equal((10_000_000L, 7_000_000L, 3_000_000L), (own.Vouchers[0].Voucher.Face, own.Vouchers[0].Figures.Available, own.Vouchers[0].Figures.Redeemed));
            // 发券, 锁定, 核销: in the order of their effect.
            Assert.Equal(3, own.Postings.Count);
            Assert.Empty((await OrganizationStatement.ReadAsync(db, enterprise, new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31)))!.Postings);
            var theirs = (await OrganizationStatement.ReadAsync(db, provider, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)))!;
            Assert.Equal((3_000_000, 0L), (Assert.Single(theirs.Payments).Amount, theirs.Paid));
            var budget = (await BudgetStatement.ReadAsync(db, world.BudgetId, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)))!;
            Assert.True(budget.Figures.AddsUp);
            Assert.Equal(4, budget.Postings.Count);
        }

        // Without a printer the page itself comes; a foreign organisation's is not given away, whatever is asked.
        var page = Encoding.UTF8.GetString((await site.GetAsync(Enterprise, "/statements?handler=Pdf")).Ok().Bytes);
        Assert.Contains("单位对账单", page);
        Assert.Contains("70,000.00", page);
        Assert.DoesNotContain("大冶示例关联服务有限公司（", Encoding.UTF8.GetString((await site.GetAsync(Enterprise, "/statements?handler=Pdf&organization=" + provider)).Ok().Bytes));
        Assert.DoesNotContain("预算对账单", Encoding.UTF8.GetString((await site.GetAsync(Enterprise, "/statements?handler=Pdf&budget=" + world.BudgetId)).Ok().Bytes));
        var sums = Encoding.UTF8.GetString((await site.GetAsync("finance", "/statements?handler=Pdf&budget=" + world.BudgetId)).Ok().Bytes);
        Assert.Contains("合计 500,000.00 元，下达 500,000.00 元，相符。", sums);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (await site.GetAsync("finance", "/statements?handler=Xlsx&organization=" + enterprise)).Ok().ContentType);
        Assert.Equal(404, (await site.GetAsync("finance", "/statements?handler=Pdf&budget=" + Id())).Status);
        Assert.Contains("大冶示例新材料有限公司", Encoding.UTF8.GetString((await site.GetAsync("officer1", "/statements?q=" + Uri.EscapeDataString("新材料"))).Ok().Bytes));
    }
}
