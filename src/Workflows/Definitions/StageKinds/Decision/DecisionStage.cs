using System.Text.Json.Serialization;

namespace Innovation.Workflows.Definitions.StageKinds;

/// <summary>决定与发文: 拟稿 → 核稿 → 签发 by three persons; one number and one document for a batch.</summary>
public sealed record DecisionStage : Stage
{
    public const string Kind = "decision";

    [JsonIgnore]
    public override string KindName => Kind;

    /// <summary>Outcome of each case when the document is signed.</summary>
    public string SignedOutcome { get; init; } = "issued";

    /// <summary>Template of the document of the whole batch.</summary>
    public string? Document { get; init; }

    /// <summary>Template of the certificate of each case; null for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>Validity of the certificate in years; null: no end.</summary>
    public int? ValidYears { get; init; }
}
