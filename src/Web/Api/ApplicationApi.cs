using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Api;

internal sealed record OpenBody(string? RoundId, string? CommandId);

internal sealed record FormBody(int? Revision, JsonObject? Values);

/// <param name="Type"><c>submit</c> (also answers 补正), <c>withdraw</c>, <c>terminate</c> and so on, as the answer to an unknown one lists.</param>
/// <param name="Outcome">For <c>decideReconsideration</c>: <c>upheld</c> or <c>changed</c>.</param>
internal sealed record ApplicationCommandBody(string? CommandId, string? Type, int? Revision, string? Comment, string? Reason, int? Deadline, string? Handler, DateOnly? PromisedOn, string? Outcome = null);

internal static class ApplicationApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var applications = api.MapGroup("/applications").WithTags("applications");
        applications.MapGet("", ListAsync).RequireAuthorization(Policies.SignedIn).WithSummary("我能看到的申报");
        applications.MapPost("", OpenAsync).RequireAuthorization(Policies.Applicant).WithSummary("新建申报").Produces(201);
        applications.MapGet("/{id}", GetAsync).RequireAuthorization(Policies.SignedIn).WithSummary("一件申报：环节、状态、历程、期限、文书、能做什么");
        applications.MapGet("/{id}/form", FormAsync).RequireAuthorization(Policies.SignedIn).WithSummary("申报内容和表单定义");
        applications.MapPut("/{id}/form", SaveAsync).RequireAuthorization(Policies.Applicant).WithSummary("保存申报内容");
        applications.MapPost("/{id}/attachments", UploadAsync).RequireAuthorization(Policies.Applicant).WithSummary("上传附件（multipart：field、file）").TakesFile().Produces(201);
        applications.MapDelete("/{id}/attachments/{fileId}", RemoveAsync).RequireAuthorization(Policies.Applicant).WithSummary("去掉附件");
        applications.MapGet("/{id}/attachments/{fileId}", DownloadAsync).RequireAuthorization(Policies.SignedIn).WithSummary("下载附件");
        applications.MapPost("/{id}/commands", CommandAsync).RequireAuthorization(Policies.SignedIn).WithSummary("提交、撤回、终止").Produces<CommandAnswer>();
    }

    private static async Task<IResult> ListAsync(CurrentUser current, IDbContexts contexts, string? search, string? stage, string? status, bool? deemed, int page = 1, int size = 50)
    {
        var user = await current.GetAsync();
        await using var db = contexts.Create();
        var rows = CaseScope.Visible(db, user);
        if (SearchWords.Read(search) is var words && words.Refused is { } why) return Problems.Bad("search.tooLong", "search", why);
        rows = rows.Matching(words, CaseSearch.In(db));
        if (!string.IsNullOrWhiteSpace(stage)) rows = rows.Where(c => c.CurrentStageIds.Contains("," + stage + ","));
        if (!string.IsNullOrWhiteSpace(status)) rows = rows.Where(c => c.ApplicantStatus == status);
        if (deemed is { } silent) rows = rows.WhereDeemed(db, silent);
        size = Math.Clamp(size, 1, 200);
        var total = await rows.CountAsync();
        var list = await rows.OrderByDescending(c => c.UpdatedAt).Skip((Math.Clamp(page, 1, 10_000) - 1) * size).Take(size).ToListAsync();
        var ids = list.Select(c => c.Id).ToList();
        var went = (await DeemedOutcomes.In(db).Where(v => ids.Contains(v.CaseId)).Select(v => v.CaseId).ToListAsync()).ToHashSet();
        return Results.Ok(new { total, items = list.Select(c => new { deemed = went.Contains(c.Id), id = c.Id, number = c.Number, title = c.Title, organization = c.OrganizationName, area = c.Area, roundId = c.RoundId, applicantStatus = c.ApplicantStatus, stage = c.CurrentStages, submittedAt = c.SubmittedAt, endedAt = c.EndedAt }) });
    }

    private static async Task<IResult> OpenAsync(OpenBody body, CurrentUser current, CaseCommands commands, CaseReader reader, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var user = await current.GetAsync();
        if (string.IsNullOrWhiteSpace(body.RoundId)) return Problems.Bad("application.roundId", "roundId", "请指明申报批次（roundId）。");
        if (body.CommandId is { Length: > 100 }) return Problems.Bad("command.id", "commandId", "命令编号最多 100 个字符。");
        var result = await commands.OpenDraftAsync(body.CommandId ?? Identifiers.Opaque(), body.RoundId, new Sender(user, now));
        if (result is not CommandResult.Accepted accepted) return Problems.Answer(result);
        var view = await reader.ReadAsync(user, accepted.Answer.CaseId);
        return Results.Created($"/api/v1/applications/{accepted.Answer.CaseId}", View(view!, clock.GetUtcNow()));
    }

    private static async Task<IResult> GetAsync(string id, CurrentUser current, CaseReader reader, TimeProvider clock) =>
        await reader.ReadAsync(await current.GetAsync(), id) is { } view ? Results.Ok(View(view, clock.GetUtcNow())) : Problems.NotFound("这件申报");

    private static async Task<IResult> FormAsync(string id, CurrentUser current, CaseReader reader)
    {
        if (await reader.ReadAsync(await current.GetAsync(), id) is not { } view) return Problems.NotFound("这件申报");
        return Results.Ok(new
        {
            revision = view.FormRevision,
            values = view.Values,
            editable = view.Editing.All ? ["*"] : view.Editing.Fields.ToArray(),
            schema = JsonNode.Parse(FormJson.WriteSchema(view.Programme.Form)),
        });
    }

    private static async Task<IResult> SaveAsync(string id, FormBody body, CurrentUser current, ApplicationForms forms, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (body.Revision is not { } revision) return Problems.Bad("form.revision", "revision", "请写明您看到的版本（revision）。");
        if (body.Values is null) return Problems.Bad("form.values", "values", "没有申报内容（values）。");
        var save = await forms.SaveAsync(id, revision, body.Values, new Sender(await current.GetAsync(), now));
        return save switch
        {
            FormSave.Saved saved => Results.Ok(new { revision = saved.Revision, savedAt = saved.At, problems = saved.Problems.Select(p => new { code = p.Code, field = p.FieldPath, section = p.SectionTitle, detail = p.Message }) }),
            FormSave.Conflict conflict => Results.Problem($"{conflict.ByName}在 {ChinaTime.Clock(conflict.At)} 保存过，您的内容没有覆盖上去。请取得新内容后再改。", statusCode: 409, title: "情况有变化",
                extensions: new Dictionary<string, object?> { ["code"] = "form.stale", ["field"] = "revision", ["revision"] = conflict.Revision, ["who"] = conflict.ByName, ["when"] = conflict.At }),
            FormSave.Refused refused => Problems.From(refused.Refusal),
            _ => throw new InvalidOperationException(),
        };
    }

    private static async Task<IResult> UploadAsync(string id, HttpRequest request, CurrentUser current, Attachments attachments, TimeProvider clock)
    {
        if (await MultipartForm.ReadAsync(request) is not { } form) return MultipartForm.Unreadable("file.form");
        var now = clock.GetUtcNow();
        if (form.Files.Count != 1) return Problems.Bad("file.one", "file", "请一次上传一个文件，字段名为 file。");
        var field = form["field"].ToString();
        if (field.Length is 0 or > 100) return Problems.Bad("file.field", "field", "请写明是哪一项附件（field）。");
        await using var content = form.Files[0].OpenReadStream();
        var (file, refusal) = await attachments.AddAsync(id, field, form.Files[0].FileName, content, new Sender(await current.GetAsync(), now));
        return refusal is not null ? Problems.From(refusal) : Results.Created($"/api/v1/applications/{id}/attachments/{file!.Id}", File(file));
    }

    private static async Task<IResult> RemoveAsync(string id, string fileId, CurrentUser current, Attachments attachments, TimeProvider clock) =>
        await attachments.RemoveAsync(fileId, new Sender(await current.GetAsync(), clock.GetUtcNow())) is { } refusal ? Problems.From(refusal) : Results.NoContent();

    private static async Task<IResult> DownloadAsync(string id, string fileId, CurrentUser current, Attachments attachments)
    {
        if (await attachments.OpenAsync(fileId, await current.GetAsync()) is not { } opened) return Problems.NotFound("这个文件");
        if (opened.Row.CaseId == id) return Results.File(opened.Content, opened.Row.ContentType, opened.Row.FileName);
        await opened.Content.DisposeAsync();
        return Problems.NotFound("这个文件");
    }

    private static async Task<IResult> CommandAsync(string id, ApplicationCommandBody body, CurrentUser current, CaseCommands commands, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (body.Type is not ("submit" or "withdraw" or "terminate" or "suspend" or "resume" or "urge" or "takeBack" or "answerRedCard" or "requestReconsideration" or "decideReconsideration")) return Problems.Bad("command.unknown", "type", "没有这种操作；可用的是 submit、withdraw、terminate、suspend、resume、urge、takeBack、answerRedCard、requestReconsideration、decideReconsideration。");
        return Problems.Answer(await commands.ExecuteAsync(new CaseRequest { CommandId = body.CommandId ?? "", CaseId = id, Type = body.Type, Revision = body.Revision, Comment = body.Comment ?? body.Reason, Outcome = body.Outcome, Deadline = body.Deadline, Handler = body.Handler, PromisedOn = body.PromisedOn }, new Sender(await current.GetAsync(), now)));
    }

    private static object File(AttachmentRow f) => new { id = f.Id, field = f.Field, name = f.FileName, contentType = f.ContentType, size = f.Size, sha256 = f.Sha256, version = f.Version, uploadedAt = f.UploadedAt, current = f.Current };

    /// <summary>A case as the caller may see it.</summary>
    internal static object View(CaseView view, DateTimeOffset now)
    {
        var row = view.Row;
        var staff = view.Audience == Audience.Staff;
        var index = DefinitionIndex.Of(view.Programme.Process);
        var steps = view.Programme.Steps;
        return new
        {
            id = row.Id,
            number = row.Number,
            title = row.Title,
            programmeCode = row.ProgrammeCode,
            round = new { id = view.Round.Id, title = view.Round.Title, closesAt = view.Round.ClosesAt },
            organization = new { id = row.OrganizationId, name = row.OrganizationName, area = row.Area },
            applicantStatus = row.ApplicantStatus,
            phase = row.Phase.ToString().ToLowerInvariant(),
            result = row.Result,
            // Applicants see steps, never the stages of experts.
            stage = staff ? (object)view.State.Activations.Select(a => new { id = a.StageId, name = index[a.StageId].Stage.Name, enteredAt = a.EnteredAt }).ToList()
                : view.State.Activations.Select(a => index[a.StageId].Stage.Step).Where(s => s is not null).Distinct().Select(s => new { id = (string?)null, name = s, enteredAt = (DateTimeOffset?)null }).ToList(),
            steps,
            definitionVersion = row.DefinitionVersion,
            score = staff ? row.Score : null,
            submittedAt = row.SubmittedAt,
            endedAt = row.EndedAt,
            form = new { revision = view.FormRevision, versions = view.Versions.Select(v => new { version = v.Version, hash = v.Hash, submittedAt = v.SubmittedAt }), editable = view.Editing.All ? ["*"] : view.Editing.Fields.ToArray() },
            attachments = view.Files.Where(f => f.Current).Select(File),
            timeline = view.Timeline.Select(t => new { at = t.At, text = t.Text, detail = t.Detail, by = t.By, documentId = t.DocumentId, processedAt = t.ProcessedAt, files = t.Files.Select(f => new { id = f.Id, name = f.Name, sha256 = f.Sha256 }) }),
            deadlines = view.Deadlines.Where(d => staff || d.Purpose != DeadlinePurpose.Stage || index.Find(d.StageId)?.Stage.Deadline?.OnExpiry?.Outcome is not null)
                .Select(d => new { id = d.Id, stage = d.StageName, purpose = d.Purpose.ToString().ToLowerInvariant(), dueAt = d.DueAt, lastDay = ChinaTime.LastDayOf(d.DueAt), originalDueAt = d.OriginalDueAt, provisional = d.Provisional, paused = d.PausedOn is not null, closedAt = d.ClosedAt, cause = d.Cause, effectiveAt = d.ExpiredAt, overdue = d.Overdue }),
            supplement = view.State.Activations.Where(a => a.Supplement is not null).Select(a => new { round = a.Supplement!.Round, items = a.Supplement.Items }).FirstOrDefault(),
            remarks = FormEditing.Submits(view.State) ? view.State.Remarks : null,
            documents = view.Documents.Select(d => new { id = d.Id, title = d.Title, number = d.Number, template = d.Template, issuedAt = d.IssuedAt, pdf = d.PdfSha256 is null ? "待生成" : "ready", verify = $"/verify/{d.Id}" }),
            actions = view.Actions.Select(a => new { type = a.Type, name = a.Name, help = a.Help, requiresComment = a.RequiresComment }),
            now,
        };
    }
}
