using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Instruments;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using static Innovation.Acceptance.Funds.VoucherWorld;

namespace Innovation.Acceptance.Funds;

/// <summary>大型仪器共享: an instrument is booked, used, written down, and a part is paid with a voucher.</summary>
public sealed class InstrumentStoryTests
{
    private static async Task<(string Instrument, string Service)> InstrumentAsync(VoucherWorld world)
    {
        var (site, by) = (world.Site, await world.ByAsync(VoucherWorld.Provider));
        Ok(await site.Get<Providers>().OfferAsync(Id(), new ServiceInput(null, "扫描电子显微镜", ServiceType.Instrument, "微观形貌观察", 33_333, "小时", false, true), by));
        string service, other;
        await using (var db = site.Get<IDbContexts>().Create())
            (service, other) = (await db.ProviderServices.Where(s => s.Name == "扫描电子显微镜").Select(s => s.Id).SingleAsync(), world.ServiceId);
        var input = new InstrumentInput(service, "示例 SU5000", "分辨率 1.2 nm，可做能谱分析", "大冶示例路 9 号 3 楼", "刘某 0714-0000000", 8 * 60 + 30, 17 * 60 + 30, true);
        Refused(await site.Get<Instruments>().SaveAsync(Id(), input with { ServiceId = other }, by), "instrument.type");
        Refused(await site.Get<Instruments>().SaveAsync(Id(), input, await world.ByAsync("ent01")), "service.notFound");
        Refused(await site.Get<Instruments>().SaveAsync(Id(), input with { ClosesAt = 8 * 60 }, by), "instrument.hours");
        return (Ok(await site.Get<Instruments>().SaveAsync(Id(), input, by)).CaseId, service);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text + ":00+08:00");

    [Fact]
    public async Task An_instrument_is_booked_used_recorded_and_paid_in_part_with_a_voucher()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var (instrument, service) = await InstrumentAsync(world);
        var listed = (await site.GetAsync(null, "/api/v1/instruments?q=" + Uri.EscapeDataString("电子显微镜"))).Ok();
        Assert.Equal((1, 333.33m), ((int)listed["total"], (decimal)listed["items"][0]!["price"]!));
        var bookings = site.Get<Bookings>();
        var wanted = new BookingInput(instrument, At("2026-09-18T09:00"), At("2026-09-18T12:00"), "钢样 3 件，观察断口");
        var booking = Ok(await bookings.RequestAsync(Id(), wanted, await world.ByAsync("ent01"))).CaseId;
        Refused(await bookings.ConfirmAsync(Id(), new BookingWord(booking), await world.ByAsync("ent01")), "command.notAllowed");
        Refused(await bookings.ConfirmAsync(Id(), new BookingWord(booking), await world.ByAsync("ent02")), "booking.notFound");
        Ok(await bookings.ConfirmAsync(Id(), new BookingWord(booking), await world.ByAsync(VoucherWorld.Provider)));
        Refused(await bookings.RecordAsync(Id(), new BookingRecord(booking, 3, "完成"), await world.ByAsync(VoucherWorld.Provider)), "booking.early");
        await world.ClockAsync("2026-09-18T15:00:00");
        Refused(await bookings.CancelAsync(Id(), new BookingWord(booking, "不去了"), await world.ByAsync("ent01")), "booking.begun");
        Refused(await bookings.RecordAsync(Id(), new BookingRecord(booking, 2.555m, "完成"), await world.ByAsync(VoucherWorld.Provider)), "booking.quantity");
        (await site.PostAsync(VoucherWorld.Provider, $"/api/v1/bookings/{booking}/record", new { commandId = Id(), quantity = 2.5m, text = "观察断口 3 件，照片 24 张" })).Ok();
        BookingRow recorded;
        await using (var db = site.Get<IDbContexts>().Create()) recorded = await db.Bookings.AsNoTracking().SingleAsync();
        // 333.33 元 by 2.5 hours is 833.325 元: half a 分 goes up.
        Assert.Equal((83_333L, BookingStatus.Recorded), (recorded.Amount, recorded.Status));

        var voucher = await world.GrantAsync(1_000_000);
        var orders = site.Get<Orders>();
        var order = new OrderInput(voucher, service, 83_333, 40_000, new DateOnly(2026, 9, 18), booking);
        Refused(await orders.PlaceAsync(Id(), order with { Contract = 83_334 }, await world.ByAsync("ent01")), "order.contract");
        var placed = Ok(await orders.PlaceAsync(Id(), order, await world.ByAsync("ent01"))).CaseId;
        Refused(await orders.PlaceAsync(Id(), order, await world.ByAsync("ent01")), "booking.ordered");
        Assert.Equal(OrderStatus.Delivered, (await world.OrderOfAsync(placed)).Status);
        await world.ConfirmAsync(placed);
        Ok(await world.RedeemAsync(placed, "70000001", 83_333));
        Ok(await world.AuditAsync(placed));
        await world.ClockAsync("2026-09-30T09:00:00");
        Assert.Equal(new VoucherFigures(960_000, 0, 40_000, 0), await world.FiguresAsync(voucher));
        await world.ProveAsync();
    }

    [Fact]
    public async Task Two_bookings_never_share_a_minute_and_what_ends_frees_its_time()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var (instrument, _) = await InstrumentAsync(world);
        var bookings = site.Get<Bookings>();
        async Task<CommandResult> BookAsync(string account, string from, string until, string day = "2026-09-18") =>
            await bookings.RequestAsync(Id(), new BookingInput(instrument, At($"{day}T{from}"), At($"{day}T{until}"), "钢样"), await world.ByAsync(account));
        Refused(await BookAsync("ent01", "08:00", "09:00"), "booking.hours");
        Refused(await BookAsync("ent01", "17:00", "18:00"), "booking.hours");
        Refused(await BookAsync("ent01", "09:10", "10:00"), "booking.time");
        Refused(await BookAsync("ent01", "10:00", "10:00"), "booking.time");
        Refused(await BookAsync("ent01", "09:00", "09:30", "2026-09-16"), "booking.day");
        Refused(await BookAsync("ent01", "09:00", "09:30", "2027-01-16"), "booking.day");
        Refused(await BookAsync(VoucherWorld.Provider, "09:00", "10:00"), "booking.own");
        Refused(await BookAsync("officer1", "09:00", "10:00"), "command.notAllowed");

        // Both at once: one has it, the other is told the time that is taken; back to back is no overlap.
        var (one, two) = (await world.ByAsync("ent01"), await world.ByAsync("ent02"));
        var race = await Task.WhenAll(new[] { one, two }.Select(by => Task.Run(() => bookings.RequestAsync(Id(), new BookingInput(instrument, At("2026-09-18T09:00"), At("2026-09-18T11:00"), "钢样"), by))));
        Assert.Contains("2026年9月18日 09:00—11:00 已有人预约", Refused(race.Single(r => !r.IsAccepted), "booking.taken"));
        var first = Ok(race.Single(r => r.IsAccepted)).CaseId;
        Refused(await BookAsync("ent03", "10:30", "12:00"), "booking.taken");
        Refused(await BookAsync("ent03", "08:30", "17:30"), "booking.taken");
        Ok(await BookAsync("ent03", "11:00", "12:00"));
        Ok(await BookAsync("ent03", "08:30", "09:00"));
        Refused(await bookings.DeclineAsync(Id(), new BookingWord(first), await world.ByAsync(VoucherWorld.Provider)), "reason.required");
        Ok(await bookings.DeclineAsync(Id(), new BookingWord(first, "设备检修"), await world.ByAsync(VoucherWorld.Provider)));
        Ok(await BookAsync("ent04", "09:00", "11:00"));
        Refused(await bookings.ConfirmAsync(Id(), new BookingWord(first), await world.ByAsync(VoucherWorld.Provider)), "booking.stale");
    }
}
