using System.Security.Cryptography;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Innovation.Workflows.Texts;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Notices;

/// <summary>What somebody objects to.</summary>
public sealed record ObjectionInput
{
    /// <summary>Chosen by the sender; sent twice, it is one objection.</summary>
    public required string CommandId { get; init; }

    public required string BatchId { get; init; }

    public string CaseId { get; init; } = "";

    /// <summary>匿名: kept as a clue, not answered.</summary>
    public bool Anonymous { get; init; }

    public string Name { get; init; } = "";

    public string Mobile { get; init; } = "";

    public string Facts { get; init; } = "";

    public string? EvidenceName { get; init; }

    /// <summary>Seekable.</summary>
    public Stream? Evidence { get; init; }
}

/// <summary>The answer to an objection.</summary>
/// <param name="QueryCode">查询编号; null for a clue, and when refused.</param>
public sealed record ObjectionResult(bool Accepted, string? QueryCode, IReadOnlyList<FormProblem> Problems);

/// <summary>异议: received during 公示, real-name ones hold their item at once (handbook B0, Public notice).</summary>
public sealed class Objections(IDbContexts contexts, CommandGate gate, CaseExecutor executor, CaseCommands commands, FileVault vault)
{
    private const int MaxFacts = 4000;
    private const string CodeSymbols = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>Receives an objection.</summary>
    /// <param name="receivedAt">When its last byte had arrived.</param>
    public async Task<ObjectionResult> RaiseAsync(ObjectionInput input, DateTimeOffset receivedAt, CancellationToken cancellation = default)
    {
        input = input with { Name = CleanText.Line(input.Name), Mobile = PhoneNumber.Clean(input.Mobile), Facts = input.Facts.Trim() };
        var (type, problems) = Check(input);
        if (problems.Count > 0) return new(false, null, problems);
        var hash = input.Evidence is { } evidence ? await vault.StoreAsync(evidence, cancellation) : null;
        return await AfterWhatIsDueAsync(input.CaseId, receivedAt, db => TryRaiseAsync(db, input, type, hash, receivedAt, cancellation), cancellation);
    }

    /// <summary>Tries until nothing is due any more before the instant, perhaps the end of the notice itself.</summary>
    /// <param name="work">Null: something is due before.</param>
    private async Task<ObjectionResult> AfterWhatIsDueAsync(string caseId, DateTimeOffset at, Func<WorkflowsDbContext, Task<ObjectionResult?>> work, CancellationToken cancellation)
    {
        while (true)
        {
            if (await Writes.RunAsync(contexts, gate, at, work, r => r is { Accepted: true }, cancellation) is { } result) return result;
            await commands.ExpireCaseAsync(caseId, at, cancellation);
        }
    }

    /// <summary>An objection by its code and the last four digits of the telephone number; null when they do not fit.</summary>
    public async Task<ObjectionRow?> FindAsync(string queryCode, string lastFour, CancellationToken cancellation = default)
    {
        var code = Canonical(queryCode);
        var tail = PhoneNumber.Clean(lastFour);
        if (code.Length == 0 || tail.Length != 4) return null;
        await using var db = contexts.Create();
        var row = await db.Objections.AsNoTracking().SingleOrDefaultAsync(o => o.QueryCode == code && o.RealName, cancellation);
        return row is not null && PhoneNumber.EndsWith(row.Mobile, tail) ? row : null;
    }

    /// <summary>Holds an item on the bureau's own knowledge; the case hears of it like of any objection.</summary>
    /// <param name="cause">Why, for the history: <see cref="RaiseObjection.Sanction"/>.</param>
    /// <returns>Whether the item was held now.</returns>
    internal async Task<bool> RaiseOfficialAsync(ObjectionRow row, string cause, CancellationToken cancellation = default) =>
        (await AfterWhatIsDueAsync(row.CaseId, row.ReceivedAt, async db =>
        {
            if (await db.Objections.AnyAsync(o => o.Id == row.Id, cancellation)) return new(false, null, []);
            var (wait, refusal) = await HoldAsync(db, row, UserContext.System, cause, cancellation);
            if (wait) return null;
            if (refusal is not null) return Refuse("", refusal.Message);
            db.Objections.Add(row);
            await AuditLog.AddAsync(db, UserContext.System, "objection.official", row.Id, new { row.BatchId, row.CaseId, cause }, row.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return new(true, null, []);
        }, cancellation)).Accepted;

    private async Task<ObjectionResult?> TryRaiseAsync(WorkflowsDbContext db, ObjectionInput input, string? type, string? hash, DateTimeOffset receivedAt, CancellationToken cancellation)
    {
        if (await db.Objections.AsNoTracking().SingleOrDefaultAsync(o => o.Id == input.CommandId, cancellation) is { } known)
            return known.CaseId == input.CaseId && known.Facts == input.Facts ? new(true, known.RealName ? known.QueryCode : null, [])
                : Refuse("", "这次提交的编号已经用过，请刷新页面后重新提交。");
        var batch = await db.Batches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == input.BatchId && b.Kind == BatchKind.Notice && b.ActedAt != null, cancellation);
        if (batch?.EndsAt is not { } ends) return Refuse("", "没有找到这次公示。");
        if (receivedAt >= ends)
            return Refuse("", $"公示已于 {ChinaTime.LongDate(ChinaTime.LastDayOf(ends))}24:00 结束，系统收完您的材料是 {ChinaTime.Exact(receivedAt)}，没有受理。仍有问题要反映的，请直接联系市科技局。");
        var item = await db.BatchItems.AsNoTracking().SingleOrDefaultAsync(i => i.BatchId == batch.Id && i.CaseId == input.CaseId && i.Spread != BatchSpread.Refused, cancellation);
        if (item is null) return Refuse("caseId", "请选择名单中的一项。");
        if (item.Spread == BatchSpread.Waiting && !input.Anonymous) return Refuse("", "这次公示正在发布，请过一分钟再提交；您填的内容还在下面。");
        var row = new ObjectionRow
        {
            Id = input.CommandId,
            BatchId = batch.Id,
            CaseId = input.CaseId,
            QueryCode = NewCode(),
            Name = input.Anonymous ? "" : input.Name,
            Mobile = input.Anonymous ? "" : input.Mobile,
            Facts = input.Facts,
            RealName = !input.Anonymous,
            ReceivedAt = receivedAt,
            Status = input.Anonymous ? ObjectionStatus.Clue : ObjectionStatus.Open,
            EvidenceFileName = hash is null ? null : FileKinds.CleanName(input.EvidenceName ?? ""),
            EvidenceSha256 = hash,
            EvidenceContentType = hash is null ? null : type,
        };
        if (!input.Anonymous && await HoldAsync(db, row, UserContext.Anonymous, null, cancellation) is var (wait, refusal))
        {
            if (wait) return null;
            if (refusal is not null) return Refuse("", refusal.Message);
        }

        db.Objections.Add(row);
        await AuditLog.AddAsync(db, UserContext.Anonymous, input.Anonymous ? "objection.clue" : "objection.raised", row.Id, new { row.BatchId, row.CaseId, row.EvidenceFileName }, receivedAt, cancellation);
        await db.SaveChangesAsync(cancellation);
        return new(true, input.Anonymous ? null : row.QueryCode, []);
    }

    /// <summary>Holds the case in question. Waits when time must act on it first.</summary>
    private async Task<(bool Wait, Refusal? Refusal)> HoldAsync(WorkflowsDbContext db, ObjectionRow row, UserContext user, string? cause, CancellationToken cancellation)
    {
        if (await executor.LoadAsync(db, row.CaseId, row.ReceivedAt, cancellation) is not { } loaded) return (false, new Refusal("case.notFound", null, "没有找到这一项。"));
        if (ProcessEngine.NextDue(loaded.State) is { } due && due.At <= row.ReceivedAt) return (true, null);
        var command = new RaiseObjection(row.Id) { Actor = user.Actor, At = row.ReceivedAt, Cause = cause, Seal = row.Seal() };
        var result = await executor.ApplyAsync(db, loaded, command, user, row.Id, CaseExtras.None, cancellation);
        return (false, (result as CommandResult.Refused)?.Refusal);
    }

    private static (string? Type, List<FormProblem> Problems) Check(ObjectionInput input)
    {
        var problems = new List<FormProblem>();
        void Add(string field, string message) => problems.Add(new("objection." + field, field, "", message));
        string? type = null;
        if (!Guid.TryParseExact(input.CommandId, "N", out _)) Add("", "页面已经过期，请刷新后重新提交。");
        if (input.CaseId.Length == 0) Add("caseId", "请选择对名单中的哪一项有异议。");
        if (!input.Anonymous)
        {
            if (input.Name.Length is < 2 or > 100) Add("name", "请填写您的真实姓名或单位全称；不愿具名的，可改选匿名反映。");
            if (!PhoneNumber.IsValid(input.Mobile)) Add("mobile", PhoneNumber.Wanted("联系电话"));
            if (input.Evidence is null) Add("evidence", "实名异议要附证据材料，请选择一个文件。");
        }

        if (input.Facts.Length < 10) Add("facts", "请写清异议事实，至少 10 个字。");
        else if (input.Facts.Length > MaxFacts) Add("facts", $"异议事实最多 {MaxFacts} 字，现在 {input.Facts.Length} 字，其余请写进证据材料。");
        if (input.Evidence is { } file)
        {
            (type, var wrong) = FileKinds.Recognise(FileKinds.CleanName(input.EvidenceName ?? ""), file);
            if (wrong is not null) Add("evidence", wrong);
        }

        return (type, problems);
    }

    private static ObjectionResult Refuse(string field, string message) => new(false, null, [new("objection.refused", field, "", message)]);

    /// <summary>YY- and twelve symbols that cannot be taken for one another: about 59 bits.</summary>
    private static string NewCode()
    {
        var text = RandomNumberGenerator.GetString(CodeSymbols, 12);
        return $"YY-{text[..4]}-{text[4..8]}-{text[8..]}";
    }

    private static string Canonical(string code)
    {
        var plain = UnifiedSocialCreditCode.Normalize(code);
        if (plain.Length == 14 && plain.StartsWith("YY", StringComparison.Ordinal)) plain = plain[2..];
        return plain.Length == 12 ? $"YY-{plain[..4]}-{plain[4..8]}-{plain[8..]}" : "";
    }
}
