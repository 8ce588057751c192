using Innovation.Workflows.Funds.Budgets;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance.Funds;

/// <summary>The life of innovation vouchers, told with the people who live it.</summary>
public sealed class VoucherStoryTests
{
    [Fact]
    public async Task A_voucher_from_the_application_to_the_money_that_is_due()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var voucher = await world.GrantAsync(10_000_000);
        var order = await world.OrderAsync(voucher, 6_000_000, 3_000_000);
        Assert.Equal(new VoucherFigures(7_000_000, 3_000_000, 0, 0), await world.FiguresAsync(voucher));
        await world.AcceptAsync(order);
        await world.DeliverAsync(order);
        // 合同 60,000 元, 实际 50,000 元: a half of it may be deducted, the rest is free again.
        await world.ConfirmAsync(order, 5_000_000);
        Assert.Equal(new VoucherFigures(7_500_000, 2_500_000, 0, 0), await world.FiguresAsync(voucher));
        VoucherWorld.Ok(await world.RedeemAsync(order, "12345678", 5_000_000));
        VoucherWorld.Ok(await world.AuditAsync(order));
        var noticed = await world.OrderOfAsync(order);
        // 2026-09-16 and five working days, the Sunday 09-20 among them (调休上班): 09-22, 24:00.
        Assert.Equal(DateTimeOffset.Parse("2026-09-23T00:00:00+08:00"), noticed.DueAt);
        await world.ClockAsync("2026-09-28T09:00:00");
        var redeemed = await world.OrderOfAsync(order);
        Assert.Equal((OrderStatus.Redeemed, noticed.DueAt), (redeemed.Status, redeemed.RedeemedAt));
        Assert.Equal(new VoucherFigures(7_500_000, 0, 2_500_000, 0), await world.FiguresAsync(voucher));
        var budget = await world.BudgetAsync();
        Assert.Equal((100_000_000, 90_000_000, 7_500_000, 2_500_000), (budget.Appropriated, budget.Free, budget.Promised, budget.Payable));
        Assert.True(budget.AddsUp);
        await world.ProveAsync();
    }

    [Fact]
    public async Task One_person_cannot_check_and_grant_and_the_cap_of_the_year_holds()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var applications = site.Get<VoucherApplications>();
        var application = VoucherWorld.Ok(await applications.ApplyAsync(VoucherWorld.Id(), new VoucherClaim(world.SchemeId, 6_000_000, "检测"), await world.ByAsync("ent01"))).CaseId;
        var over = VoucherWorld.Refused(await applications.ApplyAsync(VoucherWorld.Id(), new VoucherClaim(world.SchemeId, 4_000_001, "检测"), await world.ByAsync("ent01")), "voucher.cap");
        Assert.Contains("还可申领 40,000.00 元", over);
        VoucherWorld.Refused(await applications.GrantAsync(VoucherWorld.Id(), new ApplicationDecision(application), await world.ByAsync("officer1")), "task.stale");
        VoucherWorld.Ok(await applications.CheckAsync(VoucherWorld.Id(), new ApplicationDecision(application), await world.ByAsync("officer1")));
        VoucherWorld.Refused(await applications.GrantAsync(VoucherWorld.Id(), new ApplicationDecision(application), await world.ByAsync("officer1")), "voucher.samePerson");
        VoucherWorld.Refused(await applications.GrantAsync(VoucherWorld.Id(), new ApplicationDecision(application), await world.ByAsync("finance")), "command.notAllowed");
        VoucherWorld.Ok(await applications.GrantAsync(VoucherWorld.Id(), new ApplicationDecision(application), await world.ByAsync("head")));
    }

    [Fact]
    public async Task The_last_money_of_a_budget_is_granted_once()
    {
        var world = await VoucherWorld.StartAsync(budget: 10_000_000);
        await using var site = world.Site;
        var applications = site.Get<VoucherApplications>();
        var waiting = new List<string>();
        foreach (var enterprise in (string[])["ent01", "ent02"])
        {
            waiting.Add(VoucherWorld.Ok(await applications.ApplyAsync(VoucherWorld.Id(), new VoucherClaim(world.SchemeId, 8_000_000, "检测"), await world.ByAsync(enterprise))).CaseId);
            VoucherWorld.Ok(await applications.CheckAsync(VoucherWorld.Id(), new ApplicationDecision(waiting[^1]), await world.ByAsync("officer1")));
        }

        var by = await world.ByAsync("officer2");
        var results = await Task.WhenAll(waiting.Select(id => Task.Run(() => applications.GrantAsync(VoucherWorld.Id(), new ApplicationDecision(id), by))));
        Assert.Single(results, r => r.IsAccepted);
        Assert.Contains("预算可用额度只剩 20,000.00 元", VoucherWorld.Refused(results.Single(r => !r.IsAccepted), "ledger.insufficient"));
        await world.ProveAsync();
    }

    [Fact]
    public async Task Silence_is_a_dispute_never_a_confirmation()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var voucher = await world.GrantAsync(10_000_000);
        var order = await world.OrderAsync(voucher, 2_000_000, 1_000_000);
        await world.AcceptAsync(order);
        await world.DeliverAsync(order);
        await world.ClockAsync("2026-10-20T09:00:00");
        Assert.Equal(OrderStatus.Disputed, (await world.OrderOfAsync(order)).Status);
        await using (var db = site.Get<IDbContexts>().Create())
            Assert.Equal("2026-09-30T16:00:00.0000000+00:00", (await db.Events.SingleAsync(e => e.StreamId == order && e.Type == "confirmationMissed")).At.ToString("O"));
        VoucherWorld.Refused(await world.RedeemAsync(order, "87654321", 2_000_000), "order.stale");
        var settle = site.Get<Redemptions>();
        VoucherWorld.Refused(await settle.SettleDisputeAsync(VoucherWorld.Id(), new DisputeSettlement(order, DisputeDecision.Confirm, 1_000_000, "核实"), await world.ByAsync("ent09")), "command.notAllowed");
        VoucherWorld.Ok(await settle.SettleDisputeAsync(VoucherWorld.Id(), new DisputeSettlement(order, DisputeDecision.Confirm, 1_000_000, "到现场核实，完成一半"), await world.ByAsync("head")));
        Assert.Equal(new VoucherFigures(9_500_000, 500_000, 0, 0), await world.FiguresAsync(voucher));
        await world.ProveAsync();
    }

    [Fact]
    public async Task An_order_nobody_takes_on_lapses_after_thirty_days_dated_by_the_period()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var voucher = await world.GrantAsync(10_000_000);
        var order = await world.OrderAsync(voucher, 2_000_000, 1_000_000);
        // Nothing has swept yet: the command itself finds the lock lapsed.
        await world.ClockAsync("2026-10-17T00:00:01", sweep: false);
        VoucherWorld.Refused(await site.Get<Orders>().AcceptAsync(VoucherWorld.Id(), new OrderWord(order), await world.ByAsync("ent09")), "order.stale");
        Assert.Equal(OrderStatus.Placed, (await world.OrderOfAsync(order)).Status);
        await world.ClockAsync("2026-11-02T08:00:00");
        Assert.Equal(OrderStatus.Lapsed, (await world.OrderOfAsync(order)).Status);
        Assert.Equal(new VoucherFigures(10_000_000, 0, 0, 0), await world.FiguresAsync(voucher));
        await using var db = site.Get<IDbContexts>().Create();
        Assert.Equal(DateTimeOffset.Parse("2026-10-17T00:00:00+08:00"), (await db.Postings.SingleAsync(p => p.Kind == PostingKind.Unlock)).At);
    }

    [Fact]
    public async Task A_voucher_expires_with_a_part_locked_and_the_part_goes_its_own_way()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var voucher = await world.GrantAsync(10_000_000);
        var kept = await world.ConfirmedAsync(voucher, 4_000_000, 2_000_000);
        var given = await world.OrderAsync(voucher, 2_000_000, 1_000_000);
        await world.AcceptAsync(given);
        VoucherWorld.Ok(await world.RedeemAsync(kept, "11112222", 4_000_000));
        // One year later: what was free is gone, the two orders still hold their parts.
        await world.ClockAsync("2027-09-17T00:00:00");
        Assert.Equal(new VoucherFigures(0, 3_000_000, 0, 7_000_000), await world.FiguresAsync(voucher));
        VoucherWorld.Refused(await world.PlaceAsync(voucher, 200_000, 100_000), "voucher.expired");
        // Freed after the expiry, money does not come back.
        VoucherWorld.Ok(await site.Get<Orders>().CancelAsync(VoucherWorld.Id(), new OrderWord(given, "没有交付"), await world.ByAsync("ent01")));
        Assert.Equal(new VoucherFigures(0, 2_000_000, 0, 8_000_000), await world.FiguresAsync(voucher));
        VoucherWorld.Ok(await world.AuditAsync(kept));
        await world.ClockAsync("2027-10-08T00:00:00");
        Assert.Equal(new VoucherFigures(0, 0, 2_000_000, 8_000_000), await world.FiguresAsync(voucher));
        await world.ProveAsync();
    }

    [Fact]
    public async Task An_invoice_is_redeemed_once_in_the_whole_system()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var voucher = await world.GrantAsync(10_000_000);
        var first = await world.ConfirmedAsync(voucher, 2_000_000, 1_000_000);
        var second = await world.ConfirmedAsync(voucher, 2_000_000, 1_000_000);
        VoucherWorld.Refused(await site.Get<Redemptions>().ClaimAsync(VoucherWorld.Id(), new RedemptionClaim(first, "AB123456", 2_000_000), await world.ByAsync("ent09")), "invoice.file");
        VoucherWorld.Ok(await world.RedeemAsync(first, "ab123456", 2_000_000));
        Assert.Contains("一张发票只能核销一次", VoucherWorld.Refused(await world.RedeemAsync(second, "AB123456", 2_000_000), "invoice.used"));
        // A smaller invoice redeems its share only; the rest is free with the audit.
        VoucherWorld.Ok(await world.RedeemAsync(second, "AB123457", 1_500_000));
        VoucherWorld.Ok(await world.AuditAsync(second));
        Assert.Equal(new VoucherFigures(8_250_000, 1_750_000, 0, 0), await world.FiguresAsync(voucher));
    }

    [Fact]
    public async Task An_objection_holds_its_order_only_until_it_is_settled()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var voucher = await world.GrantAsync(10_000_000);
        var orders = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            orders.Add(await world.ConfirmedAsync(voucher, 2_000_000, 1_000_000));
            VoucherWorld.Ok(await world.RedeemAsync(orders[i], $"2222333{i}", 2_000_000));
            VoucherWorld.Ok(await world.AuditAsync(orders[i]));
        }

        foreach (var contested in orders.Take(2))
        {
            (await site.PostAsync(null, $"/api/v1/orders/{contested}/objections", new { commandId = VoucherWorld.Id(), name = "某", mobile = "13800000001", text = "这份检测报告没有实际检测。" })).Refused(422, "objection.name");
            (await site.PostAsync(null, $"/api/v1/orders/{contested}/objections", new { commandId = VoucherWorld.Id(), name = "陈某", mobile = "13800000001", text = "这份检测报告没有实际检测。" })).Ok();
        }

        await world.ClockAsync("2026-10-12T09:00:00");
        Assert.Equal([OrderStatus.Notice, OrderStatus.Notice, OrderStatus.Redeemed], await Task.WhenAll(orders.Select(async o => (await world.OrderOfAsync(o)).Status)));
        var redemptions = site.Get<Redemptions>();
        VoucherWorld.Ok(await redemptions.SettleObjectionAsync(VoucherWorld.Id(), new ObjectionSettlement(orders[0], false, "调取原始记录，检测属实"), await world.ByAsync("officer2")));
        VoucherWorld.Ok(await redemptions.SettleObjectionAsync(VoucherWorld.Id(), new ObjectionSettlement(orders[1], true, "没有原始记录"), await world.ByAsync("officer2")));
        Assert.Equal([OrderStatus.Redeemed, OrderStatus.Rejected], await Task.WhenAll(orders.Take(2).Select(async o => (await world.OrderOfAsync(o)).Status)));
        Assert.Equal(new VoucherFigures(8_000_000, 0, 2_000_000, 0), await world.FiguresAsync(voucher));
        await world.ProveAsync();
    }

    [Fact]
    public async Task A_balance_that_postings_do_not_bear_out_is_told_once_a_day()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var watch = site.Get<LedgerWatch>();
        Assert.Empty(await watch.RunAsync());
        await using var db = site.Get<IDbContexts>().Create();
        await db.Accounts.Where(a => a.Kind == AccountKind.Available).ExecuteUpdateAsync(s => s.SetProperty(a => a.Credits, a => a.Credits + 1));
        Assert.Contains(await watch.RunAsync(), p => p.Contains("余额与记账推出的不同", StringComparison.Ordinal));
        await watch.RunAsync();
        Assert.Equal(["auditor@*", "finance@*"], await db.Messages.Where(m => m.Key.StartsWith("ledger/")).Select(m => m.Candidate).OrderBy(c => c).ToListAsync());
    }

    [Fact]
    public async Task A_budget_is_never_promised_beyond_what_was_appropriated()
    {
        var world = await VoucherWorld.StartAsync(budget: 1_000_000);
        await using var site = world.Site;
        var budgets = site.Get<Budgets>();
        Assert.Contains("只剩 10,000.00 元", VoucherWorld.Refused(await budgets.ChangeAsync(VoucherWorld.Id(), new BudgetChange(world.BudgetId, 1_000_001, true, "冶财教〔2026〕20号"), await world.ByAsync("finance")), "ledger.insufficient"));
        VoucherWorld.Refused(await budgets.ChangeAsync(VoucherWorld.Id(), new BudgetChange(world.BudgetId, 1, false, "冶财教〔2026〕20号"), await world.ByAsync("officer1")), "command.notAllowed");
        VoucherWorld.Ok(await budgets.ChangeAsync(VoucherWorld.Id(), new BudgetChange(world.BudgetId, 500_000, false, "冶财教〔2026〕20号"), await world.ByAsync("finance")));
        Assert.Equal(1_500_000, (await world.BudgetAsync()).Appropriated);
        await using var db = site.Get<IDbContexts>().Create();
        // The database itself keeps postings as they are.
        await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync("UPDATE LedgerPostings SET Amount = 1"));
        await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync("DELETE FROM LedgerPostings"));
        await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync("UPDATE LedgerAccounts SET Debits = Debits + 100000000 WHERE Kind = 'Available'"));
        await world.ProveAsync();
    }
}
