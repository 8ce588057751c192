using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Workflows.Definitions.Bpmn;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Programs.Exchange;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Api;

/// <param name="Pattern">Id of a starting point.</param>
/// <param name="Programme">Code of a published programme to copy, or with <paramref name="Revise"/> to go on with.</param>
/// <param name="Document">A programme document to import. With none of these the draft starts from nothing.</param>
internal sealed record NewDraftBody(string? Name, string? Pattern, string? Programme, int? Version, bool? Revise, JsonObject? Document);

/// <param name="Edit">One edit of the process, e.g. <c>{"edit":"renameStage","stage":"review","name":"初审"}</c>.</param>
internal sealed record DraftEditBody(int? Revision, JsonObject? Edit);

/// <param name="Pointer">JSON pointer outside the stages.</param>
internal sealed record DraftPartBody(int? Revision, string? Pointer, JsonNode? Value, string? Words);

internal sealed record DraftTurnBody(int? Revision);

internal sealed record DraftPublishBody(int? Revision, string? Notes, DateTimeOffset? EffectiveAt);

internal sealed record VersionWithdrawBody(string? Reason);

internal static class DraftApi
{
    private static readonly JsonSerializerOptions Strict = new(Programme.Json) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/drafts").WithTags("drafts").RequireAuthorization(Policies.Administrator);
        group.MapGet("", async (CurrentUser current, ProgrammeDrafts drafts) => Results.Ok(new { items = await drafts.ListAsync(await current.GetAsync()) })).WithSummary("项目类型草稿");
        group.MapPost("", CreateAsync).WithSummary("新建草稿：空白、起点、已发布的版本或导入的文件").Produces(201);
        group.MapGet("/{id}", async (string id, CurrentUser current, ProgrammeDrafts drafts) =>
            await drafts.ReadAsync(await current.GetAsync(), id) is { } view ? Results.Ok(View(view)) : Problems.NotFound("这份草稿")).WithSummary("草稿：全文、修订号、最近的修改");
        group.MapDelete("/{id}", async (string id, SenderFactory senders, ProgrammeDrafts drafts) =>
            await drafts.DeleteAsync(id, await senders.CreateAsync()) is { } refusal ? Problems.From(refusal) : Results.NoContent()).WithSummary("删去草稿");
        group.MapPost("/{id}/edits", EditAsync).WithSummary("改流程：一次一处修改");
        group.MapPost("/{id}/parts", async (string id, DraftPartBody body, SenderFactory senders, ProgrammeDrafts drafts) =>
            body.Revision is not { } revision ? NoRevision() : body.Pointer is not { } pointer ? Problems.Bad("draft.pointer", "pointer", "请写明改哪里（pointer）。")
            : Answer(await drafts.SetAsync(id, revision, pointer, body.Value, body.Words is { Length: > 0 } words ? words : $"改 {pointer}", await senders.CreateAsync()))).WithSummary("改流程以外的部分：按 JSON 位置");
        group.MapPost("/{id}/undo", async (string id, DraftTurnBody body, SenderFactory senders, ProgrammeDrafts drafts) =>
            body.Revision is { } revision ? Answer(await drafts.UndoAsync(id, revision, await senders.CreateAsync())) : NoRevision()).WithSummary("撤销自己最后一次修改");
        group.MapPost("/{id}/redo", async (string id, DraftTurnBody body, SenderFactory senders, ProgrammeDrafts drafts) =>
            body.Revision is { } revision ? Answer(await drafts.RedoAsync(id, revision, await senders.CreateAsync())) : NoRevision()).WithSummary("重做");
        group.MapGet("/{id}/problems", async (string id, CurrentUser current, ProgrammeDrafts drafts) =>
            await drafts.ReadAsync(await current.GetAsync(), id) is { } view ? Results.Ok(new { items = ProgrammeDrafts.Check(view.Document).Concat(await drafts.CheckAroundAsync(view)).Select(View) }) : Problems.NotFound("这份草稿")).WithSummary("草稿里的问题，和页面上的一样：规则、与其他项目类型的关系、人员、随机模拟");
        group.MapPost("/{id}/publish", PublishAsync).WithSummary("发布为新的一版");
        group.MapGet("/{id}/file", async (string id, CurrentUser current, ProgrammeDrafts drafts) =>
            await drafts.ReadAsync(await current.GetAsync(), id) is { } view ? File(ProgrammeFile.Canonical(view.Document), view.Row.Code, "草稿") : Problems.NotFound("这份草稿")).WithSummary("导出草稿文件");
        group.MapGet("/{id}/bpmn", async (string id, CurrentUser current, ProgrammeDrafts drafts) =>
            await drafts.ReadAsync(await current.GetAsync(), id) is not { } view ? Problems.NotFound("这份草稿")
            : ProgrammeFile.Read(view.Document).Programme is { } programme ? Bpmn(programme, "草稿") : Problems.Bad("draft.problems", null, "草稿还有错误，改好才能导出 BPMN。")).WithSummary("导出草稿的流程（BPMN 2.0）");
        var versions = api.MapGroup("/programmes/{code}/versions/{version:int}").WithTags("drafts").RequireAuthorization(Policies.Administrator);
        versions.MapGet("/file", async (string code, int version, ProgrammeStore store, IDbContexts contexts) =>
            await VersionAsync(code, version, store, contexts) is { } programme ? File(ProgrammeFile.ToDocument(programme), code, $"第{version}版") : Problems.NotFound("这一版")).WithSummary("导出一版的文件");
        versions.MapGet("/bpmn", async (string code, int version, ProgrammeStore store, IDbContexts contexts) =>
            await VersionAsync(code, version, store, contexts) is { } programme ? Bpmn(programme, $"第{version}版") : Problems.NotFound("这一版")).WithSummary("导出一版的流程（BPMN 2.0）");
        versions.MapPost("/withdraw", async (string code, int version, VersionWithdrawBody body, SenderFactory senders, ProgrammeDrafts drafts) =>
            await drafts.WithdrawVersionAsync(code, version, body.Reason, await senders.CreateAsync()) is { } refusal ? Problems.From(refusal) : Results.NoContent()).WithSummary("撤下一版：不再用于新申报");
    }

    private static async Task<Programme?> VersionAsync(string code, int version, ProgrammeStore store, IDbContexts contexts)
    {
        await using var db = contexts.Create();
        return await db.ProgrammeVersions.AnyAsync(v => v.ProgrammeCode == code && v.Version == version) ? await store.GetAsync(db, code, version) : null;
    }

    private static IResult File(JsonObject document, string code, string what) =>
        Results.File(Encoding.UTF8.GetBytes(ProgrammeFile.Text(document)), "application/json", $"{code}-{what}.json");

    private static IResult Bpmn(Programme programme, string what) =>
        Results.File(Encoding.UTF8.GetBytes(BpmnExport.Write(programme.Process)), "application/xml", $"{programme.Code}-{what}.bpmn");

    private static async Task<IResult> CreateAsync(NewDraftBody body, SenderFactory senders, ProgrammeDrafts drafts)
    {
        DraftOrigin origin = body switch
        {
            { Document: { } document } => new DraftOrigin.Imported(document),
            { Pattern: { } pattern } => new DraftOrigin.Pattern(pattern),
            { Programme: { } code, Revise: true } => new DraftOrigin.Revise(code, body.Version ?? 1),
            { Programme: { } code } => new DraftOrigin.Copy(code, body.Version ?? 1),
            _ => new DraftOrigin.Empty(),
        };
        var (id, refusal) = await drafts.CreateAsync(origin, body.Name, await senders.CreateAsync());
        return refusal is null ? Results.Created($"/api/v1/drafts/{id}", new { id }) : Problems.From(refusal);
    }

    private static async Task<IResult> EditAsync(string id, DraftEditBody body, SenderFactory senders, ProgrammeDrafts drafts)
    {
        if (body.Revision is not { } revision) return NoRevision();
        DraftEdit? edit = null;
        try
        {
            edit = body.Edit?.Deserialize<DraftEdit>(Strict);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            return Problems.Bad("draft.edit", "edit", "这次修改读不懂，请对照接口说明检查。");
        }

        return edit is null or Restore ? Problems.Bad("draft.edit", "edit", "请写明怎样修改（edit）。") : Answer(await drafts.EditAsync(id, revision, edit, await senders.CreateAsync()));
    }

    private static async Task<IResult> PublishAsync(string id, DraftPublishBody body, SenderFactory senders, ProgrammeDrafts drafts)
    {
        if (body.Revision is not { } revision) return NoRevision();
        var (version, problems, refusal) = await drafts.PublishAsync(id, revision, body.Notes, body.EffectiveAt, await senders.CreateAsync());
        if (refusal is null) return Results.Ok(new { version, warnings = problems.Select(View) });
        return Results.Problem(refusal.Message, statusCode: Problems.StatusOf(refusal.Code), title: "没有发布", extensions: new Dictionary<string, object?> { ["code"] = refusal.Code, ["field"] = refusal.Field, ["problems"] = problems.Select(View).ToList() });
    }

    private static IResult NoRevision() => Problems.Bad("draft.revision", "revision", "请写明依据的修订号（revision）。");

    private static IResult Answer(DraftAnswer answer)
    {
        if (answer.Refusal is not { } refusal) return Results.Ok(new { revision = answer.Revision, since = answer.Since });
        return Results.Problem(refusal.Message, statusCode: Problems.StatusOf(refusal.Code), title: "没有改成", extensions: new Dictionary<string, object?> { ["code"] = refusal.Code, ["field"] = refusal.Field, ["revision"] = answer.Revision, ["since"] = answer.Since });
    }

    private static object View(ProgrammeProblem p) => new { pointer = p.Pointer, code = p.Code, detail = p.Message, stage = p.StageId, field = p.Field, warning = p.IsWarning };

    private static object View(DraftView view) => new { draft = view.Row, canUndo = view.CanUndo, canRedo = view.CanRedo, recent = view.Recent, document = view.Document };
}
