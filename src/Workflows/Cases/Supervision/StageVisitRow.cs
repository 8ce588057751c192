namespace Innovation.Workflows.Cases;

/// <summary>
/// One visit of a stage, for the figures of the supervision board. Written with the events; <see cref="StageVisits"/>
/// makes it again from them.
/// </summary>
public sealed class StageVisitRow
{
    /// <summary>Case id, a hyphen and the number of the visit in the case.</summary>
    public required string Id { get; init; }

    public required string CaseId { get; init; }

    public required int Activation { get; init; }

    public required string ProgrammeCode { get; init; }

    public required string StageId { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>Null while the case is there.</summary>
    public DateTimeOffset? LeftAt { get; set; }

    public string? Outcome { get; set; }

    /// <summary><c>person</c>, <c>deadline</c>, <c>batch</c>, <c>rule</c>, or why it was cancelled.</summary>
    public string? Cause { get; set; }

    /// <summary>Sent the case back.</summary>
    public bool Returned { get; set; }

    /// <summary>补正 asked for in this visit.</summary>
    public int SupplementRounds { get; set; }

    /// <summary>The period ran out while the stage was open.</summary>
    public bool Overdue { get; set; }

    /// <summary>How many reasons hold the clock now.</summary>
    public int Holds { get; set; }

    /// <summary>The day on which the clock was stopped; null while it runs.</summary>
    public DateOnly? HeldSince { get; set; }

    /// <summary>Working days of pauses that are over.</summary>
    public int HeldDays { get; set; }

    /// <summary>工作日 from the day after entering to the day of leaving, without pauses; null while it is open.</summary>
    public int? Days { get; set; }

    /// <summary>The same with pauses.</summary>
    public int? TotalDays { get; set; }
}
