using System.Globalization;
using Innovation.Web.Access;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Instruments;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Instruments;

/// <summary>One booking as both sides follow it, with what the reader may do next.</summary>
[Authorize(Policy = Policies.Vouchers)]
public sealed class BookingModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, Bookings bookings, TimeProvider clock) : FundPage
{
    private UserContext user = UserContext.Anonymous;

    public BookingRow Booking { get; private set; } = null!;

    public IReadOnlyList<EventRow> Events { get; private set; } = [];

    /// <summary>Number of the order that pays it; null: none.</summary>
    public string? OrderNumber { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public bool IsProvider => user.OrganizationId is { } own && own == Booking.ProviderOrganizationId;

    public bool IsUser => user.OrganizationId is { } own && own == Booking.OrganizationId;

    public bool HasBegun => Booking.From <= Now;

    public bool MayCancel => (IsUser && !HasBegun && Booking.Status is BookingStatus.Requested or BookingStatus.Confirmed) || (IsProvider && Booking.Status == BookingStatus.Confirmed);

    /// <summary>Hours that were booked, as the first guess of what is charged by the hour.</summary>
    public string Hours => ((decimal)(Booking.Until - Booking.From).TotalMinutes / 60).ToString("0.##", CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync(string id) => await ShowAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string? act, string? commandId, string? reason, string? quantity, string? report)
    {
        var sender = await senders.CreateAsync();
        if (!await ShowAsync(id)) return NotFound();
        var (key, word, cancellation) = (commandId ?? "", new BookingWord(id, (reason ?? "").ReplaceLineEndings("\n")), HttpContext.RequestAborted);
        var (result, done) = act switch
        {
            "confirm" => (await bookings.ConfirmAsync(key, word with { Text = "" }, sender, cancellation), "已确认预约。"),
            "decline" => (await bookings.DeclineAsync(key, word, sender, cancellation), "已登记不接受，时间已空出。"),
            "cancel" => (await bookings.CancelAsync(key, word, sender, cancellation), "预约已取消，时间已空出。"),
            "record" => (await bookings.RecordAsync(key, new BookingRecord(id, decimal.TryParse(quantity, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 0, (report ?? "").ReplaceLineEndings("\n")), sender, cancellation), "服务记录已登记，对方可以用创新券抵扣一部分。"),
            _ => (CommandResult.No("command.unknown", null, "没有这种操作。"), ""),
        };
        return await AnswerAsync(result, done, "/bookings/" + id, () => ShowAsync(id));
    }

    private async Task<bool> ShowAsync(string id)
    {
        user = await current.GetAsync();
        Now = clock.GetUtcNow();
        await using var db = contexts.Create();
        if (await Bookings.Visible(db, user).SingleOrDefaultAsync(b => b.Id == id, HttpContext.RequestAborted) is not { } booking) return false;
        Booking = booking;
        Events = await db.Events.AsNoTracking().Where(e => e.StreamId == id).OrderBy(e => e.Sequence).ToListAsync(HttpContext.RequestAborted);
        OrderNumber = booking.OrderId is null ? null : await db.Orders.Where(o => o.Id == booking.OrderId).Select(o => o.Number).SingleAsync(HttpContext.RequestAborted);
        return true;
    }
}
