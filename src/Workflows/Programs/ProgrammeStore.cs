using System.Collections.Concurrent;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Programs;

/// <summary>Published programmes by version. Versions never change, so they are kept once read.</summary>
public sealed class ProgrammeStore
{
    private readonly ConcurrentDictionary<(string Code, int Version), Programme> cache = new();

    /// <summary>A published version.</summary>
    /// <exception cref="InvalidOperationException">There is no such version.</exception>
    public async Task<Programme> GetAsync(WorkflowsDbContext db, string code, int version, CancellationToken cancellation = default)
    {
        if (cache.TryGetValue((code, version), out var found)) return found;
        var json = await db.ProgrammeVersions.Where(v => v.ProgrammeCode == code && v.Version == version).Select(v => v.Json).SingleOrDefaultAsync(cancellation)
            ?? throw new InvalidOperationException($"programme {code} has no version {version}");
        return cache.GetOrAdd((code, version), Programme.Read(json) with { Version = version });
    }

    /// <summary>The version in force at an instant; 0 when none is, or all are withdrawn.</summary>
    public static async Task<int> VersionAtAsync(WorkflowsDbContext db, string code, DateTimeOffset at, CancellationToken cancellation = default) =>
        await db.ProgrammeVersions.Where(v => v.ProgrammeCode == code && v.EffectiveAt <= at && (v.WithdrawnAt == null || v.WithdrawnAt > at)).MaxAsync(v => (int?)v.Version, cancellation) ?? 0;

    /// <summary>The newest published version, withdrawn or not; null when there is none.</summary>
    public static Task<int?> LatestAsync(WorkflowsDbContext db, string code, CancellationToken cancellation = default) =>
        db.ProgrammeVersions.Where(v => v.ProgrammeCode == code).MaxAsync(v => (int?)v.Version, cancellation);

    /// <summary>How many cases are under way on each version.</summary>
    public static Task<Dictionary<int, int>> RunningAsync(WorkflowsDbContext db, string code, CancellationToken cancellation = default) =>
        db.Cases.Where(c => c.ProgrammeCode == code && c.Phase == ProcessPhase.Running).GroupBy(c => c.DefinitionVersion).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);

    /// <summary>The version in force at an instant; the first one when none is in force yet.</summary>
    public async Task<Programme> CurrentAsync(WorkflowsDbContext db, string code, DateTimeOffset at, CancellationToken cancellation = default) =>
        await GetAsync(db, code, Math.Max(1, await VersionAtAsync(db, code, at, cancellation)), cancellation);

    /// <summary>The version that a case uses: the pinned one, or for drafts the one in force.</summary>
    public async Task<Programme> ForCaseAsync(WorkflowsDbContext db, Cases.CaseRow row, DateTimeOffset at, CancellationToken cancellation = default) =>
        row.DefinitionVersion > 0 ? await GetAsync(db, row.ProgrammeCode, row.DefinitionVersion, cancellation) : await CurrentAsync(db, row.ProgrammeCode, at, cancellation);

    /// <summary>Stores the shipped programmes that the database does not have yet.</summary>
    public static async Task PublishShippedAsync(WorkflowsDbContext db, DateTimeOffset at, CancellationToken cancellation = default)
    {
        foreach (var code in Catalogue.ProgrammeCatalogue.Codes)
        {
            if (await db.ProgrammeVersions.AnyAsync(v => v.ProgrammeCode == code, cancellation)) continue;
            var json = Catalogue.ProgrammeCatalogue.Load(code).Write();
            db.ProgrammeVersions.Add(new ProgrammeVersionRow
            {
                ProgrammeCode = code,
                Version = 1,
                Json = json,
                Sha256 = CanonicalJson.Sha256Hex(json),
                EffectiveAt = DateTimeOffset.UnixEpoch,
                PublishedAt = at,
                PublishedBy = "system",
                PublishedByName = "系统",
                Notes = "随产品发布",
            });
        }

        await db.SaveChangesAsync(cancellation);
    }
}
