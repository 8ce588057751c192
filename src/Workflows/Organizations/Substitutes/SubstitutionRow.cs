namespace Innovation.Workflows.Organizations;

/// <summary>代理: one person acts for another who is absent, for a period and a scope.</summary>
public sealed class SubstitutionRow
{
    public required string Id { get; init; }

    /// <summary>被代理人: who is absent.</summary>
    public required string AbsentId { get; init; }

    public required string AbsentName { get; init; }

    /// <summary>代理人: who acts.</summary>
    public required string SubstituteId { get; init; }

    public required string SubstituteName { get; init; }

    /// <summary>The first instant at which the substitute may act.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>The first instant at which the substitute may no longer act.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Codes of the programmes, each between commas; empty: all.</summary>
    public string Programmes { get; init; } = "";

    /// <summary>Roles, each between commas; empty: all that can be substituted.</summary>
    public string Roles { get; init; } = "";

    /// <summary>事由</summary>
    public string Reason { get; init; } = "";

    public required string SetBy { get; init; }

    public required string SetByName { get; init; }

    public required DateTimeOffset SetAt { get; init; }

    /// <summary>Ended before its time: from this instant on nothing done under it counts.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public string? EndedByName { get; set; }

    public IReadOnlyList<string> ProgrammeList => Split(Programmes);

    public IReadOnlyList<string> RoleList => Split(Roles);

    /// <summary>When it is, or was, over.</summary>
    public DateTimeOffset OverAt => EndedAt is { } early && early < EndsAt ? early : EndsAt;

    public bool InForceAt(DateTimeOffset at) => StartsAt <= at && at < OverAt;

    /// <summary>Whether this one and another could ever concern the same work.</summary>
    public bool Overlaps(SubstitutionRow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return StartsAt < other.OverAt && other.StartsAt < OverAt && Meet(ProgrammeList, other.ProgrammeList) && Meet(RoleList, other.RoleList);
    }

    /// <summary>As stored: each value between commas.</summary>
    public static string Join(IReadOnlyCollection<string> values) => values.Count == 0 ? "" : $",{string.Join(',', values)},";

    private static bool Meet(IReadOnlyList<string> one, IReadOnlyList<string> other) => one.Count == 0 || other.Count == 0 || one.Intersect(other).Any();

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
