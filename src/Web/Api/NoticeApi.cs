using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Notices;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Api;

internal static class NoticeApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var notices = api.MapGroup("/notices").WithTags("notices").AllowAnonymous();
        notices.MapGet("", ListAsync).WithSummary("公示");
        notices.MapPost("/{id}/objections", ObjectAsync).RequireRateLimiting(Startup.SitePages.FormLimit).WithSummary("提出异议（multipart：applicationId、name、mobile、facts、anonymous、file）").TakesFile().Produces(201);
    }

    private static async Task<IResult> ListAsync(IDbContexts contexts, TimeProvider clock, int page = 1, int size = 50)
    {
        await using var db = contexts.Create();
        var now = clock.GetUtcNow();
        size = Math.Clamp(size, 1, 200);
        var rows = db.Batches.AsNoTracking().Where(b => b.Kind == BatchKind.Notice && b.EndsAt != null);
        var list = await rows.OrderByDescending(b => b.ActedAt).Skip((Math.Clamp(page, 1, 10_000) - 1) * size).Take(size)
            .Select(b => new { id = b.Id, title = b.Title, number = b.Number, documentId = b.DocumentId, publishedAt = b.ActedAt, endsAt = b.EndsAt }).ToListAsync();
        return Results.Ok(new { total = await rows.CountAsync(), now, items = list });
    }

    private static async Task<IResult> ObjectAsync(string id, HttpRequest request, Objections objections, TimeProvider clock)
    {
        if (await MultipartForm.ReadAsync(request) is not { } form) return MultipartForm.Unreadable("objection.form");
        var now = clock.GetUtcNow();
        await using var evidence = form.Files.Count > 0 ? form.Files[0].OpenReadStream() : null;
        var result = await objections.RaiseAsync(new ObjectionInput
        {
            CommandId = form["commandId"].ToString() is { Length: > 0 and <= 100 } command ? command : Identifiers.Opaque(),
            BatchId = id,
            CaseId = form["applicationId"].ToString(),
            Anonymous = form["anonymous"].ToString() == "true",
            Name = form["name"].ToString(),
            Mobile = form["mobile"].ToString(),
            Facts = form["facts"].ToString(),
            EvidenceName = form.Files.Count > 0 ? form.Files[0].FileName : null,
            Evidence = evidence,
        }, now);
        if (result.Accepted) return Results.Created($"/api/v1/notices/{id}", new { queryCode = result.QueryCode });
        return Problems.From(new Refusal(result.Problems[0].Code, result.Problems[0].FieldPath, result.Problems[0].Message), result.Problems);
    }
}
