using Innovation.Web.Access;
using Innovation.Workflows.Cases.Migration;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Api;

/// <param name="From">The version on which the cases are.</param>
/// <param name="To">The version to which they go.</param>
/// <param name="PassesInserted">Cases past a stage that the new version inserts go on without it.</param>
internal sealed record MigrationBody(int? From, int? To, string? Reason, bool? PassesInserted = null);

/// <param name="Type"><c>approve</c>, <c>reject</c> or <c>withdraw</c>.</param>
internal sealed record MigrationDecisionBody(string? Type, string? Reason);

internal static class MigrationApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/programmes/{code}/migrations").WithTags("migrations").RequireAuthorization(Policies.Supervisor);
        group.MapGet("/dry-run", DryRunAsync).WithSummary("迁移试算：逐件看能不能迁移，不改任何东西");
        group.MapGet("", ListAsync).WithSummary("迁移方案");
        group.MapPost("", PlanAsync).WithSummary("提出迁移").Produces(201);
        group.MapPost("/{id}/commands", CommandAsync).WithSummary("批准、退回或撤回迁移方案");
    }

    private static async Task<IResult> DryRunAsync(string code, int from, int to, bool? passesInserted, CurrentUser current, MigrationPreview preview, IDbContexts contexts)
    {
        if (!MigrationPlans.MayDecide(await current.GetAsync(), code)) return Problems.NotFound("这个项目类型");
        await using var db = contexts.Create();
        if (await db.ProgrammeVersions.CountAsync(v => v.ProgrammeCode == code && (v.Version == from || v.Version == to)) < 2) return Problems.Bad("migration.version", "to", "请写明两个存在的版本（from、to）。");
        return Results.Ok(new { items = await preview.ReadAsync(code, from, to, passesInserted ?? false) });
    }

    private static async Task<IResult> ListAsync(string code, CurrentUser current, IDbContexts contexts)
    {
        if (!MigrationPlans.MayDecide(await current.GetAsync(), code)) return Problems.NotFound("这个项目类型");
        await using var db = contexts.Create();
        var plans = await db.Migrations.AsNoTracking().Where(p => p.ProgrammeCode == code).OrderByDescending(p => p.CreatedAt).Take(100).ToListAsync();
        var ids = plans.Select(p => p.Id).ToList();
        var cases = (await db.MigrationCases.AsNoTracking().Where(c => ids.Contains(c.PlanId)).ToListAsync()).ToLookup(c => c.PlanId);
        return Results.Ok(new { items = plans.Select(p => View(p, cases[p.Id])) });
    }

    private static async Task<IResult> PlanAsync(string code, MigrationBody body, MigrationPlans plans, SenderFactory senders)
    {
        var (plan, refusal) = await plans.PlanAsync(code, body.From ?? 0, body.To ?? 0, body.Reason, body.PassesInserted ?? false, await senders.CreateAsync());
        return refusal is null ? Results.Created($"/api/v1/programmes/{code}/migrations", View(plan!, [])) : Problems.From(refusal);
    }

    private static async Task<IResult> CommandAsync(string code, string id, MigrationDecisionBody body, MigrationPlans plans, MigrationRun run, SenderFactory senders)
    {
        var sender = await senders.CreateAsync();
        var (plan, refusal) = body.Type switch
        {
            "approve" => await plans.ApproveAsync(id, sender),
            "reject" => await plans.RejectAsync(id, body.Reason, sender),
            "withdraw" => await plans.WithdrawAsync(id, sender),
            _ => (null, new("command.unknown", "type", "没有这种操作；可用的是 approve、reject、withdraw。")),
        };
        if (refusal is not null) return Problems.From(refusal);
        if (body.Type == "approve") await run.ContinueAsync(Pages.Design.MigrateModel.AtOnce);
        return Results.Ok(View(plan!, []));
    }

    private static object View(MigrationPlanRow p, IEnumerable<MigrationCaseRow> cases) => new
    {
        id = p.Id,
        from = p.FromVersion,
        to = p.ToVersion,
        reason = p.Reason,
        state = p.State,
        author = p.AuthorName,
        createdAt = p.CreatedAt,
        decidedBy = p.DecidedByName,
        decidedAt = p.DecidedAt,
        decisionReason = p.DecisionReason,
        moved = p.Moved,
        kept = p.Kept,
        finishedAt = p.FinishedAt,
        cases = cases.OrderBy(c => c.Number, StringComparer.Ordinal).Select(c => new { applicationId = c.CaseId, number = c.Number, obstacle = c.Obstacle, at = c.At }),
    };
}
