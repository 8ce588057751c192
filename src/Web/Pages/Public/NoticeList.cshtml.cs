using Innovation.Web.Access;
using Innovation.Web.PublicPages;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Public;

/// <summary>公示: all public notices.</summary>
[Authorize(Policy = Policies.Public), AllowAnonymous]
public sealed class NoticeListModel(IDbContexts contexts, CalendarStore calendars, IDocumentWriter writer, TimeProvider clock) : PageModel
{
    public const int Size = 20;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<(BatchRow Batch, DocumentOrder Facts, string Title)> Notices { get; private set; } = [];

    public WorkingCalendar Calendar { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        await using var db = contexts.Create();
        Now = clock.GetUtcNow();
        Calendar = await calendars.GetAsync(db, HttpContext.RequestAborted);
        var found = PublicPages.Notices.Published(db).Join(db.Documents.AsNoTracking().Where(d => d.Public), b => b.DocumentId, d => d.Id, (b, d) => new { Batch = b, Document = d });
        found = found.Matching(SearchWords.Read(Search), word => x => SearchText.Has(x.Batch.Title, word) || SearchText.Has(x.Batch.Number, word)
            || db.BatchItems.Any(i => i.BatchId == x.Batch.Id && db.Cases.Any(c => c.Id == i.CaseId && SearchText.Has(c.OrganizationName, word))));
        Total = await found.CountAsync();
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + Size - 1) / Size));
        var rows = await found.OrderByDescending(x => x.Batch.ActedAt).Skip((Number - 1) * Size).Take(Size).ToListAsync();
        Notices = [.. rows.Select(x => (x.Batch, Facts: x.Document.ReadFacts())).Select(x => (x.Batch, x.Facts, writer.Read(x.Facts).Title))];
    }
}
