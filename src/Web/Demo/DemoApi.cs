using Innovation.Web.Api;
using Innovation.Web.Clock;
using Innovation.Web.Startup;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Messages.Delivery;
using Innovation.Workflows.Organizations;
using Microsoft.Extensions.Options;

namespace Innovation.Web.Demo;

/// <param name="Now">An instant; may lie before the present one.</param>
internal sealed record ClockBody(string? Now, bool? Running, bool? Sweep);

/// <summary>Demo and test hooks; refused outside demo mode.</summary>
internal static class DemoApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var hooks = api.MapGroup("").WithTags("demo").AllowAnonymous().AddEndpointFilter(DemoOnlyAsync);
        hooks.MapGet("/demo/accounts", async (DemoAccounts accounts) => Results.Ok(await accounts.ListAsync())).WithSummary("演示账号").Produces<List<DemoAccount>>();
        hooks.MapPost("/demo/load", LoadAsync).TakesUpTo(BodyLimits.File).WithSummary("装入演示数据").Produces<LoadAnswer>();
        var clock = hooks.MapGroup("/clock").AddEndpointFilter(AdjustableOnlyAsync);
        clock.MapGet("", (HttpContext context) => Results.Ok(Shown(context.RequestServices))).WithSummary("可调时钟");
        clock.MapPut("", SetAsync).WithSummary("拨时钟；到期的办完才答复");
        clock.MapPost("/sweep", SweepAsync).WithSummary("现在办理到期的");
    }

    private static async ValueTask<object?> DemoOnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value.Demo
            ? await next(context)
            : Problems.From(new Refusal("demo.only", null, "这个接口只在演示模式开放。"));

    private static async ValueTask<object?> AdjustableOnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.RequestServices.GetService<AdjustableClock>() is not null
            ? await next(context)
            : Problems.From(new Refusal("demo.only", null, "没有用 --adjustable-clock 启动，时钟不能调。"));

    private static async Task<IResult> LoadAsync(LoadBody body, DemoLoad load, TimeProvider clock)
    {
        var (answer, refusal) = await load.RunAsync(body, new Sender(UserContext.System, clock.GetUtcNow()));
        return refusal is not null ? Problems.From(refusal) : Results.Ok(answer);
    }

    private static async Task<IResult> SetAsync(ClockBody body, HttpContext context, DeadlineSweep sweep)
    {
        if (!Instants.TryRead(body.Now, endOfDay: false, out var now)) return Problems.Bad("clock.now", "now", "时间读不懂，应如 2026-09-16T10:00:00+08:00。");
        var clock = context.RequestServices.GetRequiredService<AdjustableClock>();
        clock.Set(now, body.Running, body.Sweep);
        if (clock.Sweep) await sweep.RunAsync();
        return Results.Ok(Shown(context.RequestServices));
    }

    private static async Task<IResult> SweepAsync(HttpContext context, DeadlineSweep sweep, MessageDelivery delivery)
    {
        var done = await sweep.RunAsync();
        var sent = await delivery.RunAsync();
        return Results.Ok(new { done, sent, clock = Shown(context.RequestServices) });
    }

    private static object Shown(IServiceProvider services)
    {
        var clock = services.GetRequiredService<AdjustableClock>();
        return new { now = clock.GetUtcNow(), running = clock.Running, sweep = clock.Sweep };
    }
}
