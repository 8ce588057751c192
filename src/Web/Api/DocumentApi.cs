using Innovation.Web.Access;
using Innovation.Web.Jobs;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Api;

internal static class DocumentApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var documents = api.MapGroup("/documents").WithTags("documents");
        documents.MapGet("/{id}", GetAsync).AllowAnonymous().WithSummary("文书：PDF，或按 Accept 给 HTML").Produces(200, contentType: "application/pdf", additionalContentTypes: "text/html");
        documents.MapGet("/{id}/verification", VerifyAsync).AllowAnonymous().RequireRateLimiting(Startup.SitePages.VerifyLimit).WithSummary("验真");
    }

    private static async Task<IResult> GetAsync(string id, HttpRequest request, CurrentUser current, IDbContexts contexts, FileVault vault, PdfOutbox outbox)
    {
        await using var db = contexts.Create();
        var user = await current.GetAsync();
        var row = await DocumentScope.Visible(db, user).SingleOrDefaultAsync(d => d.Id == id);
        if (row is null) return Problems.NotFound("这份文书");
        var accept = request.Headers.Accept.ToString();
        if (accept.Contains("text/html", StringComparison.OrdinalIgnoreCase) && !accept.Contains("application/pdf", StringComparison.OrdinalIgnoreCase))
            return Results.Content(row.Html, "text/html; charset=utf-8");
        if (row.PdfSha256 is null)
        {
            await outbox.RunAsync(request.HttpContext.RequestAborted);
            row = await db.Documents.AsNoTracking().SingleAsync(d => d.Id == id);
        }

        return row.PdfSha256 is { } hash && vault.Exists(hash)
            ? Results.File(vault.Open(hash), "application/pdf", $"{row.Title}{(row.Number is null ? "" : " " + row.Number)}.pdf")
            : Problems.Bad("document.pdfPending", null, "PDF 待生成。文书已经生效，可以先看网页版（Accept: text/html）。");
    }

    private static async Task<IResult> VerifyAsync(string id, IDbContexts contexts, Verification verification)
    {
        await using var db = contexts.Create();
        return await verification.ReadAsync(db, id) is { } found ? Results.Ok(found) : Problems.NotFound("这份文书");
    }
}
