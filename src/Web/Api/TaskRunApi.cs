using Innovation.Web.Access;
using Innovation.Web.Jobs;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Storage.Searching;

namespace Innovation.Web.Api;

/// <param name="Tasks">Ids with the revisions that the sender saw.</param>
internal sealed record TaskRunBody(string? CommandId, string? Type, string? Outcome, string? Comment, string? ToStage, bool? Back, string? To, List<TaskRunTaskBody>? Tasks);

internal sealed record TaskRunTaskBody(string? Id, int? Revision);

/// <param name="Name">Of the filter.</param>
internal sealed record SavedFilterBody(string? Name, string? Search, string? Programme, string? Stage, string? Area, string? Pick, string? Sort);

/// <summary>成批办理 and 常用筛选.</summary>
internal static class TaskRunApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/task-runs").WithTags("tasks").RequireAuthorization(Policies.SignedIn);
        runs.MapPost("", StartAsync).WithSummary("成批办理：对许多任务下同一个命令，逐件生效").Produces(StatusCodes.Status202Accepted);
        runs.MapGet("", ListAsync).WithSummary("本人最近的成批办理");
        runs.MapGet("/{id}", GetAsync).WithSummary("成批办理的进度和结果");
        api.MapGet("/held-work", HeldAsync).WithTags("tasks").RequireAuthorization(Policies.Administrator).WithSummary("改派用：在办的件在谁手上（管理员，看不到申报内容）");
        var filters = api.MapGroup("/task-filters").WithTags("tasks").RequireAuthorization(Policies.Worker);
        filters.MapGet("", FiltersAsync).WithSummary("本人的常用筛选");
        filters.MapPost("", SaveAsync).WithSummary("保存一组筛选条件；同名的被替换");
        filters.MapDelete("/{id}", RemoveAsync).WithSummary("删去一组筛选条件");
    }

    private static async Task<IResult> StartAsync(TaskRunBody body, CurrentUser current, TaskRuns runs, TaskRunWorker worker, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var order = new TaskRunOrder
        {
            CommandId = body.CommandId ?? "",
            Type = body.Type ?? "",
            Outcome = body.Outcome,
            Comment = body.Comment,
            ToStage = body.ToStage,
            Back = body.Back ?? false,
            To = body.To,
            Tasks = [.. (body.Tasks ?? []).Select(t => new TaskRunTask(t?.Id ?? "", t?.Revision ?? 0))],
        };
        var (id, refusal) = await runs.StartAsync(order, new Sender(await current.GetAsync(), now));
        if (refusal is not null) return Problems.From(refusal);
        _ = worker.Start(id!);
        return Results.Accepted($"/api/v1/task-runs/{id}", new { id });
    }

    private static async Task<IResult> ListAsync(CurrentUser current, TaskRuns runs) =>
        Results.Ok(new { items = (await runs.ListAsync(await current.GetAsync(), 20)).Select(v => View(v, false)) });

    private static async Task<IResult> GetAsync(string id, CurrentUser current, TaskRuns runs) =>
        await runs.ReadAsync(await current.GetAsync(), id) is { } view ? Results.Ok(View(view, true)) : Problems.NotFound("这次成批办理");

    private static async Task<IResult> HeldAsync(CurrentUser current, HeldWork held, string? holder, string? search, int page = 1, int size = 50)
    {
        if (SearchWords.Read(search) is var words && words.Refused is { } why) return Problems.Bad("search.tooLong", "search", why);
        var found = await held.ListAsync(await current.GetAsync(), holder, words, Math.Clamp(page, 1, 10_000), Math.Clamp(size, 1, 200));
        return Results.Ok(new { total = found.Total, items = found.Lines, holders = found.Holders.Select(h => new { userId = h.UserId, name = h.Name, unit = h.Unit, disabled = h.Disabled, count = h.Count }) });
    }

    private static object View(TaskRunView view, bool items) => new
    {
        id = view.Row.Id,
        title = view.Row.Title,
        total = view.Row.Total,
        done = view.Done,
        refused = view.Refused,
        waiting = view.Waiting,
        receivedAt = view.Row.ReceivedAt,
        finishedAt = view.Row.FinishedAt,
        items = items ? view.Items.Select(i => new { taskId = i.TaskId, label = i.Label, state = i.State.ToString().ToLowerInvariant(), reason = i.Reason }) : null,
    };

    private static async Task<IResult> FiltersAsync(CurrentUser current, SavedFilters filters) =>
        Results.Ok(new { items = (await filters.ListAsync(await current.GetAsync())).Select(f => new { id = f.Id, name = f.Name, search = f.Search, programme = f.ProgrammeCode, stage = f.StageId, area = f.Area, pick = f.Pick, sort = f.Sort }) });

    private static async Task<IResult> SaveAsync(SavedFilterBody body, SavedFilters filters, SenderFactory senders)
    {
        var filter = new TaskFilter { Search = Text(body.Search), ProgrammeCode = Text(body.Programme), StageId = Text(body.Stage), Area = Text(body.Area), Pick = Text(body.Pick), Sort = Text(body.Sort) };
        var (id, refusal) = await filters.SaveAsync(body.Name, filter, await senders.CreateAsync());
        return refusal is null ? Results.Created($"/api/v1/task-filters/{id}", new { id }) : Problems.From(refusal);
    }

    private static async Task<IResult> RemoveAsync(string id, SavedFilters filters, SenderFactory senders) =>
        await filters.RemoveAsync(id, await senders.CreateAsync()) ? Results.NoContent() : Problems.NotFound("这组筛选条件");

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
