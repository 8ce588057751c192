using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Texts;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Access.Refused;

/// <summary>Sees which requests of signed-in people are refused.</summary>
internal static partial class RefusedRequests
{
    private const int MostRemote = 60;
    private const int MostSubject = 100;

    /// <summary>
    /// Notes 403 of any address of ours, and 404 of an address that names something which exists and which this person does
    /// not see. Addresses that lead nowhere, ids of nothing, and people who are not signed in leave no entry.
    /// </summary>
    public static void UseRefusedRequests(this WebApplication app) => app.Use(async (context, next) =>
    {
        // The page that says so runs the pipeline again, under its own address.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            await next(context);
            return;
        }

        var (endpoint, path) = (context.GetEndpoint() as RouteEndpoint, context.Request.Path.Value ?? "/");
        var ids = context.Request.RouteValues.Values.OfType<string>().ToList();
        await next(context);
        if (endpoint is null || context.Response.StatusCode is not (StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound)) return;
        var user = await context.RequestServices.GetRequiredService<CurrentUser>().GetAsync();
        if (!user.IsSignedIn) return;
        try
        {
            await NoteAsync(context, user, endpoint.RoutePattern.RawText ?? path, path, ids);
        }
        catch (Exception e) when (e is DbUpdateException or System.Data.Common.DbException or InvalidOperationException)
        {
            // The answer is given; that the log could not be written is for whoever runs the server.
            LogFailure(context.RequestServices.GetRequiredService<ILogger<RefusedTries>>(), path, e);
        }
    });

    private static async Task NoteAsync(HttpContext context, UserContext user, string pattern, string path, List<string> ids)
    {
        var (status, cancellation) = (context.Response.StatusCode, CancellationToken.None);
        string? thing = null;
        var subject = "";
        await using (var db = context.RequestServices.GetRequiredService<IDbContexts>().Create())
            foreach (var id in ids.AsEnumerable().Reverse())
                if (await ForeignThings.FindAsync(db, user, id, cancellation) is { } found)
                {
                    (thing, subject) = (found, id);
                    break;
                }

        if (thing is null && status == StatusCodes.Status404NotFound) return;
        var remote = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var tries = context.RequestServices.GetRequiredService<RefusedTries>();
        await tries.NoteAsync(user, new RefusedTry(pattern, path, status, CleanText.Cut(remote, MostRemote), thing, subject.Length > 0 ? subject : CleanText.Cut(pattern, MostSubject)), cancellation);
    }

    [LoggerMessage(LogLevel.Error, "a refused request is not in the log: {Path}")]
    private static partial void LogFailure(ILogger log, string path, Exception error);
}
