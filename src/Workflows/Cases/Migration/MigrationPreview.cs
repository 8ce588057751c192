using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases.Migration;

/// <summary>A running case in the dry run.</summary>
/// <param name="Stages">Where it stands.</param>
/// <param name="Obstacle">Why it cannot be moved; null: it can.</param>
public sealed record MigrationLine(string CaseId, string? Number, string Stages, string? Obstacle);

/// <summary>试算: what a migration would do, by the very decision that does it, without writing anything.</summary>
public sealed class MigrationPreview(IDbContexts contexts, CaseExecutor executor, ProgrammeStore programmes, TimeProvider clock)
{
    /// <summary>Most cases of one dry run; a migration itself has no limit.</summary>
    public const int Most = 2_000;

    /// <summary>Every running case of the version, those that cannot be moved first.</summary>
    public async Task<IReadOnlyList<MigrationLine>> ReadAsync(string code, int from, int to, bool passesInserted, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var target = await programmes.GetAsync(db, code, to, cancellation);
        var now = clock.GetUtcNow();
        var ids = await Running(db, code, from).OrderBy(c => c.Id).Select(c => c.Id).Take(Most).ToListAsync(cancellation);
        var lines = new List<MigrationLine>();
        foreach (var id in ids)
        {
            if (await executor.LoadAsync(db, id, now, cancellation) is not { } loaded) continue;
            var index = DefinitionIndex.Of(loaded.Programme.Process);
            var stages = string.Join("、", loaded.State.Activations.Select(a => index[a.StageId].Stage).Where(s => s.Branches.Count == 0).Select(s => s.Name));
            lines.Add(new(id, loaded.Row.Number, stages, await ObstacleAsync(db, loaded, target, passesInserted, now, cancellation)));
            db.ChangeTracker.Clear();
        }

        return [.. lines.OrderBy(l => l.Obstacle is null).ThenBy(l => l.Number, StringComparer.Ordinal)];
    }

    internal static IQueryable<CaseRow> Running(WorkflowsDbContext db, string code, int version) =>
        db.Cases.AsNoTracking().Where(c => c.ProgrammeCode == code && c.DefinitionVersion == version && c.Phase == ProcessPhase.Running);

    private async Task<string?> ObstacleAsync(WorkflowsDbContext db, LoadedCase loaded, Programme target, bool passesInserted, DateTimeOffset now, CancellationToken cancellation)
    {
        if (FormObstacle(loaded, target) is { } form) return form;
        var command = new Migrate(target.Process, target.Version, "preview", "试算", passesInserted) { Actor = Actor.System, At = now };
        return await executor.DecideAsync(db, loaded, command, cancellation) is Decision.Refused refused ? refused.Refusal.Message.TrimEnd('。') : null;
    }

    /// <summary>What is filled in must mean the same in the new form: a field that is there with another type stops the case.</summary>
    internal static string? FormObstacle(LoadedCase loaded, Programme target)
    {
        var changed = loaded.Programme.Form.Sections.SelectMany(s => s.Fields)
            .Where(f => loaded.Values[f.Id] is not null && target.Form.Find(f.Id) is { } other && other.Type != f.Type).Select(f => f.Label).ToList();
        return changed.Count > 0 ? $"已填的“{string.Join("”“", changed)}”在新版里换了类型" : null;
    }
}
