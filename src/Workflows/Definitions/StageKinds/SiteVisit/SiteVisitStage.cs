using System.Text.Json.Serialization;

namespace Innovation.Workflows.Definitions.StageKinds;

/// <summary>现场考察: several visitors record what they found.</summary>
public sealed record SiteVisitStage : Stage
{
    public const string Kind = "siteVisit";

    [JsonIgnore]
    public override string KindName => Kind;

    /// <summary>At least so many visitors must be named (handbook B1: 2).</summary>
    public int MinimumVisitors { get; init; } = 2;
}
