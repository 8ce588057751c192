namespace Innovation.Workflows.Engine;

/// <summary>Every refusal of the engine, in the words that people read.</summary>
public static class Refusals
{
    public static Refusal Ended { get; } = new("case.ended", null, "这一件已经办结，不能再办理。");
    public static Refusal ReconsiderationNone { get; } = new("reconsideration.none", null, "只有办结为不利结果的件可以申请复核。");
    public static Refusal ReconsiderationOnce { get; } = new("reconsideration.once", null, "这一件已经申请过复核，不能再次申请。对复核决定不服的，可以依法申请行政复议或者提起行政诉讼。");
    public static Refusal ReconsiderationReason { get; } = new("reconsideration.reason", "comment", "请写明申请复核的事实和理由，10 至 4000 字。");
    public static Refusal ReconsiderationNotOpen { get; } = new("reconsideration.notOpen", null, "这一件没有待决定的复核申请，可能已由他人办理。");
    public static Refusal ReconsiderationBarred { get; } = new("reconsideration.barred", null, "您办理过这一件，复核应由没有参与原决定的人员办理。");
    public static Refusal ObjectionExtended { get; } = new("objection.extended", null, "异议核查期限只能延长一次，已经延长过。");
    public static Refusal NotStarted { get; } = new("case.notStarted", null, "这一件还没有建立。");
    public static Refusal AlreadyOpened { get; } = new("case.alreadyOpened", null, "这一件已经建立，不用再建。");
    public static Refusal StillDraft { get; } = new("case.draft", null, "这一件还是草稿，没有提交。");
    public static Refusal NotYours { get; } = new("task.notYours", null, "您没有办理这一件的权限。");
    public static Refusal Personal { get; } = new("task.personal", null, "评审、表决和申报材料由本人办理，不能代理。");
    public static Refusal ItemClosed { get; } = new("task.closed", null, "这一项已经办完或取消，您的操作没有生效。");
    public static Refusal NotDue { get; } = new("deadline.notDue", null, "期限还没有到。");
    public static Refusal AlreadyYours { get; } = new("task.alreadyYours", null, "您已经认领了这一件。");
    public static Refusal NotClaimedByYou { get; } = new("task.notClaimedByYou", null, "这一件不是您认领的，不能取消认领。");
    public static Refusal NotClaimable { get; } = new("task.notClaimable", null, "这一类任务不用认领，可以直接办理。");
    public static Refusal NotNow { get; } = new("task.notNow", null, "这一步现在不能这样办。");
    public static Refusal NothingToSubmit { get; } = new("application.nothingToSubmit", null, "现在没有需要您提交的申报材料。");
    public static Refusal ReturnTarget { get; } = new("return.target", "toStage", "不能退回到这个环节，只能退回到办过的、允许退回的环节。");
    public static Refusal SupplementOpen { get; } = new("supplement.open", null, "申报单位正在补正，补正答复前不能办理。");
    public static Refusal BatchOnly { get; } = new("batch.only", null, "这一件在会议、公示或发文里成批办理，不能单独办理。");
    public static Refusal NotInBatch { get; } = new("batch.notIn", null, "这一件不在这一批里。");
    public static Refusal DeclareFirst { get; } = new("score.declareFirst", null, "请先作回避声明，再打开材料评分。");
    public static Refusal AlreadyDeclared { get; } = new("score.alreadyDeclared", null, "您已经作过回避声明。");
    public static Refusal TotalMissing { get; } = new("score.totalMissing", "values", "评分没有填完。");
    public static Refusal PanelShort { get; } = new("panel.short", null, "专家库里符合条件的专家还是不够，请先补充专家库，再抽取。");
    public static Refusal PanelEnough { get; } = new("panel.enough", null, "符合条件的专家已经够了，请重新抽取。");
    public static Refusal PanelHead { get; } = new("panel.head", "outcome", "专家不够时是否按已有的专家继续，由科室负责人决定。");
    public static Refusal NoticeOver { get; } = new("notice.over", null, "公示期已经结束，不能再提出异议。");
    public static Refusal AlreadyObjected { get; } = new("objection.repeated", null, "这一条异议已经登记，不用再提。");
    public static Refusal NotWaiting { get; } = new("wait.notWaiting", null, "没有环节在等这个事件。");

    public static Refusal Suspended { get; } = new("case.suspended", null, "这一件已中止计时，恢复后才能办理。");
    public static Refusal NotSuspended { get; } = new("case.notSuspended", null, "这一件没有中止，不用恢复。");
    public static Refusal SuspendBatch { get; } = new("suspend.batch", null, "这一件已列入批次或正在公示，不能中止；请先移出批次。");
    public static Refusal AwaitingReturn { get; } = new("task.awaitingReturn", null, "这一件已退回，办好后直接回到这里，现在不能办理。");
    public static Refusal AwaitingSigners { get; } = new("task.awaitingSigners", null, "前加签的人员还没有都答复，答复后才能办理。");
    public static Refusal Delegated { get; } = new("task.delegated", null, "这一件是委派给您的，办好后由委派人确认，不能再作其他处理。");
    public static Refusal SelfApproval { get; } = new("task.selfApproval", null, "这一件是您申报的，不能由您审核。");
    public static Refusal ToSelf { get; } = new("person.self", "to", "不能交给自己。");
    public static Refusal NotEligible { get; } = new("person.notEligible", "to", "这位人员不能办理这一环节，请从名单里选。");
    public static Refusal PersonBarred { get; } = new("person.barred", "to", "这位人员办理过须由不同人员办理的环节，请另选一位。");
    public static Refusal AlreadySigner { get; } = new("signer.already", "users", "这位人员已经在这一环节里。");
    public static Refusal SignerKind { get; } = new("signer.place", "place", "依次审签里只能前加签或后加签。");
    public static Refusal NoSigners { get; } = new("signer.none", "users", "请至少选一位加签人员，最多 20 位。");
    public static Refusal NoSuchSigner { get; } = new("signer.unknown", "user", "没有这位加签人员，或已经答复、不能减签。");
    public static Refusal NotYourSigner { get; } = new("signer.notYours", "user", "只有加签的人或科室负责人可以减签。");
    public static Refusal ReturnBack { get; } = new("return.back", "back", "退回到并行分支以外，只能重新逐级办理。");
    public static Refusal NothingToTakeBack { get; } = new("takeBack.nothing", null, "没有可以取回的：下一步已有人办理，或上一步不是您办的。");
    public static Refusal NoRedCard { get; } = new("redCard.notFound", null, "这一件没有这张红牌，或已经销号。");
    public static Refusal NothingToUrge { get; } = new("urge.nothing", null, "现在没有可以催办的人。");
    public static Refusal NobodyToCopy { get; } = new("copy.none", "users", "请至少选一位抄送人员，最多 50 位。");

    public static Refusal UrgedLately(DateTimeOffset again) => new("urge.tooOften", null, $"24 小时内已经催办过，{ProcessClock.Words(again)} 后可以再催。");

    public static Refusal Forbidden(string what) => new("command.forbidden", null, $"这一环节不允许{what}。");

    public static Refusal NotAllowed(string why) => new("command.notAllowed", null, why + "。");

    public static Refusal PanelTooFew(int least) => new("panel.tooFew", "outcome", $"至少要有 {least} 名专家评分才能继续，请补充专家库，再抽取。");

    public static Refusal CommentNeeded(string what) => new("comment.required", "comment", $"请写明{what}的理由。");

    public static Refusal OpinionNeeded(string what) => new("comment.required", "comment", $"请写明{what}的意见。");

    public static Refusal UnknownOutcome(string outcome) => new("outcome.unknown", "outcome", $"没有“{outcome}”这个办理结论，请从列出的结论中选。");

    public static Refusal ClaimedByOther(string user) => new("task.claimedByOther", user, "这一件已由别人认领，您的操作没有生效。");

    public static Refusal JudgedBefore { get; } = new("objection.samePerson", null, "这一件由您审核或发布过，异议要由另一位经办人员或科室负责人核查答复。");

    public static Refusal SamePerson(string stage) => new("task.samePerson", null, $"您办理过“{stage}”，这一步要由另一人办理。");

    public static Refusal TooEarly(DateTimeOffset opens) => new("application.tooEarly", null, $"申报还没有开始，{ProcessClock.Words(opens)} 开始接收。");

    public static Refusal Late(DateTimeOffset closes, DateTimeOffset received) => new("application.late", null,
        $"已过申报截止时间，没有提交成功。截止 {ProcessClock.Words(closes)}，系统收完您的材料是 {ProcessClock.Words(received)}。草稿已保留，可以打印留存。");

    public static Refusal ReturnEnding { get; } = new("return.ending", "toStage", "并行的另一分支已经办结，不能再退回；本分支办完后这一件即办结。");

    public static Refusal ReturnTooLate(DateTimeOffset closes) => new("return.tooLate", null,
        $"申报已于 {ProcessClock.Words(closes)} 截止，不能再退回修改；需要改材料的请用补正。");

    public static Refusal OutcomeTooLate(string outcome, DateTimeOffset instant) => new("outcome.tooLate", "outcome",
        $"“{outcome}”只能在 {ProcessClock.Words(instant)} 前办理，现在已过。");

    public static Refusal WithdrawForbidden(string stage) => new("withdraw.forbidden", null, $"“{stage}”环节不能撤回申报。");

    public static Refusal SupplementRounds(int rounds) => new("supplement.rounds", null, $"补正最多 {rounds} 轮，已经用完。");

    public static Refusal SupplementVisible(string field, int item) => new("supplement.visibleInRoundOne", "items",
        $"第 {item + 1} 项在第 1 轮就能看到，第 2 轮不能再提；确需提出的，由科室负责人写明理由办理。") { FormField = field };

    public static Refusal Visitors(int minimum) => new("siteVisit.visitors", "values.visitors", $"现场考察至少要有 {minimum} 人，请写全考察人员。");

    public static Refusal ReconsiderationLate(DateTimeOffset until) =>
        new("reconsideration.late", null, $"申请复核的期限已于 {ProcessClock.Words(until)} 届满。仍有异议的，可以依法申请行政复议或者提起行政诉讼。");
}
