using Innovation.Web.Access;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds.Instruments;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Instruments;

/// <summary>大型仪器: what can be booked, for everybody to read.</summary>
[Authorize(Policy = Policies.Public)]
[AllowAnonymous]
public sealed class CatalogueModel(IDbContexts contexts, TimeProvider clock) : PageModel
{
    public const int Size = 30;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<(InstrumentRow Instrument, ServiceRow Service)> Found { get; private set; } = [];

    public int Total { get; private set; }

    public async Task OnGetAsync()
    {
        Number = Math.Clamp(Number, 1, 100_000);
        await using var db = contexts.Create();
        var services = Innovation.Workflows.Funds.Instruments.Instruments.OnOffer(db, ChinaTime.DateOf(clock.GetUtcNow()));
        services = services.Matching(SearchWords.Read(Search), word => InstrumentSearch.In(db, word));
        Total = await services.CountAsync(HttpContext.RequestAborted);
        var page = await services.OrderBy(s => s.Name).ThenBy(s => s.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(HttpContext.RequestAborted);
        var ids = page.ConvertAll(s => s.Id);
        var instruments = await db.Instruments.AsNoTracking().Where(i => ids.Contains(i.ServiceId)).ToDictionaryAsync(i => i.ServiceId, HttpContext.RequestAborted);
        Found = page.ConvertAll(s => (instruments[s.Id], s));
    }
}
