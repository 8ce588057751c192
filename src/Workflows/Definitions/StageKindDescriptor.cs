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
/// <param name="Type"><c>text</c>, <c>integer</c>, <c>decimal</c>, <c>yesNo</c>, <c>choice</c> or <c>object</c>.</param>
/// <param name="Default">Value when the member is absent.</param>
public sealed record StageOption(string Name, string Title, string Type, object? Default = null);

/// <summary>The closed set of stage kinds that are built in.</summary>
public static class StageKindCatalogue
{
    public static IReadOnlyList<StageKindDescriptor> All { get; } =
    [
        new(SubmissionStage.Kind, "申报/材料提交", [new("form", "表单", "text", "application")]),
        new(ReviewStage.Kind, "审核",
        [
            new("mode", "办理方式", "choice", "single"), new("ratio", "通过比例", "decimal", 0.5m),
            new("veto", "一票否决人", "object"), new("weights", "权重", "object"), new("supplement", "补正", "object"),
        ]),
        new(ExpertReviewStage.Kind, "专家评审",
        [
            new("panel", "专家组", "object"), new("sheet", "评分表", "text"), new("aggregate", "汇总方法", "choice", "trimmedMean"),
            new("outlierDistance", "异常分差", "decimal", 15m), new("blind", "盲评", "yesNo", true),
        ]),
        new(SiteVisitStage.Kind, "现场考察", [new("minimumVisitors", "最少考察人数", "integer", 2)]),
        new(MeetingStage.Kind, "会议审定",
        [
            new("members", "参会角色", "text", ProcessRoles.Committee), new("quorumNumerator", "法定人数分子", "integer", 2),
            new("quorumDenominator", "法定人数分母", "integer", 3), new("quota", "名额", "integer"),
        ]),
        new(PublicNoticeStage.Kind, "公示",
        [
            new("noticeDays", "公示工作日", "integer", 5), new("clearOutcome", "无异议结论", "text", "clear"),
            new("upheldOutcome", "异议成立结论", "text", "upheld"), new("heldStatus", "异议核查状态", "text", "异议核查中"),
            new("publishedStatus", "公示状态", "text", "公示中"), new("document", "公告模板", "text"),
        ]),
        new(DecisionStage.Kind, "决定与发文",
        [
            new("signedOutcome", "签发结论", "text", "issued"), new("document", "文件模板", "text"),
            new("certificate", "证书模板", "text"), new("validYears", "有效年数", "integer"),
        ]),
        new(ChoiceStage.Kind, "条件", [new("options", "分支", "object")]),
        new(ParallelStage.Kind, "并行", [new("paths", "分支", "object"), new("waitAll", "等齐各分支", "yesNo", false)]),
        new(WaitStage.Kind, "等待", [new("event", "等待事件", "text")]),
        new(ActionStage.Kind, "自动处理", [new("action", "动作", "choice"), new("parameters", "参数", "object")]),
        new(CopyStage.Kind, "抄送", []),
    ];

    public static IReadOnlyDictionary<string, StageKindDescriptor> ByName { get; } = All.ToDictionary(k => k.Kind);
}
