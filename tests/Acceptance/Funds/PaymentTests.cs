using System.Text;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Budgets;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Tables;
using Microsoft.EntityFrameworkCore;
using static Innovation.Acceptance.Funds.VoucherWorld;

namespace Innovation.Acceptance.Funds;

/// <summary>Payments from request to bank and back; the ledger adds up after each story.</summary>
public sealed class PaymentTests
{
    private const string Heads = "支付编号,结果,日期,流水号,原因\n";

    [Fact]
    public async Task What_is_not_there_cannot_be_promised_and_of_two_on_the_last_money_one_wins()
    {
        await using var site = await Site.StartAsync();
        var treasury = new Treasury(site);
        await treasury.OpenAsync(100_00, commit: false);
        var officer = await treasury.AsAsync("officer1");
        Assert.Contains("只剩 100.00 元", Refused(await treasury.Get<Budgets>().ReserveAsync(treasury.NextId(), new CaseMoney(treasury.Budget, treasury.Case, 100_01), officer), "ledger.insufficient"), StringComparison.Ordinal);
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => treasury.Get<Budgets>().ReserveAsync($"both-{i}", new CaseMoney(treasury.Budget, treasury.Case, 100_00), officer)));
        Assert.Single(both, r => r.IsAccepted);
        Refused(both.Single(r => !r.IsAccepted), "ledger.insufficient");
        await treasury.BalancedAsync();
    }

    [Fact]
    public async Task Three_persons_see_a_payment_and_it_leaves_comes_back_and_is_paid_under_the_same_number()
    {
        await using var site = await Site.StartAsync();
        var treasury = new Treasury(site);
        await treasury.OpenAsync(1000_00);
        var id = Ok(await treasury.RequestAsync(600_00)).CaseId;
        Assert.Contains("已经有支付 ZF2026000001", Refused(await treasury.RequestAsync(600_00), "payment.duplicate"), StringComparison.Ordinal);
        Refused(await treasury.CheckAsync("officer1", id), "payment.samePerson");
        Refused(await treasury.CheckAsync("auditor", id), "command.notAllowed");
        Ok(await treasury.CheckAsync("finance", id));
        Assert.Contains("您复核的", Refused(await treasury.ApproveAsync("finance", id), "payment.samePerson"), StringComparison.Ordinal);
        Ok(await treasury.ApproveAsync("signatory", id));
        Assert.Contains(treasury.OrganizationName, Refused(await treasury.OrderAsync(id), "bank.missing"), StringComparison.Ordinal);
        Refused(await treasury.BankAsync("别的公司"), "bank.name");
        Ok(await treasury.BankAsync("  " + treasury.OrganizationName + "　"));
        var order = Ok(await treasury.OrderAsync(id));
        var file = (await treasury.Get<PayOrders>().FileAsync(order.CaseId, (await treasury.AsAsync("finance")).User))!.Value;
        Assert.Equal($"序号,支付编号,户名,账号,开户行,联行号,金额,用途\r\n1,ZF2026000001,{treasury.OrganizationName},6222000012345678,大冶示例银行,102522000018,600.00,研发后补助\r\n", Encoding.UTF8.GetString(file.Content));
        Assert.Null(await treasury.Get<PayOrders>().FileAsync(order.CaseId, (await treasury.AsAsync("ent01")).User));

        var good = Encoding.UTF8.GetBytes(Heads + "ZF2026000001,成功,2026-09-16,R1,\n");
        Ok(await treasury.ImportAsync(good));
        Assert.Equal((600_00, 0, 400_00), ((await treasury.FiguresAsync()).Paid, (await treasury.FiguresAsync()).Payable, (await treasury.FiguresAsync()).Promised));
        Assert.Contains("没有新的结果", Ok(await treasury.ImportAsync(good)).ApplicantStatus, StringComparison.Ordinal);
        Assert.Equal(600_00, (await treasury.FiguresAsync()).Paid);
        Assert.Contains("已经支付（流水号 R1）", Refused(await treasury.ImportAsync(Encoding.UTF8.GetBytes(Heads + "ZF2026000001,成功,2026-09-16,R9,\n")), "results.invalid"), StringComparison.Ordinal);

        Ok(await treasury.ImportAsync(TableText.EncodingOf(true).GetBytes(Heads + "ZF2026000001,退汇,2026-09-16,R2,账号已销户\n")));
        Assert.Equal((0, 600_00), ((await treasury.FiguresAsync()).Paid, (await treasury.FiguresAsync()).Payable));
        // The bank found fault with the account: saying so is not enough, it must have been changed.
        Assert.Contains("还没有更改收款账户（尾号 5678）", Refused(await treasury.Get<PaymentReview>().ReissueAsync(treasury.NextId(), new PaymentReason(id, "账户已改正"), await treasury.AsAsync("finance")), "bank.unchanged"), StringComparison.Ordinal);
        Assert.Contains("没有改动", Ok(await treasury.BankAsync()).ApplicantStatus, StringComparison.Ordinal);
        Refused(await treasury.Get<PaymentReview>().ReissueAsync(treasury.NextId(), new PaymentReason(id, "账户已改正"), await treasury.AsAsync("finance")), "bank.unchanged");
        (await site.ClockAsync("2026-09-16T16:00:00+08:00")).Ok();
        Ok(await treasury.BankAsync(number: "6222 0000 8765 4321"));
        Ok(await treasury.Get<PaymentReview>().ReissueAsync(treasury.NextId(), new PaymentReason(id, "账户已改正"), await treasury.AsAsync("finance")));
        Refused(await treasury.ApproveAsync("finance", id), "payment.samePerson");
        Ok(await treasury.ApproveAsync("signatory", id));
        Ok(await treasury.OrderAsync(id));
        // The reference of the transfer that came back is no success of the next one, in whatever way it is written.
        foreach (var old in (string[])["R2", "r2", " Ｒ2"]) Assert.Contains("流水号 R2 属于第 1 次支付（退汇）", Refused(await treasury.ImportAsync(Encoding.UTF8.GetBytes(Heads + $"ZF2026000001,成功,2026-09-16,{old},\n")), "results.invalid"), StringComparison.Ordinal);
        Assert.Equal((0, 600_00), ((await treasury.FiguresAsync()).Paid, (await treasury.FiguresAsync()).Payable));
        Ok(await treasury.ImportAsync(Encoding.UTF8.GetBytes(Heads + "ZF2026000001,成功,2026-09-16,R3,\n")));
        var row = await treasury.PaymentAsync(id);
        Assert.Equal((PaymentStatus.Paid, 2, "R3", row.BusinessKey), (row.Status, row.Attempt, row.BankReference, row.LiveKey));
        await treasury.BalancedAsync();
        await using var db = treasury.Db();
        // Each step told those whose turn it was.
        foreach (var (act, who) in ((string, string)[])[("复核支付", "officer@programme:PR01"), ("审批支付", "signatory@programme:PR01"), ("生成支付指令", "finance@*"), ("处理退汇", "finance@*")])
            Assert.True(await db.Messages.AnyAsync(m => m.Event == "toDo" && m.Title == "待办：" + act && m.Candidate == who), act);
        Assert.Equal(3, await db.Messages.CountAsync(m => m.Candidate == $"applicant@organization:{treasury.Organization}" && (m.Event == "paymentPaid" || m.Event == "paymentReturned")));
        await Assert.ThrowsAnyAsync<Exception>(() => db.Postings.ExecuteUpdateAsync(s => s.SetProperty(p => p.Amount, 1)));
        await Assert.ThrowsAnyAsync<Exception>(() => db.Postings.ExecuteDeleteAsync());
    }

    [Fact]
    public async Task A_broken_file_changes_nothing_and_names_its_lines()
    {
        await using var site = await Site.StartAsync();
        var treasury = new Treasury(site);
        await treasury.OpenAsync(1000_00);
        var payment = await treasury.OrderedAsync(600_00);
        var message = Refused(await treasury.ImportAsync(Encoding.UTF8.GetBytes("支付编号,结果,日期,流水号,原因,金额\n" + $"{payment.Number},成功,2026-09-16,R1,,600.00\nZF9,成功,2026-09-16,R2,,\nZF8,成了,2026-09-16,R3,,\nZF7,成功,昨天,R4,,\n")), "results.invalid");
        foreach (var words in (string[])["第 3 行：没有支付编号 ZF9", "第 4 行：结果“成了”", "第 5 行：日期“昨天”"]) Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.Contains("金额应为 600.00 元", Refused(await treasury.ImportAsync(Encoding.UTF8.GetBytes($"支付编号,结果,日期,流水号,金额\n{payment.Number},成功,2026-09-16,R1,599.00\n")), "results.invalid"), StringComparison.Ordinal);
        Assert.Equal(PaymentStatus.Ordered, (await treasury.PaymentAsync(payment.Id)).Status);
        Assert.Equal((0, 600_00), ((await treasury.FiguresAsync()).Paid, (await treasury.FiguresAsync()).Payable));
        await treasury.BalancedAsync();
    }

    [Fact]
    public async Task Of_two_policy_items_for_one_fact_the_higher_counts_once()
    {
        await using var site = await Site.StartAsync();
        var treasury = new Treasury(site);
        await treasury.OpenAsync(1000_00);
        var first = Ok(await treasury.RequestAsync(100_00)).CaseId;
        Assert.Contains("ZF2026000001", Refused(await treasury.RequestAsync(100_00, "认定奖励"), "payment.lower"), StringComparison.Ordinal);
        var second = await treasury.PaymentAsync(Ok(await treasury.RequestAsync(150_00, "认定奖励")).CaseId);
        Assert.Equal((PaymentStatus.Cancelled, 150_00L, first), ((await treasury.PaymentAsync(first)).Status, second.Amount, second.SupersedesId));
        Assert.Equal((100_00, 150_00), ((await treasury.FiguresAsync()).Free, (await treasury.FiguresAsync()).Payable));
        await treasury.BalancedAsync();
        Ok(await treasury.Get<PaymentReview>().CancelAsync(treasury.NextId(), new PaymentReason(second.Id, "材料有误"), await treasury.AsAsync("head")));
        Assert.Equal(900_00, (await treasury.FiguresAsync()).Promised);

        var paid = await treasury.OrderedAsync(100_00);
        Ok(await treasury.ImportAsync(Encoding.UTF8.GetBytes(Heads + $"{paid.Number},成功,2026-09-16,R1,\n")));
        Assert.Equal(50_00, (await treasury.PaymentAsync(Ok(await treasury.RequestAsync(150_00, "认定奖励")).CaseId)).Amount);
        await treasury.BalancedAsync();
    }

    [Fact]
    public async Task One_fact_is_paid_once_in_whatever_way_it_is_written()
    {
        await using var site = await Site.StartAsync();
        var treasury = new Treasury(site);
        await treasury.OpenAsync(1000_00);
        Ok(await treasury.RequestAsync(100_00, fact: "GR2027-001"));
        foreach (var same in (string[])["gr2027-001", "ＧＲ２０２７－００１", " GR 2027—001 "])
        {
            Refused(await treasury.RequestAsync(100_00, fact: same), "payment.duplicate");
            Refused(await treasury.RequestAsync(100_00, "认定奖励", same), "payment.lower");
            Refused(await treasury.RequestAsync(100_00, " 后 补助", same), "payment.duplicate");
        }

        Ok(await treasury.RequestAsync(100_00, fact: "GR2027-002"));
        await treasury.BalancedAsync();
    }

    [Fact]
    public async Task Who_owes_money_back_is_paid_nothing_else_up_to_that_sum_unless_a_person_releases_it()
    {
        await using var site = await Site.StartAsync();
        var treasury = new Treasury(site);
        await treasury.OpenAsync(1000_00);
        var paid = await treasury.OrderedAsync(300_00);
        Ok(await treasury.ImportAsync(Encoding.UTF8.GetBytes(Heads + $"{paid.Number},成功,2026-09-16,R1,\n")));
        var (finance, head) = (await treasury.AsAsync("finance"), await treasury.AsAsync("head"));
        var day = new DateOnly(2026, 12, 31);
        var recovery = Ok(await treasury.Get<Recoveries>().DecideAsync(treasury.NextId(), new NewRecovery(paid.Id, 150_00, "合同终止", day, []), head)).CaseId;
        Ok(await treasury.Get<Recoveries>().ConfirmAsync(treasury.NextId(), recovery, finance));
        var ids = new List<string>();
        foreach (var fact in (string[])["HT-2", "HT-3", "HT-4"])
        {
            ids.Add(Ok(await treasury.RequestAsync(100_00, fact: fact)).CaseId);
            Ok(await treasury.CheckAsync("head", ids[^1]));
        }

        // 150 is owed: the first two of 100 are held, the third is free.
        var held = Refused(await treasury.ApproveAsync("signatory", ids[0]), "payment.recovery");
        Assert.Contains("还有 150.00 元 没有归还（追回 ZH2026000001）", held, StringComparison.Ordinal);
        Refused(await treasury.ApproveAsync("signatory", ids[1]), "payment.recovery");
        Ok(await treasury.ApproveAsync("signatory", ids[2]));
        using (var page = await Browser.SignInAsync(site, "finance"))
        {
            await page.GoAsync("/funds/payments?tab=checked");
            Assert.Contains("暂缓", page.Text, StringComparison.Ordinal);
        }

        var review = treasury.Get<PaymentReview>();
        Refused(await review.ReleaseHoldAsync(treasury.NextId(), new PaymentReason(ids[2], "急需"), finance), "payment.notHeld");
        Refused(await review.ReleaseHoldAsync(treasury.NextId(), new PaymentReason(ids[0], " "), finance), "payment.reason");
        Refused(await review.ReleaseHoldAsync(treasury.NextId(), new PaymentReason(ids[0], "已约定从下期抵扣"), await treasury.AsAsync("officer1")), "command.notAllowed");
        Ok(await review.ReleaseHoldAsync(treasury.NextId(), new PaymentReason(ids[0], "已约定从下期抵扣"), finance));
        Ok(await treasury.ApproveAsync("signatory", ids[0]));
        Refused(await treasury.ApproveAsync("signatory", ids[1]), "payment.recovery");
        // What is paid back holds nothing any more.
        Ok(await treasury.Get<Recoveries>().ReceiveAsync(treasury.NextId(), new NewReceipt(recovery, new DateOnly(2026, 9, 16), 150_00, "B1"), finance));
        Ok(await treasury.ApproveAsync("signatory", ids[1]));
        await treasury.BalancedAsync();
    }

    [Fact]
    public async Task Money_of_a_case_is_reserved_committed_and_released_over_the_api()
    {
        await using var site = await Site.StartAsync();
        var treasury = new Treasury(site);
        await treasury.OpenAsync(1000_00, commit: false);
        Task<Answer> Post(string user, string act, object body) => site.PostAsync(user, $"/api/v1/budgets/{treasury.Budget}/{act}", body);
        (await Post("ent01", "reserve", new { commandId = "a1", caseId = treasury.Case, amount = 600 })).Refused(403, "session.forbidden");
        (await Post("finance", "reserve", new { commandId = "a1", caseId = treasury.Case, amount = 600 })).Refused(404, "case.notFound");
        (await Post("officer1", "reserve", new { commandId = "a1", caseId = treasury.Case, amount = 600 })).Ok();
        (await Post("officer1", "reserve", new { commandId = "a1", caseId = treasury.Case, amount = 600 })).Ok();
        (await Post("officer1", "reserve", new { commandId = "a2", caseId = treasury.Case, amount = 400.01m })).Refused(422, "ledger.insufficient");
        (await Post("officer1", "commit", new { commandId = "a3", caseId = treasury.Case, amount = 500 })).Ok();
        (await Post("officer1", "release", new { commandId = "a4", caseId = treasury.Case, amount = 100 })).Refused(422, "money.reason");
        (await Post("officer1", "release", new { commandId = "a5", caseId = treasury.Case, amount = 200, reason = "核减" })).Ok();
        var figures = await treasury.FiguresAsync();
        Assert.Equal((600_00L, 100_00L, 300_00L), (figures.Free, figures.Reserved, figures.Promised));
        await treasury.BalancedAsync();
    }

    [Fact]
    public async Task Frozen_and_sanctioned_payments_do_not_leave()
    {
        await using var site = await Site.StartAsync();
        var treasury = new Treasury(site);
        await treasury.OpenAsync(1000_00);
        var id = Ok(await treasury.RequestAsync(100_00)).CaseId;
        Ok(await treasury.CheckAsync("head", id));
        var review = treasury.Get<PaymentReview>();
        Ok(await review.FreezeAsync(treasury.NextId(), new PaymentReason(id, "举报核查"), true, await treasury.AsAsync("finance")));
        Assert.Contains("举报核查", Refused(await treasury.ApproveAsync("signatory", id), "payment.frozen"), StringComparison.Ordinal);
        Ok(await review.FreezeAsync(treasury.NextId(), new PaymentReason(id, "查无问题"), false, await treasury.AsAsync("finance")));
        Ok(await treasury.ApproveAsync("signatory", id));
        Ok(await treasury.BankAsync());
        await using (var db = treasury.Db())
        {
            var uscc = await db.Organizations.Where(o => o.Id == treasury.Organization).Select(o => o.Uscc).SingleAsync();
            db.Sanctions.Add(new SanctionRow { Id = Identifiers.Ordered(), Uscc = uscc, From = new DateOnly(2026, 9, 1), Until = new DateOnly(2027, 8, 31), Reason = "弄虚作假" });
            await db.SaveChangesAsync();
        }

        Refused(await treasury.OrderAsync(id), "payment.sanctioned");
        Refused(await treasury.RequestAsync(10_00, fact: "HT-2"), "payment.sanctioned");
        await treasury.BalancedAsync();
    }

    [Fact]
    public async Task A_bank_has_a_format_of_its_own()
    {
        await using var site = await Site.StartAsync();
        var treasury = new Treasury(site);
        await treasury.OpenAsync(1000_00);
        var orders = treasury.Get<PayOrders>();
        var input = new PayOrderFormatInput(null, "示例银行", "H|{{笔数}}|{{合计}}", "{{序号}}|{{账号}}|{{户名}}|{{金额}}|{{支付编号}}", "", "|", true);
        Assert.Contains("没有“{{账户}}”", Refused(await orders.SaveFormatAsync(treasury.NextId(), input with { Line = "{{账户}}" }, await treasury.AsAsync("finance")), "format.line"), StringComparison.Ordinal);
        var format = Ok(await orders.SaveFormatAsync(treasury.NextId(), input, await treasury.AsAsync("admin"))).CaseId;
        var id = Ok(await treasury.RequestAsync(100_50)).CaseId;
        Ok(await treasury.CheckAsync("head", id));
        Ok(await treasury.ApproveAsync("signatory", id));
        Ok(await treasury.BankAsync());
        var order = Ok(await treasury.OrderAsync(id, format));
        var file = (await orders.FileAsync(order.CaseId, (await treasury.AsAsync("finance")).User))!.Value;
        Assert.Equal($"H|1|100.50\r\n1|6222000012345678|{treasury.OrganizationName}|100.50|ZF2026000001\r\n", TableText.EncodingOf(true).GetString(file.Content));
        Refused(await treasury.OrderAsync(id, format), "payment.status");
    }

    [Fact]
    public async Task What_was_paid_wrongly_comes_back_by_instalments()
    {
        await using var site = await Site.StartAsync();
        var treasury = new Treasury(site);
        await treasury.OpenAsync(1000_00);
        var payment = await treasury.OrderedAsync(600_00);
        Ok(await treasury.ImportAsync(Encoding.UTF8.GetBytes(Heads + $"{payment.Number},成功,2026-09-16,R1,\n")));
        var recoveries = treasury.Get<Recoveries>();
        var (finance, head) = (await treasury.AsAsync("finance"), await treasury.AsAsync("head"));
        var day = new DateOnly(2026, 12, 31);
        var wanted = new NewRecovery(payment.Id, 300_00, "合同终止", day, [new(day, 100_00), new(day.AddDays(31), 199_00)]);
        Assert.Contains("300.00 元", Refused(await recoveries.DecideAsync(treasury.NextId(), wanted, head), "recovery.instalments"), StringComparison.Ordinal);
        Assert.Contains("600.00 元", Refused(await recoveries.DecideAsync(treasury.NextId(), wanted with { Amount = 600_01, Instalments = [] }, head), "recovery.amount"), StringComparison.Ordinal);
        var id = Ok(await recoveries.DecideAsync(treasury.NextId(), wanted with { Instalments = [new(day, 100_00), new(day.AddDays(31), 200_00)] }, head)).CaseId;
        Refused(await recoveries.ConfirmAsync(treasury.NextId(), id, head), "recovery.samePerson");
        Ok(await recoveries.ConfirmAsync(treasury.NextId(), id, finance));
        Assert.Equal((300_00, 300_00), ((await treasury.FiguresAsync()).Paid, (await treasury.FiguresAsync()).Of(AccountKind.ToRecover)));
        var today = new DateOnly(2026, 9, 16);
        Ok(await recoveries.ReceiveAsync(treasury.NextId(), new NewReceipt(id, today, 100_00, "B1"), finance));
        Refused(await recoveries.ReceiveAsync(treasury.NextId(), new NewReceipt(id, today, 100_00, "B1"), finance), "recovery.duplicate");
        Assert.Contains("只剩 200.00 元", Refused(await recoveries.ReceiveAsync(treasury.NextId(), new NewReceipt(id, today, 200_01, "B2"), finance), "recovery.over"), StringComparison.Ordinal);
        Assert.Equal("已追回", Ok(await recoveries.ReceiveAsync(treasury.NextId(), new NewReceipt(id, today, 200_00, "B2"), finance)).ApplicantStatus);
        Assert.Equal(300_00, (await treasury.FiguresAsync()).Of(AccountKind.Recovered));
        await treasury.BalancedAsync();
    }
}
