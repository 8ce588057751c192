using System.Collections.Immutable;

namespace Innovation.Workflows.Engine;

/// <summary>任务: something one person must do.</summary>
public sealed record WorkItem
{
    public required int Id { get; init; }

    public required WorkPurpose Purpose { get; init; }

    /// <summary>Who may act: <c>user:ID</c> or <c>role@scope</c>; any one of them.</summary>
    public ImmutableArray<string> Candidates { get; init; } = [];

    public string? ClaimedBy { get; init; }

    /// <summary>Grows with every change of this item; a command names the one it saw.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>Weight of the vote.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>A negative answer decides at once.</summary>
    public bool Veto { get; init; }

    /// <summary>Finished; kept only while its answer is counted.</summary>
    public bool Done { get; init; }

    public string? Outcome { get; init; }

    public string? By { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>The expert has declared that nothing stands against scoring.</summary>
    public bool Declared { get; init; }

    /// <summary>Sum of a score sheet.</summary>
    public decimal? Total { get; init; }

    /// <summary>For an outlier: the sheet that needs a reason. For an added signer: the item for which it was added.</summary>
    public int? About { get; init; }

    /// <summary>加签: where an added signer stands; null for those whom the definition names.</summary>
    public SignerPlace? Place { get; init; }

    /// <summary>Who added this signer.</summary>
    public string? AddedBy { get; init; }

    /// <summary>委派: who waits for the answer and will confirm it.</summary>
    public string? DelegatedBy { get; init; }
}

/// <summary>加签: when an added signer is asked.</summary>
public enum SignerPlace
{
    /// <summary>前加签: gives an opinion first; then the one who asked decides.</summary>
    Before,

    /// <summary>并加签: decides together with the others, as in 会签.</summary>
    Beside,

    /// <summary>后加签: asked once the others agree; another answer of theirs stands.</summary>
    After,
}

/// <summary>What a work item is for.</summary>
public enum WorkPurpose
{
    /// <summary>办理: choose an outcome of the stage.</summary>
    Decide,

    /// <summary>填报: fill and hand in the form.</summary>
    Submit,

    /// <summary>补正</summary>
    Supplement,

    /// <summary>评分</summary>
    Score,

    /// <summary>说明异常分</summary>
    ExplainOutlier,

    /// <summary>组建专家组: the draw found too few.</summary>
    ArrangePanel,

    /// <summary>纳入批次: waits for a meeting, a notice or a decision.</summary>
    Batch,

    /// <summary>处理异议</summary>
    Objection,
}
