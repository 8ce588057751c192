using Innovation.Web.Access;
using Innovation.Web.Applicants;
using Innovation.Web.Office;
using Innovation.Web.PublicPages;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Applicant;

/// <summary>我的申报: what waits for the applicant, and where everything stands.</summary>
[Authorize(Policy = Policies.Applicant)]
public sealed class HomeModel(CurrentUser current, IDbContexts contexts, ApplicationCards cards, ProgrammeStore programmes, CalendarStore calendars, ToDoDesk others, TimeProvider clock) : PageModel
{
    private const int Most = 10;

    public OrganizationRow Organization { get; private set; } = null!;

    public IReadOnlyList<ApplicationCard> Cards { get; private set; } = [];

    public int Total { get; private set; }

    public IReadOnlyList<TodoView> Todos { get; private set; } = [];

    /// <summary>Orders, bookings and money that wait for the organisation.</summary>
    public ToDoPanel Others { get; private set; } = ToDoPanel.Empty;

    public IReadOnlyList<CallLine> Calls { get; private set; } = [];

    public IReadOnlyList<DocumentRow> Letters { get; private set; } = [];

    public WorkingCalendar Calendar { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public async Task OnGetAsync()
    {
        var user = await current.GetAsync();
        var cancellation = HttpContext.RequestAborted;
        Others = await others.ReadAsync(user, cancellation);
        await using var db = contexts.Create();
        var now = clock.GetUtcNow();
        Today = ChinaTime.DateOf(now);
        Calendar = await calendars.GetAsync(db, cancellation);
        Organization = await db.Organizations.AsNoTracking().SingleAsync(o => o.Id == user.OrganizationId, cancellation);
        var mine = CaseScope.Visible(db, user).Where(c => c.OrganizationId == user.OrganizationId);
        Total = await mine.CountAsync(c => c.Number != null || c.Phase != ProcessPhase.Ended, cancellation);
        // Whatever is open comes before what has ended.
        var rows = await mine.Where(c => c.Number != null || c.Phase != ProcessPhase.Ended).OrderBy(c => c.Phase == ProcessPhase.Ended).ThenByDescending(c => c.UpdatedAt).Take(60).ToListAsync(cancellation);
        var all = await cards.MakeAsync(db, [.. rows.Where((r, i) => i < Most || r.Phase != ProcessPhase.Ended)], cancellation);
        Todos = [.. all.Select(c => c.Todo).OfType<TodoView>().OrderBy(t => t.DueAt)];
        Cards = [.. all.OrderByDescending(c => c.Waiting).Take(Most)];
        Calls = [.. (await PublicPages.Calls.ListAsync(db, programmes, Calendar, null, now, cancellation)).Where(c => c.State == CallState.Open).Take(5)];
        Letters = await Applicants.Letters.Of(db, user.OrganizationId!).OrderByDescending(d => d.IssuedAt).Take(5).ToListAsync(cancellation);
    }
}
