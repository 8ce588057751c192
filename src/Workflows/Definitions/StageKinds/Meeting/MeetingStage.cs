using System.Text.Json.Serialization;

namespace Innovation.Workflows.Definitions.StageKinds;

/// <summary>会议审定: a batch of cases decided together by a committee.</summary>
public sealed record MeetingStage : Stage
{
    public const string Kind = "meeting";

    [JsonIgnore]
    public override string KindName => Kind;

    /// <summary>The role whose members sit in the meeting.</summary>
    public string Members { get; init; } = ProcessRoles.Committee;

    /// <summary>Share of the entitled members that must be present (handbook B0: two thirds), as a fraction.</summary>
    public int QuorumNumerator { get; init; } = 2;

    public int QuorumDenominator { get; init; } = 3;

    /// <summary>At most so many cases may pass in one meeting; null: no limit.</summary>
    public int? Quota { get; init; }
}
