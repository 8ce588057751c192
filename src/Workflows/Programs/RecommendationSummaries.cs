using System.Text.Json;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Programs;

/// <summary>推荐汇总表 of one town for one round.</summary>
/// <param name="Lines">Recommended cases in the town's order.</param>
/// <param name="Undecided">Cases whose recommendation is still to be given.</param>
public sealed record SummarySheet(RoundRow Round, string Area, Programme Programme, RecommendationSummaryRow? Row, IReadOnlyList<SummaryLine> Lines, int Undecided)
{
    public bool IsSealed => Row?.SealedAt is not null;

    public int Revision => Row?.Revision ?? 0;
}

/// <summary>One recommended case with the opinion of the town.</summary>
public sealed record SummaryLine(int Rank, CaseRow Case, string Opinion);

/// <summary>Writes a 推荐汇总表 as complete HTML.</summary>
public interface ISummaryWriter
{
    string Write(SummarySheet sheet, DateOnly on);
}

/// <summary>推荐汇总表: a town ranks what it recommended, prints, stamps and hands in once per round (handbook B1).</summary>
public sealed class RecommendationSummaries(IDbContexts contexts, CommandGate gate, ProgrammeStore programmes, ISummaryWriter writer, FileVault vault, AuditLog audit)
{
    /// <summary>The areas for which this person recommends.</summary>
    public static IReadOnlyList<string> AreasOf(UserContext user) => [.. user.ScopesOf(ProcessRoles.Recommender, "area:").Where(a => a != "*").Distinct()];

    /// <summary>Rounds in which the area has cases, or that are open, newest first.</summary>
    public async Task<IReadOnlyList<SummarySheet>> ListAsync(string area, DateTimeOffset now, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var rounds = await db.Rounds.AsNoTracking().Where(r => r.OpensAt <= now && (r.ClosesAt > now || db.Cases.Any(c => c.RoundId == r.Id && c.Area == area && c.SubmittedAt != null)))
            .OrderByDescending(r => r.ClosesAt).Take(50).ToListAsync(cancellation);
        var sheets = new List<SummarySheet>();
        foreach (var round in rounds) sheets.Add(await ReadAsync(db, round, area, now, cancellation));
        return sheets;
    }

    /// <summary>One sheet, or null when there is no such round.</summary>
    public async Task<SummarySheet?> ReadAsync(string roundId, string area, DateTimeOffset now, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        return await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == roundId, cancellation) is { } round ? await ReadAsync(db, round, area, now, cancellation) : null;
    }

    /// <summary>Sealed sheets for the office.</summary>
    public async Task<IReadOnlyList<(RecommendationSummaryRow Row, string RoundTitle, int Count)>> SealedAsync(UserContext user, string? roundId, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var codes = ProgrammesOf(user);
        var rows = await db.RecommendationSummaries.AsNoTracking().Where(s => s.SealedAt != null && (roundId == null || s.RoundId == roundId))
            .Join(db.Rounds, s => s.RoundId, r => r.Id, (s, r) => new { Row = s, r.Title, r.ProgrammeCode, r.ClosesAt }).OrderByDescending(x => x.ClosesAt).ToListAsync(cancellation);
        return [.. rows.Where(x => codes is null || codes.Contains(x.ProgrammeCode)).OrderByDescending(x => x.ClosesAt).ThenBy(x => RecommendingUnits.OrderOf(x.Row.Area))
            .Select(x => (x.Row, x.Title, JsonSerializer.Deserialize<List<string>>(x.Row.Ranking)!.Count))];
    }

    /// <summary>Saves the order of a draft.</summary>
    public Task<Refusal?> SaveAsync(string roundId, string area, int revision, IReadOnlyList<string> ranking, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var (row, sheet, refusal) = await OpenAsync(db, roundId, area, revision, sender, cancellation);
            if (refusal is not null) return refusal;
            if (ranking.Distinct().Count() != ranking.Count || !ranking.ToHashSet().SetEquals(sheet!.Lines.Select(l => l.Case.Id)))
                return new Refusal("summary.stale", "ranking", "推荐名单在您打开之后有了变化，排序没有保存。请刷新后再排。");
            row!.Ranking = JsonSerializer.Serialize(ranking);
            row.Revision++;
            await AuditLog.AddAsync(db, sender.User, "summary.ranked", $"{roundId}/{area}", new { ranking = ranking.Count }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return null;
        }, refusal => refusal is null, cancellation);

    /// <summary>Seals the sheet with its stamped scan. It cannot be changed afterwards.</summary>
    public async Task<Refusal?> SealAsync(string roundId, string area, int revision, string fileName, Stream scan, Sender sender, CancellationToken cancellation = default)
    {
        var name = FileKinds.CleanName(fileName);
        if (!name.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase)) return new("summary.scan", "scan", "请上传盖章后的扫描件，只收 PDF。");
        if (FileKinds.Recognise(name, scan).Refusal is { } wrong) return new("summary.scan", "scan", wrong);
        await using (var db = contexts.Create())
            if ((await OpenAsync(db, roundId, area, revision, sender, cancellation)).Refusal is { } early) return early;
        // The file is written first: a stored file without a row does no harm, a row without a file would.
        var hash = await vault.StoreAsync(scan, cancellation);
        return await Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var (row, sheet, refusal) = await OpenAsync(db, roundId, area, revision, sender, cancellation);
            if (refusal is not null) return refusal;
            if (sender.ReceivedAt < sheet!.Round.ClosesAt) return new Refusal("summary.early", null, "申报还没有截止，还可能有新的申报；截止后再盖章上报。");
            if (sheet.Undecided > 0) return new Refusal("summary.undecided", null, $"还有 {sheet.Undecided} 件没有提出推荐意见，办完才能盖章上报。");
            if (sheet.Lines.Count == 0) return new Refusal("summary.empty", null, "这个批次没有推荐的件，不用上报汇总表。");
            row!.Ranking = JsonSerializer.Serialize(sheet.Lines.Select(l => l.Case.Id));
            row.Html = writer.Write(sheet, ChinaTime.DateOf(sender.ReceivedAt));
            row.HtmlSha256 = CanonicalJson.Sha256Hex(row.Html);
            (row.ScanSha256, row.ScanFileName) = (hash, name);
            (row.SealedAt, row.SealedBy) = (sender.ReceivedAt, sender.User.Name);
            row.Revision++;
            await AuditLog.AddAsync(db, sender.User, "summary.sealed", $"{roundId}/{area}", new { row.HtmlSha256, row.ScanSha256, row.ScanFileName, cases = sheet.Lines.Count }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return null;
        }, refusal => refusal is null, cancellation);
    }

    /// <summary>The printed table: as sealed, or as it stands. Null when this person may not see it.</summary>
    public async Task<string?> HtmlAsync(string roundId, string area, UserContext user, DateTimeOffset now, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        if (await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == roundId, cancellation) is not { } round) return null;
        var own = AreasOf(user).Contains(area);
        var sheet = await ReadAsync(db, round, area, now, cancellation);
        if (!own && !(sheet.IsSealed && MayRead(user, round))) return null;
        return sheet.Row?.Html ?? (sheet.Lines.Count == 0 ? null : writer.Write(sheet, ChinaTime.DateOf(now)));
    }

    /// <summary>The stamped scan of a sealed sheet, for the town itself and the office. Every reading is logged.</summary>
    public async Task<(string Name, Stream Content)?> ScanAsync(string roundId, string area, UserContext user, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var round = await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == roundId, cancellation);
        var row = await db.RecommendationSummaries.AsNoTracking().SingleOrDefaultAsync(s => s.RoundId == roundId && s.Area == area, cancellation);
        if (round is null || row?.ScanSha256 is not { } hash || !vault.Exists(hash)) return null;
        if (!AreasOf(user).Contains(area) && !MayRead(user, round)) return null;
        await audit.RecordAsync(user, "summary.read", $"{roundId}/{area}", new { row.ScanFileName }, cancellation);
        return (row.ScanFileName!, vault.Open(hash));
    }

    private static bool MayRead(UserContext user, RoundRow round) => ProgrammesOf(user) is not { } codes || codes.Contains(round.ProgrammeCode);

    /// <summary>Programmes whose sheets the office reads; null: all.</summary>
    private static List<string>? ProgrammesOf(UserContext user)
    {
        if (user.Has(ProcessRoles.Auditor)) return null;
        var codes = ((string[])[ProcessRoles.Officer, ProcessRoles.SectionHead, ProcessRoles.Signatory]).SelectMany(r => user.ScopesOf(r, "programme:")).Distinct().ToList();
        return codes.Contains("*") ? null : codes;
    }

    private async Task<(RecommendationSummaryRow? Row, SummarySheet? Sheet, Refusal? Refusal)> OpenAsync(WorkflowsDbContext db, string roundId, string area, int revision, Sender sender, CancellationToken cancellation)
    {
        if (!AreasOf(sender.User).Contains(area)) return (null, null, new Refusal("summary.notYours", null, "您不是这个推荐单位的人员，不能办理它的汇总表。"));
        var round = await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == roundId, cancellation);
        if (round is null) return (null, null, new Refusal("summary.notFound", null, "没有找到这个申报批次。"));
        var sheet = await ReadAsync(db, round, area, sender.ReceivedAt, cancellation);
        if (sheet.IsSealed) return (null, null, new Refusal("summary.sealed", null, $"这个批次的汇总表已在 {ChinaTime.LongDate(ChinaTime.DateOf(sheet.Row!.SealedAt!.Value))}盖章上报，不能再改。"));
        if (sheet.Revision != revision) return (null, null, new Refusal("summary.stale", "revision", "汇总表刚刚被别人改过，您的操作没有生效。请刷新后再办。"));
        var row = await db.RecommendationSummaries.SingleOrDefaultAsync(s => s.RoundId == roundId && s.Area == area, cancellation);
        if (row is null) db.RecommendationSummaries.Add(row = new RecommendationSummaryRow { RoundId = roundId, Area = area });
        return (row, sheet, null);
    }

    private async Task<SummarySheet> ReadAsync(WorkflowsDbContext db, RoundRow round, string area, DateTimeOffset now, CancellationToken cancellation)
    {
        var row = await db.RecommendationSummaries.AsNoTracking().SingleOrDefaultAsync(s => s.RoundId == round.Id && s.Area == area, cancellation);
        var cases = await db.Cases.AsNoTracking().Where(c => c.RoundId == round.Id && c.Area == area && c.SubmittedAt != null).OrderBy(c => c.Number).ToListAsync(cancellation);
        var ids = cases.Select(c => c.Id).ToList();
        var work = (await db.WorkItems.AsNoTracking().Where(w => ids.Contains(w.CaseId) && w.Purpose == WorkPurpose.Decide && w.State != WorkItemState.Closed).ToListAsync(cancellation)).ToLookup(w => w.CaseId);
        var recommended = new List<(CaseRow Case, string Opinion)>();
        var undecided = 0;
        foreach (var found in cases.Where(c => c.Result is not (ResultDefinition.Withdrawn or ResultDefinition.Terminated)))
        {
            var programme = await programmes.ForCaseAsync(db, found, now, cancellation);
            var stages = DefinitionIndex.Of(programme.Process).Places.Select(p => p.Stage).Where(s => s.Assign?.Role == ProcessRoles.Recommender).ToDictionary(s => s.Id);
            var last = work[found.Id].Where(w => stages.ContainsKey(w.StageId)).OrderByDescending(w => w.Item).FirstOrDefault();
            if (last is null) continue;
            if (last.State == WorkItemState.Open) undecided++;
            else if (stages[last.StageId].FindOutcome(last.Outcome)?.Route is Route.Next) recommended.Add((found, last.Comment ?? last.OutcomeName ?? ""));
        }

        var order = row is null ? [] : JsonSerializer.Deserialize<List<string>>(row.Ranking)!;
        // A sealed table keeps its cases, whatever became of them later.
        if (row?.SealedAt is not null) recommended = [.. recommended.Where(r => order.Contains(r.Case.Id)), .. cases.Where(c => order.Contains(c.Id) && recommended.All(r => r.Case.Id != c.Id)).Select(c => (c, ""))];
        int Place(string id) => order.IndexOf(id) is >= 0 and var at ? at : int.MaxValue;
        var lines = recommended.OrderBy(r => Place(r.Case.Id)).ThenBy(r => r.Case.Number, StringComparer.Ordinal).Select((r, i) => new SummaryLine(i + 1, r.Case, r.Opinion)).ToList();
        return new SummarySheet(round, area, await programmes.CurrentAsync(db, round.ProgrammeCode, now, cancellation), row, lines, undecided);
    }
}
