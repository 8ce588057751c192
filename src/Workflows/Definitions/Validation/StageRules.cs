using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Definitions.Validation;

/// <summary>Rules about one stage by itself.</summary>
internal static class StageRules
{
    public static void Check(ProcessDefinition definition, DefinitionTree tree, List<DefinitionProblem> problems)
    {
        foreach (var node in tree.Nodes)
        {
            var stage = node.Stage;
            void Refuse(string code, string field, string message) =>
                problems.Add(new(code, stage.Id, field, $"环节“{(stage.Name.Length > 0 ? stage.Name : stage.Id)}”：{message}"));

            foreach (var unknown in stage.Forbid.Where(f => !Stage.Forbiddable.Contains(f))) Refuse("stage.forbid", "forbid", $"操作“{unknown}”不存在");
            CheckDeadline(stage, Refuse);
            CheckOutcomes(stage, Refuse);
            CheckKind(stage, tree, Refuse);
        }
    }

    private static void CheckDeadline(Stage stage, Action<string, string, string> refuse)
    {
        var rule = stage.Deadline;
        if (rule is null)
        {
            if (stage is WaitStage { AwaitsEvent: false }) refuse("wait.neverEnds", "deadline", "等待环节既没有期限也没有事件");
            return;
        }

        if (stage is ChoiceStage or ParallelStage or CopyStage or ActionStage)
        {
            refuse("deadline.notAllowed", "deadline", "这类环节不等人，不能有期限");
            return;
        }

        if (rule.OnExpiry is null || (rule.OnExpiry.Escalate is null && rule.OnExpiry.Outcome is null && !rule.OnExpiry.ReplaceExperts))
            refuse("deadline.noAction", "deadline.onExpiry", "有期限但没有写到期怎样处理");
        var actions = rule.OnExpiry is { } expiry ? (expiry.Escalate is null ? 0 : 1) + (expiry.Outcome is null ? 0 : 1) + (expiry.ReplaceExperts ? 1 : 0) : 0;
        if (actions > 1) refuse("deadline.manyActions", "deadline.onExpiry", "到期处理只能写一种");
        if (stage is WaitStage { AwaitsEvent: false } && actions == 1 && rule.OnExpiry?.Outcome is null)
            refuse("wait.neverEnds", "deadline.onExpiry", "等待环节没有事件，到期应写结论");
        if (rule.At is null && (rule.Amount < 1 || rule.Amount > Longest(rule.Unit))) refuse("deadline.amount", "deadline.amount", $"期限长度应在 1 至 {Longest(rule.Unit)} 之间");
        if (rule.At is not (null or "closesAt" or "recommendBy") && rule.FixedDay is null) refuse("deadline.at", "deadline.at", $"固定时点“{rule.At}”不存在");
        if (rule.From is not ("entered" or "opened")) refuse("deadline.from", "deadline.from", "起算点应为 entered 或 opened");
        if (rule.From is "opened" && stage is not (MeetingStage or PublicNoticeStage or DecisionStage)) refuse("deadline.from", "deadline.from", "只有会议、公示、发文可以从列入批次起算");
        if (rule.Remind.Any(r => r is < 1 or > 60)) refuse("deadline.remind", "deadline.remind", "提醒应为提前 1 至 60 个工作日");
        if (rule.OnExpiry?.Outcome is { } outcome && stage.FindOutcome(outcome) is null)
            refuse("deadline.unknownOutcome", "deadline.onExpiry", $"到期结论“{outcome}”不在本环节的结论里");
        if (rule.OnExpiry?.Escalate is { } role && !ProcessRoles.Names.ContainsKey(role))
            refuse("deadline.unknownRole", "deadline.onExpiry", $"到期上报的角色“{role}”不存在");
        if (rule.OnExpiry is { ReplaceExperts: true } && stage is not ExpertReviewStage)
            refuse("deadline.replaceExperts", "deadline.onExpiry", "只有专家评审可以更换专家");
        if (rule is { At: not null, OnExpiry.ReplaceExperts: true })
            refuse("deadline.replaceExperts", "deadline.at", "更换专家后要重新计时，期限应写长度，不能写固定时点");
        if (stage.FindOutcome(rule.OnExpiry?.Outcome) is { Route: Route.Stay })
            refuse("deadline.stay", "deadline.onExpiry", "到期结论不能停在本环节");
    }

    /// <summary>About ten years of days, and no more than fifty years.</summary>
    private static int Longest(PeriodUnit unit) => unit switch
    {
        PeriodUnit.Months => 600,
        PeriodUnit.Years => 50,
        _ => 3650,
    };

    private static void CheckOutcomes(Stage stage, Action<string, string, string> refuse)
    {
        if (stage is ChoiceStage or ParallelStage or CopyStage or ActionStage)
        {
            if (stage.Outcomes.Count > 0) refuse("outcome.notAllowed", "outcomes", "这类环节没有结论");
            return;
        }

        if (stage.Outcomes.Count == 0) refuse("outcome.none", "outcomes", "没有任何结论");
        foreach (var group in stage.Outcomes.GroupBy(o => o.Id).Where(g => g.Count() > 1))
            refuse("outcome.repeatedId", $"outcomes.{group.Key}", $"结论编号“{group.Key}”重复");
        foreach (var outcome in stage.Outcomes)
        {
            if (outcome.Route is null) refuse("outcome.noRoute", $"outcomes.{outcome.Id}.route", $"结论“{outcome.Name}”没有写下一步");
            if (outcome.Route is Route.Stay && stage is not MeetingStage)
                refuse("outcome.stay", $"outcomes.{outcome.Id}.route", "只有会议审定可以暂缓留在本环节");
            if (string.IsNullOrWhiteSpace(outcome.Id)) refuse("outcome.noId", "outcomes", $"结论“{outcome.Name}”没有编号");
            if (outcome.When is not null && stage is not ExpertReviewStage)
                refuse("outcome.when", $"outcomes.{outcome.Id}.when", "只有专家评审按条件得出结论");
            if (outcome.OnlyBefore is not (null or "closesAt" or "recommendBy"))
                refuse("outcome.onlyBefore", $"outcomes.{outcome.Id}.onlyBefore", $"时点“{outcome.OnlyBefore}”不存在");
        }

        if (stage.Outcomes.Count > 0 && stage is not (ExpertReviewStage or PublicNoticeStage or DecisionStage or WaitStage)
            && stage.Outcomes.All(o => o.Automatic || o.OnlyBefore is not null))
            refuse("outcome.allAutomatic", "outcomes", "没有人随时能选的结论");
        var taken = stage.TakenOutcomes().ToList();
        foreach (var outcome in stage.Outcomes.Where(o => !taken.Contains(o)))
            refuse("outcome.neverChosen", $"outcomes.{outcome.Id}", $"结论“{outcome.Name}”没有人能选，到期也不会用到");
        if (stage.Outcomes.Count > 0 && taken.All(o => o.Route is Route.Stay))
            refuse("outcome.neverLeaves", "outcomes", "所有结论都停在本环节");
    }

    private static void CheckKind(Stage stage, DefinitionTree tree, Action<string, string, string> refuse)
    {
        switch (stage)
        {
            case ReviewStage review:
                if (review.Mode is ReviewMode.All or ReviewMode.Vote or ReviewMode.Sequential && (review.Outcomes.Count(o => o.Positive) != 1 || review.Outcomes.All(o => o.Positive || o.Automatic) || review.Outcomes.Any(o => o is { Positive: true, Automatic: true })))
                    refuse("review.positive", "outcomes", "会签、票签、依次要恰好一个赞成结论，并至少一个其他结论");
                if (review.Mode is ReviewMode.Vote && review.Ratio is < 0m or >= 1m) refuse("review.ratio", "ratio", "通过比例应在 0 与 1 之间");
                if (review.Weights.Values.Any(w => w is < 1 or > 100)) refuse("review.weights", "weights", "权重应在 1 至 100 之间");
                if (review.Supplement is { } supplement)
                {
                    if (supplement.Remind.Any(r => r is < 1 or > 60)) refuse("supplement.remind", "supplement.remind", "提醒应为提前 1 至 60 个工作日");
                    if (review.Mode is ReviewMode.All or ReviewMode.Vote or ReviewMode.Sequential) refuse("supplement.mode", "supplement", "会签、票签、依次环节不能补正");
                    if (review.FindOutcome(supplement.OnExpiry) is null) refuse("supplement.onExpiry", "supplement.onExpiry", $"逾期未补正的结论“{supplement.OnExpiry}”不存在");
                    if (supplement.Rounds is < 1 or > 5) refuse("supplement.rounds", "supplement.rounds", "补正轮数应在 1 至 5 之间");
                    if (supplement.Amount is < 1 or > 365) refuse("supplement.amount", "supplement.amount", "补正期限应在 1 至 365 之间");
                }

                break;
            case ExpertReviewStage expert:
                if (expert.Panel.Count < 5 || expert.Panel.Count % 2 == 0 || expert.Panel.Count > 51) refuse("panel.count", "panel.count", "专家人数应为不少于 5 的单数");
                if (string.IsNullOrWhiteSpace(expert.Sheet)) refuse("panel.sheet", "sheet", "没有选评分表");
                if (expert.Outcomes.Count > 0 && expert.Outcomes[^1].When is not null)
                    refuse("panel.noOtherwise", "outcomes", "最后一个结论不要写条件，作为其余情况");
                foreach (var outcome in expert.Outcomes.SkipLast(1).Where(o => o.When is null && o.Id != expert.Deadline?.OnExpiry?.Outcome))
                    refuse("panel.noCondition", $"outcomes.{outcome.Id}.when", $"结论“{outcome.Name}”没有写条件，只有最后一个可以不写");
                break;
            case SiteVisitStage { MinimumVisitors: < 1 }:
                refuse("siteVisit.visitors", "minimumVisitors", "考察人数至少 1 人");
                break;
            case MeetingStage meeting:
                if (meeting.QuorumDenominator < 1 || meeting.QuorumNumerator < 1 || meeting.QuorumNumerator > meeting.QuorumDenominator)
                    refuse("meeting.quorum", "quorumNumerator", "法定人数比例不成立");
                if (!ProcessRoles.Names.ContainsKey(meeting.Members)) refuse("meeting.members", "members", $"角色“{meeting.Members}”不存在");
                if (meeting.Outcomes.Count(o => o is { Positive: true, Automatic: false }) != 1) refuse("meeting.positive", "outcomes", "会议审定要恰好一个同意的结论");
                break;
            case PublicNoticeStage notice:
                if (notice.NoticeDays is < 1 or > 60) refuse("notice.days", "noticeDays", "公示应为 1 至 60 个工作日");
                if (notice.FindOutcome(notice.ClearOutcome) is null) refuse("notice.clear", "clearOutcome", "无异议的结论不存在");
                if (notice.FindOutcome(notice.UpheldOutcome) is null) refuse("notice.upheld", "upheldOutcome", "异议成立的结论不存在");
                break;
            case DecisionStage decision:
                if (decision.FindOutcome(decision.SignedOutcome) is null) refuse("decision.signed", "signedOutcome", "签发的结论不存在");
                break;
            case ActionStage action when !ActionStage.Known.Contains(action.Action):
                refuse("action.unknown", "action", $"动作“{action.Action}”不存在");
                break;
            case ChoiceStage choice:
                if (choice.Options.Count < 2) refuse("choice.branches", "options", "条件至少要两个分支");
                if (choice.Options.Count(b => b.Otherwise) != 1 || choice.Options is not [.., { Otherwise: true }])
                    refuse("choice.otherwise", "options", "最后一个分支应为“其余情况”，且只有一个");
                if (choice.Options.Any(b => !b.Otherwise && string.IsNullOrWhiteSpace(b.When))) refuse("choice.when", "options", "有分支没有写条件");
                break;
            case ParallelStage parallel when parallel.Paths.Count < 2:
                refuse("parallel.branches", "paths", "并行至少要两个分支");
                break;
            case ParallelStage parallel when parallel.Paths.Any(p => p.Stages.Count == 0):
                refuse("parallel.empty", "paths", "并行的分支不能是空的");
                break;
        }
    }
}
