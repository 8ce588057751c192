using System.Text.Json.Serialization;

namespace Innovation.Workflows.Definitions.StageKinds;

/// <summary>专家评审: draw, declaration, scores, outliers, aggregation.</summary>
public sealed record ExpertReviewStage : Stage
{
    public const string Kind = "expertReview";

    [JsonIgnore]
    public override string KindName => Kind;

    public PanelRule Panel { get; init; } = new();

    /// <summary>Id of the score sheet of the programme.</summary>
    public string Sheet { get; init; } = "";

    /// <summary>The indicators of the sheet with their maxima; filled from the sheet when the programme is loaded.</summary>
    public ScoreAggregate Aggregate { get; init; } = ScoreAggregate.TrimmedMean;

    /// <summary>A sheet further than this from the median needs a written reason (异常分, handbook B0: 15).</summary>
    public decimal OutlierDistance { get; init; } = 15m;

    /// <summary>盲评: experts do not see who applies.</summary>
    public bool Blind { get; init; } = true;
}

/// <summary>How a panel is drawn.</summary>
public sealed record PanelRule
{
    /// <summary>Number of experts: odd, at least 5 (handbook B0).</summary>
    public int Count { get; init; } = 5;

    /// <summary>Name whose value is the field of expertise, e.g. <c>form.field_code</c>.</summary>
    public string? Field { get; init; }
}

/// <summary>How the sheets become one score.</summary>
public enum ScoreAggregate
{
    /// <summary>去掉一个最高分和一个最低分 for five sheets or more.</summary>
    TrimmedMean,

    /// <summary>算术平均</summary>
    Mean,
}
