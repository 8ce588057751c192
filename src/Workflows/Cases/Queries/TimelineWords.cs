using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Cases;

/// <summary>One line of the history of a case.</summary>
/// <param name="At">Effective time.</param>
/// <param name="Text">What happened, in words.</param>
/// <param name="Detail">Opinion or reason, or null.</param>
/// <param name="By">Who, or null where that is not told.</param>
/// <param name="DocumentId">Address of a document, or null.</param>
/// <param name="ProcessedAt">When it was carried out, if that was later than <paramref name="At"/>.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Text, string? Detail = null, string? By = null, string? DocumentId = null, DateTimeOffset? ProcessedAt = null, string? StageId = null)
{
    /// <summary>意见附件, told with the opinion and to nobody else.</summary>
    public IReadOnlyList<OpinionFile> Files { get; init; } = [];
}

/// <summary>Who reads the history.</summary>
public enum Audience
{
    /// <summary>The applicant: never scores, expert names or what is only for the office.</summary>
    Applicant,

    /// <summary>Recommending units: no scores.</summary>
    Recommender,

    /// <summary>The office: everything.</summary>
    Staff,
}

/// <summary>Tells the history of a case in words.</summary>
public static class TimelineWords
{
    /// <summary>Newest first.</summary>
    public static IReadOnlyList<TimelineEntry> Tell(IEnumerable<EventRow> events, Programme programme, Audience audience, IReadOnlyDictionary<string, string> names)
    {
        var index = DefinitionIndex.Of(programme.Process);
        var items = new Dictionary<int, WorkPurpose>();
        var lines = new List<TimelineEntry>();
        decimal? score = null;
        foreach (var row in events.OrderBy(e => e.Sequence))
        {
            var happened = EngineJson.ReadEvent(row.Body);
            if (happened is WorkItemOpened opened) items[opened.Item] = opened.Purpose;
            if (happened is ScoreAggregated scored) score = scored.Score;
            var told = Line(happened, row, index, audience, names, items, programme);
            if (happened is StageCompleted { Cause: "rule" or "batch" } ended && (audience is Audience.Applicant or Audience.Staff) && AdverseReasons.Of(ended, programme, audience == Audience.Staff ? score : null) is { } reason)
                told = (told ?? new(row.At, $"{index[ended.StageId].Stage.Name}：{index[ended.StageId].Stage.FindOutcome(ended.Outcome)?.Name}", StageId: ended.StageId)) with { Detail = reason };
            if (told is { } line)
                lines.Add(line with { ProcessedAt = row.ProcessedAt - row.At > TimeSpan.FromMinutes(1) && row.ActorId == "system" ? row.ProcessedAt : null });
        }

        lines.Reverse();
        return lines;
    }

    private static readonly Dictionary<SignerPlace, string> PlaceNames = new() { [SignerPlace.Before] = "前加签", [SignerPlace.Beside] = "并加签", [SignerPlace.After] = "后加签" };

    /// <summary>Persons whom an event names beside its actor.</summary>
    public static IEnumerable<string> Named(EventRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Type is "panelDrawn" or "workItemTransferred" or "workItemDelegated" or "signersAdded" or "signerRemoved" or "copySent"
            ? EngineJson.ReadEvent(row.Body) switch
            {
                PanelDrawn e => e.Experts,
                WorkItemTransferred e => [e.To],
                WorkItemDelegated e => [e.To],
                SignersAdded e => e.Users,
                SignerRemoved e => [e.User],
                CopySent e => e.Candidates.Where(c => c.StartsWith("user:", StringComparison.Ordinal)).Select(c => c[5..]),
                _ => [],
            }
            : [];
    }

    private static TimelineEntry? Line(ProcessEvent happened, EventRow row, DefinitionIndex index, Audience audience, IReadOnlyDictionary<string, string> names, Dictionary<int, WorkPurpose> items, Programme programme)
    {
        var office = audience == Audience.Staff;
        string Stage(string id) => index.Find(id)?.Stage.Name ?? id;
        // Whoever acted is told with the person in whose name it was done.
        string Name(string user) => user == row.ActorId && row.ViaName is not null ? SubstituteWords.Of(row.ViaName, names.GetValueOrDefault(user, row.ActorName)) : names.GetValueOrDefault(user, row.ActorName);
        switch (happened)
        {
            case DraftOpened: return new(row.At, "新建申报", By: row.ActorWords);
            case CaseSubmitted e: return new(row.At, $"提交申报（申报书第 {e.FormVersion} 版）", By: row.ActorWords);
            case WorkItemClaimed e when office: return new(row.At, $"{Name(e.By)}认领", By: Name(e.By));
            case WorkItemReleased { Reason: { } reason } e when office: return new(row.At, $"{Name(e.By)}认领的任务退回重新认领", reason, row.ActorWords);
            case WorkItemReleased e when office: return new(row.At, $"{Name(e.By)}取消认领", By: Name(e.By));
            case WorkItemCompleted e: return Completed(e, row, index, audience, items.GetValueOrDefault(e.Item), Name(e.By), programme);
            case SupplementRequested e:
                return new(row.At, $"{Stage(e.StageId)}：补正（第 {e.Round} 轮，{e.Items.Length} 项），暂停计时", string.Join("；", e.Items.Select(i => $"{FieldLabels.Of(programme.Form, i.Field)}：{i.Remark}").Concat(office && e.Override is { } why ? [$"增补首轮没有列出的事项，特批理由：{why}"] : [])), office ? row.ActorWords : programme.Agency, StageId: e.StageId) { Files = e.Files ?? [] };
            case SupplementAnswered e: return new(row.At, $"提交补正（第 {e.Round} 轮），次日起继续计时", By: row.ActorWords, StageId: e.StageId);
            case StageCompleted { Cause: "deadline" } e when index.Find(e.StageId)?.Stage.FindOutcome(e.Outcome) is { } outcome:
                return new(row.At, $"{Stage(e.StageId)}：期限届满，{(office && outcome.Name.StartsWith("视为", StringComparison.Ordinal) ? "超时" : "")}{outcome.Name}", StageId: e.StageId);
            case StageCompleted { Cause: "batch" } e when index.Find(e.StageId)?.Stage is { } stage:
                return new(row.At, $"{stage.Name}：{stage.FindOutcome(e.Outcome)?.Name}", By: office ? row.ActorWords : null, StageId: e.StageId);
            case StageCompleted { Cause: "rule" } e when office && index.Find(e.StageId)?.Stage is ExpertReviewStage stage:
                return new(row.At, $"{stage.Name}：{stage.FindOutcome(e.Outcome)?.Name}", StageId: e.StageId);
            case StageEntered e when index.Find(e.StageId)?.Stage is { ApplicantStatus: not null } stage && stage is not (SubmissionStage or ChoiceStage or ParallelStage):
                return office ? new(row.At, $"进入{stage.Name}", StageId: e.StageId) : stage.Step is null ? null : new(row.At, $"进入{stage.Step}环节", StageId: e.StageId);
            case PanelDrawn e when office:
                return new(row.At, e.Replacement ? $"更换专家，抽取 {e.Experts.Length} 名" : $"随机抽取专家 {e.Experts.Length} 名", $"专家：{string.Join("、", e.Experts.Select(x => names.GetValueOrDefault(x, x)))}；种子 {e.Seed}，备选名单指纹 {e.PoolHash[..16]}");
            case PanelShort e when office: return new(row.At, $"专家库人数不足：需 {e.Missing} 名，可抽 {e.Available} 名", "请补充专家库后重新抽取");
            case PanelReduced e when office: return new(row.At, $"专家不足 {e.Wanted} 名，按 {e.Count} 名专家的评分继续", e.Reason, Name(e.By));
            case ConflictDeclared { Conflict: true } e when office: return new(row.At, "专家声明回避，另行抽取", e.Reason, Name(e.By));
            case ScoreAggregated e when office: return new(row.At, $"评审得分 {ScoreText.Of(e.Score)}（{(e.Method == "trimmedMean" ? "去掉一个最高分和一个最低分后平均" : "平均")}，中位数 {ScoreText.Of(e.Median)}，{(e.Mean is { } mean ? $"简单平均 {ScoreText.Of(mean)}，" : "")}{e.Sheets} 份{(e.Outliers is > 0 ? $"，异常分 {e.Outliers} 份" : "")}）");
            case BatchJoined when office: return new(row.At, "列入批次", By: row.ActorWords);
            case BatchLeft when office: return new(row.At, "移出批次", By: row.ActorWords);
            case BatchSettled e when index.Find(e.StageId)?.Stage.FindOutcome(e.Outcome) is { Route: Route.Stay } outcome: return new(row.At, $"{Stage(e.StageId)}：{outcome.Name}", e.Comment, StageId: e.StageId);
            case NoticePublished: return new(row.At, "发布公示");
            case DeadlineExtended e: return new(row.At, $"异议核查期限延长至{ChinaTime.LongDate(ChinaTime.LastDayOf(e.DueAt))}", e.Reason, office ? row.ActorWords : null, StageId: e.StageId);
            case OutlierUnexplained e when office: return new(row.At, $"{Stage(e.StageId)}：一份异常分的专家没有按期说明，标注“未说明”，评分有效", StageId: e.StageId);
            case ReconsiderationRequested e: return new(row.At, $"申请复核，{ChinaTime.LongDate(ChinaTime.LastDayOf(e.DueAt))}前决定", e.Reason, row.ActorWords);
            case ReconsiderationDecided e: return new(row.At, $"复核决定：{(e.Changed ? "撤销原决定，重新办理" : "维持原决定")}", e.Reason, office ? row.ActorWords : programme.Agency);
            case ObjectionRaised { Cause: RaiseObjection.Sanction }: return new(row.At, "公示期间被列入限制名单，此项暂停，开始核查");
            case ObjectionRaised: return new(row.At, "收到实名异议，此项暂停，开始核查");
            case ObjectionResolved e: return new(row.At, e.Upheld ? "异议成立" : "异议不成立", office || e.Upheld ? e.Reason : null, office ? row.ActorWords : null);
            case DeadlineReminded e when office: return new(row.At, $"提醒：{Stage(e.StageId)}快到期");
            case Escalated e when office: return new(row.At, $"超期：{Stage(e.StageId)}，上报{ProcessRoles.Names.GetValueOrDefault(e.Role, e.Role)}");
            case DeadlineRecomputed e when e.DueAt != e.OldDueAt:
                return new(row.At, $"{Stage(e.StageId)}：期限由{ChinaTime.LongDate(ChinaTime.LastDayOf(e.OldDueAt))}改为{ChinaTime.LongDate(ChinaTime.LastDayOf(e.DueAt))}", e.Reason, StageId: e.StageId);
            case CaseMigrated e: return new(row.At, $"改按第 {e.ToVersion} 版办理", e.Passed is { } passed ? $"{e.Reason}（新版增加的{string.Join("、", passed.Select(p => $"“{p}”"))}不再补办）" : e.Reason);
            case RedCardAnswered e when office: return new(row.At, $"{Stage(e.StageId)}：督办登记，由{e.Handler}办理，{ChinaTime.LongDate(e.PromisedOn)}前办结", e.Note, Name(e.By));
            case Returned e: return new(row.At, $"{Stage(e.FromStage)}：退回到{Stage(e.ToStage)}{(e.Activation is null ? "" : "，办好后直接回到本环节")}", Said(e.Comment, e.Remarks, programme), office ? Name(e.By) : null) { Files = e.Files ?? [] };
            case ReturnAnswered e: return new(row.At, $"回到{Stage(e.StageId)}");
            case WorkItemTransferred e when office: return new(row.At, $"{Stage(e.StageId)}：{(e.Cause == "reassign" ? "改派" : "转办")}给{Name(e.To)}", e.Comment, Name(e.By));
            case WorkItemDelegated e when office: return new(row.At, $"{Stage(e.StageId)}：委派给{Name(e.To)}", e.Comment, Name(e.By));
            case DelegationAnswered e when office: return new(row.At, $"{Stage(e.StageId)}：委派办好，建议“{index.Find(e.StageId)?.Stage.FindOutcome(e.Outcome)?.Name ?? e.Outcome}”，待委派人确认", e.Comment, Name(e.By));
            case DelegationRecalled e when office: return new(row.At, $"{Stage(e.StageId)}：取回委派", e.Comment, Name(e.By));
            case SignersAdded e when office: return new(row.At, $"{Stage(e.StageId)}：{PlaceNames[e.Place]}，{string.Join("、", e.Users.Select(Name))}", e.Comment, Name(e.By));
            case SignerRemoved e when office: return new(row.At, $"{Stage(e.StageId)}：减签，{Name(e.User)}", e.Comment, Name(e.By));
            case AnswerTakenBack e when office: return new(row.At, $"{Stage(e.StageId)}：取回已提交的意见", e.Comment, Name(e.By));
            case TakenBack e: return new(row.At, $"取回{Stage(e.StageId)}", office ? e.Comment : null, office ? Name(e.By) : null);
            case Urged e: return new(row.At, "催办", e.Comment, office ? Name(e.By) : row.ActorWords);
            case CopySent { By: { } by } e when office: return new(row.At, $"{Stage(e.StageId)}：抄送{string.Join("、", e.Candidates.Select(c => Name(c[5..])))}", e.Comment, Name(by));
            case Suspended e: return new(row.At, "中止计时", e.Reason, office ? Name(e.By) : null);
            case Resumed e: return new(row.At, "恢复计时", e.Reason, office ? Name(e.By) : null);
            case ApproverMissing e when office: return new(row.At, $"{Stage(e.StageId)}：没有人可以办理，已交科室负责人");
            case Withdrawn e: return new(row.At, "申报单位撤回申报", e.Reason, row.ActorWords);
            case Terminated e: return new(row.At, "终止办理", e.Reason, office ? row.ActorWords : null);
            case ProcessEnded e: return new(row.At, $"办结：{programme.Process.Results.FirstOrDefault(r => r.Id == e.Result)?.Name ?? e.Result}");
            case DocumentIssued e when programme.Documents.TryGetValue(e.Template, out var rule): return new(row.At, $"发出{rule.Title}{(e.Number is null ? "" : " " + e.Number)}", DocumentId: e.DocumentId);
            default: return null;
        }
    }

    private static TimelineEntry? Completed(WorkItemCompleted e, EventRow row, DefinitionIndex index, Audience audience, WorkPurpose purpose, string by, Programme programme)
    {
        if (purpose is WorkPurpose.Submit or WorkPurpose.Supplement || e.Outcome == "returned") return null;
        var stage = index.Find(e.StageId)?.Stage;
        var text = $"{stage?.Name}：{OutcomeNames.Of(stage, purpose, e.Outcome)}";
        if (audience == Audience.Staff) return new(row.At, e.Total is { } total ? $"{text}（{ScoreText.Of(total)} 分）" : text, Said(e.Comment, e.Remarks, programme), by, StageId: e.StageId) { Files = e.Files ?? [] };
        if (purpose is not WorkPurpose.Decide || stage is not (ReviewStage or SiteVisitStage)) return null;
        // The applicant learns the reason of what goes against them; a favourable opinion stays in the office.
        var adverse = stage is ReviewStage && stage.FindOutcome(e.Outcome)?.RequiresComment == true && !stage.Agrees(e.Outcome);
        var recommended = stage.Assign?.Role == ProcessRoles.Recommender;
        return stage is SiteVisitStage && audience == Audience.Applicant ? new(row.At, "现场考察完成", StageId: e.StageId) : new(row.At, text, adverse || recommended ? Said(e.Comment, e.Remarks, programme) : null, StageId: e.StageId) { Files = adverse || recommended ? e.Files ?? [] : [] };
    }

    /// <summary>The opinion with the remarks at fields.</summary>
    private static string? Said(string? comment, System.Collections.Immutable.ImmutableArray<SupplementRequestItem>? remarks, Programme programme) =>
        remarks is not { Length: > 0 } items ? comment : string.Join('\n', [comment ?? "", .. items.Select(i => $"{FieldLabels.Of(programme.Form, i.Field)}：{i.Remark}")]).Trim();
}
