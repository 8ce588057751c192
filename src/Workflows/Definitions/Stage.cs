using System.Text.Json.Serialization;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Definitions;

/// <summary>环节: one node of the stage tree. The kinds are a closed set.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SubmissionStage), SubmissionStage.Kind)]
[JsonDerivedType(typeof(ReviewStage), ReviewStage.Kind)]
[JsonDerivedType(typeof(ExpertReviewStage), ExpertReviewStage.Kind)]
[JsonDerivedType(typeof(SiteVisitStage), SiteVisitStage.Kind)]
[JsonDerivedType(typeof(MeetingStage), MeetingStage.Kind)]
[JsonDerivedType(typeof(PublicNoticeStage), PublicNoticeStage.Kind)]
[JsonDerivedType(typeof(DecisionStage), DecisionStage.Kind)]
[JsonDerivedType(typeof(ChoiceStage), ChoiceStage.Kind)]
[JsonDerivedType(typeof(ParallelStage), ParallelStage.Kind)]
[JsonDerivedType(typeof(WaitStage), WaitStage.Kind)]
[JsonDerivedType(typeof(ActionStage), ActionStage.Kind)]
[JsonDerivedType(typeof(CopyStage), CopyStage.Kind)]
public abstract record Stage
{
    /// <summary>Unique in the definition; stable across versions so that migration can match stages.</summary>
    public required string Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>The case state that the applicant sees while this stage is open (handbook B17); null keeps the last one.</summary>
    public string? ApplicantStatus { get; init; }

    /// <summary>Label of this stage on the applicant's progress line; several stages may share one label.</summary>
    public string? Step { get; init; }

    /// <summary>Who acts. Null only for kinds that nobody acts on.</summary>
    public AssignmentRule? Assign { get; init; }

    /// <summary>Stages whose actors may not act here: 初审, 复核 and 审定 are different persons (handbook B0).</summary>
    public IReadOnlyList<string> DifferentFrom { get; init; } = [];

    public DeadlineRule? Deadline { get; init; }

    public IReadOnlyList<Outcome> Outcomes { get; init; } = [];

    /// <summary>Whether the applicant may withdraw while this stage is open.</summary>
    public bool AllowWithdraw { get; init; } = true;

    /// <summary>Stages of the same or an enclosing sequence to which an actor may return the case (退回).</summary>
    public IReadOnlyList<string> ReturnTo { get; init; } = [];

    /// <summary>Commands of <see cref="Forbiddable"/> that are not allowed on this stage.</summary>
    public IReadOnlyList<string> Forbid { get; init; } = [];

    /// <summary>Whether somebody who filed the application may also act here; never for a review unless said so.</summary>
    public bool AllowSelfApproval { get; init; }

    /// <summary>转办, 委派, 加签, 减签, 取回, 催办, 抄送, 中止计时: allowed on every stage unless forbidden.</summary>
    public static IReadOnlyList<string> Forbiddable { get; } = ["claim", "transfer", "delegate", "addSigner", "removeSigner", "takeBack", "urge", "copy", "suspend"];

    /// <summary>What kind of stage this is, as written in the definition.</summary>
    [JsonIgnore]
    public abstract string KindName { get; }

    /// <summary>The sequences inside this stage: branches of a choice or of a parallel block.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<Branch> Branches => [];

    /// <summary>Whether somebody decides here about the applicant's own matter; then the applicant never acts on it.</summary>
    [JsonIgnore]
    public bool JudgesApplicant => this is ReviewStage { PartyChoice: false } or ExpertReviewStage or SiteVisitStage or MeetingStage or PublicNoticeStage or DecisionStage;

    /// <summary>True when the stage waits for a person, for a batch or for time.</summary>
    [JsonIgnore]
    public virtual bool Waits => true;

    /// <summary>Whether an outcome agrees: marked so, or the first one where the stage marks none.</summary>
    public bool Agrees(string outcome) => FindOutcome(outcome) is { } found && (found.Positive || (Outcomes.All(o => !o.Positive) && found == Outcomes[0]));

    /// <summary>The outcome with this id, or null.</summary>
    public Outcome? FindOutcome(string? id)
    {
        foreach (var outcome in Outcomes)
            if (outcome.Id == id) return outcome;
        return null;
    }
}

/// <summary>分支: one sequence inside a choice or a parallel block.</summary>
public sealed record Branch
{
    public string Name { get; init; } = "";

    /// <summary>Condition of a choice branch, in the expression language; null in a parallel block.</summary>
    public string? When { get; init; }

    /// <summary>The branch taken when no other condition holds.</summary>
    public bool Otherwise { get; init; }

    public required IReadOnlyList<Stage> Stages { get; init; }
}
