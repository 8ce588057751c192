using System.Text.Json.Serialization;

namespace Innovation.Workflows.Definitions.StageKinds;

/// <summary>公示: a batch is published for some working days; an objection holds its own case only.</summary>
public sealed record PublicNoticeStage : Stage
{
    public const string Kind = "publicNotice";

    [JsonIgnore]
    public override string KindName => Kind;

    /// <summary>Length of the notice in working days (handbook B0: 5).</summary>
    public int NoticeDays { get; init; } = 5;

    /// <summary>Outcome at the unopposed end of the notice.</summary>
    public string ClearOutcome { get; init; } = "clear";

    /// <summary>Outcome when an objection is upheld.</summary>
    public string UpheldOutcome { get; init; } = "upheld";

    /// <summary>The case state that the applicant sees while an objection is looked into.</summary>
    public string HeldStatus { get; init; } = "异议核查中";

    /// <summary>The case state that the applicant sees once the notice is published.</summary>
    public string PublishedStatus { get; init; } = "公示中";

    /// <summary>Template of the announcement.</summary>
    public string? Document { get; init; }
}
