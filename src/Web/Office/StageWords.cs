using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;

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

    /// <summary>流程位置 as the office sees it.</summary>
    public static StageListView Map(CaseView view, IReadOnlyList<WorkItemRow> items, DateTimeOffset now, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(view);
        var today = ChinaTime.DateOf(now);
        var staff = view.Audience == Audience.Staff;
        return new StageTree(view.Programme, view.State, new() { Now = Now, Done = Done, Next = Length }).Draw();

        string? Now(Stage stage, Activation open)
        {
            var due = view.Deadlines.FirstOrDefault(d => d.StageId == stage.Id && d.Purpose == DeadlinePurpose.Stage && d.ClosedAt is null);
            var left = due is null ? null : due.PausedOn is not null ? "暂停计时" : ChinaTime.Remaining(ChinaTime.LastDayOf(due.DueAt), today, calendar).Replace("还剩", "剩", StringComparison.Ordinal);
            var who = open.Supplement is not null ? "申报单位补正中" : open.ReturnedTo is not null ? "等退回的改好" : stage is ExpertReviewStage ? staff ? Sheets(open) : "专家评分中" : staff && items.Where(i => i.StageId == stage.Id && i.State == WorkItemState.Open).Select(i => i.ClaimedByName).OfType<string>().Distinct().ToList() is { Count: > 0 } names ? $"{string.Join("、", names)}办理中" : stage.Branches.Count > 0 ? null : $"等待{Waiting(open)}办理";
            return string.Join("，", new[] { who, left }.OfType<string>());
        }

        string? Done(Stage stage)
        {
            if (stage == StageTree.Ending) return view.State.EndedAt is { } ended ? ChinaTime.Date(ChinaTime.DateOf(ended), today) : null;
            var done = items.Where(i => i.StageId == stage.Id && i.State == WorkItemState.Done && i.Purpose is WorkPurpose.Decide or WorkPurpose.Submit).MaxBy(i => i.DoneAt);
            var at = done?.DoneAt ?? items.Where(i => i.StageId == stage.Id).Max(i => i.DoneAt) ?? view.Deadlines.Where(d => d.StageId == stage.Id && d.ClosedAt is not null).Max(d => d.ClosedAt);
            var parts = new[] { done is not null && (staff || stage is SubmissionStage) ? done.DoneByName : null, at is { } when ? ChinaTime.Date(ChinaTime.DateOf(when), today) : null, stage is ExpertReviewStage && staff && view.State.Score is { } score ? $"{ScoreText.Of(score)} 分" : null };
            return string.Join("　", parts.OfType<string>()) is { Length: > 0 } text ? text : null;
        }
    }

    private static string Sheets(Activation open)
    {
        var sheets = open.Items.Where(i => i.Purpose == WorkPurpose.Score).ToList();
        return sheets.Count == 0 ? "等待组建专家组" : $"专家评分中，已交 {sheets.Count(i => i.Done)} 份，共 {sheets.Count} 份";
    }

    /// <summary>The roles that may act on what is open; persons are not named here.</summary>
    private static string Waiting(Activation open)
    {
        var roles = open.Items.Where(i => !i.Done).SelectMany(i => i.Candidates).Where(c => !c.StartsWith("user:", StringComparison.Ordinal)).Select(c => c.Split('@')[0]).Select(r => r == "applicant" ? "申报单位" : ProcessRoles.Names.GetValueOrDefault(r, "")).Where(r => r.Length > 0).Distinct().ToList();
        return roles.Count is > 0 and <= 2 ? string.Join("或", roles) : "";
    }

    /// <summary>How long a stage takes, and what it is made of.</summary>
    public static string? Length(Stage stage)
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
