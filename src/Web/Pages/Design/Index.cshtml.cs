using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Pages.Admin;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Design;

/// <summary>A published programme in the list.</summary>
public sealed record ProgrammeLine(string Code, string Name, int Version, int Versions);

/// <summary>项目类型: drafts and what is published.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class IndexModel(ProgrammeDrafts drafts, ProgrammeStore programmes, IDbContexts contexts, SenderFactory senders, TimeProvider clock) : AdminPage(senders)
{
    public IReadOnlyList<DraftLine> Drafts { get; private set; } = [];

    public IReadOnlyList<ProgrammeLine> Programmes { get; private set; } = [];

    public DateTimeOffset Now => clock.GetUtcNow();

    public Task OnGetAsync() => LoadAsync();

    public Task<IActionResult> OnPostReviseAsync(string code, int version) => StartAsync(new DraftOrigin.Revise(code, version));

    public Task<IActionResult> OnPostCopyAsync(string code, int version) => StartAsync(new DraftOrigin.Copy(code, version));

    public async Task<IActionResult> OnPostDeleteAsync(string id)
    {
        if (await drafts.DeleteAsync(id, await SenderAsync()) is { } refusal)
        {
            await LoadAsync();
            return Refuse(refusal);
        }

        Done = "草稿已删去。";
        return Redirect("/design");
    }

    private async Task<IActionResult> StartAsync(DraftOrigin origin)
    {
        var (id, refusal) = await drafts.CreateAsync(origin, null, await SenderAsync());
        if (refusal is null) return Redirect("/design/" + id);
        await LoadAsync();
        return Refuse(refusal);
    }

    private async Task LoadAsync()
    {
        Drafts = await drafts.ListAsync((await SenderAsync()).User);
        await using var db = contexts.Create();
        var list = new List<ProgrammeLine>();
        foreach (var group in await db.ProgrammeVersions.GroupBy(v => v.ProgrammeCode).Select(g => new { g.Key, Last = g.Max(v => v.Version) }).OrderBy(g => g.Key).ToListAsync())
            list.Add(new(group.Key, (await programmes.GetAsync(db, group.Key, group.Last)).Name, await ProgrammeStore.VersionAtAsync(db, group.Key, Now), group.Last));
        Programmes = list;
    }
}
