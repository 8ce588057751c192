using Innovation.Web.Access;
using Innovation.Web.PublicPages;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Public;

/// <summary>申报通知.</summary>
[Authorize(Policy = Policies.Public), AllowAnonymous]
public sealed class CallsModel(IDbContexts contexts, ProgrammeStore programmes, CalendarStore calendars, TimeProvider clock) : PageModel
{
    public const int Size = 20;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "state")]
    public CallState? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<CallLine> Lines { get; private set; } = [];

    public int Total { get; private set; }

    public IReadOnlyDictionary<CallState, int> Counts { get; private set; } = new Dictionary<CallState, int>();

    public WorkingCalendar Calendar { get; private set; } = WorkingCalendar.Shipped;

    public DateOnly Today { get; private set; }

    public async Task OnGetAsync()
    {
        await using var db = contexts.Create();
        var now = clock.GetUtcNow();
        Today = ChinaTime.DateOf(now);
        Calendar = await calendars.GetAsync(db, HttpContext.RequestAborted);
        var all = await Calls.ListAsync(db, programmes, Calendar, Search, now, HttpContext.RequestAborted);
        Counts = all.CountBy(l => l.State).ToDictionary();
        var shown = State is { } state ? [.. all.Where(l => l.State == state)] : all;
        Total = shown.Count;
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + Size - 1) / Size));
        Lines = [.. shown.Skip((Number - 1) * Size).Take(Size)];
    }

    public string Pick(CallState? state) => Url.Page(null, new { q = Search, state })!;
}
