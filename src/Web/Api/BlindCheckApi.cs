using Innovation.Web.Access;
using Innovation.Workflows.Cases;

namespace Innovation.Web.Api;

/// <param name="Revision">Of the check that was seen.</param>
/// <param name="Decision"><c>release</c> or <c>withhold</c>.</param>
/// <param name="Note">Which pages and pictures were looked at, or why the file is not given.</param>
internal sealed record BlindDecisionBody(string? CommandId, int? Revision, string? Decision, string? Note);

/// <summary>匿名核对: what was found in attachments before experts read them.</summary>
internal static class BlindCheckApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var checks = api.MapGroup("/applications/{id}/blind-checks").WithTags("blind-checks").RequireAuthorization(Policies.Staff);
        checks.MapGet("", ListAsync).WithSummary("评审附件的核对清单：在哪一页发现了什么，专家能不能看");
        checks.MapPost("/{checkId}", DecideAsync).WithSummary("放行或不予提供").Produces<CommandAnswer>();
    }

    private static async Task<IResult> ListAsync(string id, CurrentUser current, BlindDecisions decisions)
    {
        if (await decisions.ListAsync(id, await current.GetAsync()) is not { } list) return Problems.NotFound("这一件");
        return Results.Ok(new
        {
            mayDecide = list.MayDecide,
            items = list.Lines.Select(l => new
            {
                id = l.Check.Id, revision = l.Check.Revision, state = l.Check.State, attachmentId = l.File.Id, fileName = l.File.FileName, field = l.File.Field, label = l.Label, hasCopy = l.Check.HasCopy, scannedAt = l.Check.ScannedAt,
                findings = l.Findings.Select(f => new { kind = char.ToLowerInvariant(f.Kind.ToString()[0]) + f.Kind.ToString()[1..], place = f.Place, text = f.Text }),
                note = l.Check.Note, decidedBy = l.Check.DecidedByName, decidedAt = l.Check.DecidedAt,
            }),
        });
    }

    private static async Task<IResult> DecideAsync(string id, string checkId, BlindDecisionBody body, BlindDecisions decisions, SenderFactory senders)
    {
        if (body.Decision is not (null or "release" or "withhold")) return Problems.Bad("blindCheck.decision", "decision", "decision 应为 release（放行）或 withhold（不予提供）。");
        return Problems.Answer(await decisions.DecideAsync(body.CommandId ?? "", new BlindDecision(id, checkId, body.Revision, body.Decision is null ? null : body.Decision == "release", body.Note ?? ""), await senders.CreateAsync()));
    }
}
