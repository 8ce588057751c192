using System.Globalization;
using Innovation.Web.Access;
using Innovation.Web.Office;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Api;

/// <param name="Kind"><c>holiday_off</c> or <c>make_up_workday</c>.</param>
internal sealed record CalendarDayBody(string? Date, string? Kind, string? Name);

/// <param name="Csv">The year as a table, instead of <paramref name="Days"/>.</param>
internal sealed record ProposalBody(int? Year, string? Basis, List<CalendarDayBody?>? Days, string? Csv);

/// <param name="Type"><c>approve</c>, <c>reject</c>, <c>withdraw</c> or <c>retry</c>.</param>
internal sealed record ProposalCommandBody(string? Type, string? Reason);

internal static class CalendarApi
{
    private const int MostDays = 366;
    private const int MostText = 100_000;

    public static void Map(RouteGroupBuilder api)
    {
        var calendar = api.MapGroup("/calendar").WithTags("calendar");
        calendar.MapGet("/years/{year:int}", YearAsync).RequireAuthorization(Policies.SignedIn).WithSummary("一年的工作日历");
        calendar.MapGet("/proposals", ListAsync).RequireAuthorization(Policies.Calendar).WithSummary("日历变更");
        calendar.MapGet("/proposals/{id}", GetAsync).RequireAuthorization(Policies.Calendar).WithSummary("一份日历变更和它影响的期限");
        calendar.MapPost("/proposals", ProposeAsync).RequireAuthorization(Policies.Calendar).WithSummary("提出日历变更").Produces(201);
        calendar.MapPost("/proposals/{id}/commands", CommandAsync).RequireAuthorization(Policies.Calendar).WithSummary("批准、退回、撤回日历变更，再算没有算成的");
    }

    private static async Task<IResult> YearAsync(int year, IDbContexts contexts, CalendarStore store)
    {
        if (year is < 2000 or > 2100) return Problems.Bad("calendar.year", "year", "年份应在 2000 与 2100 之间。");
        await using var db = contexts.Create();
        var calendar = await store.GetAsync(db);
        return Results.Ok(new { year, loaded = calendar.LoadedYears.Contains(year), days = calendar.Days.Where(d => d.Date.Year == year).Select(Day) });
    }

    private static async Task<IResult> ListAsync(IDbContexts contexts, int page = 1, int size = 20)
    {
        await using var db = contexts.Create();
        size = Math.Clamp(size, 1, 200);
        var total = await db.CalendarProposals.CountAsync();
        var rows = await db.CalendarProposals.AsNoTracking().OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id).Skip((Math.Clamp(page, 1, 10_000) - 1) * size).Take(size).ToListAsync();
        return Results.Ok(new { total, items = rows.Select(Row) });
    }

    private static async Task<IResult> GetAsync(string id, CalendarDesk desk, int page = 1, int size = 100)
    {
        if (await desk.ReadAsync(id) is not { } view) return Problems.NotFound("这份日历变更");
        size = Math.Clamp(size, 1, 1000);
        return Results.Ok(new
        {
            proposal = Row(view.Row),
            days = view.Days.Select(Day),
            looked = view.Looked,
            firm = view.Firm,
            left = view.Left,
            total = view.Moves.Count,
            moves = view.Moves.Skip((Math.Clamp(page, 1, 10_000) - 1) * size).Take(size).Select(m => new { applicationId = m.CaseId, number = m.Number, organization = m.OrganizationName, stage = m.StageName, oldDueAt = m.OldDueAt, newDueAt = m.NewDueAt, direction = m.Direction, error = m.Error }),
        });
    }

    private static async Task<IResult> ProposeAsync(ProposalBody body, CalendarProposals proposals, CurrentUser current, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        List<CalendarDay> days = [];
        if (body.Csv is { Length: > MostText }) return Problems.Bad("calendar.csv", "csv", $"放假安排表最多 {MostText} 字。");
        if (body.Csv is { Length: > 0 } csv)
        {
            var (read, problems) = CalendarFile.Read(csv);
            if (problems.Count > 0) return Problems.OfTable("calendar.csv", "csv", problems);
            days.AddRange(read);
        }

        if (body.Days is { Count: > MostDays }) return Problems.Bad("calendar.days", "days", $"一年最多 {MostDays} 天。");
        for (var i = 0; i < (body.Days?.Count ?? 0); i++)
        {
            var day = body.Days![i];
            if (!DateOnly.TryParseExact(day?.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return Problems.Bad("calendar.day", $"days[{i}].date", "日期读不懂，应如 2027-01-01。");
            if (day!.Kind is not ("holiday_off" or "make_up_workday")) return Problems.Bad("calendar.kind", $"days[{i}].kind", $"{date:yyyy-MM-dd} 的类型应为 holiday_off（放假）或 make_up_workday（调休上班）。");
            days.Add(new CalendarDay(date, day.Kind == "holiday_off" ? DayKind.HolidayOff : DayKind.MakeUpWorkday, (day.Name ?? "").Trim()));
        }

        var (row, refusal) = await proposals.ProposeAsync(body.Year ?? days.FirstOrDefault()?.Date.Year ?? 0, days, body.Basis, new Sender(await current.GetAsync(), now));
        return refusal is not null ? Problems.From(refusal) : Results.Created($"/api/v1/calendar/proposals/{row!.Id}", Row(row));
    }

    private static async Task<IResult> CommandAsync(string id, ProposalCommandBody body, CalendarProposals proposals, Recomputation recomputation, CurrentUser current, TimeProvider clock)
    {
        var sender = new Sender(await current.GetAsync(), clock.GetUtcNow());
        var (row, refusal) = body.Type switch
        {
            "approve" => await proposals.ApproveAsync(id, sender),
            "reject" => await proposals.RejectAsync(id, body.Reason, sender),
            "withdraw" => await proposals.WithdrawAsync(id, sender),
            "retry" => await recomputation.RetryAsync(id, sender),
            _ => (null, new("command.unknown", "type", "没有这种操作；可用的是 approve、reject、withdraw、retry。")),
        };
        if (refusal is not null) return Problems.From(refusal);
        if (body.Type is "approve" or "retry") await recomputation.ContinueAsync(Pages.Admin.CalendarProposalModel.AtOnce);
        return Results.Ok(Row(row!));
    }

    private static object Day(CalendarDay d) => new { date = d.Date, kind = CalendarYears.KindOf(d.Kind), name = d.Name };

    private static object Row(CalendarProposalRow p) => new
    {
        id = p.Id,
        year = p.Year,
        basis = p.Basis,
        state = p.State,
        author = p.AuthorName,
        createdAt = p.CreatedAt,
        decidedBy = p.DecidedByName,
        decidedAt = p.DecidedAt,
        reason = p.Reason,
        recomputation = p.State == CalendarProposalState.Approved ? new { @checked = p.Checked, moved = p.Moved, failed = p.Failed, finishedAt = p.FinishedAt } : null,
    };
}
