using Innovation.Web.Access;
using Innovation.Workflows.Cases;

namespace Innovation.Web.Api;

/// <param name="Programme">For a common phrase: code of the programme; left out: all.</param>
internal sealed record PhraseBody(string? Text, string? Programme);

internal sealed record PhraseMoveBody(bool? Up);

internal static class PhraseApi
{
    public static void Map(RouteGroupBuilder api)
    {
        MapList(api.MapGroup("/phrases").RequireAuthorization(Policies.Worker), common: false, "我的常用意见");
        MapList(api.MapGroup("/phrases/common").RequireAuthorization(Policies.Administrator), common: true, "公用的常用意见");
    }

    private static void MapList(RouteGroupBuilder group, bool common, string what)
    {
        group.WithTags("phrases");
        group.MapGet("", async (CurrentUser current, Phrases phrases) => Results.Ok(new { items = (await phrases.ListAsync(await current.GetAsync(), common)).Select(View) })).WithSummary(what);
        group.MapPost("", async (PhraseBody body, SenderFactory senders, Phrases phrases) =>
        {
            var (row, refusal) = await phrases.AddAsync(body.Text, body.Programme, common, await senders.CreateAsync());
            return refusal is null ? Results.Created($"/api/v1/phrases/{row!.Id}", View(row)) : Problems.From(refusal);
        }).WithSummary(what + "：添加").Produces(201);
        group.MapPut("/{id}", async (string id, PhraseBody body, SenderFactory senders, Phrases phrases) =>
            await phrases.ChangeAsync(id, body.Text, common, await senders.CreateAsync()) is { } refusal ? Problems.From(refusal) : Results.NoContent()).WithSummary(what + "：修改");
        group.MapDelete("/{id}", async (string id, SenderFactory senders, Phrases phrases) =>
            await phrases.RemoveAsync(id, common, await senders.CreateAsync()) is { } refusal ? Problems.From(refusal) : Results.NoContent()).WithSummary(what + "：删去");
        group.MapPost("/{id}/move", async (string id, PhraseMoveBody body, SenderFactory senders, Phrases phrases) =>
            body.Up is not { } up ? Problems.Bad("phrase.move", "up", "up 应为 true（上移）或 false（下移）。")
            : await phrases.MoveAsync(id, up, common, await senders.CreateAsync()) is { } refusal ? Problems.From(refusal) : Results.NoContent()).WithSummary(what + "：上移、下移");
    }

    private static object View(PhraseRow p) => new { id = p.Id, text = p.Text, programme = p.ProgrammeCode.Length == 0 ? null : p.ProgrammeCode, order = p.Order };
}
