namespace Innovation.Workflows.Definitions.StageKinds;

/// <summary>条件: the first branch whose condition holds is walked.</summary>
public sealed record ChoiceStage : Stage
{
    public const string Kind = "choice";

    public override string KindName => Kind;

    public IReadOnlyList<Branch> Options { get; init; } = [];

    public override IReadOnlyList<Branch> Branches => Options;

    public override bool Waits => false;
}
