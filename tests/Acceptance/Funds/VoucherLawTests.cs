using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance.Funds;

/// <summary>Whatever people and time do in whatever order: 可用 + 锁定 + 已核销 + 已过期 = 发放, each never below nothing.</summary>
public sealed class VoucherLawTests
{
    [Fact]
    public async Task Any_sequence_of_acts_keeps_the_law_of_the_voucher()
    {
        var seed = Environment.GetEnvironmentVariable("SEED") is { Length: > 0 } given ? int.Parse(given) : Environment.TickCount;
        var random = new Random(seed);
        var steps = Environment.GetEnvironmentVariable("LONG") is null ? 250 : 3_000;
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var vouchers = new List<string> { await world.GrantAsync(5_000_000), await world.GrantAsync(3_333_333), await world.GrantAsync(4_000_000, "ent02") };
        var owners = new Dictionary<string, string> { [vouchers[0]] = "ent01", [vouchers[1]] = "ent01", [vouchers[2]] = "ent02" };
        var faces = new Dictionary<string, long> { [vouchers[0]] = 5_000_000, [vouchers[1]] = 3_333_333, [vouchers[2]] = 4_000_000 };
        VoucherWorld.Ok(await site.Get<BankAccounts>().SaveAsync(VoucherWorld.Id(), new BankAccountInput("大冶示例关联服务有限公司", "6222020000001234567", "示例银行大冶支行", "102522000012"), await world.ByAsync(VoucherWorld.Provider)));
        var orders = new List<(string Id, string Owner)>();
        var now = Site.Start;
        var done = new Dictionary<string, int>();
        var invoice = 10_000_000;
        string[] acts = ["place", "accept", "deliver", "confirm", "redeem", "audit", "time", "grant", "pay", "recover"];
        // One order is led all the way first, so that money of every kind is in the picture whatever the seed; then anything goes.
        bool Led() => !acts.All(done.ContainsKey);
        for (var step = 0; step < steps || Led(); step++)
        {
            Assert.True(step < steps + 500, $"seed {seed}: after {step} steps only {string.Join(", ", done.Keys)}");
            var (name, result) = await ActAsync();
            if (result is { IsAccepted: true }) done[name] = done.GetValueOrDefault(name) + 1;
            foreach (var voucher in vouchers)
            {
                var f = await world.FiguresAsync(voucher);
                Assert.True(f is { Available: >= 0, Locked: >= 0, Redeemed: >= 0, Expired: >= 0 } && f.Granted == faces[voucher], $"seed {seed}, step {step} {name}: {f}");
            }
        }

        await world.ProveAsync();

        async Task<(string, CommandResult?)> ActAsync()
        {
            // Money that is due is paid and a part of it claimed back: what was redeemed stays redeemed.
            if (Led() && !done.ContainsKey("grant")) return await GrantAsync();
            if (Led() && done.ContainsKey("audit") && !done.ContainsKey("pay") && await PayAsync() is { Item2: not null } paid) return paid;
            if (Led() && done.ContainsKey("pay") && !done.ContainsKey("recover")) return await RecoverAsync();
            switch (Led() ? 0 : random.Next(40))
            {
                case 1: return await GrantAsync();
                case 2 or 3: return await PayAsync();
                case 4: return await RecoverAsync();
            }

            var amount = random.Next(4) == 0 ? random.NextInt64(1, 500) : random.NextInt64(1_000, 900_000);
            if (orders.Count == 0 || (Led() ? await EndedAsync() : random.Next(5) == 0))
            {
                var voucher = vouchers[random.Next(vouchers.Count)];
                var placed = await world.PlaceAsync(voucher, amount * 2 + random.Next(3) - 1, amount, owners[voucher]);
                if (placed is CommandResult.Accepted a) orders.Add((a.Answer.CaseId, owners[voucher]));
                return ("place", placed);
            }

            // Mostly the latest orders, so that some go all the way.
            var (id, owner) = orders[Math.Max(0, orders.Count - 1 - (Led() ? 0 : random.Next(4)))];
            var services = (Orders: site.Get<Orders>(), Redemptions: site.Get<Redemptions>());
            var command = VoucherWorld.Id();
            long? part = random.Next(2) == 0 ? null : random.NextInt64(1, 1_000_000);
            // Mostly what the state asks for, sometimes anything.
            var fitting = (await world.OrderOfAsync(id)).Status switch { OrderStatus.Placed => 0, OrderStatus.Accepted => 2, OrderStatus.Delivered => 4, OrderStatus.Disputed => 8, OrderStatus.Confirmed or OrderStatus.Supplement => 9, OrderStatus.Auditing => 11, _ => 12 };
            switch (Led() || random.Next(2) == 0 ? fitting : random.Next(13))
            {
                case 0 or 1: return ("accept", await services.Orders.AcceptAsync(command, new OrderWord(id), await world.ByAsync(VoucherWorld.Provider)));
                case 2 or 3: return ("deliver", await services.Orders.DeliverAsync(command, new OrderWord(id, "报告"), await world.ByAsync(VoucherWorld.Provider)));
                case 4 or 5: return ("confirm", await services.Orders.ConfirmAsync(command, new OrderConfirmation(id, part), await world.ByAsync(owner)));
                case 6: return ("cancel", await services.Orders.CancelAsync(command, new OrderWord(id, "不要了"), await world.ByAsync(random.Next(2) == 0 ? owner : VoucherWorld.Provider)));
                case 7: return ("dispute", await services.Orders.DisputeAsync(command, new OrderWord(id, "不合约定"), await world.ByAsync(owner)));
                case 8: return ("settle", await services.Redemptions.SettleDisputeAsync(command, new DisputeSettlement(id, (DisputeDecision)random.Next(3), part, "核实"), await world.ByAsync("officer1")));
                case 9 or 10:
                    if ((await world.OrderOfAsync(id)).Status is OrderStatus.Confirmed or OrderStatus.Supplement) await world.InvoiceAsync(id);
                    return ("redeem", await services.Redemptions.ClaimAsync(command, new RedemptionClaim(id, $"{invoice++}", part ?? 2_000_000), await world.ByAsync(VoucherWorld.Provider)));
                case 11: return ("audit", await world.AuditAsync(id, Led() ? AuditVerdict.Pass : (AuditVerdict)random.Next(3), part));
                default: return await TimeAsync();
            }
        }

        async Task<bool> EndedAsync() => (await world.OrderOfAsync(orders[^1].Id)).Status is OrderStatus.Cancelled or OrderStatus.Lapsed or OrderStatus.Rejected;

        async Task<(string, CommandResult?)> TimeAsync()
        {
            // Mostly days, sometimes months; the sweep is often late.
            now = now.AddHours(random.Next(12) == 0 ? random.Next(1, 2_000) : random.Next(1, 100));
            await world.ClockAsync(now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-ddTHH:mm:ss"), sweep: random.Next(2) == 0);
            return ("time", new CommandResult.Accepted(new CommandAnswer("", 0, null, "", [], [])));
        }

        async Task<(string, CommandResult?)> GrantAsync()
        {
            var (owner, amount) = (random.Next(2) == 0 ? "ent01" : "ent02", random.NextInt64(1, 500_000));
            var applied = await site.Get<VoucherApplications>().ApplyAsync(VoucherWorld.Id(), new VoucherClaim(world.SchemeId, amount, "检测"), await world.ByAsync(owner));
            if (applied is not CommandResult.Accepted application) return ("grant", applied);
            VoucherWorld.Ok(await site.Get<VoucherApplications>().CheckAsync(VoucherWorld.Id(), new ApplicationDecision(application.Answer.CaseId), await world.ByAsync("officer1")));
            var granted = await site.Get<VoucherApplications>().GrantAsync(VoucherWorld.Id(), new ApplicationDecision(application.Answer.CaseId), await world.ByAsync("officer2"));
            if (granted is CommandResult.Accepted voucher)
            {
                vouchers.Add(voucher.Answer.CaseId);
                (owners[vouchers[^1]], faces[vouchers[^1]]) = (owner, amount);
            }

            return ("grant", granted);
        }

        async Task<(string, CommandResult?)> PayAsync()
        {
            await using var db = site.Get<IDbContexts>().Create();
            if (await db.Payments.AsNoTracking().OrderBy(p => p.Number).FirstOrDefaultAsync(p => p.Status == PaymentStatus.Requested) is not { } payment) return ("pay", null);
            var review = site.Get<PaymentReview>();
            if (await review.CheckAsync(VoucherWorld.Id(), new PaymentChoice([payment.Id]), await world.ByAsync("officer1")) is CommandResult.Refused no) return ("pay", no);
            // Who owes money back is paid only what a person releases.
            if ((await RecoveryHolds.OfAsync(db, [payment.PayeeId])).ContainsKey(payment.Id))
            {
                VoucherWorld.Refused(await review.ApproveAsync(VoucherWorld.Id(), new PaymentChoice([payment.Id]), await world.ByAsync("head")), "payment.recovery");
                VoucherWorld.Ok(await review.ReleaseHoldAsync(VoucherWorld.Id(), new PaymentReason(payment.Id, "从下期抵扣"), await world.ByAsync("head")));
            }

            VoucherWorld.Ok(await review.ApproveAsync(VoucherWorld.Id(), new PaymentChoice([payment.Id]), await world.ByAsync("head")));
            VoucherWorld.Ok(await site.Get<PayOrders>().MakeAsync(VoucherWorld.Id(), new NewPayOrder([payment.Id]), await world.ByAsync("finance")));
            var day = now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd");
            return ("pay", await site.Get<BankResults>().ImportAsync(VoucherWorld.Id(), System.Text.Encoding.UTF8.GetBytes($"支付编号,结果,日期,流水号,原因\r\n{payment.Number},成功,{day},LS{invoice++},\r\n"), await world.ByAsync("finance")));
        }

        async Task<(string, CommandResult?)> RecoverAsync()
        {
            await using var db = site.Get<IDbContexts>().Create();
            if (await db.Payments.AsNoTracking().OrderByDescending(p => p.Number).FirstOrDefaultAsync(p => p.Status == PaymentStatus.Paid) is not { } payment) return ("recover", null);
            var amount = random.NextInt64(1, payment.Amount + 1);
            var recoveries = site.Get<Recoveries>();
            var decided = await recoveries.DecideAsync(VoucherWorld.Id(), new NewRecovery(payment.Id, amount, "多付", DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).DateTime).AddDays(30), []), await world.ByAsync("head"));
            if (decided is not CommandResult.Accepted recovery) return ("recover", decided);
            VoucherWorld.Ok(await recoveries.ConfirmAsync(VoucherWorld.Id(), recovery.Answer.CaseId, await world.ByAsync("finance")));
            return ("recover", await recoveries.ReceiveAsync(VoucherWorld.Id(), new NewReceipt(recovery.Answer.CaseId, DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).DateTime), random.NextInt64(1, amount + 1), $"HK{invoice++}"), await world.ByAsync("finance")));
        }
    }
}
