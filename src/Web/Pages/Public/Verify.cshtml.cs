using Innovation.Web.Access;
using Innovation.Web.Startup;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Public;

/// <summary>证书核验: finds a certificate or a public document by what is printed on it.</summary>
[Authorize(Policy = Policies.Public), AllowAnonymous, EnableRateLimiting(SitePages.VerifyLimit)]
public sealed class VerifyModel(IDbContexts contexts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Typed { get; set; }

    public bool NotFoundHere { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        var typed = UnifiedSocialCreditCode.Normalize(Typed);
        if (typed.Length == 0) return Page();
        var id = await FindAsync(Typed!.Trim(), typed);
        if (id is not null) return LocalRedirect("/verify/" + id);
        NotFoundHere = true;
        Response.StatusCode = StatusCodes.Status404NotFound;
        // The page itself says so; the general page for unknown addresses would not.
        if (HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        return Page();
    }

    private async Task<string?> FindAsync(string typed, string normal)
    {
        await using var db = contexts.Create();
        var id = normal.ToLowerInvariant();
        if (id.Length == 32 && await db.Documents.AnyAsync(d => d.Id == id)) return id;
        // Serials are kept with hyphens; people leave them out or write other dashes.
        var serial = SearchText.Fold(typed);
        var number = NumberFormat.Read(typed);
        return await db.Certificates.Where(c => c.Serial.Replace("-", "") == serial).Select(c => c.DocumentId).FirstOrDefaultAsync()
            ?? await db.Documents.Where(d => d.Number == number && d.Public).Select(d => d.Id).FirstOrDefaultAsync();
    }
}
