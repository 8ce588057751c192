using System.Text;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance.Funds;

/// <summary>From the notice of a payout to the money at the provider, and back when it was a fraud.</summary>
public sealed class PayoutStoryTests
{
    [Fact]
    public async Task A_payout_is_paid_found_to_be_a_fraud_and_recovered_and_both_sides_are_barred()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var voucher = await world.GrantAsync(10_000_000);
        var order = await world.ConfirmedAsync(voucher, 2_000_000, 1_000_000);
        VoucherWorld.Ok(await world.RedeemAsync(order, "30000001", 2_000_000));
        VoucherWorld.Ok(await world.AuditAsync(order));
        await world.ClockAsync("2026-09-28T09:00:00");

        VoucherWorld.Ok(await site.Get<BankAccounts>().SaveAsync(VoucherWorld.Id(), new BankAccountInput("大冶示例关联服务有限公司", "6222020000001234567", "示例银行大冶支行", "102522000012"), await world.ByAsync(VoucherWorld.Provider)));
        string payment;
        await using (var db = site.Get<IDbContexts>().Create()) payment = await db.Payments.Where(p => p.SubjectId == order).Select(p => p.Id).SingleAsync();
        var review = site.Get<PaymentReview>();
        VoucherWorld.Ok(await review.CheckAsync(VoucherWorld.Id(), new PaymentChoice([payment]), await world.ByAsync("officer1")));
        Assert.False((await review.ApproveAsync(VoucherWorld.Id(), new PaymentChoice([payment]), await world.ByAsync("officer1"))).IsAccepted);
        VoucherWorld.Ok(await review.ApproveAsync(VoucherWorld.Id(), new PaymentChoice([payment]), await world.ByAsync("head")));
        VoucherWorld.Ok(await site.Get<PayOrders>().MakeAsync(VoucherWorld.Id(), new NewPayOrder([payment]), await world.ByAsync("finance")));
        string number;
        await using (var db = site.Get<IDbContexts>().Create()) number = await db.Payments.Where(p => p.Id == payment).Select(p => p.Number).SingleAsync();
        var results = Encoding.UTF8.GetBytes($"支付编号,结果,日期,流水号,原因\r\n{number},成功,2026-09-28,LS0001,\r\n");
        VoucherWorld.Ok(await site.Get<BankResults>().ImportAsync(VoucherWorld.Id(), results, await world.ByAsync("finance")));
        Assert.Equal(1_000_000, (await world.BudgetAsync()).Paid);

        // The spot check draws the only payout, finds a fraud, and the head decides.
        var checks = site.Get<SpotChecks>();
        VoucherWorld.Ok(await checks.DrawAsync(VoucherWorld.Id(), new SpotDraw(world.SchemeId, new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 30)), await world.ByAsync("officer2")));
        VoucherWorld.Refused(await checks.DecideFraudAsync(VoucherWorld.Id(), new FraudDecision(order, true, "虚构检测"), await world.ByAsync("head")), "spot.required");
        VoucherWorld.Ok(await checks.FindAsync(VoucherWorld.Id(), new SpotFinding(order, false, "没有检测记录"), await world.ByAsync("officer2")));
        VoucherWorld.Refused(await checks.DecideFraudAsync(VoucherWorld.Id(), new FraudDecision(order, true, "虚构检测"), await world.ByAsync("officer2")), "command.notAllowed");
        VoucherWorld.Ok(await checks.DecideFraudAsync(VoucherWorld.Id(), new FraudDecision(order, true, "虚构检测，合同和发票不实"), await world.ByAsync("head")));
        string recovery;
        await using (var db = site.Get<IDbContexts>().Create()) recovery = await db.Recoveries.Where(r => r.PaymentId == payment).Select(r => r.Id).SingleAsync();
        var recoveries = site.Get<Recoveries>();
        VoucherWorld.Ok(await recoveries.ConfirmAsync(VoucherWorld.Id(), recovery, await world.ByAsync("finance")));
        VoucherWorld.Ok(await recoveries.ReceiveAsync(VoucherWorld.Id(), new NewReceipt(recovery, new DateOnly(2026, 9, 28), 400_000, "HK0001"), await world.ByAsync("finance")));
        var budget = await world.BudgetAsync();
        Assert.Equal((0, 600_000, 400_000), (budget.Paid, budget.Of(AccountKind.ToRecover), budget.Of(AccountKind.Recovered)));
        Assert.True(budget.AddsUp);

        // What is claimed back is no longer 已核销, in the voucher, the order and the office's list.
        Assert.Equal(new VoucherFigures(9_000_000, 0, 0, 0, 1_000_000), await world.FiguresAsync(voucher));
        Assert.Equal(1_000_000, (await world.OrderOfAsync(order)).Reversed);
        var told = (await site.GetAsync(VoucherWorld.Enterprise, "/api/v1/vouchers")).Ok()["items"]!.AsArray().Single()!;
        Assert.Equal((0m, 10_000m), ((decimal)told["redeemed"]!, (decimal)told["reversed"]!));
        using (var office = await Browser.SignInAsync(site, "head"))
        {
            await office.GoAsync("/vouchers?tab=orders");
            Assert.DoesNotContain((await world.OrderOfAsync(order)).Number, office.Text, StringComparison.Ordinal);
            await office.GoAsync("/orders/" + order);
            Assert.DoesNotContain("决定追回，双方限制两年", office.Text, StringComparison.Ordinal);
            Assert.Contains("追回冲减 10,000.00", office.Text, StringComparison.Ordinal);
        }

        // The papers: for whoever was paid and must pay back, and for nobody else.
        Assert.Contains("兑付通知书", Encoding.UTF8.GetString((await site.GetAsync(VoucherWorld.Provider, "/funds/letters/payout/" + payment)).Ok().Bytes));
        var decision = Encoding.UTF8.GetString((await site.GetAsync(VoucherWorld.Provider, "/funds/letters/recovery/" + recovery)).Ok().Bytes);
        Assert.Contains("追回决定书", decision);
        Assert.Contains("虚构检测，合同和发票不实", decision);
        foreach (var path in (string[])["payout/" + payment, "recovery/" + recovery]) Assert.Equal(404, (await site.GetAsync("ent02", "/funds/letters/" + path)).Status);

        // Both are barred for two years, and what the enterprise still has is frozen.
        VoucherWorld.Refused(await world.PlaceAsync(voucher, 200_000, 100_000), "voucher.frozen");
        VoucherWorld.Refused(await site.Get<VoucherApplications>().ApplyAsync(VoucherWorld.Id(), new VoucherClaim(world.SchemeId, 100, "再来"), await world.ByAsync("ent01")), "organization.sanctioned");
        VoucherWorld.Refused(await world.PlaceAsync(await world.GrantAsync(1_000_000, "ent02"), 200_000, 100_000, "ent02"), "provider.notUsable");
        await world.ProveAsync();

        // One page answers where every yuan is, and it adds up.
        using var finance = await Browser.SignInAsync(site, "finance");
        await finance.GoAsync("/funds/budgets/" + world.BudgetId);
        foreach (var words in (string[])["1,000,000.00", "与下达相符", "应追回", "6,000.00", "已追回", "4,000.00"]) Assert.Contains(words, finance.Text);
        await finance.GoAsync("/funds/payments?tab=recoveries");
        Assert.Contains("虚构检测", finance.Text);
        Assert.Equal(403, (await site.GetAsync("ent01", "/api/v1/budgets")).Status);
    }

    [Fact]
    public async Task Related_parties_statutory_inspection_and_withdrawn_services_are_refused_and_a_near_share_is_reported()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var voucher = await world.GrantAsync(10_000_000);
        var statutory = await world.RegisterAsync("ent08", "特种设备法定检测", statutory: true);
        VoucherWorld.Refused(await world.PlaceAsync(voucher, 200_000, 100_000, service: statutory), "voucher.statutory");
        foreach (var (percent, code) in ((decimal, string?)[])[(25m, "voucher.related"), (24.99m, null)])
        {
            await using (var db = site.Get<IDbContexts>().Create())
            {
                var provider = await db.Organizations.Include(o => o.Shareholders).SingleAsync(o => o.Name == "大冶示例关联服务有限公司");
                db.RemoveRange(provider.Shareholders);
                db.Shareholders.Add(new Workflows.Organizations.ShareholderRow { Id = Workflows.Cases.Identifiers.Ordered(), OrganizationId = provider.Id, Name = "大冶示例新材料有限公司", Percent = percent });
                await db.SaveChangesAsync();
            }

            var placed = await world.PlaceAsync(voucher, 200_000, 100_000);
            if (code is not null) VoucherWorld.Refused(placed, code);
            else Assert.Contains("24.99%", (await world.OrderOfAsync(VoucherWorld.Ok(placed).CaseId)).AuditNote);
        }

        // Both declare the same group, one with a full-width sign in it.
        await using (var db = site.Get<IDbContexts>().Create())
        {
            await db.Organizations.Where(o => o.Name == "大冶示例新材料有限公司").ExecuteUpdateAsync(s => s.SetProperty(o => o.GroupName, "示例集团(大冶)"));
            await db.Organizations.Where(o => o.Name == "大冶示例关联服务有限公司").ExecuteUpdateAsync(s => s.SetProperty(o => o.GroupName, "示例集团（大冶）"));
        }

        Assert.Contains("同属", VoucherWorld.Refused(await world.PlaceAsync(voucher, 200_000, 100_000), "voucher.related"));
    }
}
