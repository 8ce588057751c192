using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Innovation.Workflows.Definitions;

namespace Innovation.Workflows.Engine;

/// <summary>Something that happened to a case. Events are the history; state is their fold.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(DraftOpened), "draftOpened")]
[JsonDerivedType(typeof(CaseSubmitted), "caseSubmitted")]
[JsonDerivedType(typeof(StageEntered), "stageEntered")]
[JsonDerivedType(typeof(StageCompleted), "stageCompleted")]
[JsonDerivedType(typeof(StageCancelled), "stageCancelled")]
[JsonDerivedType(typeof(BranchTaken), "branchTaken")]
[JsonDerivedType(typeof(BranchFinished), "branchFinished")]
[JsonDerivedType(typeof(EndPending), "endPending")]
[JsonDerivedType(typeof(WorkItemOpened), "workItemOpened")]
[JsonDerivedType(typeof(WorkItemClaimed), "workItemClaimed")]
[JsonDerivedType(typeof(WorkItemReleased), "workItemReleased")]
[JsonDerivedType(typeof(WorkItemCompleted), "workItemCompleted")]
[JsonDerivedType(typeof(WorkItemClosed), "workItemClosed")]
[JsonDerivedType(typeof(DeadlineOpened), "deadlineOpened")]
[JsonDerivedType(typeof(DeadlinePaused), "deadlinePaused")]
[JsonDerivedType(typeof(DeadlineResumed), "deadlineResumed")]
[JsonDerivedType(typeof(DeadlineRecomputed), "deadlineRecomputed")]
[JsonDerivedType(typeof(DeadlineReminded), "deadlineReminded")]
[JsonDerivedType(typeof(DeadlineExpired), "deadlineExpired")]
[JsonDerivedType(typeof(DeadlineClosed), "deadlineClosed")]
[JsonDerivedType(typeof(Escalated), "escalated")]
[JsonDerivedType(typeof(RedCardAnswered), "redCardAnswered")]
[JsonDerivedType(typeof(CaseMigrated), "caseMigrated")]
[JsonDerivedType(typeof(SupplementRequested), "supplementRequested")]
[JsonDerivedType(typeof(SupplementAnswered), "supplementAnswered")]
[JsonDerivedType(typeof(PanelDrawn), "panelDrawn")]
[JsonDerivedType(typeof(PanelShort), "panelShort")]
[JsonDerivedType(typeof(PanelReduced), "panelReduced")]
[JsonDerivedType(typeof(ConflictDeclared), "conflictDeclared")]
[JsonDerivedType(typeof(ScoreAggregated), "scoreAggregated")]
[JsonDerivedType(typeof(BatchJoined), "batchJoined")]
[JsonDerivedType(typeof(BatchLeft), "batchLeft")]
[JsonDerivedType(typeof(BatchSettled), "batchSettled")]
[JsonDerivedType(typeof(NoticePublished), "noticePublished")]
[JsonDerivedType(typeof(NoticeEndedHeld), "noticeEndedHeld")]
[JsonDerivedType(typeof(ObjectionRaised), "objectionRaised")]
[JsonDerivedType(typeof(ObjectionResolved), "objectionResolved")]
[JsonDerivedType(typeof(MatterArrived), "matterArrived")]
[JsonDerivedType(typeof(CopySent), "copySent")]
[JsonDerivedType(typeof(ActionRequested), "actionRequested")]
[JsonDerivedType(typeof(Returned), "returned")]
[JsonDerivedType(typeof(ReturnAnswered), "returnAnswered")]
[JsonDerivedType(typeof(WorkItemTransferred), "workItemTransferred")]
[JsonDerivedType(typeof(WorkItemDelegated), "workItemDelegated")]
[JsonDerivedType(typeof(DelegationAnswered), "delegationAnswered")]
[JsonDerivedType(typeof(DelegationRecalled), "delegationRecalled")]
[JsonDerivedType(typeof(SignersAdded), "signersAdded")]
[JsonDerivedType(typeof(SignerRemoved), "signerRemoved")]
[JsonDerivedType(typeof(DecisionPending), "decisionPending")]
[JsonDerivedType(typeof(SequenceSet), "sequenceSet")]
[JsonDerivedType(typeof(AnswerTakenBack), "answerTakenBack")]
[JsonDerivedType(typeof(TakenBack), "takenBack")]
[JsonDerivedType(typeof(Urged), "urged")]
[JsonDerivedType(typeof(Suspended), "suspended")]
[JsonDerivedType(typeof(Resumed), "resumed")]
[JsonDerivedType(typeof(ApproverMissing), "approverMissing")]
[JsonDerivedType(typeof(WorkItemHandedUp), "workItemHandedUp")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
[JsonDerivedType(typeof(Terminated), "terminated")]
[JsonDerivedType(typeof(ApplicantStatusChanged), "applicantStatusChanged")]
[JsonDerivedType(typeof(ProcessEnded), "processEnded")]
[JsonDerivedType(typeof(DocumentIssued), "documentIssued")]
[JsonDerivedType(typeof(ReconsiderationRequested), "reconsiderationRequested")]
[JsonDerivedType(typeof(ReconsiderationDecided), "reconsiderationDecided")]
[JsonDerivedType(typeof(DeadlineExtended), "deadlineExtended")]
[JsonDerivedType(typeof(OutlierUnexplained), "outlierUnexplained")]
public abstract record ProcessEvent
{
    /// <summary>When it takes effect: the received instant of a command, or the due instant of a deadline.</summary>
    public DateTimeOffset At { get; init; }
}

/// <param name="Programme">Of which programme; null in histories from before it was written.</param>
/// <param name="Round">In which round.</param>
/// <param name="OrganizationName">As it was then.</param>
public sealed record DraftOpened(string By, string Organization, string Area, string? Programme = null, string? Round = null, string? OrganizationName = null) : ProcessEvent;

/// <param name="By">Who handed in.</param>
/// <param name="DefinitionVersion">The version in force at the received instant.</param>
/// <param name="FormVersion">Which snapshot of the form.</param>
/// <param name="FormHash">SHA-256 of the form values.</param>
public sealed record CaseSubmitted(string By, int DefinitionVersion, int FormVersion, string FormHash) : ProcessEvent;

/// <param name="ReturnsTo">The activation that waits for this stage, after 退回 with the way straight back.</param>
public sealed record StageEntered(int Activation, string StageId, int? Block, int Branch, int Visit, int Branches, int? ReturnsTo = null) : ProcessEvent;

/// <param name="Cause"><c>person</c>, <c>deadline</c>, <c>batch</c> or <c>rule</c>.</param>
/// <param name="Left">The period as it stood, when the step may still be taken back.</param>
public sealed record StageCompleted(int Activation, string StageId, string Outcome, string Cause, string? By, Deadline? Left = null) : ProcessEvent;

public sealed record StageCancelled(int Activation, string StageId, string Cause) : ProcessEvent;

/// <summary>A choice took this branch; the others count as finished.</summary>
public sealed record BranchTaken(int Activation, int Branch) : ProcessEvent;

public sealed record BranchFinished(int Activation, int Branch) : ProcessEvent;

public sealed record EndPending(int Activation, string Result) : ProcessEvent;

/// <param name="About">The score sheet of an outlier, or the item for which a signer was added.</param>
/// <param name="Place">For an added signer.</param>
/// <param name="AddedBy">Who added the signer.</param>
public sealed record WorkItemOpened(int Activation, int Item, WorkPurpose Purpose, ImmutableArray<string> Candidates, int Weight = 1, bool Veto = false, int? About = null, SignerPlace? Place = null, string? AddedBy = null) : ProcessEvent;

public sealed record WorkItemClaimed(int Item, string By) : ProcessEvent;

/// <param name="Reason">Why it was taken from him; null: he gave it back himself, or a rule did.</param>
public sealed record WorkItemReleased(int Item, string By, string? Reason = null) : ProcessEvent;

/// <param name="Values">JSON of what the stage asked for, or null.</param>
/// <param name="Total">Sum of a score sheet.</param>
/// <param name="Via">代理人: who acted for <paramref name="By"/>.</param>
/// <param name="Remarks">逐项批注; null: none.</param>
/// <param name="Files">意见附件; null: none.</param>
public sealed record WorkItemCompleted(int Item, string StageId, string By, string Outcome, string? Comment, string? Values, decimal? Total = null, string? Via = null, ImmutableArray<SupplementRequestItem>? Remarks = null, ImmutableArray<OpinionFile>? Files = null) : ProcessEvent;

public sealed record WorkItemClosed(int Item, string Cause) : ProcessEvent;

/// <param name="ResumedOn">For a step taken back whose period had been paused: as <see cref="Engine.Deadline.ResumedOn"/>.</param>
public sealed record DeadlineOpened(int Activation, int Deadline, DeadlinePurpose Purpose, DateOnly Trigger, int Amount, PeriodUnit Unit, DateTimeOffset DueAt, bool Provisional, ImmutableArray<DateTimeOffset> Reminders, DateOnly? ResumedOn = null, int? Left = null) : ProcessEvent;

public sealed record DeadlinePaused(int Deadline, DateOnly On, int Remaining, string Reason) : ProcessEvent;

/// <param name="On">The day after which the period counts on.</param>
/// <param name="Left">Units left then; with <paramref name="On"/> the period can be computed again.</param>
public sealed record DeadlineResumed(int Deadline, DateTimeOffset DueAt, bool Provisional, ImmutableArray<DateTimeOffset> Reminders, DateOnly? On = null, int? Left = null) : ProcessEvent;

/// <summary>重算: the working calendar changed, and with it the end of a running period.</summary>
/// <param name="Reason">Which calendar, in words.</param>
public sealed record DeadlineRecomputed(int Deadline, string StageId, DateTimeOffset OldDueAt, DateTimeOffset DueAt, bool Provisional, ImmutableArray<DateTimeOffset> Reminders, string Reason) : ProcessEvent;

public sealed record DeadlineReminded(int Deadline, string StageId) : ProcessEvent;

public sealed record DeadlineExpired(int Deadline, string StageId, DeadlinePurpose Purpose) : ProcessEvent;

public sealed record DeadlineClosed(int Deadline, string Cause) : ProcessEvent;

/// <param name="Activation">The late visit; null in histories from before the red cards.</param>
/// <param name="Deadline">The period that ran out.</param>
public sealed record Escalated(string StageId, string Role, int? Activation = null, int? Deadline = null) : ProcessEvent;

/// <summary>督办登记: the section head says who settles a late stage, and until when.</summary>
public sealed record RedCardAnswered(int Activation, string StageId, int Deadline, string By, string Handler, DateOnly PromisedOn, string Note) : ProcessEvent;

/// <param name="Override">Why the section head lets round 2 name what round 1 could have named.</param>
/// <param name="Files">意见附件; null: none.</param>
public sealed record SupplementRequested(int Activation, string StageId, int Round, int Item, ImmutableArray<SupplementRequestItem> Items, string By, string? Comment, string? Override, ImmutableArray<OpinionFile>? Files = null) : ProcessEvent;

public sealed record SupplementAnswered(int Activation, string StageId, int Round, string By) : ProcessEvent;

/// <param name="Seed">The recorded seed of the random draw.</param>
/// <param name="PoolHash">SHA-256 over the pool and the exclusions, so that anybody can draw again.</param>
public sealed record PanelDrawn(int Activation, string Seed, string PoolHash, ImmutableArray<string> Experts, bool Replacement) : ProcessEvent;

public sealed record PanelShort(int Activation, int Missing, int Available) : ProcessEvent;

/// <summary>按已有专家继续: the section head goes on with fewer experts than the stage asks for.</summary>
/// <param name="Count">How many score sheets there will be.</param>
/// <param name="Wanted">How many the stage asks for.</param>
public sealed record PanelReduced(int Activation, int Count, int Wanted, string By, string Reason) : ProcessEvent;

/// <param name="Conflict">True: the expert steps back and is replaced.</param>
public sealed record ConflictDeclared(int Item, string By, bool Conflict, string? Reason) : ProcessEvent;

public sealed record ScoreAggregated(int Activation, string Method, decimal Score, decimal Median, int Sheets, decimal? Mean = null, int? Outliers = null) : ProcessEvent;

public sealed record BatchJoined(int Activation, string BatchId) : ProcessEvent;

public sealed record BatchLeft(int Activation, string BatchId) : ProcessEvent;

public sealed record BatchSettled(int Activation, string StageId, string BatchId, string Outcome, string? Comment) : ProcessEvent;

/// <param name="By">Who published it, and the substitute where there was one; null in events from before it was kept.</param>
public sealed record NoticePublished(int Activation, string BatchId, ImmutableArray<string>? By = null) : ProcessEvent;

public sealed record NoticeEndedHeld(int Activation) : ProcessEvent;

/// <param name="Cause">Null: somebody objects; otherwise why the bureau itself holds the item.</param>
/// <param name="Seal">SHA-256 of what was handed in; null in histories from before it was written.</param>
public sealed record ObjectionRaised(int Activation, string ObjectionId, string? Cause = null, string? Seal = null) : ProcessEvent;

/// <summary>Something that a person must have seen before he answers belongs to this task from now on; its revision moves.</summary>
/// <param name="Matter">One of <see cref="Matters"/>.</param>
public sealed record MatterArrived(int Item, string Matter) : ProcessEvent;

/// <summary>What can arrive at a task.</summary>
public static class Matters
{
    public const string Objection = "objection";
    public const string Supplement = "supplement";
    public const string ComeBack = "comeBack";
    public const string Opinion = "opinion";

    /// <summary>In words, as said to whoever had not seen it.</summary>
    public static string InWords(string matter) => matter switch
    {
        Objection => "又收到一条异议",
        Supplement => "申报单位提交了补正",
        ComeBack => "退回的环节已经办好送回",
        Opinion => "前加签的人员提出了意见",
        _ => "有新的材料",
    };
}

public sealed record ObjectionResolved(int Activation, string ObjectionId, bool Upheld, string By, string Reason) : ProcessEvent;

/// <param name="By">Who sent the copy; null for a copying stage.</param>
public sealed record CopySent(string StageId, ImmutableArray<string> Candidates, string? By = null, string? Comment = null) : ProcessEvent;

public sealed record ActionRequested(string StageId, string Action) : ProcessEvent;

/// <param name="Activation">The returner that waits for the case to come straight back; null: it was closed.</param>
public sealed record Returned(string FromStage, string ToStage, string By, string Comment, int? Activation = null, ImmutableArray<SupplementRequestItem>? Remarks = null, ImmutableArray<OpinionFile>? Files = null) : ProcessEvent;

/// <summary>The case is straight back at the returner.</summary>
public sealed record ReturnAnswered(int Activation, string StageId) : ProcessEvent;

/// <param name="Cause"><c>transfer</c> or <c>reassign</c>.</param>
public sealed record WorkItemTransferred(int Item, string StageId, string By, string To, string Comment, string Cause) : ProcessEvent;

public sealed record WorkItemDelegated(int Item, string StageId, string By, string To, string Comment) : ProcessEvent;

/// <param name="Outcome">What the delegate proposes.</param>
public sealed record DelegationAnswered(int Item, string StageId, string By, string Outcome, string? Comment) : ProcessEvent;

public sealed record DelegationRecalled(int Item, string StageId, string By, string Comment) : ProcessEvent;

/// <summary>加签; signers before and beside have their items at once, those after when the stage is decided.</summary>
public sealed record SignersAdded(int Activation, int Item, string StageId, SignerPlace Place, ImmutableArray<string> Users, string By, string Comment) : ProcessEvent;

public sealed record SignerRemoved(int Activation, string StageId, string User, string By, string Comment) : ProcessEvent;

/// <summary>Decided, but signers after the decision are still to be asked.</summary>
public sealed record DecisionPending(int Activation, string StageId, string Outcome, string By) : ProcessEvent;

/// <summary>依次: who is still to be asked, in order.</summary>
public sealed record SequenceSet(int Activation, ImmutableArray<string> Candidates) : ProcessEvent;

/// <summary>An answer that was not counted yet is taken back; a new item takes its place.</summary>
public sealed record AnswerTakenBack(int Activation, int Item, string StageId, string By, string Comment) : ProcessEvent;

/// <summary>The last step is taken back: its stage is open again.</summary>
public sealed record TakenBack(int Activation, string StageId, string By, string Comment) : ProcessEvent;

public sealed record Urged(string By, string? Comment, ImmutableArray<int> Items) : ProcessEvent;

public sealed record Suspended(string By, string Reason) : ProcessEvent;

public sealed record Resumed(string By, string Reason) : ProcessEvent;

/// <summary>Nobody could act: the section head got the work and everybody concerned an alert.</summary>
public sealed record ApproverMissing(string StageId, ImmutableArray<string> Wanted) : ProcessEvent;

/// <summary>Whoever held the item may no longer act, having acted elsewhere; it lies with these now.</summary>
public sealed record WorkItemHandedUp(int Item, string StageId, ImmutableArray<string> Candidates) : ProcessEvent;

public sealed record Withdrawn(string By, string? Reason) : ProcessEvent;

public sealed record Terminated(string By, string Reason) : ProcessEvent;

public sealed record ApplicantStatusChanged(string Status) : ProcessEvent;

public sealed record ProcessEnded(string Result) : ProcessEvent;

/// <summary>Recorded by the command path when it issues a document; does not change the state.</summary>
/// <param name="Seal">SHA-256 of everything that was registered with it; null in histories from before it was written.</param>
public sealed record DocumentIssued(string DocumentId, string Template, string? Number, string? Seal = null) : ProcessEvent;

/// <param name="DueAt">First instant after the period for the decision.</param>
public sealed record ReconsiderationRequested(string By, string Reason, DateTimeOffset DueAt) : ProcessEvent;

/// <param name="Changed">撤销原决定; otherwise it is upheld.</param>
public sealed record ReconsiderationDecided(string By, bool Changed, string Reason) : ProcessEvent;

/// <summary>延长: a person gave a running period more time, which happens once.</summary>
public sealed record DeadlineExtended(int Deadline, string StageId, DateTimeOffset OldDueAt, DateTimeOffset DueAt, bool Provisional, ImmutableArray<DateTimeOffset> Reminders, string By, string Reason) : ProcessEvent;

/// <summary>未说明: the expert said nothing of an outlier within the period; the sheet stays valid.</summary>
public sealed record OutlierUnexplained(int Item, string StageId) : ProcessEvent;

/// <summary>迁移</summary>
/// <param name="FromVersion">The version so far.</param>
/// <param name="ToVersion">The version from now on.</param>
/// <param name="Plan">Id of the approved plan.</param>
/// <param name="Reason">Why.</param>
/// <param name="Passed">Stages that the new version inserts before the place of the case and that it will not go through; null: none.</param>
public sealed record CaseMigrated(int FromVersion, int ToVersion, string Plan, string Reason, ImmutableArray<string>? Passed = null) : ProcessEvent;
