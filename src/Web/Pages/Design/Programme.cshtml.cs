using Innovation.Web.Access;
using Innovation.Web.Pages.Admin;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Design;

/// <summary>A version in the list.</summary>
/// <param name="Running">Cases that are under way on it.</param>
public sealed record VersionLine(ProgrammeVersionRow Row, int Running, bool InForce);

/// <summary>项目类型: one published version, read only, with all versions of its programme.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class ProgrammeModel(ProgrammeDrafts drafts, IDbContexts contexts, ProgrammeStore programmes, SenderFactory senders, TimeProvider clock) : AdminPage(senders)
{
    public Programme Programme { get; private set; } = null!;

    public int Version { get; private set; }

    public IReadOnlyList<VersionLine> Versions { get; private set; } = [];

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The reason that was typed for withdrawing.</summary>
    public string? Reason { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, int? v) => await LoadAsync(code, v) ? Page() : NotFound();

    public async Task<IActionResult> OnPostWithdrawAsync(string code, int version, string? reason)
    {
        Reason = reason;
        var refusal = await drafts.WithdrawVersionAsync(code, version, reason, await SenderAsync(), HttpContext.RequestAborted);
        if (refusal is null)
        {
            Done = $"第 {version} 版已撤下，新的申报不再用它；办理中的件不变。";
            return Redirect("/design/programmes/" + code);
        }

        return await LoadAsync(code, version) ? Refuse(refusal, Api.Problems.StatusOf(refusal.Code)) : NotFound();
    }

    public Task<IActionResult> OnPostReviseAsync(string code, int version) => StartAsync(code, version, new DraftOrigin.Revise(code, version));

    public Task<IActionResult> OnPostCopyAsync(string code, int version) => StartAsync(code, version, new DraftOrigin.Copy(code, version));

    private async Task<IActionResult> StartAsync(string code, int version, DraftOrigin origin)
    {
        var (id, refusal) = await drafts.CreateAsync(origin, null, await SenderAsync(), HttpContext.RequestAborted);
        if (refusal is null) return Redirect("/design/" + id);
        return await LoadAsync(code, version) ? Refuse(refusal, Api.Problems.StatusOf(refusal.Code)) : NotFound();
    }

    private async Task<bool> LoadAsync(string code, int? v)
    {
        await using var db = contexts.Create();
        var rows = await db.ProgrammeVersions.AsNoTracking().Where(x => x.ProgrammeCode == code).OrderByDescending(x => x.Version).ToListAsync(HttpContext.RequestAborted);
        if (rows.Count == 0) return false;
        var inForce = await ProgrammeStore.VersionAtAsync(db, code, Now, HttpContext.RequestAborted);
        Version = v ?? (inForce > 0 ? inForce : rows[0].Version);
        if (rows.All(x => x.Version != Version)) return false;
        var running = await ProgrammeStore.RunningAsync(db, code, HttpContext.RequestAborted);
        Versions = [.. rows.Select(r => new VersionLine(r, running.GetValueOrDefault(r.Version), r.Version == inForce))];
        Programme = await programmes.GetAsync(db, code, Version, HttpContext.RequestAborted);
        return true;
    }
}
