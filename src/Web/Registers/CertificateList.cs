using Innovation.Web.Components;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Innovation.Workflows.Tables;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Registers;

/// <summary>A certificate with what became of it.</summary>
public sealed record CertificateLine(CertificateRow Row, DocumentStatus Document, string? Reason, string Area, DateOnly Today)
{
    public string Status => Document switch { DocumentStatus.Revoked => "已撤销", DocumentStatus.Replaced => "被替换", _ => Row.ExpiresOn < Today ? "过期" : "有效" };

    public (string Kind, string Icon) Look => Status switch { "有效" => ("done", "circle-check"), "过期" => ("", "clock-off"), "已撤销" => ("no", "ban"), _ => ("", "replace") };
}

/// <summary>后续义务 of a certificate.</summary>
public sealed record ObligationLine(ObligationRow Row, CertificateRow Certificate);

/// <summary>证书名录, within the programmes of the reader.</summary>
public sealed class CertificateList(IDbContexts contexts)
{
    public async Task<(IReadOnlyList<CertificateLine> Lines, int Total)> SearchAsync(UserContext user, string? words, string? status, DateOnly today, int page, int size, CancellationToken cancellation)
    {
        await using var db = contexts.Create();
        var rows = Visible(db, user).Join(db.Documents, c => c.DocumentId, d => d.Id, (c, d) => new { Row = c, d.Status, d.StatusReason, Paper = d.Facts })
            .Join(db.Cases, x => x.Row.CaseId, c => c.Id, (x, c) => new { x.Row, x.Status, x.StatusReason, x.Paper, c.Area });
        rows = rows.Matching(SearchWords.Read(words), word => x => SearchText.Has(x.Row.Serial, word) || SearchText.Has(x.Row.OrganizationName, word) || SearchText.Has(x.Row.Uscc, word) || SearchText.Has(x.Row.Item, word) || SearchText.Has(x.Row.DecisionNumber, word));
        rows = status switch
        {
            "valid" => rows.Where(x => x.Status == DocumentStatus.Valid && (x.Row.ExpiresOn == null || x.Row.ExpiresOn >= today)),
            "expired" => rows.Where(x => x.Status == DocumentStatus.Valid && x.Row.ExpiresOn < today),
            "revoked" => rows.Where(x => x.Status == DocumentStatus.Revoked),
            "replaced" => rows.Where(x => x.Status == DocumentStatus.Replaced),
            _ => rows,
        };
        var total = await rows.CountAsync(cancellation);
        var list = await rows.OrderByDescending(x => x.Row.IssuedOn).ThenByDescending(x => x.Row.Serial).Skip((page - 1) * size).Take(size).ToListAsync(cancellation);
        return ([.. list.Select(x => new CertificateLine(x.Row.As(DocumentRow.ReadFacts(x.Paper)), x.Status, x.StatusReason, x.Area, today))], total);
    }

    public async Task<(IReadOnlyList<ObligationLine> Lines, int Total)> ObligationsAsync(UserContext user, string? words, int page, int size, CancellationToken cancellation)
    {
        await using var db = contexts.Create();
        var rows = db.Obligations.AsNoTracking().Join(Visible(db, user), o => o.CertificateId, c => c.Id, (o, c) => new { Row = o, Certificate = c });
        rows = rows.Matching(SearchWords.Read(words), word => x => SearchText.Has(x.Certificate.OrganizationName, word) || SearchText.Has(x.Certificate.Uscc, word) || SearchText.Has(x.Certificate.Serial, word) || SearchText.Has(x.Row.Name, word));
        var total = await rows.CountAsync(cancellation);
        var list = await rows.OrderBy(x => x.Row.Status == "待报送" ? 0 : 1).ThenBy(x => x.Row.DueAt).ThenBy(x => x.Certificate.Serial).Skip((page - 1) * size).Take(size).ToListAsync(cancellation);
        return ([.. list.Select(x => new ObligationLine(x.Row, x.Certificate))], total);
    }

    /// <summary>Columns of the exported register.</summary>
    public static IReadOnlyList<string> Header { get; } = ["证书编号", "单位名称", "统一社会信用代码", "认定事项", "级别", "推荐单位", "认定文号", "发证日期", "有效期至", "状态"];

    /// <summary>A certificate as an exported line.</summary>
    public static IReadOnlyList<string> Exported(CertificateLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return [line.Row.Serial, line.Row.OrganizationName, line.Row.Uscc, line.Row.Item, line.Row.Level, line.Area, line.Row.DecisionNumber, $"{line.Row.IssuedOn:yyyy-MM-dd}", line.Row.ExpiresOn is { } end ? $"{end:yyyy-MM-dd}" : "长期", line.Status];
    }

    private static IQueryable<CertificateRow> Visible(WorkflowsDbContext db, UserContext user)
    {
        var rows = db.Certificates.AsNoTracking();
        if (user.Has(ProcessRoles.Auditor)) return rows;
        var codes = ((string[])[ProcessRoles.Officer, ProcessRoles.SectionHead, ProcessRoles.Signatory]).SelectMany(r => user.ScopesOf(r, "programme:")).Distinct().ToList();
        return codes.Contains("*") ? rows : rows.Where(c => codes.Contains(c.ProgrammeCode));
    }
}
