namespace Innovation.Workflows.Definitions.StageKinds;

/// <summary>抄送: copies to a role without waiting.</summary>
public sealed record CopyStage : Stage
{
    public const string Kind = "cc";

    public override string KindName => Kind;

    public override bool Waits => false;
}
