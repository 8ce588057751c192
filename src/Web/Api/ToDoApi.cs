using Innovation.Web.Access;
using Innovation.Workflows.Cases;

namespace Innovation.Web.Api;

/// <summary>What waits for the reader outside the tasks of cases.</summary>
internal static class ToDoApi
{
    private const int MostNamed = 200;

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/todos", ListAsync).WithTags("tasks").RequireAuthorization(Policies.SignedIn).WithSummary("案件任务以外的待办：会议、发文、创新券、资金、登记等，按种类");

    private static async Task<IResult> ListAsync(CurrentUser current, ToDoReader reader, CancellationToken cancellation)
    {
        var list = await reader.ReadAsync(await current.GetAsync(), MostNamed, cancellation);
        return Results.Ok(new
        {
            total = list.Count,
            groups = list.Groups.Select(g => new
            {
                kind = g.Kind.Key,
                act = g.Kind.Act,
                count = g.Count,
                items = g.First.Select(t => new { subjectId = t.SubjectId, title = t.Title, number = t.Number, href = t.Href, since = t.Since, dueAt = t.DueAt, actingFor = t.For }),
            }),
        });
    }
}
