using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Registers;

/// <summary>申报批次.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class RoundListModel(IDbContexts contexts, ProgrammeStore programmes, TimeProvider clock) : PageModel
{
    public const int Size = 20;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<(RoundRow Round, string Programme, int Cases)> Rows { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        await using var db = contexts.Create();
        Now = clock.GetUtcNow();
        Total = await db.Rounds.CountAsync();
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + Size - 1) / Size));
        var rounds = await db.Rounds.AsNoTracking().OrderByDescending(r => r.ClosesAt).Skip((Number - 1) * Size).Take(Size).ToListAsync();
        var ids = rounds.Select(r => r.Id).ToList();
        var counts = await db.Cases.Where(c => ids.Contains(c.RoundId) && c.SubmittedAt != null).GroupBy(c => c.RoundId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        var list = new List<(RoundRow, string, int)>();
        foreach (var round in rounds) list.Add((round, (await programmes.CurrentAsync(db, round.ProgrammeCode, Now, HttpContext.RequestAborted)).Name, counts.GetValueOrDefault(round.Id)));
        Rows = list;
    }
}
