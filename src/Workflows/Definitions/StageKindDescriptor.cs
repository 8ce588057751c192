using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Definitions;

/// <summary>What the designer needs to know of a stage kind.</summary>
/// <param name="Kind">Name as written in the definition.</param>
/// <param name="Title">Chinese name.</param>
/// <param name="Options">The options beyond those that every stage has.</param>
public sealed record StageKindDescriptor(string Kind, string Title, IReadOnlyList<StageOption> Options);

/// <summary>One option of a stage kind.</summary>
/// <param name="Name">JSON member.</param>
/// <param name="Title">Chinese title.</param>
/// <param name="Type"><c>text</c>, <c>integer</c>, <c>decimal</c>, <c>yesNo</c>, <c>choice</c>, <c>list</c>, <c>map</c>, <c>branches</c> or <c>object</c>.</param>
/// <param name="Default">Value when the member is absent.</param>
public sealed record StageOption(string Name, string Title, string Type, object? Default = null)
{
    /// <summary>Values of a choice with their Chinese words.</summary>
    public IReadOnlyDictionary<string, string> Choices { get; init; } = new Dictionary<string, string>();

    /// <summary>Smallest number.</summary>
    public decimal? Min { get; init; }

    /// <summary>Largest number.</summary>
    public decimal? Max { get; init; }

    /// <summary>What the value names: <c>form</c>, <c>sheet</c>, <c>outcome</c>, <c>stage</c>, <c>role</c>, <c>document</c>, <c>user</c> or <c>field</c>; null for a plain value.</summary>
    public string? Refers { get; init; }

    /// <summary>Members of an object.</summary>
    public IReadOnlyList<StageOption> Fields { get; init; } = [];
}

/// <summary>The closed set of stage kinds that are built in, and the options that every stage has.</summary>
public static class StageKindCatalogue
{
    private static readonly Dictionary<string, string> Units = new()
    {
        ["workingDays"] = "工作日",
        ["calendarDays"] = "日历日",
        ["hours"] = "小时",
        ["months"] = "个月",
        ["years"] = "年",
    };

    private static readonly StageOption Unit = new("unit", "单位", "choice", "workingDays") { Choices = Units };

    /// <summary>Members of an assignment rule.</summary>
    public static IReadOnlyList<StageOption> Assignment { get; } =
    [
        new("initiator", "申报单位办理", "yesNo", false), new("role", "角色", "choice") { Choices = ProcessRoles.Names, Refers = "role" },
        new("scope", "范围", "choice") { Choices = AssignmentRule.Scopes },
        new("users", "指定人员", "list") { Refers = "user" }, new("sameAs", "与某环节同一人", "text") { Refers = "stage" },
    ];

    /// <summary>Members of a deadline.</summary>
    public static IReadOnlyList<StageOption> Deadline { get; } =
    [
        new("amount", "长度", "integer", 0) { Min = 0, Max = 3650 }, Unit, new("at", "固定时点", "text"),
        new("from", "起算点", "choice", "entered") { Choices = new Dictionary<string, string> { ["entered"] = "进入环节", ["opened"] = "列入批次" } },
        new("remind", "提前提醒", "list"),
        new("onExpiry", "到期处理", "object")
        {
            Fields = [new("escalate", "上报角色", "choice") { Choices = ProcessRoles.Names, Refers = "role" }, new("outcome", "到期结论", "text") { Refers = "outcome" }, new("replaceExperts", "更换专家", "yesNo", false)],
        },
    ];

    /// <summary>Members of an outcome.</summary>
    public static IReadOnlyList<StageOption> Outcome { get; } =
    [
        new("id", "编号", "text"), new("name", "名称", "text"), new("help", "说明", "text"), new("route", "下一步", "object"), new("when", "条件", "text"),
        new("positive", "赞成", "yesNo", false), new("goesOn", "不赞成也继续", "yesNo", false), new("requiresComment", "须写意见", "yesNo", false), new("automatic", "自动得出", "yesNo", false),
        new("onlyBefore", "只在此前可选", "choice") { Choices = new Dictionary<string, string> { ["closesAt"] = "申报截止", ["recommendBy"] = "推荐截止" } },
        new("documents", "发出文书", "list") { Refers = "document" }, new("awardsMoney", "给付资金", "yesNo", false),
    ];

    /// <summary>Options that every stage has.</summary>
    public static IReadOnlyList<StageOption> Common { get; } =
    [
        new("id", "编号", "text"), new("name", "名称", "text", ""), new("applicantStatus", "申报单位看到的状态", "text"), new("step", "进度条上的步骤", "text"),
        new("assign", "办理人", "object") { Fields = Assignment }, new("differentFrom", "须与这些环节不同人", "list") { Refers = "stage" },
        new("deadline", "办理期限", "object") { Fields = Deadline }, new("outcomes", "办理结论", "list") { Fields = Outcome },
        new("allowWithdraw", "可以撤回申报", "yesNo", true), new("returnTo", "可以退回到", "list") { Refers = "stage" },
        new("forbid", "不允许的操作", "list")
        {
            Choices = new Dictionary<string, string> { ["claim"] = "认领", ["transfer"] = "转办", ["delegate"] = "委派", ["addSigner"] = "加签", ["removeSigner"] = "减签", ["takeBack"] = "取回", ["urge"] = "催办", ["copy"] = "抄送", ["suspend"] = "中止计时" },
        },
        new("allowSelfApproval", "申报人可以自己审批", "yesNo", false),
    ];

    /// <summary>Members of a branch.</summary>
    public static IReadOnlyList<StageOption> Branch { get; } =
    [
        new("name", "分支名称", "text", ""), new("when", "分支条件", "text"), new("otherwise", "其余情况", "yesNo", false), new("stages", "环节", "list"),
    ];

    public static IReadOnlyList<StageKindDescriptor> All { get; } =
    [
        new(SubmissionStage.Kind, "申报/材料提交", [new("form", "表单", "text", "application") { Refers = "form" }, new("returnedStatus", "退回后的状态", "text", "退回修改")]),
        new(ReviewStage.Kind, "审核",
        [
            new("mode", "办理方式", "choice", "single") { Choices = new Dictionary<string, string> { ["single"] = "认领", ["any"] = "或签", ["all"] = "会签", ["vote"] = "票签", ["sequential"] = "依次" } },
            new("partyChoice", "当事人自己的选择或确认（不是审核）", "yesNo", false),
            new("ratio", "通过比例", "decimal", 0.5m) { Min = 0, Max = 1 },
            new("veto", "一票否决人", "list") { Refers = "user" }, new("weights", "权重", "map") { Refers = "user" },
            new("supplement", "补正", "object")
            {
                Fields =
                [
                    new("rounds", "最多轮数", "integer", 2) { Min = 1, Max = 5 }, new("amount", "补正期限", "integer", 5) { Min = 1, Max = 365 }, Unit,
                    new("onExpiry", "逾期未补正的结论", "text") { Refers = "outcome" }, new("remind", "提前提醒", "list"),
                    new("document", "补正通知书", "text") { Refers = "document" }, new("applicantStatus", "补正中的状态", "text", "待补正"),
                ],
            },
        ]),
        new(ExpertReviewStage.Kind, "专家评审",
        [
            new("panel", "专家组", "object") { Fields = [new("count", "专家人数", "integer", 5) { Min = 5, Max = 51 }, new("field", "按字段匹配专业", "text") { Refers = "field" }] },
            new("sheet", "评分表", "text", "") { Refers = "sheet" },
            new("aggregate", "汇总方法", "choice", "trimmedMean") { Choices = new Dictionary<string, string> { ["trimmedMean"] = "去掉最高最低分的平均", ["mean"] = "算术平均" } },
            new("outlierDistance", "异常分差", "decimal", 15m) { Min = 0, Max = 1000 }, new("blind", "盲评", "yesNo", true),
        ]),
        new(SiteVisitStage.Kind, "现场考察", [new("minimumVisitors", "最少考察人数", "integer", 2) { Min = 1, Max = 50 }]),
        new(MeetingStage.Kind, "会议审定",
        [
            new("members", "参会角色", "choice", ProcessRoles.Committee) { Choices = ProcessRoles.Names, Refers = "role" }, new("quorumNumerator", "法定人数分子", "integer", 2) { Min = 1, Max = 100 },
            new("quorumDenominator", "法定人数分母", "integer", 3) { Min = 1, Max = 100 }, new("quota", "名额", "integer") { Min = 1, Max = 100_000 },
        ]),
        new(PublicNoticeStage.Kind, "公示",
        [
            new("noticeDays", "公示工作日", "integer", 5) { Min = 1, Max = 60 }, new("clearOutcome", "无异议结论", "text", "clear") { Refers = "outcome" },
            new("upheldOutcome", "异议成立结论", "text", "upheld") { Refers = "outcome" }, new("heldStatus", "异议核查状态", "text", "异议核查中"),
            new("publishedStatus", "公示状态", "text", "公示中"), new("document", "公告模板", "text") { Refers = "document" },
        ]),
        new(DecisionStage.Kind, "决定与发文",
        [
            new("signedOutcome", "签发结论", "text", "issued") { Refers = "outcome" }, new("document", "文件模板", "text") { Refers = "document" },
            new("certificate", "证书模板", "text") { Refers = "document" }, new("validYears", "有效年数", "integer") { Min = 1, Max = 100 },
        ]),
        new(ChoiceStage.Kind, "条件", [new("options", "分支", "branches") { Fields = Branch }]),
        new(ParallelStage.Kind, "并行", [new("paths", "分支", "branches") { Fields = Branch }, new("waitAll", "等齐各分支", "yesNo", false)]),
        new(WaitStage.Kind, "等待", [new("event", "等待事件", "text")]),
        new(ActionStage.Kind, "自动处理",
        [
            new("action", "动作", "choice", "") { Choices = new Dictionary<string, string> { ["integrityCheck"] = "诚信核查", ["registerEntry"] = "登记入库", ["webhook"] = "通知外部系统" } },
            new("parameters", "参数", "map"),
        ]),
        new(CopyStage.Kind, "抄送", []),
    ];

    public static IReadOnlyDictionary<string, StageKindDescriptor> ByName { get; } = All.ToDictionary(k => k.Kind);
}
