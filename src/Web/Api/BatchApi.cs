using System.Collections.Immutable;
using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Reviews;
using Innovation.Workflows.Storage;

namespace Innovation.Web.Api;

/// <param name="StageId">The stage at which the cases wait: its kind decides whether this is a meeting, a notice or a decision.</param>
/// <param name="Mode"><c>vote</c> or <c>consensus</c>, for meetings.</param>
internal sealed record BatchBody(string? CommandId, string? StageId, List<string>? CaseIds, List<string>? ApplicationIds, string? Title, string? Mode, string? ScheduledAt, string? Place, string? ActingFor);

/// <param name="ScheduledAt">With <paramref name="Place"/>, for <c>arrange</c>.</param>
/// <param name="Choice"><c>approve</c>, <c>reject</c> or <c>defer</c>.</param>
internal sealed record BatchCommandBody(string? CommandId, int? Revision, string? Type, string? CaseId, string? ApplicationId, string? Choice, string? Comment, string? Text, List<string>? Present, string? ActingFor, string? ScheduledAt, string? Place);

internal static class BatchApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var batches = api.MapGroup("/batches").WithTags("batches").RequireAuthorization(Policies.Batches);
        batches.MapGet("", ListAsync).WithSummary("批次：会议、公示、发文");
        batches.MapPost("", CreateAsync).WithSummary("新建一批").Produces<CommandAnswer>(201);
        batches.MapGet("/{id}", GetAsync).WithSummary("一批：议程、表决、名单、能做什么");
        batches.MapPost("/{id}/commands", CommandAsync).WithSummary("办理一批").Produces<CommandAnswer>();
    }

    private static async Task<IResult> ListAsync(CurrentUser current, BatchReader reader, string? kind, string? state, int page = 1, int size = 50)
    {
        if (kind is not (null or "meeting" or "notice" or "decision")) return Problems.Bad("batch.kind", "kind", "kind 应为 meeting、notice 或 decision。");
        var (rows, total) = await reader.ListAsync(await current.GetAsync(), kind, state, Math.Clamp(page, 1, 10_000), Math.Clamp(size, 1, 200));
        return Results.Ok(new { total, items = rows.Select(b => new { id = b.Id, kind = b.Kind.ToString().ToLowerInvariant(), stageId = b.StageId, title = b.Title, status = b.Status.ToString().ToLowerInvariant(), revision = b.Sequence, number = b.Number, createdAt = b.CreatedAt, actedAt = b.ActedAt, endsAt = b.EndsAt, documentId = b.DocumentId }) });
    }

    private static async Task<IResult> CreateAsync(BatchBody body, CurrentUser current, BatchCommands commands, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (string.IsNullOrWhiteSpace(body.StageId)) return Problems.Bad("batch.stage", "stageId", "请指明环节（stageId）。");
        if (body.Mode is not (null or "vote" or "consensus")) return Problems.Bad("batch.mode", "mode", "mode 应为 vote 或 consensus。");
        if (!Instants.TryRead(body.ScheduledAt, endOfDay: false, out var scheduled)) return Problems.Bad("batch.scheduledAt", "scheduledAt", "开会时间读不懂，应如 2026-09-16T09:30。");
        if (body.Place is { Length: > 200 }) return Problems.Bad("batch.place", "place", "地点最多 200 字。");
        var result = await commands.CreateAsync(new BatchCreation
        {
            CommandId = body.CommandId ?? "",
            StageId = body.StageId,
            CaseIds = [.. (body.CaseIds ?? body.ApplicationIds ?? []).OfType<string>()],
            Title = body.Title ?? "",
            Mode = body.Mode == "consensus" ? MeetingMode.Consensus : MeetingMode.Vote,
            ScheduledAt = scheduled,
            Place = body.Place ?? "",
            ActingFor = body.ActingFor,
        }, new Sender(await current.GetAsync(), now));
        return result is CommandResult.Accepted accepted ? Results.Created($"/api/v1/batches/{accepted.Answer.CaseId}", new { id = accepted.Answer.CaseId, revision = accepted.Answer.Sequence, answer = accepted.Answer }) : Problems.Answer(result);
    }

    private static async Task<IResult> GetAsync(string id, CurrentUser current, BatchReader reader)
    {
        if (await reader.ReadAsync(await current.GetAsync(), id) is not { } view) return Problems.NotFound("这一批");
        return Results.Ok(new
        {
            id = view.Row.Id,
            kind = view.Row.Kind.ToString().ToLowerInvariant(),
            stageId = view.Row.StageId,
            title = view.Row.Title,
            status = view.Row.Status.ToString().ToLowerInvariant(),
            revision = view.Row.Sequence,
            number = view.Row.Number,
            documentId = view.Row.DocumentId,
            endsAt = view.Row.EndsAt,
            mode = view.State.Mode.ToString().ToLowerInvariant(),
            scheduledAt = view.State.ScheduledAt,
            place = view.State.Place,
            members = view.State.Members.Select(m => new { m.UserId, m.Name, present = view.State.Present.Contains(m.UserId) }),
            text = view.State.Text,
            drafted = view.State.Drafted,
            @checked = view.State.Checked,
            signed = view.State.Signed,
            returnReason = view.State.ReturnReason,
            items = view.Items.Select(i => new { applicationId = i.Case.Id, number = i.Case.Number, organization = i.Case.OrganizationName, title = i.Case.Title, area = i.Case.Area, rank = i.Rank, score = i.Score, votes = i.Tally?.InWords, decided = i.Tally?.Decision?.ToString().ToLowerInvariant(), undecidable = i.Tally?.Reason, myVote = i.MyVote?.ToString().ToLowerInvariant(), recused = i.IAmRecused, outcome = i.Row.Outcome, spread = i.Row.Spread.ToString().ToLowerInvariant(), reason = i.Row.Reason, status = i.Case.ApplicantStatus }),
            actions = view.Actions.Select(a => new { type = a.Type, name = a.Name, help = a.Help, requiresComment = a.RequiresComment }),
        });
    }

    private static async Task<IResult> CommandAsync(string id, BatchCommandBody body, CurrentUser current, BatchCommands commands, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        Vote? choice = null;
        if (body.Choice is { } text)
        {
            if (!Enum.TryParse<Vote>(text, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed) || char.IsAsciiDigit(text[0])) return Problems.Bad("vote.choice", "choice", "choice 应为 approve、reject 或 defer。");
            choice = parsed;
        }

        if (!Instants.TryRead(body.ScheduledAt, endOfDay: false, out var scheduled)) return Problems.Bad("batch.scheduledAt", "scheduledAt", "开会时间读不懂，应如 2026-09-16T09:30。");
        var request = new BatchRequest
        {
            CommandId = body.CommandId ?? "",
            BatchId = id,
            Type = body.Type ?? "",
            Revision = body.Revision,
            CaseId = body.CaseId ?? body.ApplicationId,
            Choice = choice,
            Comment = body.Comment,
            Text = body.Text,
            ActingFor = body.ActingFor,
            ScheduledAt = scheduled,
            Place = body.Place,
            Present = body.Present is null ? null : [.. body.Present.OfType<string>()],
        };
        return Problems.Answer(await commands.ExecuteAsync(request, new Sender(await current.GetAsync(), now)));
    }
}
