using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs;
using Route = Innovation.Workflows.Definitions.Route;

namespace Innovation.Web.Office;

/// <summary>Stages, outcomes and where a case stands, in words.</summary>
public static class StageWords
{
    /// <summary>What a task is for.</summary>
    public static string Purpose(WorkPurpose purpose) => purpose switch
    {
        WorkPurpose.Score => "评分",
        WorkPurpose.ExplainOutlier => "说明异常分",
        WorkPurpose.ArrangePanel => "组建专家组",
        WorkPurpose.Objection => "处理异议",
        WorkPurpose.Batch => "成批办理",
        WorkPurpose.Supplement => "补正",
        WorkPurpose.Submit => "填报",
        _ => "办理",
    };

    /// <summary>What happens after an outcome, from the definition.</summary>
    public static IReadOnlyList<string> Then(Programme programme, Stage stage, Outcome outcome, string area)
    {
        ArgumentNullException.ThrowIfNull(programme);
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(outcome);
        var index = DefinitionIndex.Of(programme.Process);
        var lines = new List<string>();
        switch (outcome.Route)
        {
            case Route.To to when index.Find(to.StageId)?.Stage is { } target:
                lines.Add(target is SubmissionStage ? "退回申报单位修改，截止前可以重新提交" : Enter(target));
                break;
            case Route.End end:
                lines.Add($"本案办结：{programme.Process.Results.FirstOrDefault(r => r.Id == end.Result)?.Name ?? end.Result}");
                break;
            case Route.Stay:
                lines.Add($"仍留在{stage.Name}，等下一批办理");
                break;
            default:
                lines.Add(Following(index, stage.Id) is { } next ? Enter(next) : "流程到此结束");
                break;
        }

        foreach (var template in outcome.Documents)
            if (programme.Documents.TryGetValue(template, out var rule)) lines.Add($"发出{rule.Title}{(rule.Series is null ? "" : "，签发时编号")}");
        lines.Add(stage.Assign?.Role == ProcessRoles.Recommender || area.Length == 0 ? "通知申报单位" : $"通知申报单位和{area}");
        return lines;
    }

    /// <summary>What happens after 补正 is asked for.</summary>
    public static IReadOnlyList<string> ThenSupplement(Programme programme, SupplementRule rule)
    {
        ArgumentNullException.ThrowIfNull(programme);
        ArgumentNullException.ThrowIfNull(rule);
        var lines = new List<string> { $"申报单位须在 {ChinaTime.Period(rule.Amount, rule.Unit)}内补正，本件暂停计时" };
        if (rule.Document is { } id && programme.Documents.TryGetValue(id, out var document)) lines.Add($"发出{document.Title}{(document.Series is null ? "" : "，签发时编号")}");
        lines.Add("通知申报单位");
        return lines;
    }

    /// <summary>流程位置.</summary>
    public static StageListView Map(CaseView view, IReadOnlyList<WorkItemRow> items, DateTimeOffset now, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new StageListView([.. view.Programme.Process.Stages.Select(s => Place(s, view, items, now, calendar)).OfType<StageView>()]);
    }

    private static StageView? Place(Stage stage, CaseView view, IReadOnlyList<WorkItemRow> items, DateTimeOffset now, WorkingCalendar calendar)
    {
        if (stage is CopyStage or ActionStage) return null;
        var today = ChinaTime.DateOf(now);
        var staff = view.Audience == Audience.Staff;
        var open = view.State.Activations.FirstOrDefault(a => a.StageId == stage.Id);
        var branches = stage.Branches.SelectMany(b => b.Stages).Select(s => Place(s, view, items, now, calendar)).OfType<StageView>().ToList();
        if (stage is ChoiceStage) branches = [.. branches.Where(b => b.State != StageState.Next)];
        if (open is not null)
        {
            var due = view.Deadlines.FirstOrDefault(d => d.StageId == stage.Id && d.Purpose == DeadlinePurpose.Stage && d.ClosedAt is null);
            var left = due is null ? null : due.PausedOn is not null ? "暂停计时" : ChinaTime.Remaining(ChinaTime.LastDayOf(due.DueAt), today, calendar).Replace("还剩", "剩", StringComparison.Ordinal);
            var who = open.Supplement is not null ? "申报单位补正中" : stage is ExpertReviewStage ? "专家评分中" : staff && items.Where(i => i.StageId == stage.Id && i.State == WorkItemState.Open).Select(i => i.ClaimedByName).OfType<string>().Distinct().ToList() is { Count: > 0 } names ? $"{string.Join("、", names)}办理中" : stage.Branches.Count > 0 ? null : "等待办理";
            return new StageView(stage.Name, StageState.Now, null, string.Join("，", new[] { who, left }.OfType<string>()), branches);
        }

        if (view.State.Outcomes.TryGetValue(stage.Id, out var outcome) || stage.Branches.Count > 0 && branches.Count > 0 && branches.All(b => b.State == StageState.Done))
        {
            var done = items.Where(i => i.StageId == stage.Id && i.State == WorkItemState.Done && i.Purpose is WorkPurpose.Decide or WorkPurpose.Submit).MaxBy(i => i.DoneAt);
            var at = done?.DoneAt ?? view.Deadlines.Where(d => d.StageId == stage.Id && d.ClosedAt is not null).Max(d => d.ClosedAt);
            var parts = new[] { done is not null && (staff || stage is SubmissionStage) ? done.DoneByName : null, at is { } when ? ChinaTime.Date(ChinaTime.DateOf(when), today) : null, stage is ExpertReviewStage && staff && view.State.Score is { } score ? $"{score:0.00} 分" : null };
            return new StageView(stage.Name, StageState.Done, stage is SubmissionStage or ChoiceStage or ParallelStage ? null : stage.FindOutcome(outcome)?.Name, string.Join("　", parts.OfType<string>()) is { Length: > 0 } text ? text : null, branches);
        }

        if (view.State.Phase == ProcessPhase.Ended) return branches.Count > 0 ? new StageView(stage.Name, StageState.Done, null, null, branches) : null;
        return new StageView(stage.Name, StageState.Next, null, Ahead(stage), branches);
    }

    private static string? Ahead(Stage stage)
    {
        var period = stage.Deadline is { Amount: > 0 } rule ? ChinaTime.Period(rule.Amount, rule.Unit) : null;
        var more = stage switch
        {
            ExpertReviewStage expert => $"{expert.Panel.Count} 名专家",
            SiteVisitStage visit => $"至少 {visit.MinimumVisitors} 人",
            PublicNoticeStage notice => $"公示 {notice.NoticeDays} 个工作日",
            DecisionStage => "拟稿、核稿、签发三人分办",
            ChoiceStage => "按条件进入",
            _ => null,
        };
        return string.Join("，", new[] { period, more }.OfType<string>()) is { Length: > 0 } text ? text : null;
    }

    private static Stage? Following(DefinitionIndex index, string stageId) =>
        index.Outward(stageId).Select(p => p.Following).FirstOrDefault(f => f is not null);

    private static string Enter(Stage stage) => stage switch
    {
        ExpertReviewStage expert => $"进入{stage.Name}，随机抽取 {expert.Panel.Count} 名专家",
        ChoiceStage => "按条件进入下一环节",
        ParallelStage => $"同时进入{string.Join("、", stage.Branches.Select(b => b.Stages[0].Name))}",
        _ => $"进入{stage.Name}",
    };
}
