using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Registers;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Tables;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Registers;

/// <summary>名录证书: issued certificates and what is owed after them.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class CertificatesModel(CurrentUser current, CertificateList list, AuditLog audit, TimeProvider clock) : PageModel
{
    public const int Size = 30;

    private const int MostExported = 20_000;

    [BindProperty(SupportsGet = true, Name = "tab")]
    public string? Tab { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "status")]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public bool IsObligations => Tab == "obligations";

    public IReadOnlyList<CertificateLine> Certificates { get; private set; } = [];

    public IReadOnlyList<ObligationLine> Obligations { get; private set; } = [];

    public int Total { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        var user = await current.GetAsync();
        Now = clock.GetUtcNow();
        Number = Math.Clamp(Number, 1, 100_000);
        if (IsObligations) (Obligations, Total) = await list.ObligationsAsync(user, Search, Number, Size, HttpContext.RequestAborted);
        else (Certificates, Total) = await list.SearchAsync(user, Search, Status, ChinaTime.DateOf(Now), Number, Size, HttpContext.RequestAborted);
    }

    public Task<IActionResult> OnGetCsvAsync() =>
        ExportAsync("csv", "text/csv; charset=utf-8", lines => TableFile.Write(lines.Prepend(CertificateList.Header)));

    public Task<IActionResult> OnGetXlsxAsync() => ExportAsync("xlsx", Xlsx.ContentType, lines => Xlsx.Write("证书名录", CertificateList.Header, lines));

    private async Task<IActionResult> ExportAsync(string ending, string type, Func<IEnumerable<IReadOnlyList<string>>, byte[]> write)
    {
        var user = await current.GetAsync();
        var today = ChinaTime.DateOf(clock.GetUtcNow());
        var (lines, _) = await list.SearchAsync(user, Search, Status, today, 1, MostExported, HttpContext.RequestAborted);
        await audit.RecordAsync(user, "certificates.exported", "certificates", new { Search, Status, lines = lines.Count }, HttpContext.RequestAborted);
        Response.Headers.CacheControl = "private, no-store";
        return File(write(lines.Select(CertificateList.Exported)), type, $"证书名录{today:yyyyMMdd}.{ending}");
    }
}
