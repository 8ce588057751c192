using System.Collections.Immutable;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Engine;

/// <summary>Something Decide must know and cannot compute.</summary>
public abstract record FactRequest;

/// <summary>When a period ends, and when to remind.</summary>
public sealed record DueRequest(DateOnly Trigger, int Amount, PeriodUnit Unit, ImmutableArray<int> Remind) : FactRequest
{
    public bool Equals(DueRequest? other) =>
        other is not null && Trigger == other.Trigger && Amount == other.Amount && Unit == other.Unit && Remind.AsSpan().SequenceEqual(other.Remind.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Trigger, Amount, Unit);
}

/// <param name="DueAt">First instant after the period.</param>
/// <param name="Provisional">The calendar of that year is not loaded.</param>
/// <param name="Reminders">Instants at which to remind, in order.</param>
public sealed record DueFact(DateTimeOffset DueAt, bool Provisional, ImmutableArray<DateTimeOffset> Reminders);

/// <summary>How many units are left after a day: <see cref="int"/>.</summary>
public sealed record RemainingRequest(DateOnly After, DateOnly LastDay, PeriodUnit Unit) : FactRequest;

/// <summary>A named instant of the round (<c>opensAt</c>, <c>closesAt</c>, <c>recommendBy</c>): <see cref="RoundInstant"/>.</summary>
public sealed record RoundInstantRequest(string Name) : FactRequest;

/// <param name="Instant">Null when the round has none.</param>
public sealed record RoundInstant(DateTimeOffset? Instant);

/// <summary>Reminders for a fixed instant: <see cref="DueFact"/>.</summary>
public sealed record FixedDueRequest(DateTimeOffset DueAt, ImmutableArray<int> Remind) : FactRequest
{
    public bool Equals(FixedDueRequest? other) =>
        other is not null && DueAt == other.DueAt && Remind.AsSpan().SequenceEqual(other.Remind.AsSpan());

    public override int GetHashCode() => DueAt.GetHashCode();
}

/// <summary>Whether a person may be given work of a stage or a copy of it: <see cref="Eligible"/>.</summary>
public sealed record EligibleRequest(string StageId, string UserId) : FactRequest;

public sealed record Eligible(bool Yes);

/// <summary>The people behind a group: <see cref="Members"/>.</summary>
public sealed record MembersRequest(string Group) : FactRequest;

public sealed record Members(ImmutableArray<string> UserIds);

/// <summary>A value that a condition names: <see cref="ValueFact"/>.</summary>
public sealed record ValueRequest(string Name) : FactRequest;

public sealed record ValueFact(FeelValue Value);

/// <summary>A random panel: <see cref="PanelFact"/>.</summary>
/// <param name="StageId">For which stage.</param>
/// <param name="Count">How many are wanted.</param>
/// <param name="Exclude">User ids already drawn, in order.</param>
public sealed record PanelRequest(string StageId, int Count, ImmutableArray<string> Exclude) : FactRequest
{
    public bool Equals(PanelRequest? other) =>
        other is not null && StageId == other.StageId && Count == other.Count && Exclude.AsSpan().SequenceEqual(other.Exclude.AsSpan());

    public override int GetHashCode() => HashCode.Combine(StageId, Count, Exclude.Length);
}

/// <param name="Experts">User ids; empty when the pool is too small.</param>
/// <param name="Available">How many could have been drawn.</param>
public sealed record PanelFact(string Seed, string PoolHash, ImmutableArray<string> Experts, int Available);

/// <summary>What the outside knows at this moment, by request.</summary>
public sealed class Facts
{
    private readonly Dictionary<FactRequest, object> answers = [];

    /// <summary>The definition version in force at the received instant.</summary>
    public int CurrentVersion { get; init; } = 1;

    public void Add(FactRequest request, object answer) => answers[request] = answer;

    internal bool TryGet<T>(FactRequest request, out T answer) where T : notnull
    {
        if (answers.TryGetValue(request, out var found))
        {
            answer = (T)found;
            return true;
        }

        answer = default!;
        return false;
    }
}
