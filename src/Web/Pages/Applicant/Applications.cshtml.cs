using Innovation.Web.Access;
using Innovation.Web.Applicants;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Applicant;

/// <summary>全部历年申报.</summary>
[Authorize(Policy = Policies.Applicant)]
public sealed class ApplicationsModel(CurrentUser current, IDbContexts contexts, ApplicationCards cards, TimeProvider clock) : PageModel
{
    public const int Size = 20;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "year")]
    public int? Year { get; set; }

    [BindProperty(SupportsGet = true, Name = "status")]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<ApplicationCard> Cards { get; private set; } = [];

    public IReadOnlyList<int> Years { get; private set; } = [];

    public IReadOnlyList<string> Statuses { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        Now = clock.GetUtcNow();
        var user = await current.GetAsync();
        await using var db = contexts.Create();
        var mine = CaseScope.Visible(db, user).Where(c => c.OrganizationId == user.OrganizationId);
        Years = [.. (await mine.Select(c => c.CreatedAt).ToListAsync()).Select(at => ChinaTime.DateOf(at).Year).Distinct().OrderDescending()];
        Statuses = [.. (await mine.Select(c => c.ApplicantStatus).Distinct().ToListAsync()).Select(s => s.Length == 0 ? "草稿" : s).Distinct().Order(StringComparer.Ordinal)];
        mine = mine.Matching(SearchWords.Read(Search), word => c => SearchText.Has(c.Title, word) || SearchText.Has(c.Number, word) || db.Rounds.Any(r => r.Id == c.RoundId && SearchText.Has(r.Title, word)));
        if (Year is { } year and > 1 and < 9998)
        {
            var (from, to) = (ChinaTime.StartOf(new DateOnly(year, 1, 1)), ChinaTime.EndOf(new DateOnly(year, 12, 31)));
            mine = mine.Where(c => c.CreatedAt >= from && c.CreatedAt < to);
        }

        if (Status == "草稿") mine = mine.Where(c => c.ApplicantStatus == "" || c.ApplicantStatus == "草稿");
        else if (!string.IsNullOrEmpty(Status)) mine = mine.Where(c => c.ApplicantStatus == Status);
        Total = await mine.CountAsync();
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + Size - 1) / Size));
        Cards = await cards.MakeAsync(db, await mine.OrderByDescending(c => c.CreatedAt).Skip((Number - 1) * Size).Take(Size).ToListAsync());
    }
}
