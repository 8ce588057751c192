using System.Collections.Immutable;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Engine.Simulation;

/// <summary>
/// The outside world for a trial run 试运行: people for every role, experts enough, a calendar and a round. Built from the
/// definition itself; nothing is read or stored.
/// </summary>
public sealed class StandIn
{
    private static readonly TimeSpan ReminderHour = TimeSpan.FromHours(9);
    private const int People = 3;
    private readonly ProcessDefinition definition;
    private readonly Dictionary<string, DateTimeOffset?> round;

    /// <param name="definition">A definition that may be published.</param>
    /// <param name="start">When the trial begins.</param>
    public StandIn(ProcessDefinition definition, DateTimeOffset start)
    {
        this.definition = definition;
        round = new() { ["opensAt"] = start.AddDays(-1), ["closesAt"] = start.AddDays(30), ["recommendBy"] = start.AddDays(45) };
    }

    /// <summary>Whether offices work on a day; Monday to Friday unless a calendar is given.</summary>
    public Func<DateOnly, bool> IsWorkingDay { get; init; } = day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The value of a name that a condition reads.</summary>
    public Func<string, FeelValue> Value { get; init; } = _ => FeelValue.Null;

    /// <summary>How many experts can be drawn.</summary>
    public int Experts { get; set; } = 60;

    /// <summary>A named instant of the round; null when it has none.</summary>
    public DateTimeOffset? Instant(string name) => round.GetValueOrDefault(name);

    /// <summary>Decides, supplying facts until nothing is missing.</summary>
    /// <exception cref="InvalidOperationException">The engine asks for ever; a broken invariant.</exception>
    public Decision Decide(ProcessState state, ProcessCommand command)
    {
        var facts = new Facts { CurrentVersion = definition.Version };
        for (var turn = 0; turn < 200; turn++)
        {
            var decision = ProcessEngine.Decide(definition, state, command, facts);
            if (decision is not Decision.NeedFacts need) return decision;
            foreach (var request in need.Requests) facts.Add(request, Answer(request));
        }

        throw new InvalidOperationException("the engine asks for ever");
    }

    private object Answer(FactRequest request) => request switch
    {
        DueRequest r => Due(LastDay(r.Trigger, r.Amount, r.Unit), r.Trigger, r.Remind),
        FixedDueRequest r => new DueFact(r.DueAt, false, Reminders(ProcessClock.LastDayOf(r.DueAt), DateOnly.MinValue, r.Remind)),
        RemainingRequest r => Remaining(r),
        RoundInstantRequest r => new RoundInstant(Instant(r.Name)),
        EligibleRequest => new Eligible(true),
        MembersRequest r => new Members([.. Enumerable.Range(1, People).Select(i => Person(r.Group, i).UserId)]),
        ValueRequest r => new ValueFact(Value(r.Name)),
        PanelRequest r => Draw(r),
        _ => throw new InvalidOperationException($"no answer for {request.GetType().Name}"),
    };

    private DueFact Due(DateOnly last, DateOnly trigger, ImmutableArray<int> remind) => new(ProcessClock.EndOf(last), false, Reminders(last, trigger.AddDays(1), remind));

    private ImmutableArray<DateTimeOffset> Reminders(DateOnly last, DateOnly notBefore, ImmutableArray<int> remind) =>
        [.. remind.Select(before => Back(last, before)).Where(day => day >= notBefore && day > DateOnly.MinValue).Select(day => ProcessClock.EndOf(day.AddDays(-1)) + ReminderHour).Distinct().Order()];

    private DateOnly Back(DateOnly day, int workingDays)
    {
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(-1);
            if (IsWorkingDay(day)) left--;
        }

        return day;
    }

    private DateOnly LastDay(DateOnly trigger, int amount, PeriodUnit unit)
    {
        var day = unit switch
        {
            PeriodUnit.CalendarDays => trigger.AddDays(amount),
            PeriodUnit.Months => trigger.AddMonths(amount),
            PeriodUnit.Years => trigger.AddYears(amount),
            _ => AddWorkingDays(trigger, amount),
        };
        while (!IsWorkingDay(day)) day = day.AddDays(1);
        return day;
    }

    /// <summary>The day so many working days later.</summary>
    public DateOnly AddWorkingDays(DateOnly day, int amount)
    {
        for (var left = amount; left > 0;)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day)) left--;
        }

        return day;
    }

    /// <summary>Working days strictly after one day, up to and including another.</summary>
    public int WorkingDaysBetween(DateOnly after, DateOnly through)
    {
        var count = 0;
        for (var day = after; day < through;)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day)) count++;
        }

        return count;
    }

    private int Remaining(RemainingRequest request)
    {
        if (request.LastDay <= request.After) return 0;
        if (request.Unit is PeriodUnit.WorkingDays) return WorkingDaysBetween(request.After, request.LastDay);
        if (request.Unit is PeriodUnit.CalendarDays) return request.LastDay.DayNumber - request.After.DayNumber;
        var months = ((request.LastDay.Year - request.After.Year) * 12) + request.LastDay.Month - request.After.Month;
        if (request.After.AddMonths(months) < request.LastDay) months++;
        return request.Unit == PeriodUnit.Months ? months : (months + 11) / 12;
    }

    private PanelFact Draw(PanelRequest request)
    {
        var free = Enumerable.Range(1, Experts).Select(i => "expert" + i).Except(request.Exclude).ToList();
        return new PanelFact("trial", "", free.Count < request.Count ? [] : [.. free.Take(request.Count)], free.Count);
    }

    /// <summary>One of the people behind a candidate: <c>user:ID</c> is that person, a role has as many as are asked for.</summary>
    public static Actor Person(string candidate, int number)
    {
        if (candidate.StartsWith("user:", StringComparison.Ordinal))
        {
            // The named people of a role keep the role.
            var id = candidate[5..];
            return new Actor(id, ImmutableHashSet.Create(candidate));
        }

        return new Actor($"{candidate[..Math.Max(0, candidate.IndexOf('@', StringComparison.Ordinal))]}{number}", ImmutableHashSet.Create(candidate));
    }

    /// <summary>Somebody who may act on an item now; null when nobody may.</summary>
    internal static Actor? Free(DefinitionIndex index, ProcessState state, Stage stage, WorkItem item)
    {
        if (item.ClaimedBy is { } claimed) return new Actor(claimed, item.Candidates.ToImmutableHashSet());
        for (var number = 1; number <= 20; number++)
        {
            foreach (var candidate in item.Candidates)
            {
                var actor = Person(candidate, number);
                if (CommandRules.MayAct(index, state, stage, item, actor) is null) return actor;
            }
        }

        return null;
    }
}
