using System.Collections.Immutable;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Tests.Engine;

/// <summary>What the outside knows, for tests: the shipped calendar, people, a pool of experts, a round and form values.</summary>
internal sealed class World
{
    public const string Programme = "T";
    private static readonly TimeSpan ReminderHour = TimeSpan.FromHours(9);

    public string ProgrammeId { get; init; } = Programme;

    public Dictionary<string, DateTimeOffset?> Round { get; init; } = new() { ["opensAt"] = null, ["closesAt"] = null, ["recommendBy"] = null };

    /// <summary>Experts e1 to this number can be drawn.</summary>
    public int Pool { get; set; } = 40;

    /// <summary>How many people hold a role.</summary>
    public Dictionary<string, int> Headcount { get; init; } = [];

    /// <summary>Value of a name that a condition uses.</summary>
    public Func<string, FeelValue> Value { get; set; } = _ => FeelValue.Null;

    public int Newcomers { get; private set; }

    /// <summary>The working calendar in force.</summary>
    public WorkingCalendar Calendar { get; set; } = WorkingCalendar.Shipped;

    public World Copy() => new() { ProgrammeId = ProgrammeId, Round = new(Round), Pool = Pool, Headcount = new(Headcount), Value = Value, Newcomers = Newcomers, Calendar = Calendar };

    public DateTimeOffset? Instant(string name) => Round.GetValueOrDefault(name);

    /// <summary>Decides, supplying facts until nothing is missing.</summary>
    public (Decision Decision, Facts Facts) Decide(ProcessDefinition definition, ProcessState state, ProcessCommand command)
    {
        var facts = new Facts { CurrentVersion = 3 };
        for (var round = 0; round < 100; round++)
        {
            var decision = ProcessEngine.Decide(definition, state, command, facts);
            if (decision is not Decision.NeedFacts need) return (decision, facts);
            foreach (var request in need.Requests) facts.Add(request, Answer(request));
        }

        throw new InvalidOperationException("the engine asks for ever");
    }

    public object Answer(FactRequest request) => request switch
    {
        DueRequest r => Due(Calendar.Due(r.Trigger, r.Amount, r.Unit), r.Trigger, r.Remind),
        FixedDueRequest r => Due(new DeadlineDate(ChinaTime.LastDayOf(r.DueAt), r.DueAt, false), ChinaTime.LastDayOf(r.DueAt).AddDays(-60), r.Remind),
        RemainingRequest r => Calendar.RemainingAfter(r.After, r.LastDay, r.Unit),
        RoundInstantRequest r => new RoundInstant(Instant(r.Name)),
        EligibleRequest r => new Eligible(r.UserId is not ("" or "stranger") && !r.UserId.StartsWith("applicant", StringComparison.Ordinal)),
        MembersRequest r => new Members([.. Members(r.Group)]),
        ValueRequest r => new ValueFact(Value(r.Name)),
        PanelRequest r => Draw(r),
        _ => throw new InvalidOperationException(request.GetType().Name),
    };

    private DueFact Due(DeadlineDate date, DateOnly trigger, ImmutableArray<int> remind) => new(date.DueInstant, date.Provisional,
        [.. remind.Select(before => ChinaTime.StartOf(Calendar.ReminderDay(date.LastDay, before, trigger.AddDays(1))) + ReminderHour)
            .Where(i => i < date.DueInstant).Distinct().Order()]);

    private PanelFact Draw(PanelRequest request)
    {
        var free = Enumerable.Range(1, Pool).Select(i => "e" + i).Except(request.Exclude).ToList();
        return new PanelFact("seed", "hash", free.Count < request.Count ? [] : [.. free.Take(request.Count)], free.Count);
    }

    public IEnumerable<string> Members(string group)
    {
        var role = group[..group.IndexOf('@', StringComparison.Ordinal)];
        return Enumerable.Range(1, Headcount.GetValueOrDefault(role, 3)).Select(i => role + i);
    }

    /// <summary>Somebody who has just joined and may act for this candidate.</summary>
    public Actor Newcomer(string candidate) => candidate.StartsWith("user:", StringComparison.Ordinal)
        ? Person(candidate[5..])
        : Person(candidate[..candidate.IndexOf('@', StringComparison.Ordinal)] + (1000 + ++Newcomers));

    /// <summary>Role and number make a person: <c>officer2</c>.</summary>
    public Actor Person(string id)
    {
        var role = id.TrimEnd("0123456789".ToCharArray());
        var scope = role switch
        {
            "applicant" => "organization:O",
            "recommender" => "area:A",
            _ => "programme:" + ProgrammeId,
        };
        var groups = new HashSet<string> { $"{role}@{scope}" };
        if (role != "applicant") groups.Add($"{role}@*");
        return new Actor(id, groups);
    }
}
