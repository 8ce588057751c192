using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Registers;

/// <summary>What the public verification page says; no personal data.</summary>
/// <param name="Verdict">有效, 过期, 撤销 or 被替换.</param>
/// <param name="Listed">How many items its list has; 0: it is about one.</param>
public sealed record VerificationResult(string Id, string Verdict, string Title, string? Number, bool IsCertificate, string? OrganizationName, string? Item, string? Level, string? DecisionNumber, DateOnly IssuedOn, DateOnly? ExpiresOn, string Sha256, string? PdfSha256, string Agency, string Contact, int Listed, string? StatusReason, DateOnly? StatusOn, string? ReplacedBy);

/// <summary>验真: the state of a document today, for page and API alike; everything it says is what the sealed paper says.</summary>
public sealed class Verification(TimeProvider clock)
{
    /// <summary>Null when there is no such document.</summary>
    public async Task<VerificationResult?> ReadAsync(WorkflowsDbContext db, string id, CancellationToken cancellation = default)
    {
        var row = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancellation);
        if (row is null) return null;
        var order = row.ReadFacts();
        var isCertificate = await db.Certificates.AnyAsync(c => c.DocumentId == id, cancellation);
        var today = ChinaTime.DateOf(clock.GetUtcNow());
        var verdict = row.Status switch
        {
            DocumentStatus.Revoked => "撤销",
            DocumentStatus.Replaced => "被替换",
            _ => order.ExpiresOn is { } end && Validity.IsExpired(end, today) ? "过期" : "有效",
        };
        var list = order.List.Count > 0;
        return new VerificationResult(row.Id, verdict, row.Title, order.Number, isCertificate, list ? null : order.OrganizationName, list ? order.RoundTitle : order.Item, order.Level,
            isCertificate ? order.Reason : null, order.IssuedOn, order.ExpiresOn, row.HtmlSha256, row.PdfSha256, order.Agency, order.Contact, order.List.Count, row.StatusReason,
            row.StatusAt is { } at ? ChinaTime.DateOf(at) : null, row.ReplacedBy);
    }
}
