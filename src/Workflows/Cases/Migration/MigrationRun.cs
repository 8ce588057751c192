using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Innovation.Workflows.Cases.Migration;

/// <summary>
/// Carries out approved plans: every running case of the version is looked at once, each in its own transaction, which also
/// notes how far it has come: killed at any point, it goes on there. Who cannot be moved stays, with the reason.
/// </summary>
public sealed class MigrationRun(IDbContexts contexts, CommandGate gate, CaseExecutor executor, CaseCommands cases, ProgrammeStore programmes, TimeProvider clock, ILogger<MigrationRun> log)
{
    private const int Portion = 200;
    private const int MostObstacle = 500;

    /// <summary>Lets every unfinished plan go on.</summary>
    /// <param name="most">Stops after so many cases; the sweep goes on with the rest.</param>
    public async Task ContinueAsync(int most = int.MaxValue, CancellationToken cancellation = default)
    {
        List<MigrationPlanRow> open;
        await using (var db = contexts.Create())
            open = await db.Migrations.AsNoTracking().Where(p => p.State == MigrationState.Approved && p.FinishedAt == null).OrderBy(p => p.DecidedAt).ToListAsync(cancellation);
        foreach (var plan in open)
            while (most > 0 && await PortionAsync(plan, Math.Min(most, Portion), cancellation) is > 0 and var done) most -= done;
    }

    private async Task<int> PortionAsync(MigrationPlanRow plan, int size, CancellationToken cancellation)
    {
        List<string> ids;
        await using (var db = contexts.Create())
        {
            var cursor = await db.Migrations.Where(p => p.Id == plan.Id).Select(p => p.Cursor).SingleAsync(cancellation);
            ids = await MigrationPreview.Running(db, plan.ProgrammeCode, plan.FromVersion).After(c => c.Id, cursor).OrderBy(c => c.Id).Select(c => c.Id).Take(size).ToListAsync(cancellation);
        }

        foreach (var id in ids) await OneAsync(plan, id, cancellation);
        if (ids.Count == 0) await FinishAsync(plan.Id, cancellation);
        return ids.Count;
    }

    private async Task OneAsync(MigrationPlanRow plan, string caseId, CancellationToken cancellation)
    {
        try
        {
            // What was due before is expired first, by the version it ran under.
            while (!await TryAsync(plan.Id, caseId, null, cancellation)) await cases.ExpireCaseAsync(caseId, clock.GetUtcNow(), cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "case {CaseId} could not be migrated", caseId);
            await TryAsync(plan.Id, caseId, "系统错误：" + e.Message, cancellation);
        }
    }

    private Task<bool> TryAsync(string planId, string caseId, string? failure, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return Writes.RunAsync(contexts, gate, now, async db =>
        {
            var plan = await db.Migrations.SingleAsync(p => p.Id == planId, cancellation);
            if (string.CompareOrdinal(plan.Cursor, caseId) >= 0) return true;
            plan.Cursor = caseId;
            if (await executor.LoadAsync(db, caseId, now, cancellation) is { } loaded && loaded.State.Phase == ProcessPhase.Running && loaded.State.DefinitionVersion == plan.FromVersion)
            {
                if (failure is null && ProcessEngine.NextDue(loaded.State) is { } due && due.At <= now) return false;
                var obstacle = failure ?? await ApplyAsync(db, plan, loaded, now, cancellation);
                if (obstacle is null) plan.Moved++;
                else plan.Kept++;
                db.MigrationCases.Add(new MigrationCaseRow { PlanId = planId, CaseId = caseId, Number = loaded.Row.Number, Obstacle = obstacle is null ? null : CleanText.Cut(obstacle, MostObstacle), At = now });
            }

            await db.SaveChangesAsync(cancellation);
            return true;
        }, done => done, cancellation);
    }

    private async Task<string?> ApplyAsync(WorkflowsDbContext db, MigrationPlanRow plan, LoadedCase loaded, DateTimeOffset now, CancellationToken cancellation)
    {
        var target = await programmes.GetAsync(db, plan.ProgrammeCode, plan.ToVersion, cancellation);
        if (MigrationPreview.FormObstacle(loaded, target) is { } form) return form;
        var command = new Migrate(target.Process, target.Version, plan.Id, plan.Reason, plan.PassesInserted) { Actor = Actor.System, At = now };
        return await executor.ApplyAsync(db, loaded, command, UserContext.System, null, CaseExtras.None, cancellation) is CommandResult.Refused refused ? refused.Refusal.Message.TrimEnd('。') : null;
    }

    private Task<bool> FinishAsync(string planId, CancellationToken cancellation) => Writes.RunAsync(contexts, gate, clock.GetUtcNow(), async db =>
    {
        (await db.Migrations.SingleAsync(p => p.Id == planId, cancellation)).FinishedAt ??= clock.GetUtcNow();
        await db.SaveChangesAsync(cancellation);
        return true;
    }, cancellation: cancellation);
}
