using Innovation.Web.Access;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Providers;

/// <summary>服务超市: what registered providers offer today.</summary>
[Authorize(Policy = Policies.Public)]
public sealed class MarketModel(CurrentUser current, IDbContexts contexts, TimeProvider clock) : PageModel
{
    public const int Size = 20;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "type")]
    public string? Type { get; set; }

    [BindProperty(SupportsGet = true, Name = "sort")]
    public string? Sort { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<ServiceRow> Services { get; private set; } = [];

    public int Total { get; private set; }

    public bool MayOrder { get; private set; }

    public async Task OnGetAsync()
    {
        Number = Math.Clamp(Number, 1, 100_000);
        var (today, user) = (ChinaTime.DateOf(clock.GetUtcNow()), await current.GetAsync());
        await using var db = contexts.Create();
        MayOrder = user.OrganizationId is { } own && await db.Organizations.AnyAsync(o => o.Id == own && o.Kind == "enterprise", HttpContext.RequestAborted);
        var rows = Innovation.Workflows.Funds.Providers.Providers.OnOffer(db.ProviderServices.AsNoTracking().Include(s => s.Provider), today);
        rows = rows.Matching(SearchWords.Read(Search), word => s => SearchText.Has(s.Name, word) || SearchText.Has(s.Description, word) || SearchText.Has(s.Provider.Name, word));
        if (Enum.TryParse<ServiceType>(Type, out var wanted)) rows = rows.Where(s => s.Type == wanted);
        Total = await rows.CountAsync(HttpContext.RequestAborted);
        rows = Sort switch
        {
            "price" => rows.OrderBy(s => s.Price).ThenBy(s => s.Id),
            "rating" => rows.OrderByDescending(s => s.Provider.Ratings == 0 ? 0 : s.Provider.RatingSum * 100 / s.Provider.Ratings).ThenByDescending(s => s.Provider.Ratings).ThenBy(s => s.Id),
            _ => rows.OrderBy(s => s.Provider.Name).ThenBy(s => s.Name).ThenBy(s => s.Id),
        };
        Services = await rows.Skip((Number - 1) * Size).Take(Size).ToListAsync(HttpContext.RequestAborted);
    }
}
