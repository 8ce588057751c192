using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Vouchers;

/// <summary>订单: of the own organisation on either side, or all of them for the office.</summary>
[Authorize(Policy = Policies.Vouchers)]
public sealed class OrderListModel(CurrentUser current, IDbContexts contexts, TimeProvider clock) : PageModel
{
    public const int Size = 30;

    private const int MostExported = 20_000;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "status")]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<OrderRow> Orders { get; private set; } = [];

    public int Total { get; private set; }

    public bool Everything { get; private set; }

    public string Own { get; private set; } = "";

    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        Number = Math.Clamp(Number, 1, 100_000);
        await using var db = contexts.Create();
        var rows = await SearchAsync(db);
        Total = await rows.CountAsync(HttpContext.RequestAborted);
        Orders = await rows.OrderByDescending(o => o.PlacedAt).ThenBy(o => o.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(HttpContext.RequestAborted);
    }

    /// <summary>Exports what the filter shows.</summary>
    public async Task<IActionResult> OnGetXlsxAsync()
    {
        await using var db = contexts.Create();
        var rows = await (await SearchAsync(db)).OrderByDescending(o => o.PlacedAt).ThenBy(o => o.Id).Take(MostExported).ToListAsync(HttpContext.RequestAborted);
        return File(Xlsx.Write("订单", ["订单号", "企业", "服务机构", "服务", "类别", "合同金额（元）", "券抵扣（元）", "核销（元）", "发票号码", "状态", "下单"],
            rows.Select(o => (IReadOnlyList<object?>)[o.Number, o.EnterpriseName, o.ProviderName, o.ServiceName, VoucherWords.Of(o.ServiceType), Fen.ToYuan(o.Contract), Fen.ToYuan(o.Deduction), o.Redeemed is { } r ? Fen.ToYuan(r) : null, o.InvoiceNumber, VoucherWords.Of(o.Status), DateText.Moment(o.PlacedAt, Now)])),
            Xlsx.ContentType, $"创新券订单{DateText.Today(Now):yyyyMMdd}.xlsx");
    }

    private async Task<IQueryable<OrderRow>> SearchAsync(WorkflowsDbContext db)
    {
        var user = await current.GetAsync();
        (Now, Everything, Own) = (clock.GetUtcNow(), VoucherPeople.SeesAll(user), user.OrganizationId ?? "");
        var rows = VoucherPeople.Visible(db, user);
        rows = rows.Matching(SearchWords.Read(Search), word => o => SearchText.Has(o.Number, word) || SearchText.Has(o.EnterpriseName, word) || SearchText.Has(o.ProviderName, word) || SearchText.Has(o.ServiceName, word) || SearchText.Has(o.InvoiceNumber, word)
            || db.Organizations.Where(u => SearchText.Has(u.Uscc, word)).Select(u => u.Id).Contains(o.EnterpriseId));
        if (Enum.TryParse<OrderStatus>(Status, out var wanted)) rows = rows.Where(o => o.Status == wanted);
        return rows;
    }
}
