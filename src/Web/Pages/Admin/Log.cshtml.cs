using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Admin;

/// <summary>日志: what people did outside the history of a case.</summary>
[Authorize(Policy = Policies.AuditTrail)]
public sealed class LogModel(CurrentUser current, IDbContexts contexts, AuditLog audit, TimeProvider clock) : PageModel
{
    public const int Size = 50;

    private const int MostExported = 20_000;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "kind")]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = "who")]
    public string? Who { get; set; }

    [BindProperty(SupportsGet = true, Name = "from")]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "until")]
    public DateOnly? Until { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<AuditRow> Rows { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        await using var db = contexts.Create();
        Now = clock.GetUtcNow();
        var rows = Found(db);
        Total = await rows.CountAsync();
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + Size - 1) / Size));
        Rows = await rows.OrderByDescending(a => a.Sequence).Skip((Number - 1) * Size).Take(Size).ToListAsync();
    }

    /// <summary>Exports what the filter shows.</summary>
    public async Task<IActionResult> OnGetXlsxAsync()
    {
        await using var db = contexts.Create();
        Now = clock.GetUtcNow();
        var rows = await Found(db).OrderByDescending(a => a.Sequence).Take(MostExported).ToListAsync(HttpContext.RequestAborted);
        await audit.RecordAsync(await current.GetAsync(), "log.exported", "log", new { Search, lines = rows.Count }, HttpContext.RequestAborted);
        Response.Headers.CacheControl = "private, no-store";
        return File(Xlsx.Write("日志", ["序号", "时间", "人员", "事项", "内容"],
            rows.Select(a => (IReadOnlyList<object?>)[a.Sequence, DateText.Moment(a.At, Now), a.ActorName, AuditWords.NameOf(a.Kind), AuditWords.Read(a)])),
            Xlsx.ContentType, $"日志{DateText.Today(Now):yyyyMMdd}.xlsx");
    }

    private IQueryable<AuditRow> Found(WorkflowsDbContext db)
    {
        var rows = db.AuditLog.AsNoTracking();
        if (!string.IsNullOrEmpty(Kind)) rows = rows.Where(a => a.Kind == Kind);
        if (From is { Year: > 1 and < 9999 } from)
        {
            var first = ChinaTime.StartOf(from);
            rows = rows.Where(a => a.At >= first);
        }

        if (Until is { Year: > 1 and < 9999 } until)
        {
            var end = ChinaTime.EndOf(until);
            rows = rows.Where(a => a.At < end);
        }

        rows = rows.Matching(SearchWords.Read(Who), word => a => SearchText.Has(a.ActorName, word));
        return rows.Matching(SearchWords.Read(Search), word =>
        {
            var kinds = AuditWords.Kinds.Where(k => SearchText.Has(k.Value, word)).Select(k => k.Key).ToList();
            return a => SearchText.Has(a.ActorName, word) || kinds.Contains(a.Kind) || (!AuditWords.Sensitive.Contains(a.Kind) && SearchText.Has(a.Detail, word));
        });
    }
}
