using Innovation.Web.Access;
using Innovation.Web.Pages.Admin;
using Innovation.Workflows.Cases.Migration;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Design;

/// <summary>在办件迁移: a dry run, the plan, another person's decision, and what became of each case.</summary>
[Authorize(Policy = Policies.Supervisor)]
public sealed class MigrateModel(MigrationPlans plans, MigrationRun run, MigrationPreview preview, IDbContexts contexts, SenderFactory senders, TimeProvider clock) : AdminPage(senders)
{
    /// <summary>Cases moved before the page answers; the rest follows in the background.</summary>
    public const int AtOnce = 100;

    private const int MostPlans = 20;
    private const int Size = 50;

    public string Code { get; private set; } = "";

    /// <summary>Versions, the newest first, with their running cases.</summary>
    public IReadOnlyList<(int Version, int Running)> Versions { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public int From { get; set; }

    [BindProperty(SupportsGet = true)]
    public int To { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>The whole dry run; null when no two versions are chosen.</summary>
    public IReadOnlyList<MigrationLine>? All { get; private set; }

    /// <summary>Cases past a stage that the new version inserts go on without it.</summary>
    [BindProperty(SupportsGet = true, Name = "passes")]
    public bool Passes { get; set; }

    /// <summary>The page of it that is shown.</summary>
    public IEnumerable<MigrationLine> Lines => (All ?? []).Skip((Math.Max(1, Number) - 1) * Size).Take(Size);

    public int Pages => Math.Max(1, ((All?.Count ?? 0) + Size - 1) / Size);

    public IReadOnlyList<MigrationPlanRow> Plans { get; private set; } = [];

    /// <summary>Cases that stayed, by plan.</summary>
    public ILookup<string, MigrationCaseRow> Kept { get; private set; } = Array.Empty<MigrationCaseRow>().ToLookup(c => c.PlanId);

    public string? Reason { get; private set; }

    public string? Decision { get; private set; }

    public string UserId { get; private set; } = "";

    public bool MayPlan { get; private set; }

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(string code) => await ShowAsync(code) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string code, string? reason)
    {
        Reason = reason;
        var (plan, refusal) = await plans.PlanAsync(code, From, To, reason, Passes, await SenderAsync(), HttpContext.RequestAborted);
        if (refusal is not null) return await ShowAsync(code) ? Refuse(refusal, Api.Problems.StatusOf(refusal.Code)) : NotFound();
        Done = $"已提出由第 {plan!.FromVersion} 版迁移到第 {plan.ToVersion} 版，待另一位管理员或科室负责人批准。批准前在办件不变。";
        return Redirect($"/design/programmes/{code}/migrate");
    }

    public async Task<IActionResult> OnPostDecideAsync(string code, string id, string? type, string? decision)
    {
        Decision = decision;
        var sender = await SenderAsync();
        var (_, refusal) = type switch
        {
            "approve" => await plans.ApproveAsync(id, sender, HttpContext.RequestAborted),
            "reject" => await plans.RejectAsync(id, decision, sender, HttpContext.RequestAborted),
            "withdraw" => await plans.WithdrawAsync(id, sender, HttpContext.RequestAborted),
            _ => (null, new Refusal("command.unknown", "type", "没有这种操作。")),
        };
        if (refusal is not null) return await ShowAsync(code) ? Refuse(refusal, Api.Problems.StatusOf(refusal.Code)) : NotFound();
        if (type == "approve") await run.ContinueAsync(AtOnce, HttpContext.RequestAborted);
        Done = type switch { "approve" => "已批准，在办件逐件迁移。", "reject" => "已退回，在办件不变。", _ => "已撤回，在办件不变。" };
        return Redirect($"/design/programmes/{code}/migrate");
    }

    private async Task<bool> ShowAsync(string code)
    {
        var user = (await SenderAsync()).User;
        if (!MigrationPlans.MayDecide(user, code)) return false;
        (Code, UserId, MayPlan) = (code, user.UserId, MigrationPlans.MayPlan(user));
        await using var db = contexts.Create();
        var versions = await db.ProgrammeVersions.Where(v => v.ProgrammeCode == code).OrderByDescending(v => v.Version).Select(v => v.Version).ToListAsync(HttpContext.RequestAborted);
        if (versions.Count == 0) return false;
        var running = await ProgrammeStore.RunningAsync(db, code, HttpContext.RequestAborted);
        Versions = [.. versions.Select(v => (v, running.GetValueOrDefault(v)))];
        Plans = await db.Migrations.AsNoTracking().Where(p => p.ProgrammeCode == code).OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id).Take(MostPlans).ToListAsync(HttpContext.RequestAborted);
        var ids = Plans.Select(p => p.Id).ToList();
        Kept = (await db.MigrationCases.AsNoTracking().Where(c => ids.Contains(c.PlanId) && c.Obstacle != null).OrderBy(c => c.Number).Take(500).ToListAsync(HttpContext.RequestAborted)).ToLookup(c => c.PlanId);
        // An open plan is what the person has come to look at.
        if (From == 0 && Plans.FirstOrDefault(p => p.State == MigrationState.Open) is { } open) (From, To, Passes) = (open.FromVersion, open.ToVersion, open.PassesInserted);
        if (From != To && versions.Contains(From) && versions.Contains(To)) All = await preview.ReadAsync(code, From, To, Passes, HttpContext.RequestAborted);
        return true;
    }
}
