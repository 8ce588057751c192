using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Notices;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Api;

/// <param name="Source">Who decided it, and the number of the paper.</param>
internal sealed record SanctionBody(string? CommandId, string? Uscc, DateOnly? From, DateOnly? Until, string? Reason, string? Source, DateOnly? DecidedOn);

internal sealed record SanctionLiftBody(string? CommandId, string? Reason);

/// <summary>限制名单</summary>
internal static class SanctionApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var sanctions = api.MapGroup("/sanctions").WithTags("sanctions").RequireAuthorization(Policies.Staff);
        sanctions.MapGet("", ListAsync).WithSummary("限制名单；inForce=true 只看限制中的");
        sanctions.MapPost("", EnterAsync).WithSummary("登记限制，公示中的件当即暂停");
        sanctions.MapPost("/{id}/lift", async (string id, SanctionLiftBody b, SanctionRegister register, SenderFactory senders) => Problems.Answer(await register.LiftAsync(b.CommandId ?? "", new SanctionLift(id, b.Reason ?? ""), await senders.CreateAsync()))).WithSummary("提前解除");
    }

    private static async Task<IResult> ListAsync(IDbContexts contexts, TimeProvider clock, bool inForce = false, int page = 1)
    {
        await using var db = contexts.Create();
        var rows = inForce ? Sanctions.InForce(db, ChinaTime.DateOf(clock.GetUtcNow())) : db.Sanctions.AsNoTracking();
        var list = await rows.OrderByDescending(s => s.Id).Skip((Math.Clamp(page, 1, 10_000) - 1) * 50).Take(50).ToListAsync();
        return Results.Ok(new { total = await rows.CountAsync(), items = list.Select(s => new { s.Id, s.Uscc, s.From, s.Until, s.Reason, s.Source, s.DecidedOn, s.EnteredBy, s.EnteredAt, s.LiftedAt, s.LiftedBy, s.LiftReason }) });
    }

    private static async Task<IResult> EnterAsync(SanctionBody b, SanctionRegister register, SanctionHolds holds, SenderFactory senders)
    {
        var sender = await senders.CreateAsync();
        var result = await register.EnterAsync(b.CommandId ?? "", new NewSanction(b.Uscc ?? "", b.From, b.Until, b.Reason ?? "", b.Source ?? "", b.DecidedOn), sender);
        if (result is CommandResult.Accepted) await holds.RunDueAsync(sender.ReceivedAt);
        return Problems.Answer(result);
    }
}
