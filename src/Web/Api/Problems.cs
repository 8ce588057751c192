using System.Text.Json;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Tables;
using Microsoft.AspNetCore.Diagnostics;

namespace Innovation.Web.Api;

/// <summary>Errors of the API: RFC 9457 problem details with <c>code</c>, <c>field</c> and Chinese <c>detail</c>.</summary>
public static class Problems
{
    private const int MostProblems = 100;

    public static IResult From(Refusal refusal, IReadOnlyList<FormProblem>? fields = null)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = refusal.Code, ["field"] = refusal.Field };
        if (fields is { Count: > 0 })
            extensions["problems"] = fields.Select(p => new { code = p.Code, field = p.FieldPath, section = p.SectionTitle, detail = p.Message }).ToList();
        return Results.Problem(refusal.Message, statusCode: StatusOf(refusal.Code), title: TitleOf(StatusOf(refusal.Code)), type: $"https://innovation.invalid/problems/{refusal.Code}", extensions: extensions);
    }

    public static IResult NotFound(string what) => From(new Refusal("resource.notFound", null, $"没有找到{what}，或您没有权限查看。"));

    public static IResult Bad(string code, string? field, string message) => From(new Refusal(code, field, message));

    /// <summary>A table that is not taken: its problems one by one, with line and reason.</summary>
    public static IResult OfTable(string code, string field, IReadOnlyList<string> problems) => From(
        new Refusal(code, field, problems.Count == 1 ? problems[0] : $"文件有 {problems.Count} 处问题，一行也没有采用：{string.Join(" ", TableReading.Listed(problems, 5))}"),
        [.. TableReading.Listed(problems, MostProblems).Select(p => new FormProblem(code, field, "", p))]);

    /// <summary>The answer to a command.</summary>
    public static IResult Answer(CommandResult result) => result switch
    {
        CommandResult.Accepted accepted => Results.Ok(accepted.Answer),
        CommandResult.Refused refused => From(refused.Refusal, refused.Problems),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>The status of a refusal.</summary>
    public static int StatusOf(string code) => code switch
    {
        _ when code.EndsWith(".notFound", StringComparison.Ordinal) => StatusCodes.Status404NotFound,
        "request.malformed" => StatusCodes.Status400BadRequest,
        "request.tooLarge" => StatusCodes.Status413PayloadTooLarge,
        "server.storage" => StatusCodes.Status503ServiceUnavailable,
        "session.wait" => StatusCodes.Status429TooManyRequests,
        "session.wrong" or "session.required" or "session.codeRequired" or "session.code" or "city.signature" => StatusCodes.Status401Unauthorized,
        "task.notYours" or "command.notAllowed" or "session.forbidden" or "session.antiforgery" or "password.mustChange" or "demo.only" or "substitute.over" or "substitute.none" or "secondFactor.required" => StatusCodes.Status403Forbidden,
        "task.stale" or "task.closed" or "task.claimedByOther" or "form.stale" or "form.changed" or "task.draftStale" or "batch.stale" or "batch.taken" or "batch.overtaken" or "round.stale" or "case.ended" or "calendar.decided" or "document.pdfPending" or "draft.stale" or "draft.changedSince" or "order.stale" or "order.pending" or "clearing.stale" or "booking.stale" or "booking.taken" or "blindCheck.stale" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static string TitleOf(int status) => status switch
    {
        400 => "请求读不懂",
        401 => "没有登录",
        403 => "没有权限",
        404 => "没有找到",
        409 => "情况有变化",
        413 => "内容太大",
        422 => "没有办成",
        429 => "请求太多",
        503 => "暂时不能办理",
        _ => "出了故障",
    };

    /// <summary>Turns what the framework refuses under /api into problem details too.</summary>
    public static void UseApiProblems(this WebApplication app) => app.UseWhen(c => c.Request.Path.StartsWithSegments("/api"), api =>
    {
        api.UseExceptionHandler(new ExceptionHandlerOptions
        {
            AllowStatusCode404Response = true,
            SuppressDiagnosticsCallback = c => c.Exception is BadHttpRequestException,
            ExceptionHandler = async context =>
            {
                var error = context.Features.Get<IExceptionHandlerFeature>()?.Error;
                await (error switch
                {
                    BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Bad("request.tooLarge", null, "内容太大，没有接收。"),
                    BadHttpRequestException { InnerException: JsonException json } => Bad("request.malformed", Field(json), $"请求内容读不懂（{Field(json) ?? "JSON"}），请对照接口说明检查。"),
                    BadHttpRequestException => Bad("request.malformed", null, "请求读不懂，请对照接口说明检查。"),
                    _ => Results.Problem("服务器出了故障，您的操作没有生效，已记录。请稍后重试；仍不行的，请联系管理员。", statusCode: 500, title: "出了故障", extensions: new Dictionary<string, object?> { ["code"] = "server.fault", ["field"] = null }),
                }).ExecuteAsync(context);
            },
        });
        api.UseStatusCodePages(async context =>
        {
            var status = context.HttpContext.Response.StatusCode;
            var detail = status switch
            {
                401 => "没有登录，或登录已过期，请先取得令牌。",
                403 => "您没有这项权限。",
                404 => "没有这个接口地址。",
                405 => "这个地址不支持这种请求方法。",
                415 => "请用 application/json 发送。",
                429 => "请求太多，请稍后再试。",
                _ => "请求读不懂，请对照接口说明检查。",
            };
            var code = status switch { 401 => "session.required", 403 => "session.forbidden", 404 => "resource.notFound", 429 => "request.tooMany", _ => "request.malformed" };
            await Results.Problem(detail, statusCode: status, title: TitleOf(status), extensions: new Dictionary<string, object?> { ["code"] = code, ["field"] = null }).ExecuteAsync(context.HttpContext);
        });
    });

    private static string? Field(JsonException error) => error.Path is { Length: > 2 } path ? path[2..] : null;
}
