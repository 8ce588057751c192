using System.Text.Json;
using Innovation.Web.Api;
using Innovation.Workflows.Texts;
using Microsoft.Net.Http.Headers;

namespace Innovation.Web.Shell;

/// <summary>Marks an endpoint that needs the bytes of its body as they came, because they are signed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class VerbatimBodyAttribute : Attribute;

/// <summary>
/// The one place where JSON comes in: it must be UTF-8, and every text in it loses its invisible characters before anybody
/// reads it (<see cref="CleanText"/>). Forms come in through <see cref="CleanForms"/>.
/// </summary>
public static class CleanBodies
{
    /// <summary>Comes after authorization: what is refused is not read.</summary>
    public static void UseCleanBodies(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint() is { } endpoint && context.Request.HasJsonContentType() && endpoint.Metadata.GetMetadata<VerbatimBodyAttribute>() is null
            && await CleanAsync(context) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        await next(context);
    });

    private static async Task<IResult?> CleanAsync(HttpContext context)
    {
        if (MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type.Charset.Value is { Length: > 0 } charset
            && charset.Trim('"') is var name && !name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !name.Equals("utf8", StringComparison.OrdinalIgnoreCase)) return NotUtf8(context);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (bytes.Length == 0) return null;
        if (!CleanJson.IsUtf8(bytes.Span)) return NotUtf8(context);
        try
        {
            var clean = CleanJson.Of(bytes.Span);
            context.Request.Body = new MemoryStream(clean, writable: false);
            context.Request.ContentLength = clean.Length;
            return null;
        }
        catch (JsonException broken)
        {
            return Refuse(context, $"请求内容不是完整的 JSON（第 {(broken.LineNumber ?? 0) + 1} 行附近），没有接收，请检查。");
        }
    }

    private static IResult NotUtf8(HttpContext context) => Refuse(context, "内容不是 UTF-8 编码，没有接收；请改用 UTF-8 编码后重新发送。");

    private static IResult Refuse(HttpContext context, string message) =>
        context.Request.Path.StartsWithSegments("/api") ? Problems.Bad("request.malformed", null, message) : Results.Json(new { message }, statusCode: StatusCodes.Status400BadRequest);
}
