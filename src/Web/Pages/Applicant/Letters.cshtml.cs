using Innovation.Web.Access;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Applicant;

/// <summary>收到的文书.</summary>
[Authorize(Policy = Policies.Applicant)]
public sealed class LettersModel(CurrentUser current, IDbContexts contexts, TimeProvider clock) : PageModel
{
    public const int Size = 20;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "unread")]
    public bool Unread { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public int UnreadCount { get; private set; }

    public IReadOnlyList<(DocumentRow Document, string? CaseNumber)> Letters { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        Now = clock.GetUtcNow();
        var organization = (await current.GetAsync()).OrganizationId!;
        await using var db = contexts.Create();
        var all = Applicants.Letters.Of(db, organization);
        UnreadCount = await all.CountAsync(d => d.OrganizationId == organization && d.ReadAt == null);
        if (Unread) all = all.Where(d => d.OrganizationId == organization && d.ReadAt == null);
        all = all.Matching(SearchWords.Read(Search), word => d => SearchText.Has(d.Title, word) || SearchText.Has(d.Number, word) || db.Cases.Any(c => c.Id == d.CaseId && SearchText.Has(c.Number, word)));
        Total = await all.CountAsync();
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + Size - 1) / Size));
        var rows = await all.OrderByDescending(d => d.IssuedAt).Skip((Number - 1) * Size).Take(Size).ToListAsync();
        var ids = rows.Select(d => d.CaseId).OfType<string>().ToList();
        var numbers = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Number);
        Letters = [.. rows.Select(d => (d, d.CaseId is { } id ? numbers.GetValueOrDefault(id) : null))];
    }
}
