using Innovation.Web.Access;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Admin;

/// <summary>项目类型.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class ProgrammesModel(IDbContexts contexts, ProgrammeStore programmes, TimeProvider clock) : PageModel
{
    public IReadOnlyList<(Programme Programme, int Version, int Versions, int Rounds)> Rows { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await using var db = contexts.Create();
        var list = new List<(Programme, int, int, int)>();
        foreach (var group in await db.ProgrammeVersions.GroupBy(v => v.ProgrammeCode).Select(g => new { g.Key, Count = g.Count() }).OrderBy(g => g.Key).ToListAsync())
        {
            var now = clock.GetUtcNow();
            list.Add((await programmes.CurrentAsync(db, group.Key, now, HttpContext.RequestAborted), Math.Max(1, await ProgrammeStore.VersionAtAsync(db, group.Key, now, HttpContext.RequestAborted)), group.Count, await db.Rounds.CountAsync(r => r.ProgrammeCode == group.Key)));
        }

        Rows = list;
    }
}

/// <summary>One version of a programme, read only.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class ProgrammeModel(IDbContexts contexts, ProgrammeStore programmes, TimeProvider clock) : PageModel
{
    public Programme Programme { get; private set; } = null!;

    public int Version { get; private set; }

    public IReadOnlyList<ProgrammeVersionRow> Versions { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, int? v)
    {
        await using var db = contexts.Create();
        Now = clock.GetUtcNow();
        Versions = await db.ProgrammeVersions.AsNoTracking().Where(x => x.ProgrammeCode == code).OrderByDescending(x => x.Version).ToListAsync();
        if (Versions.Count == 0) return NotFound();
        Version = v ?? Math.Max(1, await ProgrammeStore.VersionAtAsync(db, code, Now, HttpContext.RequestAborted));
        if (Versions.All(x => x.Version != Version)) return NotFound();
        Programme = await programmes.GetAsync(db, code, Version, HttpContext.RequestAborted);
        return Page();
    }
}
