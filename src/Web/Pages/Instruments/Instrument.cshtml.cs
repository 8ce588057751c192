using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds.Instruments;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Instruments;

/// <summary>One instrument: what it can do, when it is free in the next days, and the booking.</summary>
[Authorize(Policy = Policies.Public)]
[AllowAnonymous]
public sealed class InstrumentModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, Bookings bookings, TimeProvider clock) : FundPage
{
    /// <summary>Days that are shown at once.</summary>
    public const int Days = 14;

    private UserContext user = UserContext.Anonymous;

    /// <summary>First day that is shown.</summary>
    [BindProperty(SupportsGet = true, Name = "from")]
    public DateOnly? First { get; set; }

    public InstrumentRow Instrument { get; private set; } = null!;

    public ServiceRow Service { get; private set; } = null!;

    public IReadOnlyList<BookingRow> Taken { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public DateOnly From => First is { } first && first > Today && first <= Today.AddDays(Bookings.DaysAhead) ? first : Today;

    public bool IsUsable => Instrument.Open && Service.Offered && Service.Provider.IsUsable(Today);

    public bool MayBook => user.IsApplicant && user.OrganizationId != Instrument.OrganizationId && IsUsable;

    public bool IsSignedIn => user.IsSignedIn;

    public async Task<IActionResult> OnGetAsync(string id) => await ShowAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string? commandId, DateOnly? day, TimeOnly? from, string? until, string? purpose)
    {
        var sender = await senders.CreateAsync();
        if (!await ShowAsync(id)) return NotFound();
        if (!user.IsSignedIn) return Redirect("/login");
        CommandResult result;
        if (day is not { } on || from is not { } start) result = CommandResult.No("booking.time", "from", "请选择日期、开始和结束时间。");
        else
        {
            // 24:00 is the end of the day; a time of day cannot say so.
            var end = until == "24:00" ? At(on.AddDays(1), TimeOnly.MinValue) : TimeOnly.TryParse(until, out var time) ? At(on, time) : default;
            result = await bookings.RequestAsync(commandId ?? "", new BookingInput(id, At(on, start), end, purpose ?? ""), sender, HttpContext.RequestAborted);
        }

        return await AnswerAsync(result, "预约已提交，等待服务机构确认。", result is CommandResult.Accepted a ? "/bookings/" + a.Answer.CaseId : null, () => ShowAsync(id));
    }

    /// <summary>The times of a day that are taken, as 08:30—10:00.</summary>
    public IEnumerable<string> TakenOn(DateOnly day) =>
        Taken.Where(b => ChinaTime.DateOf(b.From) == day).Select(b => $"{DateText.Time(b.From)}—{(ChinaTime.DateOf(b.Until) == day ? DateText.Time(b.Until) : "24:00")}");

    private static DateTimeOffset At(DateOnly day, TimeOnly time) => new(day.ToDateTime(time), TimeSpan.FromHours(8));

    private async Task<bool> ShowAsync(string id)
    {
        user = await current.GetAsync();
        Today = ChinaTime.DateOf(clock.GetUtcNow());
        await using var db = contexts.Create();
        if (await db.Instruments.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, HttpContext.RequestAborted) is not { } instrument) return false;
        Instrument = instrument;
        Service = await db.ProviderServices.AsNoTracking().Include(s => s.Provider).SingleAsync(s => s.Id == instrument.ServiceId, HttpContext.RequestAborted);
        var (begin, end) = (At(From, TimeOnly.MinValue), At(From.AddDays(Days), TimeOnly.MinValue));
        Taken = await Bookings.Taken(db, id).AsNoTracking().Where(b => b.From >= begin && b.From < end).OrderBy(b => b.From).ToListAsync(HttpContext.RequestAborted);
        return true;
    }
}
