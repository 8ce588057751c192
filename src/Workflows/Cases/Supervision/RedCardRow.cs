namespace Innovation.Workflows.Cases;

/// <summary>红牌: a stage whose period ran out and was reported; on the supervision board until the stage is left.</summary>
public sealed class RedCardRow
{
    /// <summary>Case id, a hyphen and the number of the period that ran out.</summary>
    public required string Id { get; init; }

    public required string CaseId { get; init; }

    public required int Deadline { get; init; }

    /// <summary>The late visit of the stage.</summary>
    public required int Activation { get; init; }

    public required string ProgrammeCode { get; init; }

    public required string StageId { get; init; }

    public required string StageName { get; init; }

    /// <summary>Effective time: the end of the period.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>Who settles it, as the section head wrote; null while nobody has answered for it.</summary>
    public string? Handler { get; set; }

    /// <summary>Until when.</summary>
    public DateOnly? PromisedOn { get; set; }

    public string? Note { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public string? AnsweredByName { get; set; }

    /// <summary>销号: when the stage was left.</summary>
    public DateTimeOffset? SettledAt { get; set; }
}
