using System.Text.Json.Serialization;

namespace Innovation.Workflows.Definitions.StageKinds;

/// <summary>条件: the first branch whose condition holds is walked.</summary>
public sealed record ChoiceStage : Stage
{
    public const string Kind = "choice";

    [JsonIgnore]
    public override string KindName => Kind;

    public IReadOnlyList<Branch> Options { get; init; } = [];

    [JsonIgnore]
    public override IReadOnlyList<Branch> Branches => Options;

    [JsonIgnore]
    public override bool Waits => false;
}
