using System.Text.Encodings.Web;
using Innovation.Web.Api;
using Innovation.Web.Clock;
using Innovation.Workflows.Storage;

namespace Innovation.Web.Shell;

/// <summary>What has last gone wrong with the disk or the database, for machines that ask and for the administrators.</summary>
public sealed class StorageState(RealClock clock)
{
    private (StorageTrouble Trouble, DateTimeOffset At)? last;

    /// <summary>How long a fault is told after it was last met.</summary>
    private static TimeSpan Kept { get; } = TimeSpan.FromMinutes(1);

    /// <summary>The fault met in the last minute; null: none.</summary>
    public StorageTrouble? Current => last is { } met && clock.GetUtcNow() - met.At < Kept ? met.Trouble : null;

    public void Met(StorageTrouble trouble) => last = (trouble, clock.GetUtcNow());
}

/// <summary>
/// Answers 503 in plain Chinese where the disk or the database failed, on pages and over the API: what is wrong, what to do.
/// Nothing was written; the same command with the same id may be sent again.
/// </summary>
public static partial class StorageTroubles
{
    public static void UseStorageTroubles(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(StorageTroubles).FullName!);
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception e) when (!context.Response.HasStarted && e is not OperationCanceledException && StorageTrouble.Of(e) is { } trouble)
            {
                context.RequestServices.GetRequiredService<StorageState>().Met(trouble);
                LogTrouble(log, trouble.What, trouble.Remedy, e);
                context.Response.Clear();
                context.Response.Headers.RetryAfter = "60";
                context.Response.Headers.CacheControl = "no-store";
                await (context.Request.Path.StartsWithSegments("/api")
                    ? Problems.From(new("server.storage", null, $"{trouble.What}您的操作没有生效，请稍后用同一个编号重试。{trouble.Remedy}"))
                    : Results.Content(Page(trouble), "text/html; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable)).ExecuteAsync(context);
            }
        });
    }

    /// <summary>A page that needs nothing: no database, no layout, no files.</summary>
    private static string Page(StorageTrouble trouble) => $"""
        <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>暂时不能办理</title></head>
        <body><main><h1>暂时不能办理</h1><p><b>{HtmlEncoder.Default.Encode(trouble.What)}</b></p>
        <p>您刚才的操作没有生效，以前保存和提交的内容不受影响。请不要关掉填写的页面，过几分钟再试一次。</p>
        <p>系统管理员：{HtmlEncoder.Default.Encode(trouble.Remedy)}</p><p><a href="/">回首页</a></p></main></body></html>
        """;

    [LoggerMessage(LogLevel.Error, "{What}{Remedy}")]
    private static partial void LogTrouble(ILogger log, string what, string remedy, Exception e);
}
