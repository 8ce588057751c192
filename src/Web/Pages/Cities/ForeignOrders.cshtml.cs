using Innovation.Web.Access;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Cities;

/// <summary>外地券订单: orders of other cities with providers here.</summary>
[Authorize(Policy = Policies.Vouchers)]
public sealed class ForeignOrdersModel(CurrentUser current, IDbContexts contexts, TimeProvider clock) : PageModel
{
    public const int Size = 30;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<ForeignOrderRow> Orders { get; private set; } = [];

    public int Total { get; private set; }

    public bool Everything { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        var user = await current.GetAsync();
        (Now, Number, Everything) = (clock.GetUtcNow(), Math.Clamp(Number, 1, 100_000), VoucherPeople.SeesAll(user));
        await using var db = contexts.Create();
        var rows = ForeignOrders.Visible(db, user);
        rows = rows.Matching(SearchWords.Read(Search), word => o => SearchText.Has(o.Number, word) || SearchText.Has(o.EnterpriseName, word) || SearchText.Has(o.ProviderName, word) || SearchText.Has(o.ServiceName, word) || SearchText.Has(o.City, word));
        Total = await rows.CountAsync(HttpContext.RequestAborted);
        Orders = await rows.OrderByDescending(o => o.ReceivedAt).ThenBy(o => o.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(HttpContext.RequestAborted);
    }
}
