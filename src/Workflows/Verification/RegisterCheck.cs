using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Verification;

/// <summary>
/// Papers, certificates and what their holders owe. A paper is what its seal in the history says; a certificate is what its
/// paper says; what its holder owes follows from the rule of the programme.
/// </summary>
public static partial class RegisterCheck
{
    /// <summary>Papers of the register against the seals.</summary>
    /// <param name="proved">Every paper that a history names.</param>
    /// <param name="isIntact">Whether the file of a PDF is there and unchanged.</param>
    /// <returns>How many papers there are, and everything that does not fit.</returns>
    public static async Task<(int Count, IReadOnlyList<string> Problems)> DocumentsAsync(WorkflowsDbContext db, IReadOnlyDictionary<string, ProvedDocument> proved, Func<string, Task<bool>> isIntact, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(proved);
        ArgumentNullException.ThrowIfNull(isIntact);
        var (count, problems, missing) = (0, new List<string>(), proved.Keys.ToHashSet());
        await foreach (var row in db.Documents.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation))
        {
            count++;
            missing.Remove(row.Id);
            var name = $"文书 {row.Number ?? row.Id}";
            if (!proved.TryGetValue(row.Id, out var said)) problems.Add($"{name}：事件里没有印发过这份文书");
            else if (said.Seal is { } seal && seal != DocumentSeal.Of(row)) problems.Add($"{name}：登记的内容与印发时记入事件的不同");
            // Nothing in this version revokes or replaces a paper.
            if (row.Status != DocumentStatus.Valid || row.StatusReason is not null || row.StatusAt is not null || row.ReplacedBy is not null) problems.Add($"{name}：没有办理过撤销或替换，登记的却不是有效");
            if (CanonicalJson.Sha256Hex(row.Html) != row.HtmlSha256) problems.Add($"{name} 的内容与指纹不符");
            if (row.PdfSha256 is { } pdf && !await isIntact(pdf)) problems.Add($"{name} 的 PDF 缺失或被改动");
        }

        problems.AddRange(missing.Select(id => $"文书 {proved[id].Number ?? id}：印发过，登记里没有了"));
        return (count, problems);
    }

    /// <summary>Certificates and obligations against the papers.</summary>
    /// <returns>How many certificates there are, and everything that does not fit.</returns>
    public static async Task<(int Count, IReadOnlyList<string> Problems)> CertificatesAsync(WorkflowsDbContext db, IReadOnlyDictionary<string, ProvedDocument> proved, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(proved);
        var stored = (await db.Certificates.AsNoTracking().ToListAsync(cancellation)).ToDictionary(c => c.DocumentId);
        var owed = (await db.Obligations.AsNoTracking().ToListAsync(cancellation)).ToLookup(o => o.CertificateId);
        var problems = new List<string>();
        var right = new List<CertificateRow>();
        foreach (var said in proved.Values.Where(d => d.CertificateOf is not null))
        {
            var subject = $"证书 {said.Number}";
            if (await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == said.Id, cancellation) is not { } paper) continue;
            var id = stored.GetValueOrDefault(said.Id)?.Id ?? said.Id;
            var certificate = CertificateRow.Of(paper.ReadFacts(), id, said.CertificateOf!.Id, said.CertificateOf.OrganizationId, said.Programme.Code);
            right.Add(certificate);
            var duties = said.Programme.Certificate?.Obligations.Select(o => (o.Name, certificate.IssuedOn.Year, Due: ChinaTime.EndOf(new DateOnly(certificate.IssuedOn.Year + 1, o.Month, o.Day)))) ?? [];
            if (owed[id].Any(o => o.Status != ObligationRow.Due)) problems.Add($"{subject}：后续义务没有办理过，登记的却已变化");
            if (!duties.ToHashSet().SetEquals(owed[id].Select(o => (o.Name, o.Year, o.DueAt))) || duties.Count() != owed[id].Count()) problems.Add($"{subject}：后续义务与项目类型的规定不同");
        }

        var known = right.Select(c => c.Id).ToHashSet();
        problems.AddRange(owed.Where(o => !known.Contains(o.Key)).Select(o => $"后续义务“{o.First().Name}”不属于任何证书"));
        problems.AddRange(RowComparison.Compare(db.Model, "证书名录", right, stored.Values));
        return (stored.Count, problems);
    }

    /// <summary>Forms of applications and sealed lists against their hashes.</summary>
    public static async Task<(int Count, IReadOnlyList<string> Problems)> FormsAsync(WorkflowsDbContext db, Func<string, Task<bool>> isIntact, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(isIntact);
        var (count, problems) = (0, new List<string>());
        await foreach (var row in db.FormVersions.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation))
        {
            count++;
            if (CanonicalJson.Sha256Hex(row.Values) != row.Hash) problems.Add($"申报书 {row.CaseId} 第 {row.Version} 版与指纹不符");
        }

        var published = await PublishedAsync(db, cancellation);
        await foreach (var version in db.ProgrammeVersions.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation))
            if (CanonicalJson.Sha256Hex(version.Json) != version.Sha256 || published.GetValueOrDefault((version.ProgrammeCode, version.Version), version.Sha256) != version.Sha256)
                problems.Add($"项目类型 {version.ProgrammeCode} 第 {version.Version} 版与指纹不符");
        await foreach (var list in db.RecommendationSummaries.AsNoTracking().Where(s => s.SealedAt != null).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (list.Html is null || CanonicalJson.Sha256Hex(list.Html) != list.HtmlSha256) problems.Add($"{list.Area}的推荐汇总表与指纹不符");
            if (list.ScanSha256 is { } scan && !await isIntact(scan)) problems.Add($"{list.Area}的推荐汇总表扫描件缺失或被改动");
        }

        return (count, problems);
    }

    /// <summary>The fingerprints that the log names for published versions.</summary>
    private static async Task<Dictionary<(string, int), string>> PublishedAsync(WorkflowsDbContext db, CancellationToken cancellation)
    {
        var found = new Dictionary<(string, int), string>();
        foreach (var entry in await db.AuditLog.AsNoTracking().Where(a => a.Kind == "programme.published").Select(a => new { a.SubjectId, a.Detail }).ToListAsync(cancellation))
            if (PublishedVersion().Match(entry.Detail) is { Success: true } said) found[(entry.SubjectId, int.Parse(said.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))] = said.Groups[2].Value;
        return found;
    }

    /// <summary>Long entries of the log are cut, so they are not read as JSON.</summary>
    [System.Text.RegularExpressions.GeneratedRegex("^\\{\"version\":([0-9]+),\"sha256\":\"([0-9a-f]{64})\"")]
    private static partial System.Text.RegularExpressions.Regex PublishedVersion();

    /// <summary>Numbers of papers against the series that gave them.</summary>
    public static async Task<IReadOnlyList<string>> NumbersAsync(WorkflowsDbContext db, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var wrong = await db.IssuedNumbers.AsNoTracking().Join(db.Documents, n => n.SubjectId, d => d.Id, (n, d) => new { n.Series, n.Text, d.Number }).Where(n => n.Text != n.Number).ToListAsync(cancellation);
        var bare = await db.Documents.AsNoTracking().Where(d => d.Number != null && !db.IssuedNumbers.Any(n => n.Text == d.Number)).Select(d => d.Number!).ToListAsync(cancellation);
        return [.. wrong.Select(n => $"编号系列 {n.Series}：{n.Text} 与文书上的 {n.Number} 不同"), .. bare.Select(n => $"文书 {n}：编号系列里没有这个号")];
    }

    /// <summary>Numbers that a case or a paper bears against the series that gave them.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> CaseNumbersAsync(WorkflowsDbContext db, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.IssuedNumbers.AsNoTracking().Where(n => db.Cases.Any(c => c.Id == n.SubjectId)).ToDictionaryAsync(n => n.SubjectId, n => n.Text, cancellation);
    }
}
