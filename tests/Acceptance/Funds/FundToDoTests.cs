using System.Text;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Instruments;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using static Innovation.Acceptance.Funds.VoucherWorld;

namespace Innovation.Acceptance.Funds;

/// <summary>Vouchers, orders, providers and payments wait for whoever must act, in 待办 and on the first page of applicants.</summary>
public sealed class FundToDoTests
{
    [Fact]
    public async Task Every_step_of_a_voucher_waits_for_the_one_who_takes_it()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var watch = new ToDoWatch(site);
        var (applications, orders, redemptions, checks) = (site.Get<VoucherApplications>(), site.Get<Orders>(), site.Get<Redemptions>(), site.Get<SpotChecks>());

        var application = Ok(await applications.ApplyAsync(Id(), new VoucherClaim(world.SchemeId, 10_000_000, "购买检测服务"), await world.ByAsync("ent01"))).CaseId;
        await watch.ForAsync(VoucherToDos.CheckApplication, application, "officer1", "officer2");
        Ok(await applications.CheckAsync(Id(), new ApplicationDecision(application), await world.ByAsync("officer1")));
        // Whoever checked does not grant.
        await watch.ForAsync(VoucherToDos.Grant, application, "officer2", "head");
        var voucher = Ok(await applications.GrantAsync(Id(), new ApplicationDecision(application), await world.ByAsync("officer2"))).CaseId;
        await watch.GoneAsync(VoucherToDos.Grant, application, "officer2", "head");

        var order = await world.OrderAsync(voucher, 2_000_000, 1_000_000);
        await watch.ForAsync(VoucherToDos.Accept, order, Provider);
        await world.AcceptAsync(order);
        await watch.ForAsync(VoucherToDos.Deliver, order, Provider);
        await world.DeliverAsync(order);
        await watch.ForAsync(VoucherToDos.Confirm, order, Enterprise);
        Ok(await orders.DisputeAsync(Id(), new OrderWord(order, "不合约定"), await world.ByAsync(Enterprise)));
        // The dispute is one officer's, and both sides read whose.
        var name = (await world.OrderOfAsync(order)).HandlerName!;
        var handler = await NameOfAsync(site, (await world.OrderOfAsync(order)).HandlerId!);
        await watch.ForAsync(VoucherToDos.Dispute, order, handler);
        foreach (var side in (string[])[Enterprise, Provider])
        {
            using var reader = await Browser.SignInAsync(site, side);
            await reader.GoAsync("/orders/" + order);
            Assert.Contains("争议经办人", reader.Text, StringComparison.Ordinal);
            Assert.Contains(name, reader.Text, StringComparison.Ordinal);
        }

        var other = handler == "officer1" ? "officer2" : "officer1";
        Assert.Contains(name, Refused(await redemptions.SettleDisputeAsync(Id(), new DisputeSettlement(order, DisputeDecision.Confirm, null, "核实无误"), await world.ByAsync(other)), "order.dispute"), StringComparison.Ordinal);
        Ok(await site.Get<Disputes>().TakeAsync(Id(), order, await world.ByAsync(other)));
        await watch.ForAsync(VoucherToDos.Dispute, order, other);
        Ok(await redemptions.SettleDisputeAsync(Id(), new DisputeSettlement(order, DisputeDecision.Confirm, null, "核实无误"), await world.ByAsync(other)));
        await watch.ForAsync(VoucherToDos.Redeem, order, Provider);
        Ok(await world.RedeemAsync(order, "30000001", 2_000_000));
        await watch.ForAsync(VoucherToDos.Audit, order, "officer1", "officer2");
        Ok(await world.AuditAsync(order));
        await watch.GoneAsync(VoucherToDos.Audit, order, "officer1", "officer2");
        (await site.PostAsync(null, $"/api/v1/orders/{order}/objections", new { commandId = Id(), name = "陈某", mobile = "13800000001", text = "这份检测报告没有实际检测。" })).Ok();
        await watch.ForAsync(VoucherToDos.Held, order, "officer1", "officer2", "head");
        Ok(await redemptions.SettleObjectionAsync(Id(), new ObjectionSettlement(order, false, "核查属实，有检测记录"), await world.ByAsync("officer1")));
        await watch.GoneAsync(VoucherToDos.Held, order, "officer1", "officer2", "head");

        await world.ClockAsync("2026-09-28T09:00:00");
        await PayAsync(world, watch, order);
        Ok(await checks.DrawAsync(Id(), new SpotDraw(world.SchemeId, new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 30)), await world.ByAsync("officer2")));
        await watch.ForAsync(VoucherToDos.Spot, order, "officer1", "officer2");
        Ok(await checks.FindAsync(Id(), new SpotFinding(order, false, "没有检测记录"), await world.ByAsync("officer2")));
        await watch.ForAsync(VoucherToDos.Fraud, order, "head");
        Ok(await checks.DecideFraudAsync(Id(), new FraudDecision(order, true, "虚构检测，合同和发票不实"), await world.ByAsync("head")));
        await watch.GoneAsync(VoucherToDos.Fraud, order, "head");
        watch.SawAll(site.Get<IEnumerable<IToDoSource>>().OfType<VoucherToDos>().Single());
    }

    [Fact]
    public async Task Every_step_of_a_payment_and_of_a_recovery_waits_for_another_person()
    {
        await using var site = await Site.StartAsync();
        var (treasury, watch) = (new Treasury(site), new ToDoWatch(site));
        await treasury.OpenAsync(100_000_000);
        Ok(await treasury.BankAsync());
        var payment = Ok(await treasury.RequestAsync(1_000_000)).CaseId;
        var number = (await treasury.PaymentAsync(payment)).Number;
        await watch.ForAsync(PaymentToDos.Check, payment, "officer2", "head", "finance");
        Ok(await treasury.CheckAsync("head", payment));
        await watch.ForAsync(PaymentToDos.Approve, payment, "signatory", "finance");
        Ok(await treasury.ApproveAsync("signatory", payment));
        await watch.ForAsync(PaymentToDos.Order, payment, "finance");
        Ok(await treasury.OrderAsync(payment));
        await watch.GoneAsync(PaymentToDos.Order, payment, "finance");
        Ok(await treasury.ImportAsync(Encoding.UTF8.GetBytes($"支付编号,结果,日期,流水号,原因\r\n{number},退汇,2026-09-16,LS1,账号有误\r\n")));
        await watch.ForAsync(PaymentToDos.Reissue, payment, "officer1", "officer2", "head", "finance", "signatory");
        await watch.ForAsync(PaymentToDos.Account, payment, "ent01");
        (await site.ClockAsync("2026-09-16T16:00:00+08:00")).Ok();
        Ok(await treasury.BankAsync(number: "6222 0000 8765 4321"));
        await watch.GoneAsync(PaymentToDos.Account, payment, "ent01");
        Ok(await site.Get<PaymentReview>().ReissueAsync(Id(), new PaymentReason(payment, "已核对账户"), await treasury.AsAsync("officer1")));
        await watch.GoneAsync(PaymentToDos.Reissue, payment, "officer1", "finance");
        Ok(await treasury.ApproveAsync("signatory", payment));
        Ok(await treasury.OrderAsync(payment));
        Ok(await treasury.ImportAsync(Encoding.UTF8.GetBytes($"支付编号,结果,日期,流水号,原因\r\n{number},成功,2026-09-16,LS2,\r\n")));

        var recoveries = site.Get<Recoveries>();
        var recovery = Ok(await recoveries.DecideAsync(Id(), new NewRecovery(payment, 400_000, "部分指标没有完成", new DateOnly(2026, 9, 30), []), await treasury.AsAsync("head"))).CaseId;
        await watch.ForAsync(PaymentToDos.Confirm, recovery, "finance", "signatory");
        Ok(await recoveries.ConfirmAsync(Id(), recovery, await treasury.AsAsync("finance")));
        await watch.ForAsync(PaymentToDos.Repay, recovery, "ent01");
        await watch.GoneAsync(PaymentToDos.Chase, recovery, "finance");
        (await site.ClockAsync("2026-10-09T09:00:00+08:00")).Ok();
        await watch.ForAsync(PaymentToDos.Chase, recovery, "finance");
        Ok(await recoveries.ReceiveAsync(Id(), new NewReceipt(recovery, new DateOnly(2026, 10, 9), 400_000, "HK1"), await treasury.AsAsync("finance")));
        await watch.GoneAsync(PaymentToDos.Repay, recovery, "ent01");
        await watch.GoneAsync(PaymentToDos.Chase, recovery, "finance");
        watch.SawAll(site.Get<IEnumerable<IToDoSource>>().OfType<PaymentToDos>().Single());
    }

    [Fact]
    public async Task A_provider_and_a_booking_wait_for_whoever_answers_them()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var (watch, providers) = (new ToDoWatch(site), site.Get<Providers>());
        string applicant;
        await using (var db = site.Get<IDbContexts>().Create())
        {
            applicant = await db.Users.Where(u => u.OrganizationId != null && db.Organizations.Any(o => o.Id == u.OrganizationId && o.Kind != "enterprise" && o.Status == Workflows.Organizations.OrganizationStatus.Approved) && !db.Providers.Any(p => p.OrganizationId == u.OrganizationId))
                .OrderBy(u => u.UserName).Select(u => u.UserName!).FirstAsync();
        }

        var service = new ServiceInput(null, "工艺试验", ServiceType.Pilot, "中试线一条", 200_000, "次", false, true);
        var provider = Ok(await providers.ApplyAsync(Id(), new ProviderApplication("有中试场地", service), await world.ByAsync(applicant))).CaseId;
        await watch.ForAsync(ProviderToDos.Examine, provider, "officer1", "officer2", "head");
        Ok(await providers.DecideAsync(Id(), new ProviderDecision(provider, ProviderStep.Supplement, "请补资质证书"), await world.ByAsync("officer1")));
        await watch.ForAsync(ProviderToDos.Supplement, provider, applicant);
        Ok(await providers.ApplyAsync(Id(), new ProviderApplication("有中试场地，证书已补", null), await world.ByAsync(applicant)));
        Ok(await providers.DecideAsync(Id(), new ProviderDecision(provider, ProviderStep.Examine), await world.ByAsync("officer1")));
        // Whoever examined does not register.
        await watch.ForAsync(ProviderToDos.Register, provider, "officer2", "head");
        Ok(await providers.DecideAsync(Id(), new ProviderDecision(provider, ProviderStep.Register), await world.ByAsync("head")));
        await watch.GoneAsync(ProviderToDos.Register, provider, "officer2", "head");

        var keeper = await world.ByAsync(Provider);
        Ok(await providers.OfferAsync(Id(), new ServiceInput(null, "扫描电子显微镜", ServiceType.Instrument, "微观形貌观察", 33_333, "小时", false, true), keeper));
        string microscope;
        await using (var db = site.Get<IDbContexts>().Create()) microscope = await db.ProviderServices.Where(s => s.Name == "扫描电子显微镜").Select(s => s.Id).SingleAsync();
        var instrument = Ok(await site.Get<Instruments>().SaveAsync(Id(), new InstrumentInput(microscope, "示例 SU5000", "分辨率 1.2 nm，可做能谱分析", "大冶示例路 9 号 3 楼", "刘某 0714-0000000", 8 * 60 + 30, 17 * 60 + 30, true), keeper)).CaseId;
        var wanted = new BookingInput(instrument, DateTimeOffset.Parse("2026-09-18T09:00:00+08:00"), DateTimeOffset.Parse("2026-09-18T12:00:00+08:00"), "钢样 3 件，观察断口");
        var booking = Ok(await site.Get<Bookings>().RequestAsync(Id(), wanted, await world.ByAsync(Enterprise))).CaseId;
        await watch.ForAsync(ProviderToDos.Booking, booking, Provider);
        Ok(await site.Get<Bookings>().ConfirmAsync(Id(), new BookingWord(booking), keeper));
        await watch.GoneAsync(ProviderToDos.Booking, booking, Provider);
        watch.SawAll(site.Get<IEnumerable<IToDoSource>>().OfType<ProviderToDos>().Single());
    }

    private static async Task<string> NameOfAsync(Site site, string id)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return (await db.Users.Where(u => u.Id == id).Select(u => u.UserName).SingleAsync())!;
    }

    /// <summary>The payment of an order, up to the bank's word that it arrived.</summary>
    private static async Task PayAsync(VoucherWorld world, ToDoWatch watch, string order)
    {
        var site = world.Site;
        PaymentRow payment;
        await using (var db = site.Get<IDbContexts>().Create()) payment = await db.Payments.AsNoTracking().SingleAsync(p => p.SubjectId == order);
        Ok(await site.Get<BankAccounts>().SaveAsync(Id(), new BankAccountInput("大冶示例关联服务有限公司", "6222020000001234567", "示例银行大冶支行", "102522000012"), await world.ByAsync(Provider)));
        Ok(await site.Get<PaymentReview>().CheckAsync(Id(), new PaymentChoice([payment.Id]), await world.ByAsync("officer1")));
        await watch.GoneAsync(PaymentToDos.Approve, payment.Id, "officer1");
        Ok(await site.Get<PaymentReview>().ApproveAsync(Id(), new PaymentChoice([payment.Id]), await world.ByAsync("head")));
        Ok(await site.Get<PayOrders>().MakeAsync(Id(), new NewPayOrder([payment.Id]), await world.ByAsync("finance")));
        Ok(await site.Get<BankResults>().ImportAsync(Id(), Encoding.UTF8.GetBytes($"支付编号,结果,日期,流水号,原因\r\n{payment.Number},成功,2026-09-28,LS0001,\r\n"), await world.ByAsync("finance")));
    }
}
