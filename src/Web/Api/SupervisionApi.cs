using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;

namespace Innovation.Web.Api;

/// <param name="Kind">Key of the kind, as the list gives it.</param>
/// <param name="Comment">附言; may be left out.</param>
internal sealed record ToDoUrgeBody(string? CommandId, string? Kind, string? SubjectId, string? Comment);

internal static class SupervisionApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var supervision = api.MapGroup("/supervision").WithTags("supervision");
        supervision.MapGet("", BoardAsync).RequireAuthorization(Policies.Supervision).WithSummary("督办看板：总数、按责任单位和环节");
        supervision.MapGet("/lines", LinesAsync).RequireAuthorization(Policies.Supervision).WithSummary("超期、临期、暂停的清单");
        supervision.MapGet("/cards", CardsAsync).RequireAuthorization(Policies.Supervision).WithSummary("红牌；登记用案件操作 answerRedCard");
        supervision.MapGet("/todos", ToDosAsync).RequireAuthorization(Policies.Supervision).WithSummary("案件任务以外的待办在谁手上：等的时间最长的在前");
        supervision.MapPost("/todos/urge", UrgeAsync).RequireAuthorization(Policies.Supervision).WithSummary("催办案件任务以外的待办，24 小时内一次").Produces<CommandAnswer>();
        supervision.MapGet("/stages", StagesAsync).RequireAuthorization(Policies.Supervision).WithSummary("环节用时");
        supervision.MapGet("/standing/{programme}", StandingAsync).RequireAuthorization(Policies.Supervision).WithSummary("一个项目类型的件现在在哪里：各环节件数、停留天数、超期");
    }

    private static async Task<IResult> BoardAsync(CurrentUser current, SupervisionReader reader, string? programme)
    {
        var b = await reader.BoardAsync(await current.GetAsync(), programme);
        return Results.Ok(new { running = b.Running, overdue = b.Overdue, today = b.Today, soon = b.Soon, held = b.Held, cards = b.Cards, unanswered = b.Unanswered, groups = b.Groups });
    }

    private static async Task<IResult> LinesAsync(CurrentUser current, SupervisionReader reader, string? programme, string? unit, string? stage, string? pick, int page = 1, int size = 50)
    {
        if (pick is not (null or "overdue" or "today" or "soon" or "held")) return Problems.Bad("supervision.pick", "pick", "pick 应为 overdue、today、soon 或 held。");
        var (lines, total) = await reader.LinesAsync(await current.GetAsync(), new SupervisionFilter(programme, unit, stage, pick ?? "overdue", page, size));
        return Results.Ok(new { total, items = lines.Select(l => new { task = l.Task, applicationId = l.CaseId, number = l.Number, organization = l.OrganizationName, title = l.Title, stage = l.StageName, unit = l.Unit, person = l.Person, dueAt = l.DueAt, card = l.Card is null ? null : Card(l.Card) }) });
    }

    private static async Task<IResult> CardsAsync(CurrentUser current, SupervisionReader reader, string? programme, int page = 1, int size = 50)
    {
        var (cards, total) = await reader.CardsAsync(await current.GetAsync(), programme, page, size);
        return Results.Ok(new { total, items = cards.Select(c => new { applicationId = c.Card.CaseId, number = c.Number, organization = c.OrganizationName, title = c.Title, card = Card(c.Card) }) });
    }

    private static async Task<IResult> ToDosAsync(CurrentUser current, ToDoHolders holders, CancellationToken cancellation)
    {
        var held = await holders.SupervisedAsync(await current.GetAsync(), cancellation);
        return Results.Ok(new { total = held.Count, items = held.Select(t => new { kind = t.Kind.Key, act = t.Kind.Act, subjectId = t.Item.SubjectId, title = t.Item.Title, number = t.Item.Number, programme = t.Item.ProgrammeCode, since = t.Item.Since, dueAt = t.Item.DueAt, people = t.People.Select(p => p.Name) }) });
    }

    private static async Task<IResult> UrgeAsync(ToDoUrgeBody body, ToDoUrging urging, SenderFactory senders, CancellationToken cancellation) =>
        Problems.Answer(await urging.UrgeAsync(body.CommandId ?? "", new ToDoUrge(body.Kind ?? "", body.SubjectId ?? "", body.Comment), await senders.CreateAsync(), cancellation));

    private static async Task<IResult> StagesAsync(CurrentUser current, StageFigures figures, TimeProvider clock, string? programme, DateOnly? from, DateOnly? until)
    {
        var today = ChinaTime.DateOf(clock.GetUtcNow());
        var (first, last) = (from ?? today.AddMonths(-12).AddDays(1), until ?? today);
        if (first > last) return Problems.Bad("supervision.from", "from", "开始日期晚于结束日期。");
        return Results.Ok(new { from = first, until = last, stages = await figures.ReadAsync(await current.GetAsync(), programme, first, last) });
    }

    private static async Task<IResult> StandingAsync(CurrentUser current, StandingReader reader, string programme) =>
        await reader.ReadAsync(await current.GetAsync(), programme) is { } map
            ? Results.Ok(new { programme = map.Programme.Code, version = map.Programme.Version, running = map.Running, stages = map.Stages, elsewhere = map.Elsewhere })
            : Problems.NotFound("这个项目类型");

    private static object Card(RedCardRow c) => new { id = c.Id, deadline = c.Deadline, stage = c.StageName, raisedAt = c.RaisedAt, handler = c.Handler, promisedOn = c.PromisedOn, note = c.Note, answeredBy = c.AnsweredByName, answeredAt = c.AnsweredAt, settledAt = c.SettledAt };
}
