using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Public;

/// <summary>结果: the register of recognised platforms, and the decisions.</summary>
[Authorize(Policy = Policies.Public), AllowAnonymous]
public sealed class ResultsModel(IDbContexts contexts, TimeProvider clock) : PageModel
{
    public const int Size = 20;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "year")]
    public int? Year { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<(CertificateRow Certificate, DocumentStatus Status)> Certificates { get; private set; } = [];

    public IReadOnlyList<DocumentRow> Decisions { get; private set; } = [];

    public IReadOnlyList<int> Years { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public async Task OnGetAsync()
    {
        await using var db = contexts.Create();
        Today = ChinaTime.DateOf(clock.GetUtcNow());
        var all = db.Certificates.AsNoTracking();
        all = all.Matching(SearchWords.Read(Search), word => c => SearchText.Has(c.OrganizationName, word) || SearchText.Has(c.Uscc, word) || SearchText.Has(c.Serial, word) || SearchText.Has(c.Item, word) || SearchText.Has(c.DecisionNumber, word));
        if (Year is { } year and > 1 and < 9999)
        {
            var (from, to) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
            all = all.Where(c => c.IssuedOn >= from && c.IssuedOn <= to);
        }

        Total = await all.CountAsync();
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + Size - 1) / Size));
        var rows = await all.OrderByDescending(c => c.IssuedOn).ThenByDescending(c => c.Serial).Skip((Number - 1) * Size).Take(Size)
            .Join(db.Documents, c => c.DocumentId, d => d.Id, (c, d) => new { c, d.Status, d.Facts }).ToListAsync();
        Certificates = [.. rows.OrderByDescending(r => r.c.IssuedOn).ThenByDescending(r => r.c.Serial, StringComparer.Ordinal).Select(r => (r.c.As(DocumentRow.ReadFacts(r.Facts)), r.Status))];
        Decisions = await db.Documents.AsNoTracking().Where(d => d.Public && d.BatchId != null && db.Batches.Any(b => b.Id == d.BatchId && b.Kind == BatchKind.Decision)).OrderByDescending(d => d.IssuedAt).Take(20).ToListAsync();
        Years = [.. (await db.Certificates.Select(c => c.IssuedOn).Distinct().ToListAsync()).Select(d => d.Year).Distinct().OrderDescending()];
    }

    /// <summary>有效, 过期, 已撤销 or 被替换.</summary>
    public string StateOf(CertificateRow row, DocumentStatus status) => status switch
    {
        DocumentStatus.Revoked => "已撤销",
        DocumentStatus.Replaced => "被替换",
        _ => row.ExpiresOn < Today ? "过期" : "有效",
    };
}
