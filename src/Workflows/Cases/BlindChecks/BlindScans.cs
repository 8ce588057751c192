using System.Collections.Concurrent;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews.BlindChecks;
using Innovation.Workflows.Reviews.BlindCopies;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Innovation.Workflows.Cases;

/// <summary>
/// Searches the attachments of cases whose panel has been drawn, each file once for the names of its case, and puts on the officer's
/// list what a person must look at. Until then experts do not get the file. Works in the background; what was interrupted goes on.
/// </summary>
public sealed class BlindScans(IDbContexts contexts, CommandGate gate, ProgrammeStore programmes, FileVault vault, IFileScan scan, TimeProvider clock, ILogger<BlindScans> log)
{
    private static readonly WorkPurpose[] Read = [WorkPurpose.Score, WorkPurpose.ExplainOutlier];

    /// <summary>Up to which event a case was looked at since this process began.</summary>
    private readonly ConcurrentDictionary<string, int> looked = [];

    /// <summary>Searches what was not searched yet.</summary>
    /// <returns>How many files it were.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        List<(string Id, int Sequence)> open;
        await using (var db = contexts.Create())
        {
            open = [.. (await db.Cases.AsNoTracking().Where(c => db.WorkItems.Any(w => w.CaseId == c.Id && w.State == WorkItemState.Open && Read.Contains(w.Purpose))).OrderBy(c => c.Id)
                .Select(c => new { c.Id, c.Sequence }).ToListAsync(cancellation)).Select(c => (c.Id, c.Sequence))];
        }

        foreach (var over in looked.Keys.Except(open.Select(o => o.Id)).ToList()) looked.TryRemove(over, out _);
        var count = 0;
        foreach (var (id, sequence) in open.Where(o => looked.GetValueOrDefault(o.Id) < o.Sequence))
        {
            try
            {
                count += await CaseAsync(id, cancellation);
                looked[id] = sequence;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One broken case must not stop the others; it is tried again.
                log.LogError(e, "attachments of case {CaseId} could not be searched", id);
            }
        }

        return count;
    }

    private async Task<int> CaseAsync(string caseId, CancellationToken cancellation)
    {
        List<(AttachmentRow File, BlindNames Names, string Stage)> missing = [];
        CaseRow row;
        await using (var db = contexts.Create())
        {
            row = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == caseId, cancellation);
            var programme = await programmes.ForCaseAsync(db, row, clock.GetUtcNow(), cancellation);
            var stages = await db.WorkItems.Where(w => w.CaseId == caseId && w.State == WorkItemState.Open && Read.Contains(w.Purpose)).Select(w => w.StageId).Distinct().ToListAsync(cancellation);
            foreach (var stage in stages.Select(s => DefinitionIndex.Of(programme.Process)[s].Stage).OfType<ExpertReviewStage>().Where(s => s.Blind))
            {
                var material = await BlindMaterial.ReadAsync(db, row, programme, stage, cancellation);
                var ids = BlindMaterial.Files(programme.Form, material.Visible).Select(f => f.Id).ToList();
                var key = material.Names!.Key;
                var known = await db.BlindChecks.AsNoTracking().Where(c => c.CaseId == caseId && c.NamesKey == key).Select(c => c.AttachmentId).ToListAsync(cancellation);
                missing.AddRange((await db.Attachments.AsNoTracking().Where(a => a.CaseId == caseId && a.Item == null && ids.Contains(a.Id)).ToListAsync(cancellation))
                    .OrderBy(a => ids.IndexOf(a.Id)).Where(a => !known.Contains(a.Id) && missing.All(m => m.File.Id != a.Id)).Select(a => (a, material.Names, stage.Name)));
            }
        }

        foreach (var (file, names, stage) in missing) await FileAsync(row, file, names, stage, cancellation);
        return missing.Count;
    }

    private async Task FileAsync(CaseRow row, AttachmentRow file, BlindNames names, string stage, CancellationToken cancellation)
    {
        var (findings, copy) = await FindAsync(file, names, cancellation);
        if (names.Search.Find(file.FileName).Count > 0) findings = [new Finding(FindingKind.FileName, "文件名", file.FileName), .. findings];
        var now = clock.GetUtcNow();
        await Writes.RunAsync(contexts, gate, now, async db =>
        {
            // Another process may have been faster.
            if (await db.BlindChecks.AnyAsync(c => c.AttachmentId == file.Id && c.NamesKey == names.Key, cancellation)) return false;
            // What was found with other names, and nobody decided on, is out of date.
            db.BlindChecks.RemoveRange(await db.BlindChecks.Where(c => c.CaseId == row.Id && c.NamesKey != names.Key && c.State == BlindCheckState.Waiting).ToListAsync(cancellation));
            var waits = findings.Any(f => f.Holds);
            db.BlindChecks.Add(new BlindCheckRow
            {
                Id = Identifiers.Ordered(), CaseId = row.Id, AttachmentId = file.Id, Sha256 = file.Sha256, NamesKey = names.Key, Findings = BlindCheckRow.Write(findings), CopySha256 = copy, ScannedAt = now,
                State = waits ? BlindCheckState.Waiting : BlindCheckState.Clear,
            });
            if (waits) await TellAsync(db, row, names, stage, now, cancellation);
            await db.SaveChangesAsync(cancellation);
            return true;
        }, cancellation: cancellation);
    }

    /// <summary>Makes what experts would get, the blind copy, and searches it. The same file with the same names was searched before.</summary>
    private async Task<(IReadOnlyList<Finding> Findings, string? Copy)> FindAsync(AttachmentRow file, BlindNames names, CancellationToken cancellation)
    {
        await using (var db = contexts.Create())
            if (await db.BlindChecks.AsNoTracking().FirstOrDefaultAsync(c => c.Sha256 == file.Sha256 && c.NamesKey == names.Key, cancellation) is { } same)
                return ([.. same.Read().Where(f => f.Kind != FindingKind.FileName)], same.CopySha256);
        if (!vault.Exists(file.Sha256)) return ([TextScan.NoCopy], null);
        var (findings, copy) = await scan.ScanAsync(file.ContentType, await vault.ReadAsync(file.Sha256, cancellation), names.Words, cancellation);
        return (findings, copy is null ? null : await vault.StoreAsync(new MemoryStream(copy), cancellation));
    }

    /// <summary>Once for a panel and its names; the list itself says how many files there are.</summary>
    private static async Task TellAsync(WorkflowsDbContext db, CaseRow row, BlindNames names, string stage, DateTimeOffset at, CancellationToken cancellation)
    {
        var key = $"blind/{row.Id}/{names.Key[..16]}";
        if (await db.Messages.AnyAsync(m => m.Key == key, cancellation)) return;
        var fields = new Dictionary<string, string?>
        {
            [MessageEvents.Project] = $"{row.Number} {row.OrganizationName} {row.Title}", [MessageEvents.Act] = BlindCheckToDos.Check.Act,
            [MessageEvents.Reason] = $"“{stage}”是盲评，有附件出现了申报单位的信息或者含有图片，核对放行前专家看不到。请在待办里打开核对。",
        };
        await MessageWriter.AddAsync(db, [new NewMessage(key, MessageEvents.ToDo, $"{ProcessRoles.Officer}@programme:{row.ProgrammeCode}", fields, at) { CaseId = row.Id }], cancellation);
    }
}
