using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage.Searching;

namespace Innovation.Web.Api;

/// <param name="Type"><c>claim</c>, <c>unclaim</c>, <c>complete</c>, <c>supplement</c>, <c>declare</c>, <c>return</c>, <c>transfer</c>, <c>delegate</c>, <c>addSigner</c>, <c>removeSigner</c>, <c>takeBack</c>, <c>copy</c>, <c>reassign</c>.</param>
/// <param name="Back">For <c>return</c>: straight back to the sender.</param>
/// <param name="To">User id, for <c>transfer</c>, <c>delegate</c>, <c>reassign</c>, <c>removeSigner</c>.</param>
/// <param name="Users">User ids, for <c>addSigner</c> and <c>copy</c>.</param>
/// <param name="Place"><c>before</c>, <c>beside</c> or <c>after</c>, for <c>addSigner</c>.</param>
/// <param name="ActingFor">User id of the absent person for whom a substitute acts; left out: in the own name where that is possible.</param>
/// <param name="Items">For <c>supplement</c>; 逐项批注 for <c>return</c> and for a <c>complete</c> that goes against the applicant; may also stand in <c>values.items</c>.</param>
/// <param name="Files">意见附件: ids from <c>POST …/files</c>, for <c>complete</c> and <c>return</c>.</param>
/// <param name="Conflict">For <c>declare</c>; may also stand in <c>values.conflict</c>.</param>
internal sealed record TaskCommandBody(string? CommandId, int? Revision, string? Type, string? Outcome, JsonObject? Values, string? Comment, List<SupplementItemBody>? Items, bool? Conflict, string? ToStage, string? Override, bool? Back, string? To, List<string>? Users, string? Place, string? ActingFor, List<string>? Files);

/// <param name="Values">As for the command <c>complete</c>: <c>{"scores":{…}}</c>, of which some may be missing.</param>
/// <param name="Seen">The stamp of the draft that was read, empty where there was none; null: it is written over.</param>
internal sealed record DraftBody(int? Revision, JsonObject? Values, string? Comment, string? Seen);

internal sealed record SupplementItemBody(string? Field, string? Remark);

internal static class TaskApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("/tasks").WithTags("tasks").RequireAuthorization(Policies.SignedIn);
        tasks.MapGet("", ListAsync).WithSummary("任务：state=open 待办，done 已办，copied 抄送我的，asked 我的发起");
        tasks.MapGet("/{id}", GetAsync).WithSummary("一项任务：能做什么、要填什么");
        tasks.MapGet("/{id}/receivers", ReceiversAsync).WithSummary("可以转办、委派、加签、抄送给谁");
        tasks.MapGet("/{id}/attachments/{fileId}", FileAsync).WithSummary("评审附件（专家）：盲评给匿名副本，不是盲评的给原件");
        tasks.MapPost("/{id}/commands", CommandAsync).WithSummary("办理").Produces<CommandAnswer>();
        tasks.MapPost("/{id}/files", AddFileAsync).TakesFile().WithSummary("给正在写的意见附一个文件").Produces(201);
        tasks.MapDelete("/{id}/files/{fileId}", RemoveFileAsync).WithSummary("去掉还没有提交的意见附件");
        tasks.MapPut("/{id}/draft", DraftAsync).WithSummary("存下没有评完的评分表，提交前只有本人能看到").Produces(200);
    }

    private static async Task<IResult> ListAsync(CurrentUser current, TaskReader reader, CopyReader copies, RequestReader requests, string? state, string? search, string? stage, string? area, string? pick, string? sort, int page = 1, int size = 50)
    {
        var user = await current.GetAsync();
        if (state is not (null or "open" or "done" or "copied" or "asked")) return Problems.Bad("task.state", "state", "state 应为 open、done、copied 或 asked。");
        if (SearchWords.Read(search).Refused is { } why) return Problems.Bad("search.tooLong", "search", why);
        if (state == "asked")
        {
            var (asked, number) = await requests.ListAsync(user, Math.Clamp(page, 1, 10_000), Math.Clamp(size, 1, 200));
            return Results.Ok(new { total = number, items = asked });
        }

        if (state == "copied")
        {
            var (copied, count) = await copies.ListAsync(user, Math.Clamp(page, 1, 10_000), Math.Clamp(size, 1, 200));
            return Results.Ok(new { total = count, items = copied });
        }

        var found = await reader.ListAsync(user, new TaskFilter { State = state ?? "open", Search = search, StageId = stage, Area = area, Pick = pick, Sort = sort, Page = Math.Clamp(page, 1, 10_000), Size = size });
        return Results.Ok(new { total = found.Total, counts = found.Counts, items = found.Lines.Select(Line) });
    }

    private static async Task<IResult> GetAsync(string id, CurrentUser current, TaskReader reader, TimeProvider clock)
    {
        if (await reader.ReadAsync(await current.GetAsync(), id) is not { } view) return Problems.NotFound("这项任务");
        return Results.Ok(new
        {
            task = Line(view.Line),
            id = view.Line.Id,
            revision = view.Line.Revision,
            actions = view.Actions.Select(a => new { type = a.Type, name = a.Name, outcome = a.Outcome, help = a.Help, requiresComment = a.RequiresComment, toStage = a.ToStage, values = TaskValues.Schema(view.Programme, view.Stage, view.Line.Purpose, a) }),
            declared = view.Line.Purpose == WorkPurpose.Score ? view.Declared : (bool?)null,
            batch = view.Line.Purpose == WorkPurpose.Batch ? new { stageId = view.Stage.Id, kind = view.Stage.KindName, batchId = view.BatchId } : null,
            values = view.Values,
            answer = view.Line.State == WorkItemState.Done ? new { view.Row.Outcome, view.Row.OutcomeName, view.Row.Comment, view.Row.Total } : null,
            attachments = view.Files.Select(f => new { id = f.Id, name = f.Name, label = f.Label, state = f.State, notice = BlindFiles.InPlace(f.State) }),
            draft = view.Draft is { } draft ? new { values = JsonNode.Parse(draft.Values), comment = draft.Comment, savedAt = draft.SavedAt, stamp = draft.Stamp } : null,
            application = view.Case is null ? null : ApplicationApi.View(view.Case, clock.GetUtcNow()),
        });
    }

    private static async Task<IResult> ReceiversAsync(string id, CurrentUser current, TaskReader reader)
    {
        var user = await current.GetAsync();
        if (await reader.ReadAsync(user, id) is not { } task) return Problems.NotFound("这项任务");
        return Results.Ok((await reader.ReceiversAsync(user, task)).Select(p => new { userId = p.UserId, name = p.Name, unit = p.Unit }));
    }

    private static async Task<IResult> CommandAsync(string id, TaskCommandBody body, CurrentUser current, CaseCommands commands, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (!TaskIds.TryRead(id, out var caseId, out var item)) return Problems.NotFound("这项任务");
        if (body.Revision is not { } revision) return Problems.Bad("task.revision", "revision", "请写明您看到的任务版本（revision）。");
        var items = body.Items ?? (body.Values?["items"] as JsonArray)?.Select(n => new SupplementItemBody(Text(n, "field"), Text(n, "remark"))).ToList() ?? [];
        var request = new CaseRequest
        {
            CommandId = body.CommandId ?? "",
            CaseId = caseId,
            Item = item,
            Revision = revision,
            Type = body.Type ?? "",
            Outcome = body.Outcome,
            Values = body.Values,
            Comment = body.Comment,
            Items = [.. items.Select(i => new SupplementRequestItem(i.Field ?? "", i.Remark ?? ""))],
            Conflict = body.Conflict ?? (body.Values?["conflict"] is JsonValue v && v.TryGetValue<bool>(out var flag) ? flag : null),
            ToStage = body.ToStage ?? Text(body.Values, "toStage"),
            Override = body.Override ?? Text(body.Values, "override"),
            Back = body.Back ?? false,
            To = body.To ?? Text(body.Values, "to"),
            Users = [.. body.Users ?? []],
            Place = body.Place ?? Text(body.Values, "place"),
            ActingFor = body.ActingFor,
            Files = [.. (body.Files ?? []).OfType<string>()],
        };
        return Problems.Answer(await commands.ExecuteAsync(request, new Sender(await current.GetAsync(), now)));
    }

    private static async Task<IResult> AddFileAsync(string id, HttpRequest request, SenderFactory senders, OpinionFiles files)
    {
        if (await MultipartForm.ReadAsync(request) is not { } form) return MultipartForm.Unreadable("file.unreadable");
        if (form.Files.Count != 1) return Problems.Bad("file.missing", "file", "请附一个文件（file）。");
        await using var content = form.Files[0].OpenReadStream();
        var (file, refusal) = await files.AddAsync(id, form.Files[0].FileName, content, await senders.CreateAsync());
        return refusal is null ? Results.Created($"/api/v1/tasks/{id}/files/{file!.Id}", new { id = file.Id, name = file.FileName, size = file.Size, sha256 = file.Sha256 }) : Problems.From(refusal);
    }

    private static async Task<IResult> RemoveFileAsync(string id, string fileId, SenderFactory senders, OpinionFiles files) =>
        await files.RemoveAsync(id, fileId, await senders.CreateAsync()) is { } refusal ? Problems.From(refusal) : Results.NoContent();

    private static async Task<IResult> FileAsync(string id, string fileId, CurrentUser current, BlindFiles files, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var (file, refusal) = await files.OpenAsync(id, fileId, new Sender(await current.GetAsync(), now));
        return file is not null ? Results.File(file.Content, file.ContentType, file.Name) : refusal is null ? Problems.NotFound("这个文件") : Problems.From(refusal);
    }

    private static async Task<IResult> DraftAsync(string id, DraftBody body, CurrentUser current, ScoreDrafts drafts, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (!TaskIds.TryRead(id, out var caseId, out var item)) return Problems.NotFound("这项任务");
        if (body.Revision is not { } revision) return Problems.Bad("task.revision", "revision", "请写明您看到的任务版本（revision）。");
        return await drafts.SaveAsync(caseId, item, revision, body.Values ?? [], body.Comment, new Sender(await current.GetAsync(), now), body.Seen) is { } refusal
            ? Problems.From(refusal) : Results.Ok(new { revision, savedAt = now, stamp = ScoreDrafts.StampOf(body.Values ?? [], body.Comment) });
    }

    private static string? Text(JsonNode? node, string name) => node is JsonObject o && o[name] is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    private static object Line(TaskLine t) => new
    {
        id = t.Id,
        applicationId = t.CaseId.Length == 0 ? null : t.CaseId,
        revision = t.Revision,
        stageId = t.StageId,
        stage = t.StageName,
        purpose = char.ToLowerInvariant(t.Purpose.ToString()[0]) + t.Purpose.ToString()[1..],
        state = t.State.ToString().ToLowerInvariant(),
        number = t.Number,
        title = t.Title,
        organization = t.OrganizationName,
        area = t.Area,
        programmeCode = t.ProgrammeCode,
        roundId = t.RoundId,
        openedAt = t.OpenedAt,
        dueAt = t.DueAt,
        held = t.Held,
        claimedBy = t.ClaimedByName,
        doneAt = t.DoneAt,
        outcome = t.OutcomeName,
        @for = t.For,
    };
}
