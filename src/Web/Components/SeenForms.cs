using System.Globalization;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Components;

/// <summary>Refuses to save a form over what somebody else has saved since it was drawn, and says who and what (ADR 0035).</summary>
public static class SeenForms
{
    private const int MostShown = 40;

    /// <summary>Why the posted form is not saved; null: nothing has changed since it was drawn, or it does not say from what it was drawn.</summary>
    /// <param name="now">What it would be drawn from now.</param>
    /// <param name="subject">Id under which the log or the events tell who changed it.</param>
    /// <param name="kind">How entries about the change begin; empty: all entries about the subject are.</param>
    public static async Task<Refusal?> ChangedMeanwhileAsync(this PageModel page, Seen now, string subject, string kind = "")
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(now);
        var changed = now.ChangedSince(page.Request.Form[Seen.Field]);
        if (changed.Count == 0) return null;
        await using var db = page.HttpContext.RequestServices.GetRequiredService<IDbContexts>().Create();
        var what = string.Join("、", changed.Select(c => c.Value.Length == 0 ? $"{c.Label}（现在是空的）" : $"{c.Label}（现在是“{Short(c.Value)}”）"));
        return new Refusal("form.changed", null, $"{await WhoAsync(db, subject, kind, page.HttpContext.RequestAborted)}改过{what}，您刚才填的没有保存。请核对；要用您填的，再点一次保存。");
    }

    private static string Short(string value)
    {
        var line = value.ReplaceLineEndings(" ").Trim();
        return line.Length <= MostShown ? line : new StringInfo(line).SubstringByTextElements(0, MostShown) + "…";
    }

    private static async Task<string> WhoAsync(WorkflowsDbContext db, string subject, string kind, CancellationToken cancellation)
    {
        var told = await db.Events.AsNoTracking().Where(e => e.StreamId == subject && e.Type.StartsWith(kind)).OrderByDescending(e => e.Sequence).Select(e => new { e.ActorName, e.At }).FirstOrDefaultAsync(cancellation);
        var logged = await db.AuditLog.AsNoTracking().Where(a => a.SubjectId == subject && a.Kind.StartsWith(kind)).OrderByDescending(a => a.Sequence).Select(a => new { a.ActorName, a.At }).FirstOrDefaultAsync(cancellation);
        var last = told is null || logged?.At > told.At ? logged : told;
        return last is null ? "您打开以后，这里" : $"{last.ActorName}在 {ChinaTime.ShortDate(ChinaTime.DateOf(last.At))} {ChinaTime.Clock(last.At)} ";
    }
}

/// <summary>Forms that say what they were drawn from are saved one after another, so that between looking and saving nobody else saves.</summary>
public sealed class SeenTurns : IAsyncPageFilter, IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var request = context.HttpContext.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || !request.Form.ContainsKey(Seen.Field))
        {
            await next();
            return;
        }

        await turn.WaitAsync(context.HttpContext.RequestAborted);
        try
        {
            await next();
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
