using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>Writes what lists and pages read: work items, deadlines, copies, messages. Same transaction as the events.</summary>
internal sealed class CaseProjector(WorkflowsDbContext db, CaseRow row, Programme programme, UserContext user, CancellationToken cancellation)
{
    private readonly DefinitionIndex index = DefinitionIndex.Of(programme.Process);
    private readonly Dictionary<int, WorkItemRow> items = [];
    private readonly Dictionary<int, DeadlineRow> deadlines = [];

    public async Task ProjectAsync(IReadOnlyList<ProcessEvent> events, ProcessState state)
    {
        if (row.Sequence > 0)
        {
            foreach (var item in await db.WorkItems.Include(w => w.Candidates).Where(w => w.CaseId == row.Id && w.State == WorkItemState.Open).ToListAsync(cancellation)) items[item.Item] = item;
            foreach (var deadline in await db.Deadlines.Where(d => d.CaseId == row.Id && (d.ClosedAt == null || d.Overdue)).ToListAsync(cancellation)) deadlines[deadline.Deadline] = deadline;
        }

        for (var i = 0; i < events.Count; i++) Project(events[i], i, state);
        foreach (var answered in events.OfType<ObjectionResolved>()) await AnswerAsync(answered);
        if (TakenBackRows.Count > 0)
            foreach (var item in await db.WorkItems.Where(w => w.CaseId == row.Id && TakenBackRows.Contains(w.Item)).ToListAsync(cancellation)) (item.State, item.Cause) = (WorkItemState.Closed, "takenBack");
        await ScoreDrafts.DropAsync(db, row.Id, events, cancellation);
        Sync(state);
    }

    /// <summary>Tells the objector, who asks by the query code, how it ended.</summary>
    private async Task AnswerAsync(ObjectionResolved e)
    {
        if (await db.Objections.SingleOrDefaultAsync(o => o.Id == e.ObjectionId, cancellation) is not { } objection) return;
        objection.Status = e.Upheld ? ObjectionStatus.Upheld : ObjectionStatus.Dismissed;
        objection.Answer = e.Reason;
        objection.AnsweredAt = e.At;
    }

    private string StageName(string stageId) => index.Find(stageId)?.Stage.Name ?? stageId;

    private void Project(ProcessEvent happened, int order, ProcessState state)
    {
        switch (happened)
        {
            case WorkItemOpened e: Open(e); break;
            case WorkItemClaimed e: (items[e.Item].ClaimedBy, items[e.Item].ClaimedByName) = (e.By, user.Name); break;
            case WorkItemReleased e: (items[e.Item].ClaimedBy, items[e.Item].ClaimedByName) = (null, null); break;
            case WorkItemCompleted e: Complete(e); break;
            case WorkItemClosed e: Close(items[e.Item], WorkItemState.Closed, e.At, e.Cause); break;
            case StageEntered e: opened[e.Activation] = e.StageId; break;
            case DeadlineOpened e: OpenDeadline(e); break;
            case DeadlinePaused e: (deadlines[e.Deadline].HeldFrom, deadlines[e.Deadline].HeldUntil) = (e.On, null); break;
            case DeadlineResumed e: deadlines[e.Deadline].HeldUntil = ChinaTime.DateOf(e.At); break;
            case DeadlineClosed e: CloseDeadline(e.Deadline, e.At, e.Cause); break;
            case DeadlineExpired e:
                deadlines[e.Deadline].ExpiredAt = e.At;
                CloseDeadline(e.Deadline, e.At, "expired");
                break;
            case StageCompleted or StageCancelled: SettleOverdue(happened); break;
            case WorkItemTransferred e:
                Hand(e.Item, "user:" + e.To);
                Tell("user:" + e.To, order, $"{(e.Cause == "reassign" ? "改派" : "转办")}给您：{StageName(e.StageId)}", $"{Who}，请办理。{user.Name}：{e.Comment}", e.At);
                break;
            case WorkItemDelegated e:
                Hand(e.Item, "user:" + e.To);
                Tell("user:" + e.To, order, $"委派给您：{StageName(e.StageId)}", $"{Who}，请先办，办好后由{user.Name}确认。{e.Comment}", e.At);
                break;
            case DelegationAnswered e:
                Hand(e.Item, Owner(e.Item));
                Tell(Owner(e.Item), order, $"委派已办好，请确认：{StageName(e.StageId)}", $"{Who}。{user.Name}建议“{index.Find(e.StageId)?.Stage.FindOutcome(e.Outcome)?.Name}”：{e.Comment}", e.At);
                break;
            case DelegationRecalled e: Hand(e.Item, "user:" + e.By); break;
            case SignersAdded e when e.Place != SignerPlace.After:
                foreach (var signer in e.Users) Tell("user:" + signer, order, $"请您会签：{StageName(e.StageId)}", $"{Who}。{user.Name}：{e.Comment}", e.At);
                break;
            case SignerRemoved e: Tell("user:" + e.User, order, $"不再需要您会签：{StageName(e.StageId)}", $"{Who}。{user.Name}：{e.Comment}", e.At); break;
            case DecisionPending e:
                foreach (var signer in state.FindActivation(e.Activation)?.Items.Where(i => i.Place == SignerPlace.After) ?? []) Tell(signer.Candidates[0], order, $"请您审签：{StageName(e.StageId)}", $"{Who}。", e.At);
                break;
            case AnswerTakenBack e: TakenBackRows.Add(e.Item); break;
            case Urged e:
                foreach (var candidate in e.Items.Select(id => state.FindItem(id).Item!).SelectMany(i => i.ClaimedBy is { } by ? ["user:" + by] : i.Candidates.AsEnumerable()).Distinct())
                    Tell(candidate, order, "催办", $"{Who}，请尽快办理。{e.Comment}", e.At);
                break;
            case Suspended e: Tell($"applicant@organization:{row.OrganizationId}", order, $"{row.Title}：中止计时", $"您申报的“{row.Title}”（{row.Number}）已中止计时，各项期限停止计算。原因：{e.Reason}", e.At); break;
            case Resumed e: Tell($"applicant@organization:{row.OrganizationId}", order, $"{row.Title}：恢复计时", $"您申报的“{row.Title}”（{row.Number}）已恢复计时，次日起继续计算期限。{e.Reason}", e.At); break;
            case ApproverMissing e:
                foreach (var alerted in (string[])[$"{ProcessRoles.SectionHead}@programme:{programme.Code}", $"{ProcessRoles.Administrator}@*"])
                    Tell(alerted, order, $"没有办理人：{StageName(e.StageId)}", $"{Who}到了“{StageName(e.StageId)}”，没有人可以办理，已交科室负责人。请补充人员或改派。", e.At);
                break;
            case CopySent e: Copy(e, order); break;
            case Escalated e:
                foreach (var deadline in deadlines.Values.Where(d => d.StageId == e.StageId && d.ExpiredAt == e.At)) deadline.Overdue = true;
                Tell($"{e.Role}@programme:{programme.Code}", order, $"超期：{StageName(e.StageId)}", $"{row.Number} {row.OrganizationName}“{row.Title}”在“{StageName(e.StageId)}”超过期限还没有办结，请督办。", e.At);
                break;
            case DeadlineReminded e: Remind(e, order, state); break;
            case ApplicantStatusChanged e when e.Status != "草稿":
                Tell($"applicant@organization:{row.OrganizationId}", order, $"{row.Title}：{e.Status}", $"您申报的“{row.Title}”（{row.Number}）现在是：{e.Status}。", e.At);
                break;
        }
    }

    private string Who => $"{row.Number} {row.OrganizationName}“{row.Title}”";

    /// <summary>Who delegated the item, as a candidate.</summary>
    private string Owner(int item) => "user:" + before!.FindItem(item).Item!.DelegatedBy;

    private HashSet<int> TakenBackRows { get; } = [];

    /// <summary>The item is now this candidate's alone.</summary>
    private void Hand(int itemId, string candidate)
    {
        var item = items[itemId];
        (item.ClaimedBy, item.ClaimedByName) = (null, null);
        if (item.Candidates is [var only] && only.Candidate == candidate) return;
        db.Candidates.RemoveRange([.. item.Candidates.Where(c => c.Candidate != candidate)]);
        item.Candidates.RemoveAll(c => c.Candidate != candidate);
        if (item.Candidates.Count == 0) item.Candidates.Add(new WorkItemCandidate { WorkItemId = item.Id, Candidate = candidate, Role = "" });
    }

    private readonly Dictionary<int, string> opened = [];

    private string StageOf(int activation, int? item = null) =>
        opened.GetValueOrDefault(activation) ?? (item is { } id && items.TryGetValue(id, out var known) ? known.StageId : before?.FindActivation(activation)?.StageId) ?? "";

    private readonly ProcessState? before = row.State.Length > 0 ? EngineJson.ReadState(row.State) : null;

    private void Open(WorkItemOpened e)
    {
        var stageId = StageOf(e.Activation);
        var item = new WorkItemRow
        {
            Id = TaskIds.Of(row.Id, e.Item),
            CaseId = row.Id,
            Item = e.Item,
            ProgrammeCode = row.ProgrammeCode,
            Area = row.Area,
            StageId = stageId,
            StageName = StageName(stageId),
            Purpose = e.Purpose,
            OpenedAt = e.At,
        };
        foreach (var candidate in e.Candidates)
        {
            var at = candidate.IndexOf('@', StringComparison.Ordinal);
            item.Candidates.Add(new WorkItemCandidate { WorkItemId = item.Id, Candidate = candidate, Role = at > 0 ? candidate[..at] : "" });
        }

        items[e.Item] = item;
        db.WorkItems.Add(item);
    }

    private void Complete(WorkItemCompleted e)
    {
        var item = items[e.Item];
        var stage = index.Find(item.StageId)?.Stage;
        item.DoneBy = e.By;
        item.DoneByName = user.Name;
        item.Outcome = e.Outcome;
        item.OutcomeName = OutcomeNames.Of(stage, item.Purpose, e.Outcome);
        item.Comment = e.Comment;
        item.Values = e.Values;
        item.Total = e.Total;
        Close(item, WorkItemState.Done, e.At, null);
    }

    private void Close(WorkItemRow item, WorkItemState state, DateTimeOffset at, string? cause)
    {
        item.State = state;
        item.DoneAt = at;
        item.Cause = cause;
        item.Revision++;
        db.Candidates.RemoveRange([.. item.Candidates]);
        item.Candidates.Clear();
    }

    private void OpenDeadline(DeadlineOpened e)
    {
        var stageId = StageOf(e.Activation);
        var deadline = new DeadlineRow
        {
            Id = $"{row.Id}-{e.Deadline}",
            CaseId = row.Id,
            Deadline = e.Deadline,
            Activation = e.Activation,
            StageId = stageId,
            StageName = StageName(stageId),
            Purpose = e.Purpose,
            Trigger = e.Trigger,
            Amount = e.Amount,
            Unit = e.Unit,
            DueAt = e.DueAt,
            OriginalDueAt = e.DueAt,
            Provisional = e.Provisional,
        };
        deadlines[e.Deadline] = deadline;
        db.Deadlines.Add(deadline);
    }

    private void CloseDeadline(int id, DateTimeOffset at, string cause)
    {
        var deadline = deadlines[id];
        deadline.ClosedAt = at;
        deadline.Cause = cause;
        deadline.NextAt = null;
    }

    private void SettleOverdue(ProcessEvent happened)
    {
        var activation = happened is StageCompleted c ? c.Activation : ((StageCancelled)happened).Activation;
        foreach (var deadline in deadlines.Values.Where(d => d.Activation == activation && d.Overdue)) deadline.Overdue = false;
    }

    private void Copy(CopySent e, int order)
    {
        for (var i = 0; i < e.Candidates.Length; i++)
            db.Copies.Add(new CopyRow { Id = $"{row.Id}-{row.Sequence + order}-{i}", CaseId = row.Id, StageName = StageName(e.StageId), Candidate = e.Candidates[i], SentAt = e.At });
        if (e.By is null) return;
        foreach (var candidate in e.Candidates) Tell(candidate, order, $"抄送给您：{StageName(e.StageId)}", $"{Who}。{user.Name}：{e.Comment}", e.At);
    }

    private void Remind(DeadlineReminded e, int order, ProcessState state)
    {
        var (activation, deadline) = state.FindDeadline(e.Deadline);
        if (activation is null || deadline is null) return;
        var last = ChinaTime.ShortDate(ChinaTime.LastDayOf(deadline.DueAt));
        var wanted = deadline.Purpose == DeadlinePurpose.Supplement ? WorkPurpose.Supplement : (WorkPurpose?)null;
        foreach (var candidate in activation.Items.Where(i => !i.Done && (wanted is null || i.Purpose == wanted)).SelectMany(i => i.ClaimedBy is { } by ? ["user:" + by] : i.Candidates.AsEnumerable()).Distinct())
            Tell(candidate, order, $"快到期：{StageName(e.StageId)}", $"{row.Number} {row.OrganizationName}“{row.Title}”请在 {last} 24:00 前办理。", e.At);
    }

    private void Tell(string candidate, int order, string title, string body, DateTimeOffset at)
    {
        var mark = candidate.IndexOf('@', StringComparison.Ordinal);
        db.Messages.Add(new MessageRow
        {
            Id = Identifiers.Ordered(),
            Key = $"{row.Id}/{row.Sequence + order + 1}/{candidate}",
            Candidate = candidate,
            Role = mark > 0 ? candidate[..mark] : "",
            CaseId = row.Id,
            Title = title,
            Body = body.Trim(),
            CreatedAt = at,
        });
    }

    /// <summary>Brings rows of open things in line with the state.</summary>
    private void Sync(ProcessState state)
    {
        foreach (var activation in state.Activations)
        {
            foreach (var deadline in activation.Deadlines)
            {
                var known = deadlines[deadline.Id];
                known.DueAt = deadline.DueAt;
                known.Provisional = deadline.Provisional;
                known.PausedOn = deadline.PausedOn;
                known.NextAt = deadline.PausedOn is not null || state.Suspension is not null ? null
                    : deadline.Reminders.Length > 0 && deadline.Reminders[0] < deadline.DueAt ? deadline.Reminders[0] : deadline.DueAt;
            }

            foreach (var item in activation.Items.Where(i => !i.Done))
            {
                var known = items[item.Id];
                known.Revision = item.Revision;
                var wanted = item.Purpose == WorkPurpose.Supplement ? DeadlinePurpose.Supplement : DeadlinePurpose.Stage;
                var deadline = activation.Deadlines.FirstOrDefault(d => d.Purpose == wanted);
                if (deadline is not null) known.DueAt = deadline.DueAt;
                known.Held = state.Suspension is not null || activation.ReturnedTo is not null || deadline?.PausedOn is not null || (activation.Supplement is not null && item.Purpose != WorkPurpose.Supplement);
                known.Answered = item.Purpose == WorkPurpose.Decide && !known.Held && deadline is not null && deadlines[deadline.Id].HeldUntil is not null;
            }
        }

        var stages = state.Activations.Where(a => index[a.StageId].Stage is not (ChoiceStage or ParallelStage)).Select(a => a.StageId).Distinct().ToList();
        row.CurrentStages = string.Join("、", stages.Select(StageName));
        row.CurrentStageIds = stages.Count == 0 ? "" : $",{string.Join(',', stages)},";
    }
}

/// <summary>Outcome names of work items, including those that are not outcomes of the stage.</summary>
public static class OutcomeNames
{
    public static string Of(Stage? stage, WorkPurpose purpose, string outcome) => stage?.FindOutcome(outcome)?.Name ?? (purpose, outcome) switch
    {
        (WorkPurpose.Supplement, _) => "提交补正",
        (WorkPurpose.Score, _) => "提交评分",
        (WorkPurpose.ExplainOutlier, _) => "说明异常分",
        (WorkPurpose.ArrangePanel, _) => "抽取专家",
        (WorkPurpose.Objection, "upheld") => "异议成立",
        (WorkPurpose.Objection, _) => "异议不成立",
        (_, "returned") => "退回",
        _ => outcome,
    };
}
