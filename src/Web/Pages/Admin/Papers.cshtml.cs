using Innovation.Web.Access;
using Innovation.Web.Clock;
using Innovation.Web.Jobs;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Admin;

/// <summary>文书 PDF: what waits to be printed and why, and trying it again at once.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class PapersModel(SenderFactory senders, IDbContexts contexts, PdfOutbox outbox, RealClock clock) : AdminPage(senders)
{
    public const int Size = 30;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<(OutboxRow Order, string Title, string? DocumentNumber)> Rows { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public bool CanPrint => outbox.IsAvailable;

    public override string ErrorHeading => "没有重新生成";

    public async Task OnGetAsync() => await ReadAsync();

    public async Task<IActionResult> OnPostAsync(string? id)
    {
        var count = await outbox.RetryAsync(id, await SenderAsync(), HttpContext.RequestAborted);
        if (count > 0)
        {
            Done = count == 1 ? "马上重新生成，过一会儿刷新本页看结果。" : $"{count} 份马上重新生成，过一会儿刷新本页看结果。";
            return Redirect("/admin/papers");
        }

        await ReadAsync();
        return Refuse(new("pdf.done", null, "已经生成了，不用再试。"));
    }

    private async Task ReadAsync()
    {
        await using var db = contexts.Create();
        (Now, Number) = (clock.GetUtcNow(), Math.Clamp(Number, 1, 10_000));
        var stuck = PdfOutbox.Stuck(db, Now);
        Total = await stuck.CountAsync(HttpContext.RequestAborted);
        var orders = await stuck.Skip((Number - 1) * Size).Take(Size).ToListAsync(HttpContext.RequestAborted);
        var ids = orders.ConvertAll(o => o.Payload);
        var documents = await db.Documents.AsNoTracking().Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.Title, d.Number }).ToDictionaryAsync(d => d.Id, HttpContext.RequestAborted);
        Rows = orders.ConvertAll(o => (o, documents.GetValueOrDefault(o.Payload)?.Title ?? "", documents.GetValueOrDefault(o.Payload)?.Number));
    }
}
