using System.Text.Json.Serialization;

namespace Innovation.Workflows.Definitions.StageKinds;

/// <summary>审核: one or several people decide on a case; may ask the applicant for 补正.</summary>
public sealed record ReviewStage : Stage
{
    public const string Kind = "review";

    [JsonIgnore]
    public override string KindName => Kind;

    public ReviewMode Mode { get; init; } = ReviewMode.Single;

    /// <summary>票签: the share of weights that the positive outcome must exceed, e.g. 0.5 for more than half.</summary>
    public decimal Ratio { get; init; } = 0.5m;

    /// <summary>票签: a negative vote of one of these users decides at once (一票否决).</summary>
    public IReadOnlyList<string> Veto { get; init; } = [];

    /// <summary>票签: weights by user id; others weigh 1.</summary>
    public IReadOnlyDictionary<string, int> Weights { get; init; } = new Dictionary<string, int>();

    public SupplementRule? Supplement { get; init; }

    /// <summary>
    /// 当事人选择: the applicant chooses or confirms in a matter of his own (发榜方选定, 双向选择). It judges nobody; only such a
    /// review may be assigned to the applicant.
    /// </summary>
    public bool PartyChoice { get; init; }
}

/// <summary>How several people decide together.</summary>
public enum ReviewMode
{
    /// <summary>认领: one person of the group claims the work and does it alone.</summary>
    Single,

    /// <summary>或签: whoever is first decides.</summary>
    Any,

    /// <summary>会签: all must agree; the first other answer decides.</summary>
    All,

    /// <summary>票签: decided by weight and ratio.</summary>
    Vote,

    /// <summary>依次: one after the other in the order of the rule; the first answer that is not the positive one decides.</summary>
    Sequential,
}

/// <summary>补正: the review stays open with its clock paused while the applicant mends the listed items.</summary>
public sealed record SupplementRule
{
    /// <summary>How many rounds are allowed (handbook B0: 2).</summary>
    public int Rounds { get; init; } = 2;

    public int Amount { get; init; } = 5;

    public PeriodUnit Unit { get; init; } = PeriodUnit.WorkingDays;

    /// <summary>Outcome of the review when the applicant stays silent (逾期未补正).</summary>
    public required string OnExpiry { get; init; }

    public IReadOnlyList<int> Remind { get; init; } = [3, 1];

    /// <summary>Document issued to the applicant, by template id.</summary>
    public string? Document { get; init; }

    /// <summary>The case state that the applicant sees meanwhile.</summary>
    public string ApplicantStatus { get; init; } = "待补正";
}
