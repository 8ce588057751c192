using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Instruments;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Instruments;

/// <summary>仪器预约 of the own organisation on either side, or all of them for the office.</summary>
[Authorize(Policy = Policies.Vouchers)]
public sealed class BookingsModel(CurrentUser current, IDbContexts contexts, TimeProvider clock) : PageModel
{
    public const int Size = 30;

    private const int MostExported = 20_000;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<BookingRow> Found { get; private set; } = [];

    public int Total { get; private set; }

    public string Own { get; private set; } = "";

    public bool Everything { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        Number = Math.Clamp(Number, 1, 100_000);
        await using var db = contexts.Create();
        var rows = await SearchAsync(db);
        Total = await rows.CountAsync(HttpContext.RequestAborted);
        Found = await rows.OrderByDescending(b => b.From).ThenBy(b => b.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnGetXlsxAsync()
    {
        await using var db = contexts.Create();
        var rows = await (await SearchAsync(db)).OrderByDescending(b => b.From).ThenBy(b => b.Id).Take(MostExported).ToListAsync(HttpContext.RequestAborted);
        return File(Xlsx.Write("仪器预约", ["预约号", "仪器", "服务机构", "使用单位", "开始", "结束", "状态", "计费数量", "单位", "应付（元）", "服务记录"],
            rows.Select(b => (IReadOnlyList<object?>)[b.Number, b.InstrumentName, b.ProviderName, b.OrganizationName, DateText.Moment(b.From, Now), DateText.Moment(b.Until, Now), BookingWords.Of(b, Now), b.Quantity, b.Unit, b.Amount is { } a ? Fen.ToYuan(a) : null, b.Report])),
            Xlsx.ContentType, $"仪器预约{DateText.Today(Now):yyyyMMdd}.xlsx");
    }

    private async Task<IQueryable<BookingRow>> SearchAsync(WorkflowsDbContext db)
    {
        var user = await current.GetAsync();
        (Now, Everything, Own) = (clock.GetUtcNow(), VoucherPeople.SeesAll(user), user.OrganizationId ?? "");
        var rows = Bookings.Visible(db, user);
        rows = rows.Matching(SearchWords.Read(Search), word => b => SearchText.Has(b.Number, word) || SearchText.Has(b.InstrumentName, word) || SearchText.Has(b.ProviderName, word) || SearchText.Has(b.OrganizationName, word));
        return rows;
    }
}
