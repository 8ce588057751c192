using System.Text.Json.Serialization;

namespace Innovation.Workflows.Definitions.StageKinds;

/// <summary>抄送: copies to a role without waiting.</summary>
public sealed record CopyStage : Stage
{
    public const string Kind = "cc";

    [JsonIgnore]
    public override string KindName => Kind;

    [JsonIgnore]
    public override bool Waits => false;
}
