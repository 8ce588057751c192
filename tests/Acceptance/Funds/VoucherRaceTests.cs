using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Vouchers;

namespace Innovation.Acceptance.Funds;

/// <summary>Whoever is second learns why, and the money is where it belongs.</summary>
public sealed class VoucherRaceTests
{
    [Fact]
    public async Task Two_hundred_orders_through_eight_processes_lock_exactly_what_the_voucher_has()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var voucher = await world.GrantAsync(10_000_000);
        var userId = (await world.UserAsync(VoucherWorld.Enterprise)).UserId;
        var processes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OrderProcess.StartAsync(site, userId, voucher, world.ServiceId, 25)));
        try
        {
            using var over = new CancellationTokenSource();
            var reading = Task.Run(async () =>
            {
                for (var reads = 0; ; reads++)
                {
                    var f = await world.FiguresAsync(voucher);
                    Assert.True(f is { Available: >= 0, Locked: >= 0 } && f.Granted == 10_000_000, $"a read saw {f}");
                    if (over.IsCancellationRequested) return reads;
                }
            });
            var answers = (await Task.WhenAll(processes.Select(p => p.GoAsync()))).SelectMany(a => a).ToList();
            await over.CancelAsync();
            Assert.True(await reading > 0);
            Assert.Equal((200, 100, 100), (answers.Count, answers.Count(a => a == "placed"), answers.Count(a => a == "ledger.insufficient")));
        }
        finally
        {
            foreach (var process in processes) await process.DisposeAsync();
        }

        Assert.Equal(new VoucherFigures(0, 10_000_000, 0, 0), await world.FiguresAsync(voucher));
        await world.ProveAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_acts_on_one_lock_the_first_received_wins(bool firstFirst)
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var voucher = await world.GrantAsync(10_000_000);

        // Two redemptions of one lock.
        var twice = await world.ConfirmedAsync(voucher, 2_000_000, 1_000_000);
        await world.InvoiceAsync(twice);
        await RaceAsync(
            sender => site.Get<Redemptions>().ClaimAsync(VoucherWorld.Id(), new RedemptionClaim(twice, "10000001", 2_000_000), sender), VoucherWorld.Provider,
            sender => site.Get<Redemptions>().ClaimAsync(VoucherWorld.Id(), new RedemptionClaim(twice, "10000002", 2_000_000), sender), VoucherWorld.Provider);
        Assert.Equal(firstFirst ? "10000001" : "10000002", (await world.OrderOfAsync(twice)).InvoiceNumber);

        // Passing against rejecting.
        await RaceAsync(
            sender => site.Get<Redemptions>().AuditAsync(VoucherWorld.Id(), new RedemptionVerdict(twice, AuditVerdict.Pass), sender), "officer1",
            sender => site.Get<Redemptions>().AuditAsync(VoucherWorld.Id(), new RedemptionVerdict(twice, AuditVerdict.Reject, null, "不符"), sender), "officer2");
        Assert.Equal(firstFirst ? OrderStatus.Notice : OrderStatus.Rejected, (await world.OrderOfAsync(twice)).Status);

        // Cancelling against delivering, and cancelling a dispute against confirming it for redemption.
        var order = await world.OrderAsync(voucher, 2_000_000, 1_000_000);
        await world.AcceptAsync(order);
        await RaceAsync(
            sender => site.Get<Orders>().CancelAsync(VoucherWorld.Id(), new OrderWord(order, "不做了"), sender), VoucherWorld.Provider,
            sender => site.Get<Orders>().DeliverAsync(VoucherWorld.Id(), new OrderWord(order, "报告"), sender), VoucherWorld.Provider);
        Assert.Equal(firstFirst ? OrderStatus.Cancelled : OrderStatus.Delivered, (await world.OrderOfAsync(order)).Status);
        await world.ProveAsync();

        // Both wait at the gate before either is decided; the one received earlier goes first.
        async Task RaceAsync(Func<Sender, Task<CommandResult>> one, string by, Func<Sender, Task<CommandResult>> other, string byOther)
        {
            Func<Task<CommandResult>> first = async () => await one(await world.ByAsync(by)), second = async () => await other(await world.ByAsync(byOther));
            var results = firstFirst ? await RaceTests.StepAsync(site, first, second) : await RaceTests.StepAsync(site, second, first);
            Assert.True(results[0].IsAccepted && !results[1].IsAccepted, string.Join(" / ", results.Select(r => r.ToString())));
        }
    }
}
