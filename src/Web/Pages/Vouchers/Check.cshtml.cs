using Innovation.Documents.Html;
using Innovation.Web.Access;
using Innovation.Web.Startup;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Vouchers;

/// <summary>电子券 behind its QR code: everybody sees that it is genuine and valid; its owner and the office also see the balance.</summary>
[Authorize(Policy = Policies.Public), EnableRateLimiting(Startup.SitePages.VerifyLimit)]
public sealed class CheckModel(CurrentUser current, IDbContexts contexts, PublicAddress address, TimeProvider clock) : PageModel
{
    public VoucherRow Voucher { get; private set; } = null!;

    public VoucherFigures? Figures { get; private set; }

    public string Qr { get; private set; } = "";

    public decimal Percent { get; private set; }

    public DateOnly LastDay => ChinaTime.LastDayOf(Voucher.ExpiresAt);

    /// <summary>As of now, whether or not the sweep has come by.</summary>
    public VoucherStatus Status { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id)
    {
        await using var db = contexts.Create();
        if (await db.Vouchers.AsNoTracking().SingleOrDefaultAsync(v => v.PublicId == id, HttpContext.RequestAborted) is not { } voucher) return NotFound();
        Voucher = voucher;
        Status = voucher.ExpiresAt <= clock.GetUtcNow() ? VoucherStatus.Expired : voucher.Status;
        Percent = await db.VoucherSchemes.Where(s => s.Id == voucher.SchemeId).Select(s => s.Percent).SingleAsync(HttpContext.RequestAborted);
        Qr = QrSvg.Render(address.Of("/vouchers/check/" + voucher.PublicId));
        var user = await current.GetAsync();
        if (user.IsSignedIn && await VoucherPeople.Vouchers(db, user).AnyAsync(v => v.Id == voucher.Id, HttpContext.RequestAborted)) Figures = (await VoucherFigures.ReadAsync(db, [voucher.Id], HttpContext.RequestAborted))[voucher.Id];
        return Page();
    }
}
