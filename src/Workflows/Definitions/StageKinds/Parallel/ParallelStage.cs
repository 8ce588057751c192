using System.Text.Json.Serialization;

namespace Innovation.Workflows.Definitions.StageKinds;

/// <summary>并行: all branches are walked at the same time.</summary>
public sealed record ParallelStage : Stage
{
    public const string Kind = "parallel";

    [JsonIgnore]
    public override string KindName => Kind;

    public IReadOnlyList<Branch> Paths { get; init; } = [];

    /// <summary>When a branch routes to an end, wait for the siblings before ending; otherwise they are cancelled.</summary>
    public bool WaitAll { get; init; }

    [JsonIgnore]
    public override IReadOnlyList<Branch> Branches => Paths;

    [JsonIgnore]
    public override bool Waits => false;
}
