using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>Answers what the engine asks, inside the command's transaction.</summary>
public sealed class FactSupplier(CalendarStore calendars, IDrawSeeds seeds)
{
    private static readonly TimeSpan ReminderHour = TimeSpan.FromHours(9);

    public async Task SupplyAsync(WorkflowsDbContext db, CaseRow row, Programme programme, RoundRow round, JsonObject values, FactRequest request, Facts facts, DateTimeOffset at, CancellationToken cancellation)
    {
        var calendar = await calendars.GetAsync(db, cancellation);
        object answer = request switch
        {
            DueRequest r => Due(calendar, calendar.Due(r.Trigger, r.Amount, r.Unit), r.Trigger, r.Remind),
            FixedDueRequest r => Due(calendar, new DeadlineDate(ChinaTime.LastDayOf(r.DueAt), r.DueAt, false), ChinaTime.DateOf(at), r.Remind),
            RemainingRequest r => calendar.RemainingAfter(r.After, r.LastDay, r.Unit),
            RoundInstantRequest r => new RoundInstant(Instant(round, r.Name)),
            EligibleRequest r => new Eligible(await Receivers.IsEligibleAsync(db, programme, row, r, cancellation)),
            MembersRequest r => new Members([.. await MembersAsync(db, r.Group, cancellation)]),
            ValueRequest r => new ValueFact(new ProgrammeFacts(programme, new FormFacts(programme.Form, values, new FormContext([], ChinaTime.DateOf(at)))).Resolve(r.Name)),
            PanelRequest r => await DrawAsync(db, row, programme, values, r, at, cancellation),
            _ => throw new InvalidOperationException($"no supplier for {request.GetType().Name}"),
        };
        facts.Add(request, answer);
    }

    /// <summary>The named instants of a round.</summary>
    public static DateTimeOffset? Instant(RoundRow round, string name) => name switch
    {
        "opensAt" => round.OpensAt,
        "closesAt" => round.ClosesAt,
        "recommendBy" => round.RecommendBy,
        _ => null,
    };

    private static DueFact Due(WorkingCalendar calendar, DeadlineDate date, DateOnly trigger, System.Collections.Immutable.ImmutableArray<int> remind)
    {
        var days = remind.Select(before => calendar.ReminderDay(date.LastDay, before, trigger.AddDays(1)));
        var instants = days.Select(day => ChinaTime.StartOf(day) + ReminderHour).Where(i => i < date.DueInstant).Distinct().Order();
        return new DueFact(date.DueInstant, date.Provisional, [.. instants]);
    }

    private static async Task<List<string>> MembersAsync(WorkflowsDbContext db, string group, CancellationToken cancellation)
    {
        var parts = group.Split('@', 2);
        return await db.Grants.Where(g => g.Role == parts[0] && (g.Scope == parts[1] || g.Scope == "*" || parts[1] == "*"))
            .Join(db.Users.Where(u => !u.Disabled), g => g.UserId, u => u.Id, (g, u) => u.Id)
            .Distinct().OrderBy(id => id).ToListAsync(cancellation);
    }

    private async Task<PanelFact> DrawAsync(WorkflowsDbContext db, CaseRow row, Programme programme, JsonObject values, PanelRequest request, DateTimeOffset at, CancellationToken cancellation)
    {
        var stage = (ExpertReviewStage)DefinitionIndex.Of(programme.Process)[request.StageId].Stage;
        var field = stage.Panel.Field is { } name && name.StartsWith("form.", StringComparison.Ordinal) ? (string?)values[name["form.".Length..]] : null;
        var candidates = await PanelPool.CandidatesAsync(db, cancellation);
        var subject = await PanelPool.SubjectAsync(db, row, values, cancellation);
        var result = ExpertDraw.Draw(candidates, new DrawRequest(subject, field, request.Count, seeds.Next(), ChinaTime.DateOf(at))
        {
            Replacement = request.Count != stage.Panel.Count || request.Exclude.Length > 0,
            AlreadyDrawn = request.Exclude,
        });
        return new PanelFact(result.Seed, result.PoolHash, [.. result.Chosen], result.Chosen.Count + result.Reserves.Count);
    }
}

/// <summary>Where the seeds of expert draws come from; every seed is recorded with its draw.</summary>
public interface IDrawSeeds
{
    string Next();
}

/// <summary>Seeds from the operating system's source of chance.</summary>
public sealed class RandomDrawSeeds : IDrawSeeds
{
    public string Next() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
