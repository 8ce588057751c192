namespace Innovation.Workflows.Messages;

/// <summary>What messages tell of. A closed catalogue: whoever sends a message names one of these events.</summary>
/// <param name="Key">Stored with every message.</param>
/// <param name="Name">Chinese name, as templates and preferences show it.</param>
/// <param name="Fields">Placeholders that this event knows.</param>
/// <param name="Title">Shipped template of the title.</param>
/// <param name="Body">Shipped template of the text.</param>
/// <param name="Loud">Sent by e-mail to those who have not chosen otherwise.</param>
public sealed record MessageEvent(string Key, string Name, IReadOnlyList<string> Fields, string Title, string Body, bool Loud = false);

/// <summary>The catalogue of message events.</summary>
public static class MessageEvents
{
    /// <summary>案号</summary>
    public const string Number = "案号";

    /// <summary>单位: the applying organisation.</summary>
    public const string Organization = "单位";

    /// <summary>推荐单位</summary>
    public const string Area = "推荐单位";

    /// <summary>项目: title of the case.</summary>
    public const string Project = "项目";

    /// <summary>项目类型: name of the programme.</summary>
    public const string ProgrammeName = "项目类型";

    /// <summary>环节: name of the stage.</summary>
    public const string Stage = "环节";

    /// <summary>期限: the last day in words.</summary>
    public const string Due = "期限";

    /// <summary>状态: what the applicant sees.</summary>
    public const string Status = "状态";

    /// <summary>经手人: who did it.</summary>
    public const string Actor = "经手人";

    /// <summary>说明: the reason given.</summary>
    public const string Reason = "说明";

    /// <summary>办理: what was done, in a word or two.</summary>
    public const string Act = "办理";

    /// <summary>缺席人: for whom the substitute acts.</summary>
    public const string Absent = "缺席人";

    /// <summary>金额: in 元, as people read it.</summary>
    public const string Amount = "金额";

    private const string About = "{{案号}} {{单位}}“{{项目}}”";

    private static readonly string[] Case = [Number, Organization, Project, ProgrammeName];
    private static readonly string[] AtStage = [.. Case, Stage];
    private static readonly string[] AtStageFor = [.. AtStage, Absent];
    private static readonly string[] Done = [.. AtStage, Actor, Reason];

    /// <summary>新的待办: a task waits for a person or a group.</summary>
    public static MessageEvent TaskOpened { get; } = new("taskOpened", "新的待办", AtStage, "待办：{{环节}}", About + "到了“{{环节}}”，请办理。", Loud: true);

    /// <summary>新的评审任务: for experts, who must not learn from it who applies.</summary>
    public static MessageEvent ReviewOpened { get; } = new("reviewOpened", "新的评审任务", [ProgrammeName, Stage], "评审任务：{{环节}}", "有一件{{项目类型}}的“{{环节}}”任务，请登录系统，先作回避声明，再打开材料评分。", Loud: true);

    /// <summary>评审附件已核对: what experts had to wait for has been looked at; blind like their task.</summary>
    public static MessageEvent ReviewFiles { get; } = new("reviewFiles", "评审附件已核对", [ProgrammeName, Stage], "附件已核对：{{环节}}", "您有一件{{项目类型}}的“{{环节}}”任务，附件已经核对完，请打开材料查看。");

    /// <summary>快到期提醒</summary>
    public static MessageEvent Reminder { get; } = new("reminder", "快到期提醒", [.. AtStage, Due], "快到期：{{环节}}", About + "请在 {{期限}} 前办理。", Loud: true);

    /// <summary>评审快到期: the reminder of experts, blind like their task.</summary>
    public static MessageEvent ReviewReminder { get; } = new("reviewReminder", "评审快到期提醒", [ProgrammeName, Stage, Due], "快到期：{{环节}}", "您有一件{{项目类型}}的“{{环节}}”任务，请在 {{期限}} 前办理。", Loud: true);

    /// <summary>超期督办: for the role to which a late task is reported.</summary>
    public static MessageEvent Overdue { get; } = new("overdue", "超期督办", AtStage, "超期：{{环节}}", About + "在“{{环节}}”超过期限还没有办结，请督办。", Loud: true);

    /// <summary>期限调整: the working calendar changed.</summary>
    public static MessageEvent DeadlineMoved { get; } = new("deadlineMoved", "期限调整", [.. AtStage, Due, Reason], "期限调整：{{环节}}", "工作日历有变（{{说明}}），" + About + "“{{环节}}”的期限改为 {{期限}}。");

    /// <summary>迁移方案待批准: waits for a second person.</summary>
    public static MessageEvent MigrationPlanned { get; } = new("migrationPlanned", "迁移方案待批准", [Actor, Reason], "迁移方案待批准", "{{经手人}}提出了{{说明}}，请看过试算结果后批准或退回。", Loud: true);

    /// <summary>日历待批准: a change of the working calendar waits for a second person.</summary>
    public static MessageEvent CalendarProposed { get; } = new("calendarProposed", "日历变更待批准", [Actor, Reason], "日历变更待批准", "{{经手人}}提出了{{说明}}，批准后重算正在计时的期限，请核对。", Loud: true);

    /// <summary>催办</summary>
    public static MessageEvent Urged { get; } = new("urged", "催办", Done, "催办：{{环节}}", "{{经手人}}请您尽快办理 " + About + "的“{{环节}}”。{{说明}}", Loud: true);

    /// <summary>申报进展: for the applicant.</summary>
    public static MessageEvent StatusChanged { get; } = new("statusChanged", "申报进展", [.. Case, Status], "{{项目}}：{{状态}}", "您申报的“{{项目}}”（{{案号}}）现在是：{{状态}}。");

    /// <summary>收到异议: a named objection waits for its examination.</summary>
    public static MessageEvent Objection { get; } = new("objection", "收到异议", AtStage, "异议：{{项目}}", About + "公示期间收到实名异议，请核查并答复。", Loud: true);

    /// <summary>公示件被限制: the applicant came under a sanction during the notice.</summary>
    public static MessageEvent SanctionFound { get; } = new("sanctionFound", "公示件被限制", AtStage, "限制核查：{{项目}}", About + "公示期间，申报单位被列入限制名单，这一件已暂停，请核查并作出结论。", Loud: true);

    /// <summary>异议核查延期</summary>
    public static MessageEvent ObjectionExtended { get; } = new("objectionExtended", "异议核查延期", [.. AtStage, Due, Reason], "异议核查延期：{{项目}}", About + "的异议核查期限延长至 {{期限}}。{{说明}}");

    /// <summary>申请复核: waits for a decision by somebody who had no part in the case.</summary>
    public static MessageEvent ReconsiderationRequested { get; } = new("reconsiderationRequested", "申请复核", [.. Case, Due, Reason], "申请复核：{{项目}}", About + "申请复核，请在 {{期限}} 前由没有参与原决定的人员作出决定。理由：{{说明}}", Loud: true);

    /// <summary>复核决定: for the applicant.</summary>
    public static MessageEvent ReconsiderationDecided { get; } = new("reconsiderationDecided", "复核决定", [.. Case, Status, Reason], "复核决定：{{状态}}", "您对“{{项目}}”（{{案号}}）的复核申请已经决定：{{状态}}。{{说明}}", Loud: true);

    /// <summary>抄送</summary>
    public static MessageEvent Copied { get; } = new("copied", "抄送", Done, "抄送：{{环节}}", About + "的“{{环节}}”抄送给您。{{说明}}");

    /// <summary>转办: the task is now this person's.</summary>
    public static MessageEvent Transferred { get; } = new("transferred", "转办", Done, "转办：{{环节}}", "{{经手人}}把 " + About + "的“{{环节}}”转给您办理。{{说明}}", Loud: true);

    /// <summary>委派: acts in another's name.</summary>
    public static MessageEvent Delegated { get; } = new("delegated", "委派", Done, "委派：{{环节}}", "{{经手人}}委派您办理 " + About + "的“{{环节}}”。{{说明}}", Loud: true);

    /// <summary>委派办好: waits for the confirmation of the one who delegated.</summary>
    public static MessageEvent DelegationAnswered { get; } = new("delegationAnswered", "委派办好", Done, "请确认：{{环节}}", "{{经手人}}办好了您委派的 " + About + "的“{{环节}}”，请确认。{{说明}}", Loud: true);

    /// <summary>没有办理人: nobody could act, the section head has the work now.</summary>
    public static MessageEvent ApproverMissing { get; } = new("approverMissing", "没有办理人", AtStage, "没有办理人：{{环节}}", About + "到了“{{环节}}”，没有人可以办理，已交科室负责人。请补充人员或改派。", Loud: true);

    /// <summary>退回待认领: whoever had claimed it may no longer act.</summary>
    public static MessageEvent HandedBack { get; } = new("handedBack", "退回待认领", Done, "待办：{{环节}}", About + "的“{{环节}}”退回，请认领办理。{{说明}}", Loud: true);

    /// <summary>加签: asked for an opinion.</summary>
    public static MessageEvent Consulted { get; } = new("consulted", "加签", Done, "加签：{{环节}}", "{{经手人}}请您就 " + About + "的“{{环节}}”提出意见。{{说明}}", Loud: true);

    /// <summary>取回: the one who acted last takes the step back.</summary>
    public static MessageEvent TakenBack { get; } = new("takenBack", "取回", Done, "取回：{{环节}}", "{{经手人}}取回了 " + About + "的“{{环节}}”，这一步不用您办理了。{{说明}}");

    /// <summary>代理办理: what a substitute did in the name of the absent person, who is told of it.</summary>
    public static MessageEvent ActedFor { get; } = new("actedFor", "代理办理", [.. Done, Act], "代您办理：{{环节}}{{办理}}", "{{经手人}}代您办理 " + About + "：{{环节}}{{办理}}。{{说明}}");

    /// <summary>代理待办: a task waits for an absent person; for the substitute.</summary>
    public static MessageEvent TaskOpenedFor { get; } = new("taskOpenedFor", "代理待办", AtStageFor, "代 {{缺席人}} 待办：{{环节}}", About + "到了“{{环节}}”，应由{{缺席人}}办理，请您代为办理。", Loud: true);

    /// <summary>代理安排: a substitution is set or ended early; for both persons.</summary>
    public static MessageEvent SubstituteChanged { get; } = new("substituteChanged", "代理安排", [Actor, Act, Reason], "代理：{{办理}}", "{{经手人}}{{办理}}。{{说明}}", Loud: true);

    /// <summary>两步验证已重置: by an administrator.</summary>
    public static MessageEvent SecondFactorReset { get; } = new("secondFactorReset", "两步验证已重置", [Actor], "您的两步验证已重置", "{{经手人}}重置了您的两步验证，原来的验证码和恢复码都已作废，您在各处的登录都已退出。不是您要求的，请马上联系管理员。", Loud: true);

    /// <summary>中止</summary>
    public static MessageEvent Suspended { get; } = new("suspended", "中止", Done, "中止：{{项目}}", About + "已经中止，期限暂停计算。{{说明}}");

    /// <summary>恢复办理: a suspended case goes on.</summary>
    public static MessageEvent Resumed { get; } = new("resumed", "恢复办理", Done, "恢复办理：{{项目}}", About + "已经恢复办理，期限接着计算。{{说明}}");

    /// <summary>To the administrators: something of the installation itself needs a person.</summary>
    public static MessageEvent SystemAlarm { get; } = new("systemAlarm", "系统告警", [Act, Reason], "系统告警：{{办理}}", "{{说明}}", Loud: true);

    /// <summary>创新券进展: vouchers, orders and their money.</summary>
    public static MessageEvent VoucherNews { get; } = new("voucherNews", "创新券进展", [Act, Reason], "创新券：{{办理}}", "{{说明}}", Loud: true);

    /// <summary>其他待办: something outside the tasks of cases waits — a draft for its check or signature, a vote, a payment.</summary>
    public static MessageEvent ToDo { get; } = new("toDo", "其他待办", [Project, Act, Actor, Reason], "待办：{{办理}}", "“{{项目}}”等您{{办理}}。{{说明}}", Loud: true);

    /// <summary>其他待办提醒: once a day at most, for whoever has something waiting that long, or that near its last day.</summary>
    public static MessageEvent ToDoReminder { get; } = new("toDoReminder", "其他待办提醒", [Act, Reason], "待办提醒：{{办理}}", "您的“其他待办”里有{{办理}}还没有办：{{说明}}请登录系统办理。", Loud: true);

    /// <summary>催办其他待办: a head asks whoever can act.</summary>
    public static MessageEvent ToDoUrged { get; } = new("toDoUrged", "催办其他待办", [Project, Act, Actor, Reason], "催办：{{办理}}", "{{经手人}}请您尽快办理“{{项目}}”：{{办理}}。{{说明}}", Loud: true);

    /// <summary>单位登记待审核: for the office.</summary>
    public static MessageEvent OrganizationRegistered { get; } = new("organizationRegistered", "单位登记待审核", [Organization, Area], "新的单位登记", "{{单位}}（推荐单位：{{推荐单位}}）申请登记，请审核。");

    /// <summary>单位登记已通过</summary>
    public static MessageEvent OrganizationApproved { get; } = new("organizationApproved", "单位登记已通过", [Organization], "单位登记已通过", "{{单位}}的登记已经审核通过，可以申报项目。");

    /// <summary>单位登记未通过</summary>
    public static MessageEvent OrganizationRejected { get; } = new("organizationRejected", "单位登记未通过", [Organization, Reason], "单位登记未通过", "{{单位}}的登记没有通过审核：{{说明}}请改正后重新提交。");

    /// <summary>资金已支付: for the payee.</summary>
    public static MessageEvent PaymentPaid { get; } = new("paymentPaid", "资金已支付", [Number, Organization, Amount, Reason], "已支付：{{金额}}", "{{单位}}的{{说明}} {{金额}}（支付编号 {{案号}}）已经支付，请查收。", Loud: true);

    /// <summary>资金退汇: for the payee.</summary>
    public static MessageEvent PaymentReturned { get; } = new("paymentReturned", "资金退汇", [Number, Organization, Amount, Reason], "退汇：{{金额}}", "支付给{{单位}}的 {{金额}}（支付编号 {{案号}}）被银行退回：{{说明}}。请核对收款账户，改正后会重新支付。", Loud: true);

    /// <summary>资金追回: for whoever must pay back.</summary>
    public static MessageEvent RecoveryClaimed { get; } = new("recoveryClaimed", "资金追回", [Number, Organization, Amount, Reason, Due], "追回：{{金额}}", "决定向{{单位}}追回 {{金额}}（追回编号 {{案号}}），请在 {{期限}} 前归还。原因：{{说明}}", Loud: true);

    /// <summary>All events, in the order of the pages.</summary>
    public static IReadOnlyList<MessageEvent> All { get; } =
    [
        TaskOpened, ToDo, ToDoReminder, ToDoUrged, ReviewOpened, ReviewFiles, Reminder, ReviewReminder, Overdue, DeadlineMoved, Urged, Transferred, Delegated, DelegationAnswered, Consulted, TakenBack, HandedBack, ApproverMissing, TaskOpenedFor, ActedFor, SubstituteChanged, SecondFactorReset,
        StatusChanged, SystemAlarm, VoucherNews, Copied, Suspended, Resumed, Objection, SanctionFound, ObjectionExtended, ReconsiderationRequested, ReconsiderationDecided, OrganizationRegistered, OrganizationApproved, OrganizationRejected, CalendarProposed, MigrationPlanned,
        PaymentPaid, PaymentReturned, RecoveryClaimed,
    ];

    private static readonly Dictionary<string, MessageEvent> ByKey = All.ToDictionary(e => e.Key);

    /// <summary>The event of this key; null when there is none.</summary>
    public static MessageEvent? Find(string key) => ByKey.GetValueOrDefault(key);
}
