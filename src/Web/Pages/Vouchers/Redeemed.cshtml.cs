using Innovation.Web.Access;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Vouchers;

/// <summary>兑付公示: what is about to be paid, open to named objections until the notice ends.</summary>
[Authorize(Policy = Policies.Public), EnableRateLimiting(Startup.SitePages.FormLimit)]
public sealed class RedeemedModel(SenderFactory senders, IDbContexts contexts, Redemptions redemptions, TimeProvider clock) : FundPage
{
    public const int Size = 30;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>The order that is objected to.</summary>
    [BindProperty(SupportsGet = true, Name = "order")]
    public string? OrderId { get; set; }

    public IReadOnlyList<OrderRow> Orders { get; private set; } = [];

    public OrderRow? Chosen { get; private set; }

    public int Total { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(string? commandId, string? name, string? mobile, string? reason)
    {
        var sender = await senders.CreateAsync();
        return await AnswerAsync(await redemptions.ObjectAsync(commandId ?? "", new RedemptionObjection(OrderId ?? "", name ?? "", mobile ?? "", reason ?? ""), sender, HttpContext.RequestAborted), "异议已收到，这一笔在核查清楚以前不会兑付。", "/vouchers/notice", ShowAsync);
    }

    private async Task ShowAsync()
    {
        (Now, Number) = (clock.GetUtcNow(), Math.Clamp(Number, 1, 100_000));
        await using var db = contexts.Create();
        var rows = db.Orders.AsNoTracking().Where(o => o.Status == OrderStatus.Notice && o.DueAt > Now);
        Total = await rows.CountAsync(HttpContext.RequestAborted);
        Orders = await rows.OrderBy(o => o.DueAt).ThenBy(o => o.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(HttpContext.RequestAborted);
        Chosen = OrderId is null ? null : await rows.SingleOrDefaultAsync(o => o.Id == OrderId, HttpContext.RequestAborted);
    }
}
