using System.Collections.Immutable;

namespace Innovation.Workflows.Engine;

/// <summary>What somebody wants to happen.</summary>
public abstract record ProcessCommand
{
    public required Actor Actor { get; init; }

    /// <summary>The received instant, or the due instant for what time does.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>Who acts.</summary>
/// <param name="UserId">Identity.</param>
/// <param name="Groups">The <c>role@scope</c> pairs this person holds; <c>role@*</c> holds everywhere.</param>
public sealed record Actor(string UserId, IReadOnlySet<string> Groups)
{
    /// <summary>代理人: who really acts while <see cref="UserId"/> is absent; null: the person in person.</summary>
    public string? Via { get; init; }

    /// <summary>Time and the system itself.</summary>
    public static Actor System { get; } = new("system", ImmutableHashSet<string>.Empty);

    /// <summary>Whether this person is one of the candidates.</summary>
    public bool Holds(string candidate)
    {
        if (candidate.StartsWith("user:", StringComparison.Ordinal)) return candidate.AsSpan(5).SequenceEqual(UserId);
        if (Groups.Contains(candidate)) return true;
        var at = candidate.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && Groups.Contains(string.Concat(candidate.AsSpan(0, at), "@*"));
    }

    public bool HoldsAny(ImmutableArray<string> candidates)
    {
        foreach (var candidate in candidates)
            if (Holds(candidate)) return true;
        return false;
    }
}

/// <summary>新建草稿</summary>
public sealed record OpenDraft(string Organization, string Area) : ProcessCommand
{
    /// <summary>Programme, round and the name of the organisation, for the history; nothing is decided by them.</summary>
    public string? Programme { get; init; }

    public string? Round { get; init; }

    public string? OrganizationName { get; init; }
}

/// <summary>提交申报, first or again after 退回修改.</summary>
public sealed record Submit(int FormVersion, string FormHash) : ProcessCommand
{
    /// <summary>Which work item is handed in; null: the first that waits for this person.</summary>
    public int? Item { get; init; }
}

/// <summary>认领</summary>
public sealed record Claim(int Item) : ProcessCommand;

/// <summary>取消认领</summary>
public sealed record Unclaim(int Item) : ProcessCommand;

/// <summary>办理: finish a work item with an outcome.</summary>
public sealed record Complete(int Item, string Outcome, string? Comment = null, string? Values = null, decimal? Total = null) : ProcessCommand
{
    /// <summary>逐项批注: what is wrong at which field, for an answer that goes against the applicant.</summary>
    public ImmutableArray<SupplementRequestItem> Remarks { get; init; } = [];

    /// <summary>意见附件</summary>
    public ImmutableArray<OpinionFile> Files { get; init; } = [];
}

/// <summary>A file that belongs to an opinion; its hash stands in the history.</summary>
public sealed record OpinionFile(string Id, string Name, string Sha256);

/// <summary>补正: ask the applicant to mend the listed items.</summary>
public sealed record RequestSupplement(int Item, ImmutableArray<SupplementRequestItem> Items, string? Comment = null, string? Override = null) : ProcessCommand
{
    /// <summary>意见附件</summary>
    public ImmutableArray<OpinionFile> Files { get; init; } = [];
}

/// <summary>回避声明 of an expert.</summary>
public sealed record Declare(int Item, bool Conflict, string? Reason = null) : ProcessCommand;

/// <summary>退回 to a visited stage.</summary>
public sealed record Return(int Item, string ToStage, string Comment) : ProcessCommand
{
    /// <summary>True: the stage that gets the case back sends it straight to the returner, whose votes and items are kept; false: forward again step by step.</summary>
    public bool Back { get; init; }

    /// <summary>逐项批注: what is wrong at which field.</summary>
    public ImmutableArray<SupplementRequestItem> Remarks { get; init; } = [];

    /// <summary>意见附件</summary>
    public ImmutableArray<OpinionFile> Files { get; init; } = [];
}

/// <summary>转办: another person does it instead of me.</summary>
public sealed record Transfer(int Item, string To, string Comment) : ProcessCommand;

/// <summary>委派: another person works on it and gives it back to me for confirmation.</summary>
public sealed record DelegateItem(int Item, string To, string Comment) : ProcessCommand;

/// <summary>加签: further persons are asked before me, beside me or after me.</summary>
public sealed record AddSigners(int Item, SignerPlace Place, ImmutableArray<string> Users, string Comment) : ProcessCommand;

/// <summary>减签: an added signer who has not answered yet is no longer asked.</summary>
public sealed record RemoveSigner(int Item, string User, string Comment) : ProcessCommand;

/// <summary>取回: my last step, while nobody has acted on it; a delegated item; an answer that is not counted yet.</summary>
/// <param name="Item">The delegated item or my own answer; null: the stage that I finished last.</param>
public sealed record TakeBack(int? Item, string Comment) : ProcessCommand;

/// <summary>催办</summary>
public sealed record Urge(string? Comment) : ProcessCommand;

/// <summary>抄送 by a person.</summary>
public sealed record SendCopy(int Item, ImmutableArray<string> Users, string? Comment) : ProcessCommand;

/// <summary>中止计时: the whole case stands still.</summary>
public sealed record Suspend(string Reason) : ProcessCommand;

/// <summary>恢复计时</summary>
public sealed record Resume(string Reason) : ProcessCommand;

/// <summary>改派 by an administrator, when somebody has left.</summary>
public sealed record Reassign(int Item, string To, string Comment) : ProcessCommand;

/// <summary>交回: this person may no longer act; the work goes back to those who could have claimed it, or to the section head.</summary>
/// <param name="Reason">Why, in words.</param>
public sealed record HandBack(int Item, string Person, string Reason) : ProcessCommand;

/// <summary>撤回申报</summary>
public sealed record Withdraw(string? Reason) : ProcessCommand;

/// <summary>终止</summary>
public sealed record Terminate(string Reason) : ProcessCommand;

/// <summary>申请复核 of an ending against the applicant.</summary>
public sealed record RequestReconsideration(string Reason) : ProcessCommand;

/// <summary>复核决定</summary>
/// <param name="Changed">撤销原决定; otherwise it is upheld.</param>
public sealed record DecideReconsideration(bool Changed, string Reason) : ProcessCommand;

/// <summary>延长异议核查期限, once, by the section head.</summary>
public sealed record ExtendObjection(int Item, string Reason) : ProcessCommand;

/// <summary>纳入批次</summary>
public sealed record JoinBatch(string StageId, string BatchId) : ProcessCommand;

/// <summary>移出批次</summary>
public sealed record LeaveBatch(string BatchId) : ProcessCommand;

/// <summary>The batch has decided on this case.</summary>
public sealed record SettleBatch(string BatchId, string Outcome, string? Comment = null) : ProcessCommand;

/// <summary>The batch has been published.</summary>
public sealed record PublishNotice(string BatchId) : ProcessCommand;

/// <summary>异议: somebody objects to this case during 公示, with real name.</summary>
public sealed record RaiseObjection(string ObjectionId) : ProcessCommand
{
    /// <summary>The applicant came under a sanction during the notice.</summary>
    public const string Sanction = "sanction";

    /// <summary>Null: somebody objects; otherwise why the bureau itself holds the item.</summary>
    public string? Cause { get; init; }

    /// <summary>Which notice it is about; null: the first that runs.</summary>
    public string? BatchId { get; init; }

    /// <summary>SHA-256 of what was handed in, for the history.</summary>
    public string? Seal { get; init; }
}

/// <summary>An event that a wait stage waits for.</summary>
public sealed record Signal(string Event) : ProcessCommand;

/// <summary>A deadline is over. <see cref="ProcessCommand.At"/> is not before its due instant.</summary>
public sealed record ExpireDeadline(int Deadline) : ProcessCommand;

/// <summary>A reminder is due.</summary>
public sealed record RemindDeadline(int Deadline) : ProcessCommand;

/// <summary>The working calendar changed: a running period is computed again.</summary>
/// <param name="Reason">Which calendar, in words.</param>
public sealed record RecomputeDeadline(int Deadline, string Reason) : ProcessCommand;

/// <summary>督办登记 of a red card by the section head.</summary>
/// <param name="Deadline">The period that ran out.</param>
/// <param name="Handler">Who settles it.</param>
/// <param name="PromisedOn">Until when.</param>
public sealed record AnswerRedCard(int Deadline, string Handler, DateOnly PromisedOn, string Note) : ProcessCommand;

/// <summary>迁移: the case goes on under another version of its programme. The system gives it, one case after the other of an approved plan.</summary>
/// <param name="Target">The process of that version.</param>
/// <param name="ToVersion">Its number.</param>
/// <param name="Plan">Id of the approved plan.</param>
/// <param name="Reason">Why, as the plan says.</param>
/// <param name="PassesInserted">The plan lets cases go on that are past a stage which the new version inserts.</param>
public sealed record Migrate(Definitions.ProcessDefinition Target, int ToVersion, string Plan, string Reason, bool PassesInserted = false) : ProcessCommand;
