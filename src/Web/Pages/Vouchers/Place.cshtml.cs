using Innovation.Web.Access;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Instruments;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Vouchers;

/// <summary>用券下单 for one service.</summary>
[Authorize(Policy = Policies.Applicant)]
public sealed class PlaceModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, Orders orders, TimeProvider clock) : FundPage
{
    [BindProperty(SupportsGet = true, Name = "service")]
    public string? ServiceId { get; set; }

    /// <summary>仪器预约 that the order pays; null: an order before the service.</summary>
    [BindProperty(SupportsGet = true, Name = "booking")]
    public string? BookingId { get; set; }

    public BookingRow? Booking { get; private set; }

    public ServiceRow Service { get; private set; } = null!;

    public IReadOnlyList<(VoucherRow Row, long Available, decimal Percent)> Vouchers { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await ShowAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? commandId, string? voucherId, string? contract, string? deduction, DateOnly? deliverBy)
    {
        var sender = await senders.CreateAsync();
        if (!await ShowAsync()) return NotFound();
        if (Booking is not null) (contract, deliverBy) = (Fen.ToYuan(Booking.Amount ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture), Today);
        var result = deliverBy is not { } day ? CommandResult.No("order.deliverBy", "deliverBy", "请填写约定交付日。")
            : await orders.PlaceAsync(commandId ?? "", new OrderInput(voucherId ?? "", Service.Id, Fen.Parse(contract) ?? -1, Fen.Parse(deduction) ?? -1, day, Booking?.Id), sender, HttpContext.RequestAborted);
        return await AnswerAsync(result, Booking is null ? "已下单，券额已锁定，等待服务机构接单。请在本页上传服务合同。" : "已下单，券额已锁定。仪器已使用过，请核对服务记录后确认交付。", result is CommandResult.Accepted placed ? "/orders/" + placed.Answer.CaseId : null, ShowAsync);
    }

    private async Task<bool> ShowAsync()
    {
        var user = await current.GetAsync();
        Today = ChinaTime.DateOf(clock.GetUtcNow());
        await using var db = contexts.Create();
        if (await db.ProviderServices.AsNoTracking().Include(s => s.Provider).SingleOrDefaultAsync(s => s.Id == ServiceId, HttpContext.RequestAborted) is not { } service) return false;
        Service = service;
        if (BookingId is not null)
        {
            Booking = await Bookings.Visible(db, user).SingleOrDefaultAsync(b => b.Id == BookingId && b.ServiceId == service.Id && b.OrganizationId == user.OrganizationId && b.Status == BookingStatus.Recorded, HttpContext.RequestAborted);
            if (Booking is null) return false;
        }

        var rows = await db.Vouchers.AsNoTracking().Where(v => v.OrganizationId == user.OrganizationId && v.Status == VoucherStatus.Valid).OrderBy(v => v.ExpiresAt).ToListAsync(HttpContext.RequestAborted);
        var figures = await VoucherFigures.ReadAsync(db, rows.ConvertAll(v => v.Id), HttpContext.RequestAborted);
        var percents = await db.VoucherSchemes.AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Percent, HttpContext.RequestAborted);
        Vouchers = rows.ConvertAll(v => (v, figures[v.Id].Available, percents[v.SchemeId]));
        return true;
    }
}
