using System.Collections.Immutable;

namespace Innovation.Workflows.Engine;

/// <summary>One open visit of a stage, or an open block with its branches.</summary>
public sealed record Activation
{
    public required int Id { get; init; }

    public required string StageId { get; init; }

    /// <summary>The activation of the block that holds this one; null in the outermost sequence.</summary>
    public int? Block { get; init; }

    /// <summary>Which branch of the block.</summary>
    public int Branch { get; init; }

    /// <summary>1 for the first visit of the stage.</summary>
    public int Visit { get; init; } = 1;

    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>Open work items, and finished ones whose answers are still counted (votes, score sheets).</summary>
    public ImmutableArray<WorkItem> Items { get; init; } = [];

    /// <summary>Running or paused deadlines.</summary>
    public ImmutableArray<Deadline> Deadlines { get; init; } = [];

    /// <summary>Set while the applicant mends what was asked for.</summary>
    public SupplementPause? Supplement { get; init; }

    /// <summary>How many rounds of 补正 have been asked for.</summary>
    public int SupplementRounds { get; init; }

    /// <summary>Everything asked for so far, by field.</summary>
    public ImmutableArray<string> SupplementFields { get; init; } = [];

    /// <summary>All experts ever drawn in this visit; nobody is drawn twice.</summary>
    public ImmutableArray<string> DrawnExperts { get; init; } = [];

    /// <summary>With how many score sheets it goes on, where the section head has decided on fewer; null: as many as the stage asks for.</summary>
    public int? PanelCount { get; init; }

    /// <summary>The batch (meeting, notice, decision) that the case is in.</summary>
    public string? BatchId { get; init; }

    /// <summary>公示 has begun.</summary>
    public bool Published { get; init; }

    /// <summary>Who published it, and the substitute where there was one: neither answers the objections to it.</summary>
    public ImmutableArray<string> PublishedBy { get; init; } = [];

    /// <summary>公示 has ended while an objection was open.</summary>
    public bool NoticeOver { get; init; }

    /// <summary>Objections that nobody has answered yet.</summary>
    public ImmutableArray<string> Objections { get; init; } = [];

    /// <summary>依次: who is still to be asked, in order.</summary>
    public ImmutableArray<string> Queue { get; init; } = [];

    /// <summary>后加签: who is asked once the stage is decided.</summary>
    public ImmutableArray<PlannedSigner> AfterSigners { get; init; } = [];

    /// <summary>The decision that waits for the signers after it.</summary>
    public string? PendingOutcome { get; init; }

    /// <summary>退回: the activation from which the case comes straight back to this one.</summary>
    public int? ReturnedTo { get; init; }

    /// <summary>退回: the activation to which the case goes straight back.</summary>
    public int? ReturnsTo { get; init; }

    /// <summary>红牌: set when the period ran out and was reported, until the stage is left.</summary>
    public RedCard? RedCard { get; init; }

    /// <summary>For a block: which branches are finished.</summary>
    public ImmutableArray<bool> BranchesDone { get; init; } = [];

    /// <summary>For a block that waits for all branches: the result in which the process will end.</summary>
    public string? PendingResult { get; init; }
}

/// <summary>红牌 of a late stage.</summary>
/// <param name="Deadline">The period that ran out.</param>
/// <param name="Since">Effective time.</param>
public sealed record RedCard(int Deadline, DateTimeOffset Since)
{
    /// <summary>Who settles it, as the section head wrote; null while nobody has answered for it.</summary>
    public string? Handler { get; init; }

    public DateOnly? PromisedOn { get; init; }

    public string? Note { get; init; }
}

/// <summary>补正 in progress.</summary>
/// <param name="Round">1 or 2.</param>
/// <param name="Item">The applicant's work item.</param>
/// <param name="Items">What must be mended.</param>
public sealed record SupplementPause(int Round, int Item, ImmutableArray<SupplementRequestItem> Items)
{
    /// <summary>What the applicant saw before; shown again after the answer when the stage has no status of its own.</summary>
    public string? StatusBefore { get; init; }
}

/// <summary>A signer who will be asked after the decision.</summary>
/// <param name="Of">The item for which the signer was added.</param>
public sealed record PlannedSigner(string User, string AddedBy, int Of);

/// <summary>One thing to mend.</summary>
/// <param name="Field">Path of the form field or attachment.</param>
/// <param name="Remark">What is wrong and what is wanted.</param>
public sealed record SupplementRequestItem(string Field, string Remark);
