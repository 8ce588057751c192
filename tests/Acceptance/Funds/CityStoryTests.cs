using System.Text;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using static Innovation.Acceptance.Funds.VoucherWorld;

namespace Innovation.Acceptance.Funds;

/// <summary>通用通兑: a voucher of one city used in another, told with two running installations.</summary>
public sealed class CityStoryTests
{
    [Fact]
    public async Task A_foreign_voucher_is_used_redeemed_cleared_and_paid_between_two_installations()
    {
        await using var pair = await CityPair.StartAsync();
        var (issuing, providing) = (pair.Issuing, pair.Providing);
        var voucher = await issuing.GrantAsync(10_000_000);
        var order = Ok(await pair.PlaceAsync(voucher, 4_000_000, 2_000_000)).CaseId;
        Assert.Null(await pair.ForeignAsync(order));
        await pair.TalkAsync();
        Assert.Equal(OrderStatus.Placed, (await pair.ForeignAsync(order))!.Status);

        // The provider acts at home; the issuing city decides.
        Ok(await pair.ProviderAsync(order, "accept"));
        Refused(await pair.ProviderAsync(order, "accept"), "order.pending");
        await pair.TalkAsync();
        Assert.Equal((OrderStatus.Accepted, null), ((await issuing.OrderOfAsync(order)).Status, (await pair.ForeignAsync(order))!.PendingAct));
        Ok(await pair.ProviderAsync(order, "deliver"));
        await pair.TalkAsync();
        await issuing.ConfirmAsync(order);
        await pair.TalkAsync();
        Ok(await pair.ProviderAsync(order, "redeem", "40000001", 4_000_000));
        await pair.TalkAsync();
        Assert.Equal((OrderStatus.Auditing, OrderStatus.Auditing), ((await issuing.OrderOfAsync(order)).Status, (await pair.ForeignAsync(order))!.Status));
        await using (var db = issuing.Site.Get<IDbContexts>().Create()) Assert.Equal("发票.pdf", (await db.OrderFiles.SingleAsync(f => f.OrderId == order)).FileName);
        Ok(await issuing.AuditAsync(order));
        await pair.ClockAsync("2026-10-12T09:00:00");
        await pair.TalkAsync();
        var foreign = (await pair.ForeignAsync(order))!;
        Assert.Equal((OrderStatus.Redeemed, 2_000_000, (await issuing.OrderOfAsync(order)).RedeemedAt), (foreign.Status, foreign.Redeemed, foreign.RedeemedAt));
        // What is due to another city waits for the clearing; no payment to the provider is opened here.
        await using (var db = issuing.Site.Get<IDbContexts>().Create()) Assert.Empty(await db.Payments.ToListAsync());

        // One city makes the sheet of the quarter; the other answers with its own, and they agree.
        var clearings = issuing.Site.Get<Clearings>();
        Refused(await clearings.MakeAsync(Id(), new NewClearing(pair.There.Id, 2026, 4, true), await issuing.ByAsync("officer1")), "clearing.early");
        var clearing = Ok(await clearings.MakeAsync(Id(), new NewClearing(pair.There.Id, 2026, 3, true), await issuing.ByAsync("officer1"))).CaseId;
        Refused(await clearings.ConfirmAsync(Id(), clearing, await issuing.ByAsync("officer1")), "clearing.notCompared");
        await pair.TalkAsync();
        var (ours, theirs) = ((await pair.ClearingAsync(issuing))!, (await pair.ClearingAsync(providing))!);
        Assert.Equal((0, 0, 2_000_000L, 2_000_000L), (ours.Differences, theirs.Differences, ours.Total, theirs.Total));
        Assert.True(ours.ComparedAt is not null && theirs.ComparedAt is not null);
        Ok(await clearings.ConfirmAsync(Id(), clearing, await issuing.ByAsync("officer1")));
        Ok(await providing.Site.Get<Clearings>().ConfirmAsync(Id(), theirs.Id, await providing.ByAsync("officer1")));

        // Our money leaves by the same three persons as any other.
        await PayAsync(pair, clearing, returned: false);
        await pair.TalkAsync();
        theirs = (await pair.ClearingAsync(providing))!;
        Assert.Equal(new DateOnly(2026, 10, 12), theirs.AnnouncedOn);
        var money = providing.Site.Get<ClearingMoney>();
        Refused(await money.ReceiveAsync(Id(), new ClearingReceipt(theirs.Id, new DateOnly(2026, 10, 12), "QS0001"), await providing.ByAsync("officer1")), "command.notAllowed");
        Ok(await money.ReceiveAsync(Id(), new ClearingReceipt(theirs.Id, new DateOnly(2026, 10, 12), "QS0001"), await providing.ByAsync("finance")));
        await using (var db = providing.Site.Get<IDbContexts>().Create())
        {
            var due = await db.Payments.SingleAsync();
            Assert.Equal((2_000_000, PaymentStatus.Requested), (due.Amount, due.Status));
            Assert.Equal((await providing.UserAsync(VoucherWorld.Provider)).OrganizationId, due.PayeeId);
        }

        Assert.Equal(2_000_000, (await issuing.BudgetAsync()).Paid);
        await issuing.ProveAsync();
        await providing.ProveAsync();
    }

    [Fact]
    public async Task A_clearing_payment_comes_back_and_is_paid_again_under_its_number()
    {
        await using var pair = await CityPair.StartAsync();
        var voucher = await pair.Issuing.GrantAsync(10_000_000);
        await pair.AuditedAsync(voucher, 2_000_000, 1_000_000, "41000001");
        await pair.AuditedAsync(voucher, 3_000_000, 1_500_000, "41000002");
        await pair.ClockAsync("2026-10-12T09:00:00");
        await pair.TalkAsync();
        var clearings = pair.Issuing.Site.Get<Clearings>();
        var clearing = Ok(await clearings.MakeAsync(Id(), new NewClearing(pair.There.Id, 2026, 3, true), await pair.Issuing.ByAsync("officer1"))).CaseId;
        await pair.TalkAsync();
        Ok(await clearings.ConfirmAsync(Id(), clearing, await pair.Issuing.ByAsync("officer1")));
        // Asked for, cancelled, and asked for again.
        Ok(await pair.Issuing.Site.Get<ClearingMoney>().RequestAsync(Id(), clearing, await pair.Issuing.ByAsync("officer1")));
        Refused(await pair.Issuing.Site.Get<ClearingMoney>().RequestAsync(Id(), clearing, await pair.Issuing.ByAsync("officer1")), "clearing.stale");
        await using (var db = pair.Issuing.Site.Get<IDbContexts>().Create())
            Ok(await pair.Issuing.Site.Get<PaymentReview>().CancelAsync(Id(), new PaymentReason(await db.Payments.Select(p => p.Id).SingleAsync(), "等对方来函"), await pair.Issuing.ByAsync("head")));
        Assert.Equal(ClearingStatus.Balanced, (await pair.ClearingAsync(pair.Issuing))!.Status);
        await PayAsync(pair, clearing, returned: true);
        Assert.Equal((ClearingStatus.Settled, 2_500_000L), ((await pair.ClearingAsync(pair.Issuing))!.Status, (await pair.Issuing.BudgetAsync()).Paid));
        await pair.Issuing.ProveAsync();
    }

    [Fact]
    public async Task A_foreign_provider_leaves_the_list_and_its_open_order_goes_to_the_end()
    {
        await using var pair = await CityPair.StartAsync();
        var voucher = await pair.Issuing.GrantAsync(10_000_000);
        var order = Ok(await pair.PlaceAsync(voucher, 2_000_000, 1_000_000)).CaseId;
        await pair.TalkAsync();
        await pair.ClockAsync("2026-09-18T09:00:00");
        var lists = pair.Issuing.Site.Get<RecognisedLists>();
        var other = new RecognisedService("武汉示例检测有限公司", "91420100MA00000012", "陈某", "有资质", new DateOnly(2026, 1, 1), null, "1", "其他检测", ServiceType.Testing, "", 100_000, "件", false);
        Refused(await lists.ImportAsync(Id(), new RecognisedList(pair.There.Id, new DateOnly(2026, 9, 15), [other]), await pair.Issuing.ByAsync("officer1")), "list.older");
        Assert.Contains("退出 1 家", Ok(await lists.ImportAsync(Id(), new RecognisedList(pair.There.Id, new DateOnly(2026, 9, 18), [other]), await pair.Issuing.ByAsync("officer1"))).ApplicantStatus);
        Refused(await pair.PlaceAsync(voucher, 200_000, 100_000), "provider.notUsable");
        // The order of before goes on.
        Ok(await pair.ProviderAsync(order, "accept"));
        await pair.TalkAsync();
        Ok(await pair.ProviderAsync(order, "deliver"));
        await pair.TalkAsync();
        await pair.Issuing.ConfirmAsync(order);
        await pair.TalkAsync();
        Ok(await pair.ProviderAsync(order, "redeem", "42000001", 2_000_000));
        await pair.TalkAsync();
        Ok(await pair.Issuing.AuditAsync(order));
        await pair.ClockAsync("2026-10-12T09:00:00");
        Assert.Equal(OrderStatus.Redeemed, (await pair.Issuing.OrderOfAsync(order)).Status);
        await pair.Issuing.ProveAsync();
    }

    [Fact]
    public async Task What_the_other_city_does_not_take_frees_the_voucher_and_what_ours_refuses_is_told()
    {
        await using var pair = await CityPair.StartAsync();
        var voucher = await pair.Issuing.GrantAsync(10_000_000);
        // The provider was suspended at home after the list was made.
        await using (var db = pair.Providing.Site.Get<IDbContexts>().Create())
            await db.Providers.Where(p => p.City == "").ExecuteUpdateAsync(s => s.SetProperty(p => p.Status, ProviderStatus.Suspended));
        var order = Ok(await pair.PlaceAsync(voucher, 2_000_000, 1_000_000)).CaseId;
        await pair.TalkAsync();
        var cancelled = await pair.Issuing.OrderOfAsync(order);
        Assert.Equal(OrderStatus.Cancelled, cancelled.Status);
        Assert.StartsWith("武汉市没有接收：", cancelled.Reason);
        Assert.Equal(new VoucherFigures(10_000_000, 0, 0, 0), await pair.Issuing.FiguresAsync(voucher));
        await using (var db = pair.Providing.Site.Get<IDbContexts>().Create())
            await db.Providers.Where(p => p.City == "").ExecuteUpdateAsync(s => s.SetProperty(p => p.Status, ProviderStatus.Registered));

        // Both act at the same time: the enterprise cancels before the word of the provider arrives.
        var raced = Ok(await pair.PlaceAsync(voucher, 2_000_000, 1_000_000)).CaseId;
        await pair.TalkAsync();
        Ok(await pair.ProviderAsync(raced, "accept"));
        Ok(await pair.Issuing.Site.Get<Orders>().CancelAsync(Id(), new OrderWord(raced, "不需要了"), await pair.Issuing.ByAsync(VoucherWorld.Enterprise)));
        await pair.TalkAsync();
        var foreign = (await pair.ForeignAsync(raced))!;
        Assert.Equal((OrderStatus.Cancelled, null), (foreign.Status, foreign.PendingAct));
        Assert.Contains("已取消", foreign.Refusal);
        await pair.Issuing.ProveAsync();
    }

    /// <summary>Asks for the payment of a clearing and takes it to the bank and back.</summary>
    private static async Task PayAsync(CityPair pair, string clearing, bool returned)
    {
        var (site, world) = (pair.Issuing.Site, pair.Issuing);
        Ok(await site.Get<ClearingMoney>().RequestAsync(Id(), clearing, await world.ByAsync("officer1")));
        string payment, number;
        await using (var db = site.Get<IDbContexts>().Create()) (payment, number) = await db.Payments.Where(p => p.Status != PaymentStatus.Cancelled).Select(p => new ValueTuple<string, string>(p.Id, p.Number)).SingleAsync();
        var account = new BankAccountInput("武汉市科技创新券结算中心", "42001111222233334444", "示例银行武汉支行", "102521000017", pair.There.PayeeId);
        Refused(await site.Get<BankAccounts>().SaveAsync(Id(), account, await world.ByAsync("officer1")), "command.notAllowed");
        Ok(await site.Get<BankAccounts>().SaveAsync(Id(), account, await world.ByAsync("finance")));
        var review = site.Get<PaymentReview>();
        Ok(await review.CheckAsync(Id(), new PaymentChoice([payment]), await world.ByAsync("head")));
        Ok(await review.ApproveAsync(Id(), new PaymentChoice([payment]), await world.ByAsync("signatory")));
        foreach (var outcome in returned ? (string[])["退汇", "成功"] : ["成功"])
        {
            Ok(await site.Get<PayOrders>().MakeAsync(Id(), new NewPayOrder([payment]), await world.ByAsync("finance")));
            Ok(await site.Get<BankResults>().ImportAsync(Id(), Encoding.UTF8.GetBytes($"支付编号,结果,日期,流水号,原因\r\n{number},{outcome},2026-10-12,LS{outcome.Length}{outcome[0] % 97},{(outcome == "退汇" ? "对方银行系统维护" : "")}\r\n"), await world.ByAsync("finance")));
            if (outcome == "成功") break;
            Assert.Equal(ClearingStatus.Paying, (await pair.ClearingAsync(world))!.Status);
            Ok(await review.ReissueAsync(Id(), new PaymentReason(payment, "对方银行已恢复"), await world.ByAsync("officer1")));
            Ok(await review.ApproveAsync(Id(), new PaymentChoice([payment]), await world.ByAsync("signatory")));
        }

        Assert.Equal(ClearingStatus.Settled, (await pair.ClearingAsync(world))!.Status);
    }
}
