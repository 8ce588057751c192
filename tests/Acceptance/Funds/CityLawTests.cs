using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using static Innovation.Acceptance.Funds.VoucherWorld;

namespace Innovation.Acceptance.Funds;

/// <summary>Whatever both sides do, and whatever the line between them loses or doubles: the clearing sheets of two cities agree.</summary>
public sealed class CityLawTests
{
    [Fact]
    public async Task Clearing_sheets_of_two_cities_agree_after_any_acts_over_any_line()
    {
        var seed = Environment.GetEnvironmentVariable("SEED") is { Length: > 0 } given ? int.Parse(given) : Environment.TickCount;
        var random = new Random(seed);
        var steps = Environment.GetEnvironmentVariable("LONG") is null ? 150 : 3_000;
        await using var pair = await CityPair.StartAsync();
        var (issuing, providing) = (pair.Issuing, pair.Providing);
        var voucher = await issuing.GrantAsync(10_000_000);
        var line = new LossyChannel(issuing.Site.Get<ICityChannel>(), random);
        var back = new LossyChannel(providing.Site.Get<ICityChannel>(), random);
        var (invoice, now) = (50_000_000, Site.Start);
        // One order goes well, so that there is something to clear whatever the seed.
        var orders = new List<string> { await pair.AuditedAsync(voucher, 200_000, 100_000, "49999999") };
        bool Good() => line.Lost + back.Lost < 6 || line.Doubled + back.Doubled < 4;
        for (var step = 0; step < steps || Good(); step++)
        {
            Assert.True(step < steps * 3, $"seed {seed}: the line was too good");
            try
            {
                await ActAsync();
            }
            catch (Exception e)
            {
                throw new Xunit.Sdk.XunitException($"seed {seed}, step {step}: {e}");
            }
        }

        // The line holds again; both say the rest and bring to the end what is open.
        await HourAsync(2);
        await pair.TalkAsync();
        for (var round = 0; round < 12; round++)
        {
            foreach (var order in orders)
                if (VoucherWords.Holds((await issuing.OrderOfAsync(order)).Status)) await StepAsync(order, round % 2 == 0, wild: false);
            await pair.TalkAsync();
        }

        await HourAsync(24 * 30);
        await pair.TalkAsync();
        await HourAsync(1);
        await pair.TalkAsync();
        await ToAsync(DateTimeOffset.Parse("2026-12-31T23:00:00+08:00"));
        await pair.TalkAsync();
        await ToAsync(DateTimeOffset.Parse("2027-01-05T09:00:00+08:00"));
        await pair.TalkAsync();
        foreach (var order in orders)
        {
            var (here, there) = (await issuing.OrderOfAsync(order), await pair.ForeignAsync(order));
            Assert.True(there is null || (here.Status, here.Deduction, here.Redeemed) == (there.Status, there.Deduction, there.Redeemed), $"seed {seed}: order {here.Number} {here.Status} here, {there?.Status} there");
            Assert.True(there is not null || here.Status is OrderStatus.Cancelled or OrderStatus.Lapsed, $"seed {seed}: order {here.Number} never arrived");
        }

        // Both make their sheets, in either order, over the bad line again.
        var officers = (await issuing.ByAsync("officer1"), await providing.ByAsync("officer1"));
        Func<Task>[] make =
        [
            async () => Ok(await issuing.Site.Get<Clearings>().MakeAsync(Id(), new NewClearing(pair.There.Id, 2026, 4, true), officers.Item1)),
            async () => Ok(await providing.Site.Get<Clearings>().MakeAsync(Id(), new NewClearing(pair.Here.Id, 2026, 4, false), officers.Item2)),
        ];
        foreach (var one in random.Next(2) == 0 ? make : make.Reverse()) await one();
        for (var i = 0; i < 5; i++)
        {
            await line.For(issuing.Site).RunAsync();
            await back.For(providing.Site).RunAsync();
            await HourAsync(1);
        }

        await pair.TalkAsync();
        var (ours, theirs) = ((await pair.ClearingAsync(issuing))!, (await pair.ClearingAsync(providing))!);
        Assert.True(ours is { Differences: 0, ComparedAt: not null } && theirs is { Differences: 0, ComparedAt: not null } && ours.Count > 0 && (ours.Count, ours.Total) == (theirs.Count, theirs.Total), $"seed {seed}: {ours.Count} lines of {ours.Total} here, {theirs.Count} of {theirs.Total} there, {ours.Differences} and {theirs.Differences} differ");
        Assert.Equal(await pair.LinesAsync(issuing), await pair.LinesAsync(providing));
        await using (var db = issuing.Site.Get<IDbContexts>().Create())
            Assert.Equal(ours.Total, await db.Orders.Where(o => o.Status == OrderStatus.Redeemed).SumAsync(o => o.Redeemed));
        await issuing.ProveAsync();
        await providing.ProveAsync();
        Console.WriteLine($"NOTE cities: seed {seed}: {orders.Count} orders, {ours.Count} cleared, {line.Lost + back.Lost} lost, {line.Doubled + back.Doubled} doubled");

        async Task ActAsync()
        {
            switch (random.Next(5))
            {
                case 0:
                    await line.For(issuing.Site).RunAsync();
                    return;
                case 1:
                    await back.For(providing.Site).RunAsync();
                    return;
                case 2 when random.Next(2) == 0:
                    await HourAsync(random.Next(1, 6));
                    return;
            }

            if (random.Next(14) == 0)
            {
                var deduction = random.NextInt64(1_000, 900_000);
                if (await pair.PlaceAsync(voucher, deduction * 2, deduction) is CommandResult.Accepted placed) orders.Add(placed.Answer.CaseId);
                return;
            }

            var open = new List<string>();
            foreach (var id in orders.AsEnumerable().Reverse())
                if (open.Count < 3 && VoucherWords.Holds((await issuing.OrderOfAsync(id)).Status)) open.Add(id);
            if (open.Count == 0) return;
            // Each side does what it sees fit, the provider by what it was told last.
            await StepAsync(open[random.Next(open.Count)], random.Next(2) == 0, wild: true);
        }

        async Task StepAsync(string order, bool byProvider, bool wild)
        {
            bool Sometimes(int of) => wild && random.Next(of) == 0;
            var row = await issuing.OrderOfAsync(order);
            var there = await pair.ForeignAsync(order);
            if (there is not null && byProvider)
            {
                var act = Sometimes(12) ? "cancel" : there.Status switch { OrderStatus.Placed => "accept", OrderStatus.Accepted => "deliver", _ => "redeem" };
                await pair.ProviderAsync(order, act, $"{invoice++}", there.Contract);
                return;
            }

            var (by, officer) = (await issuing.ByAsync(VoucherWorld.Enterprise), await issuing.ByAsync("officer1"));
            var site = issuing.Site;
            long? part = Sometimes(3) ? row.Contract - random.NextInt64(0, row.Contract / 2) : null;
            switch (row.Status)
            {
                case OrderStatus.Placed or OrderStatus.Accepted when Sometimes(10):
                    await site.Get<Orders>().CancelAsync(Id(), new OrderWord(order, "不要了"), by);
                    break;
                case OrderStatus.Delivered when Sometimes(6):
                    await site.Get<Orders>().DisputeAsync(Id(), new OrderWord(order, "不合约定"), by);
                    break;
                case OrderStatus.Delivered:
                    await site.Get<Orders>().ConfirmAsync(Id(), new OrderConfirmation(order, part), by);
                    break;
                case OrderStatus.Disputed:
                    await site.Get<Redemptions>().SettleDisputeAsync(Id(), new DisputeSettlement(order, wild ? (DisputeDecision)random.Next(3) : DisputeDecision.Confirm, part, "核实"), officer);
                    break;
                case OrderStatus.Auditing:
                    await issuing.AuditAsync(order, Sometimes(5) ? AuditVerdict.Supplement : Sometimes(8) ? AuditVerdict.Reject : AuditVerdict.Pass);
                    break;
            }
        }

        Task HourAsync(int hours) => ToAsync(now.AddHours(hours));

        async Task ToAsync(DateTimeOffset to)
        {
            now = to;
            await pair.ClockAsync(now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-ddTHH:mm:ss"));
        }
    }
}
