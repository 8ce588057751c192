using System.Text.Json.Nodes;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs.Exchange;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>
/// 草稿: programmes that administrators work on. Every change is one edit with its inverse; an edit made on an older revision
/// counts when it is apart from what others did since, and is refused with their names and acts when it is not.
/// </summary>
public sealed partial class ProgrammeDrafts(IDbContexts contexts, CommandGate gate)
{
    private const int MostDrafts = 200;
    private const int KeptEdits = 300;
    private const int Recent = 20;

    private static Refusal Forbidden { get; } = new("command.notAllowed", null, "只有管理员可以设计项目类型。");

    private static Refusal Missing { get; } = new("draft.notFound", null, "没有找到这份草稿，可能已被他人删去。");

    /// <summary>Makes a draft.</summary>
    /// <param name="name">Its name; empty: the name of what it starts from.</param>
    public Task<(string? Id, Refusal? Refusal)> CreateAsync(DraftOrigin origin, string? name, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<(string?, Refusal?)>(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (!May(sender.User)) return (null, Forbidden);
            name = name?.Trim() ?? "";
            if (name.Length > 100) return (null, new("draft.name", "name", "项目名称最多 100 字。"));
            if (await db.Set<ProgrammeDraftRow>().CountAsync(cancellation) >= MostDrafts) return (null, new("draft.tooMany", null, $"最多 {MostDrafts} 份草稿，请先删去不用的。"));
            var (document, refusal) = await StartAsync(db, origin, name, cancellation);
            if (refusal is not null) return (null, refusal);
            if (ProgrammeFile.Text(document!).Length > ProgrammeFile.MostCharacters) return (null, TooLarge);
            var row = new ProgrammeDraftRow
            {
                Id = Identifiers.Ordered(),
                Code = DraftTree.Text(document!["code"]),
                Name = DraftTree.Text(document["name"]),
                Document = document.ToJsonString(Programme.Json),
                BaseVersion = origin switch { DraftOrigin.Revise revise => revise.Version, DraftOrigin.Imported { AsRevision: true } => await ProgrammeStore.LatestAsync(db, DraftTree.Text(document["code"]), cancellation), _ => null },
                CreatedAt = sender.ReceivedAt,
                UpdatedAt = sender.ReceivedAt,
                UpdatedByName = sender.User.Name,
            };
            db.Add(row);
            await AuditLog.AddAsync(db, sender.User, "draft.created", row.Id, new { row.Code, row.Name, origin = origin.GetType().Name }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return (row.Id, null);
        }, r => r.Item2 is null, cancellation);

    /// <summary>All drafts, the last changed first; empty for who is no administrator.</summary>
    public async Task<IReadOnlyList<DraftLine>> ListAsync(UserContext user, CancellationToken cancellation = default)
    {
        if (!May(user)) return [];
        await using var db = contexts.Create();
        return await db.Set<ProgrammeDraftRow>().AsNoTracking().OrderByDescending(d => d.UpdatedAt).ThenBy(d => d.Id)
            .Select(d => new DraftLine(d.Id, d.Code, d.Name, d.Revision, d.UpdatedAt, d.UpdatedByName, d.BaseVersion)).ToListAsync(cancellation);
    }

    /// <summary>One draft; null when there is none, or for who is no administrator.</summary>
    public async Task<DraftView?> ReadAsync(UserContext user, string id, CancellationToken cancellation = default)
    {
        if (!May(user)) return null;
        await using var db = contexts.Create();
        if (await db.Set<ProgrammeDraftRow>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancellation) is not { } row) return null;
        var me = user.UserId;
        var open = await db.Set<DraftEditRow>().Where(e => e.DraftId == id && e.UserId == me && e.Open).Select(e => e.Undone).Distinct().ToListAsync(cancellation);
        var recent = await Changes(db, id).Take(Recent).ToListAsync(cancellation);
        return new(new(row.Id, row.Code, row.Name, row.Revision, row.UpdatedAt, row.UpdatedByName, row.BaseVersion), Parse(row), open.Contains(false), open.Contains(true), recent);
    }

    /// <summary>What is wrong with a draft among the others and in use: prefixes of other programmes, stages without people, findings of the random walk.</summary>
    public async Task<IReadOnlyList<ProgrammeProblem>> CheckAroundAsync(DraftView draft, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        return await AroundAsync(db, draft.Document, draft.Row.BaseVersion is not null, cancellation);
    }

    private static async Task<IReadOnlyList<ProgrammeProblem>> AroundAsync(WorkflowsDbContext db, JsonObject document, bool published, CancellationToken cancellation)
    {
        var owned = await Ownership.CheckAsync(db, document, cancellation);
        var unstaffed = await Staffing.CheckAsync(db, document, published, cancellation);
        return [.. owned, .. unstaffed, .. ProgrammeFile.Read(document).Programme is { } programme ? WalkFindings.Of(programme) : []];
    }

    /// <summary>Everything wrong with a draft, warnings among them; every problem in a stage names it.</summary>
    public static IReadOnlyList<ProgrammeProblem> Check(JsonObject document) =>
        [.. ProgrammeFile.Read(document).Problems.Select(p => p.StageId is null && DraftProblems.StageAt(document, p.Pointer) is { } stage ? p with { StageId = stage } : p)];

    /// <summary>Removes a draft; published versions stay.</summary>
    public Task<Refusal?> DeleteAsync(string id, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (!May(sender.User)) return Forbidden;
            if (await FindAsync(db, id, cancellation) is not { } row) return Missing;
            db.Remove(row);
            await AuditLog.AddAsync(db, sender.User, "draft.deleted", row.Id, new { row.Code, row.Name, row.Revision }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return null;
        }, r => r is null, cancellation);

    private static Refusal TooLarge { get; } = new("file.tooLarge", null, $"草稿太大，最多 {ProgrammeFile.MostCharacters / 1024 / 1024} MB。");

    private static bool May(UserContext user) => user.Has(ProcessRoles.Administrator);

    private static JsonObject Parse(ProgrammeDraftRow row) => JsonNode.Parse(row.Document)!.AsObject();

    private static Task<ProgrammeDraftRow?> FindAsync(WorkflowsDbContext db, string id, CancellationToken cancellation) => db.Set<ProgrammeDraftRow>().SingleOrDefaultAsync(d => d.Id == id, cancellation);

    private static IQueryable<DraftChange> Changes(WorkflowsDbContext db, string id) =>
        db.Set<DraftEditRow>().AsNoTracking().Where(e => e.DraftId == id).OrderByDescending(e => e.Revision).Select(e => new DraftChange(e.Revision, e.At, e.UserName, e.Words, e.Undone));

    private static async Task<(JsonObject? Document, Refusal? Refusal)> StartAsync(WorkflowsDbContext db, DraftOrigin origin, string name, CancellationToken cancellation)
    {
        switch (origin)
        {
            case DraftOrigin.Empty:
                if (name.Length == 0) return (null, new("draft.name", "name", "请填写项目名称。"));
                return (DraftPatterns.Empty(await FreeCodeAsync(db, "PR01", cancellation), name), null);
            case DraftOrigin.Pattern pattern:
                if (DraftPatterns.Find(pattern.Id) is not { } shipped) return (null, new("draft.pattern", "pattern", $"没有“{pattern.Id}”这个起点，请从列表里选。"));
                return (await ApartAsync(db, Recoded(shipped, await FreeCodeAsync(db, DraftTree.Text(shipped["code"]), cancellation), name), cancellation), null);
            case DraftOrigin.Copy clone:
                if (await DocumentAsync(db, clone.Code, clone.Version, cancellation) is not { } copied) return (null, NoVersion(clone.Code, clone.Version));
                return (await ApartAsync(db, Recoded(copied, await FreeCodeAsync(db, clone.Code, cancellation), name), cancellation), null);
            case DraftOrigin.Revise revise:
                if (await DocumentAsync(db, revise.Code, revise.Version, cancellation) is not { } next) return (null, NoVersion(revise.Code, revise.Version));
                if (await db.Set<ProgrammeDraftRow>().AnyAsync(d => d.Code == revise.Code, cancellation)) return (null, HasDraft(revise.Code));
                return (Recoded(next, revise.Code, name), null);
            case DraftOrigin.Imported imported:
                if (DraftTree.Open(imported.Document) is null || imported.Document["process"] is null) return (null, new("draft.noProcess", "process", "文件里没有流程，不能导入。"));
                var wish = DraftTree.Text(imported.Document["code"]);
                if (imported.AsRevision)
                {
                    if (await ProgrammeStore.LatestAsync(db, wish, cancellation) is null) return (null, NoVersion(wish, 1));
                    if (await db.Set<ProgrammeDraftRow>().AnyAsync(d => d.Code == wish, cancellation)) return (null, HasDraft(wish));
                    return (Recoded(imported.Document.DeepClone().AsObject(), wish, name), null);
                }

                return (await ApartAsync(db, Recoded(imported.Document.DeepClone().AsObject(), await FreeCodeAsync(db, wish.Length is 0 or > 20 ? "PR01" : wish, cancellation), name), cancellation), null);
            default:
                throw new InvalidOperationException(origin.GetType().Name);
        }
    }

    private static Refusal HasDraft(string code) => new("draft.exists", "code", $"“{code}”已经有一份草稿，请接着改那一份。");

    private static Refusal NoVersion(string code, int version) => new("draft.version", "version", $"“{code}”没有第 {version} 版。");

    private static async Task<JsonObject?> DocumentAsync(WorkflowsDbContext db, string code, int version, CancellationToken cancellation)
    {
        var json = await db.ProgrammeVersions.Where(v => v.ProgrammeCode == code && v.Version == version).Select(v => v.Json).SingleOrDefaultAsync(cancellation);
        return json is null ? null : ProgrammeFile.ToDocument(Programme.Read(json));
    }

    private static async Task<JsonObject> ApartAsync(WorkflowsDbContext db, JsonObject copy, CancellationToken cancellation)
    {
        await Ownership.FreeAsync(db, copy, cancellation);
        return copy;
    }

    private static JsonObject Recoded(JsonObject document, string code, string name)
    {
        document["code"] = code;
        if (name.Length > 0) document["name"] = name;
        if (DraftTree.Text(document["name"]).Trim().Length is 0 or > 100) document["name"] = code;
        if (document["process"] is JsonObject process) process["id"] = code;
        return document;
    }

    /// <summary>The wish itself when no programme and no draft has it, or its letters with a number.</summary>
    private static async Task<string> FreeCodeAsync(WorkflowsDbContext db, string wish, CancellationToken cancellation)
    {
        var used = (await db.ProgrammeVersions.Select(v => v.ProgrammeCode).Distinct().ToListAsync(cancellation)).Concat(await db.Set<ProgrammeDraftRow>().Select(d => d.Code).ToListAsync(cancellation)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var stem = wish.TrimEnd("0123456789".ToCharArray());
        for (var (code, i) = (wish, 1); ; i++)
        {
            if (!used.Contains(code)) return code;
            code = $"{(stem.Length > 15 ? stem[..15] : stem)}{i:00}";
        }
    }
}
