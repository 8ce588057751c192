using Innovation.Web.Access;
using Innovation.Workflows.Organizations;

namespace Innovation.Web.Api;

/// <param name="AbsentId">Who is absent; left out: oneself.</param>
/// <param name="From">First day in China, <c>2026-09-16</c>.</param>
/// <param name="Until">Last day in China.</param>
/// <param name="Programmes">Codes; empty: all.</param>
/// <param name="Roles">Empty: all that can be substituted.</param>
internal sealed record SubstitutionBody(string? AbsentId, string? SubstituteId, string? From, string? Until, List<string>? Programmes, List<string>? Roles, string? Reason);

internal static class SubstitutionApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/substitutions").WithTags("substitutions").RequireAuthorization(Policies.Worker);
        group.MapGet("", async (SenderFactory senders, SubstituteArrangements arrangements) => await ListAsync(senders, arrangements, all: false)).WithSummary("代理：我请人代理的，我代理别人的");
        group.MapPost("", SetAsync).WithSummary("设置代理人").Produces(201);
        group.MapPost("/{id}/end", EndAsync).WithSummary("提前结束代理，马上生效");
        var managed = api.MapGroup("/substitutions/managed").WithTags("substitutions").RequireAuthorization(Policies.Supervisor);
        managed.MapGet("", async (SenderFactory senders, SubstituteArrangements arrangements) => await ListAsync(senders, arrangements, all: true)).WithSummary("代理：科室负责人、管理员管理的");
        managed.MapPost("", SetAsync).WithSummary("替已经离岗的人员设置代理人").Produces(201);
        managed.MapPost("/{id}/end", EndAsync).WithSummary("提前结束代理，马上生效");
    }

    private static async Task<IResult> ListAsync(SenderFactory senders, SubstituteArrangements arrangements, bool all)
    {
        var sender = await senders.CreateAsync();
        var rows = await arrangements.ListAsync(sender.User, all);
        return Results.Ok(new { items = rows.Select(r => View(r, sender.ReceivedAt)) });
    }

    private static async Task<IResult> SetAsync(SubstitutionBody body, SenderFactory senders, SubstituteArrangements arrangements)
    {
        var sender = await senders.CreateAsync();
        var input = new SubstitutionInput(body.AbsentId, body.SubstituteId, Day(body.From), Day(body.Until), [.. (body.Programmes ?? []).OfType<string>()], [.. (body.Roles ?? []).OfType<string>()], body.Reason);
        var (row, refusal) = await arrangements.SetAsync(input, sender);
        return refusal is null ? Results.Created($"/api/v1/substitutions/{row!.Id}", View(row, sender.ReceivedAt)) : Problems.From(refusal);
    }

    private static async Task<IResult> EndAsync(string id, SenderFactory senders, SubstituteArrangements arrangements) =>
        await arrangements.EndAsync(id, await senders.CreateAsync()) is { } refusal ? Problems.From(refusal) : Results.NoContent();

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day : null;

    private static object View(SubstitutionRow r, DateTimeOffset now) => new
    {
        id = r.Id, absentId = r.AbsentId, absent = r.AbsentName, substituteId = r.SubstituteId, substitute = r.SubstituteName, startsAt = r.StartsAt, endsAt = r.EndsAt, endedAt = r.EndedAt,
        programmes = r.ProgrammeList, roles = r.RoleList, reason = r.Reason, setBy = r.SetByName, inForce = r.InForceAt(now),
    };
}
