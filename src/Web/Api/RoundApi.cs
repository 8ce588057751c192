using System.Globalization;
using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Api;

/// <param name="ClosesAt">An instant, or a date alone: its 24:00.</param>
internal sealed record RoundBody(string? ProgrammeCode, string? Title, string? Guide, string? OpensAt, string? ClosesAt, string? RecommendBy, string? Contact, int? Revision, RoundTerms? Terms = null);

internal sealed record RoundAnswer(string Id, string ProgrammeCode, string Title, string Guide, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, DateTimeOffset? RecommendBy, string Contact, RoundTerms Terms, string State, int Revision, IReadOnlyList<string> Warnings);

internal static class RoundApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var rounds = api.MapGroup("/rounds").WithTags("rounds");
        rounds.MapGet("", ListAsync).AllowAnonymous().WithSummary("申报批次");
        rounds.MapGet("/{id}", GetAsync).AllowAnonymous().WithSummary("一个批次").Produces<RoundAnswer>();
        rounds.MapPost("", (RoundBody body, Rounds service, CurrentUser current, TimeProvider clock) => SaveAsync(null, body, service, current, clock)).RequireAuthorization(Policies.Office).WithSummary("新建批次").Produces<RoundAnswer>(201);
        rounds.MapPut("/{id}", SaveAsync).RequireAuthorization(Policies.Office).WithSummary("修改批次").Produces<RoundAnswer>();
    }

    private static async Task<IResult> ListAsync(IDbContexts contexts, TimeProvider clock, string? state, int page = 1, int size = 50)
    {
        await using var db = contexts.Create();
        var now = clock.GetUtcNow();
        var rows = db.Rounds.AsNoTracking();
        rows = state switch
        {
            "open" => rows.Where(r => r.OpensAt <= now && r.ClosesAt > now),
            "closed" => rows.Where(r => r.ClosesAt <= now),
            "coming" => rows.Where(r => r.OpensAt > now),
            _ => rows,
        };
        var total = await rows.CountAsync();
        size = Math.Clamp(size, 1, 200);
        var list = await rows.OrderByDescending(r => r.ClosesAt).Skip((Math.Clamp(page, 1, 10_000) - 1) * size).Take(size).ToListAsync();
        return Results.Ok(new { total, items = list.Select(r => Answer(r, now, [])) });
    }

    private static async Task<IResult> GetAsync(string id, IDbContexts contexts, TimeProvider clock)
    {
        await using var db = contexts.Create();
        return await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id) is { } row ? Results.Ok(Answer(row, clock.GetUtcNow(), [])) : Problems.NotFound("这个申报批次");
    }

    private static async Task<IResult> SaveAsync(string? id, RoundBody body, Rounds service, CurrentUser current, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (!Instants.TryRead(body.OpensAt, endOfDay: false, out var opens)) return Problems.Bad("round.opensAt", "opensAt", "申报开始时间读不懂，应如 2026-09-01 或 2026-09-01T08:30。");
        if (!Instants.TryRead(body.ClosesAt, endOfDay: true, out var closes)) return Problems.Bad("round.closesAt", "closesAt", "申报截止时间读不懂，应如 2026-10-20（指当日 24:00）或 2026-10-20T17:30。");
        if (!Instants.TryRead(body.RecommendBy, endOfDay: true, out var recommend)) return Problems.Bad("round.recommendBy", "recommendBy", "推荐截止时间读不懂，应如 2026-10-27（指当日 24:00）。");
        var input = new RoundInput { ProgrammeCode = body.ProgrammeCode ?? "", Title = body.Title ?? "", Guide = body.Guide ?? "", OpensAt = opens ?? (id is null ? now : null), ClosesAt = closes, RecommendBy = recommend, Contact = body.Contact ?? "", Terms = body.Terms };
        var (round, warnings, refusal) = await service.SaveAsync(id, body.Revision, input, new Sender(await current.GetAsync(), now));
        if (refusal is not null) return Problems.From(refusal);
        var answer = Answer(round!, now, warnings);
        return id is null ? Results.Created($"/api/v1/rounds/{round!.Id}", answer) : Results.Ok(answer);
    }

    private static RoundAnswer Answer(RoundRow r, DateTimeOffset now, IReadOnlyList<string> warnings) =>
        new(r.Id, r.ProgrammeCode, r.Title, r.Guide, r.OpensAt, r.ClosesAt, r.RecommendBy, r.Contact, RoundTerms.Read(r.Terms), now < r.OpensAt ? "coming" : now < r.ClosesAt ? "open" : "closed", r.Revision, warnings);
}

/// <summary>Instants as people and programs write them.</summary>
internal static class Instants
{
    private static readonly string[] LocalForms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>
    /// Reads an instant. A date alone means its start, or its 24:00 when <paramref name="endOfDay"/> says so; a time without
    /// zone is Asia/Shanghai. Null and empty give null.
    /// </summary>
    public static bool TryRead(string? text, bool endOfDay, out DateTimeOffset? instant)
    {
        instant = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        text = text.Trim();
        if (text.EndsWith("24:00", StringComparison.Ordinal) && text.Length >= 10) (text, endOfDay) = (text[..10], true);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day))
        {
            if (day.Year is < 1900 or > 2200) return false;
            instant = (endOfDay ? ChinaTime.EndOf(day) : ChinaTime.StartOf(day)).ToUniversalTime();
            return true;
        }

        if (DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            if (local.Year is < 1900 or > 2200) return false;
            instant = new DateTimeOffset(local, ChinaTime.Offset).ToUniversalTime();
            return true;
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var exact) || exact.Year is < 1900 or > 2200) return false;
        instant = exact.ToUniversalTime();
        return true;
    }
}
