using System.Collections.Immutable;
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

    /// <summary>When it is carried out; later than what happened where the system stood still.</summary>
    public required DateTimeOffset ProcessedAt { get; init; }

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
        TellAbsent(events);
        await TellStandInsAsync(events[^1].At);
        await MessageWriter.AddAsync(db, told, cancellation);
    }

    /// <summary>Tells a history again into an empty context, act by act: the rows as they must be. Nobody gets a message.</summary>
    internal void Again(IReadOnlyList<ProcessEvent> events, ProcessState state)
    {
        foreach (var item in db.WorkItems.Local.Where(w => w.State == WorkItemState.Open)) items[item.Item] = item;
        foreach (var deadline in db.Deadlines.Local.Where(d => d.ClosedAt is null || d.Overdue)) deadlines[deadline.Deadline] = deadline;
        for (var i = 0; i < events.Count; i++) Project(events[i], i, state);
        foreach (var item in db.WorkItems.Local.Where(w => TakenBackRows.Contains(w.Item))) (item.State, item.Cause) = (WorkItemState.Closed, "takenBack");
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
            case ObjectionRaised e: sanctioned = e.Cause == RaiseObjection.Sanction; break;
            case WorkItemOpened e: Open(e, order); break;
            case WorkItemClaimed e: (items[e.Item].ClaimedBy, items[e.Item].ClaimedByName) = (e.By, user.ActorName); break;
            case WorkItemReleased e:
                (items[e.Item].ClaimedBy, items[e.Item].ClaimedByName) = (null, null);
                if (e.Reason is null) break;
                foreach (var candidate in state.FindItem(e.Item).Item?.Candidates ?? []) TellActed(candidate, order, MessageEvents.HandedBack, e.At, items[e.Item].StageId, e.Reason);
                break;
            case WorkItemCompleted e: Complete(e); break;
            case WorkItemClosed e:
                if (e.Cause == "takenBack")
                    foreach (var candidate in items[e.Item].Candidates.ToList()) TellActed(candidate.Candidate, order, MessageEvents.TakenBack, e.At, items[e.Item].StageId, null);
                Close(items[e.Item], WorkItemState.Closed, e.At, e.Cause);
                break;
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
            case ObjectionResolved e:
                foreach (var answered in deadlines.Values.Where(d => d.Activation == e.Activation && d.Purpose == DeadlinePurpose.Objection)) answered.Overdue = false;
                break;
            case WorkItemTransferred e:
                Hand(e.Item, "user:" + e.To);
                if (e.Cause == "transfer") Requested("transfer", order, e.By, e.At, e.StageId, [e.To], e.Comment);
                TellActed("user:" + e.To, order, MessageEvents.Transferred, e.At, e.StageId, e.Comment);
                break;
            case WorkItemDelegated e:
                Hand(e.Item, "user:" + e.To);
                Requested("delegate", order, e.By, e.At, e.StageId, [e.To], e.Comment);
                TellActed("user:" + e.To, order, MessageEvents.Delegated, e.At, e.StageId, e.Comment);
                break;
            case WorkItemHandedUp e: Hand(e.Item, e.Candidates); break;
            case DelegationAnswered e:
                Hand(e.Item, Owner(e.Item));
                TellActed(Owner(e.Item), order, MessageEvents.DelegationAnswered, e.At, e.StageId, $"建议“{index.Find(e.StageId)?.Stage.FindOutcome(e.Outcome)?.Name}”。{e.Comment}");
                break;
            case DelegationRecalled e: Hand(e.Item, "user:" + e.By); break;
            case SignersAdded e:
                Requested("addSigner", order, e.By, e.At, e.StageId, e.Users, e.Comment);
                if (e.Place == SignerPlace.After) break;
                foreach (var signer in e.Users) TellActed("user:" + signer, order, MessageEvents.Consulted, e.At, e.StageId, e.Comment);
                break;
            case SignerRemoved e: TellActed("user:" + e.User, order, MessageEvents.TakenBack, e.At, e.StageId, e.Comment); break;
            case DecisionPending e:
                foreach (var signer in state.FindActivation(e.Activation)?.Items.Where(i => i.Place == SignerPlace.After) ?? []) TellActed(signer.Candidates[0], order, MessageEvents.Consulted, e.At, e.StageId, null);
                break;
            case AnswerTakenBack e: TakenBackRows.Add(e.Item); break;
            case Returned e: Requested("return", order, e.By, e.At, e.FromStage, [], e.Comment); break;
            case Urged e:
                Requested("urge", order, e.By, e.At, null, [], e.Comment);
                foreach (var (candidate, stageId) in e.Items.Select(id => state.FindItem(id)).SelectMany(f => f.Item!.ClaimedBy is { } by ? [("user:" + by, f.Activation!.StageId)] : f.Item.Candidates.Select(c => (c, f.Activation!.StageId))).DistinctBy(t => t.Item1))
                    TellActed(candidate, order, MessageEvents.Urged, e.At, stageId, e.Comment);
                break;
            case Suspended e:
                Requested("suspend", order, e.By, e.At, null, [], e.Reason);
                TellActed($"applicant@organization:{row.OrganizationId}", order, MessageEvents.Suspended, e.At, null, e.Reason);
                break;
            case Resumed e: TellActed($"applicant@organization:{row.OrganizationId}", order, MessageEvents.Resumed, e.At, null, e.Reason); break;
            case ApproverMissing e:
                foreach (var alerted in (string[])[$"{ProcessRoles.SectionHead}@programme:{programme.Code}", $"{ProcessRoles.Administrator}@*"])
                    Tell(alerted, order, MessageEvents.ApproverMissing, e.At, (MessageEvents.Stage, StageName(e.StageId)));
                break;
            case CopySent e: Copy(e, order); break;
            case OutlierUnexplained e: Close(items[e.Item], WorkItemState.Closed, e.At, "unexplained"); break;
            case DeadlineExtended e: TellExtended(e, order, state); break;
            case ReconsiderationRequested e:
                foreach (var role in (string[])[ProcessRoles.SectionHead, ProcessRoles.Signatory]) Tell($"{role}@programme:{programme.Code}", order, MessageEvents.ReconsiderationRequested, e.At, (MessageEvents.Due, ChinaTime.LongDate(ChinaTime.LastDayOf(e.DueAt))), (MessageEvents.Reason, e.Reason));
                break;
            case ReconsiderationDecided e:
                Tell($"applicant@organization:{row.OrganizationId}", order, MessageEvents.ReconsiderationDecided, e.At, (MessageEvents.Status, e.Changed ? "撤销原决定，重新办理" : "维持原决定"), (MessageEvents.Reason, e.Reason));
                break;
            case Escalated e:
                foreach (var deadline in deadlines.Values.Where(d => d.StageId == e.StageId && d.ExpiredAt == e.At)) deadline.Overdue = true;
                Tell($"{e.Role}@programme:{programme.Code}", order, MessageEvents.Overdue, e.At, (MessageEvents.Stage, StageName(e.StageId)));
                break;
            case DeadlineReminded e: Remind(e, order, state); break;
            case DeadlineRecomputed e when e.DueAt != e.OldDueAt: TellMoved(e, order, state); break;
            case ApplicantStatusChanged e when e.Status != "草稿":
                Tell($"applicant@organization:{row.OrganizationId}", order, MessageEvents.StatusChanged, e.At, (MessageEvents.Status, e.Status));
                break;
        }
    }

    /// <summary>Who delegated the item, as a candidate.</summary>
    private string Owner(int item) => "user:" + before!.FindItem(item).Item!.DelegatedBy;

    private HashSet<int> TakenBackRows { get; } = [];

    /// <summary>The item is now this candidate's alone.</summary>
    private void Hand(int itemId, params IReadOnlyList<string> candidates)
    {
        var item = items[itemId];
        (item.ClaimedBy, item.ClaimedByName) = (null, null);
        db.Candidates.RemoveRange([.. item.Candidates.Where(c => !candidates.Contains(c.Candidate))]);
        item.Candidates.RemoveAll(c => !candidates.Contains(c.Candidate));
        foreach (var candidate in candidates.Where(c => item.Candidates.All(known => known.Candidate != c))) item.Candidates.Add(CandidateRow(item.Id, candidate));
    }

    private static WorkItemCandidate CandidateRow(string item, string candidate)
    {
        var at = candidate.IndexOf('@', StringComparison.Ordinal);
        return new WorkItemCandidate { WorkItemId = item, Candidate = candidate, Role = at > 0 ? candidate[..at] : "" };
    }

    private readonly Dictionary<int, string> opened = [];

    private string StageOf(int activation, int? item = null) =>
        opened.GetValueOrDefault(activation) ?? (item is { } id && items.TryGetValue(id, out var known) ? known.StageId : before?.FindActivation(activation)?.StageId) ?? "";

    private readonly ProcessState? before = row.State.Length > 0 ? EngineJson.ReadState(row.State) : null;

    /// <summary>The item is held because of a sanction, not of an objection.</summary>
    private bool sanctioned;

    private void Open(WorkItemOpened e, int order)
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
        foreach (var candidate in e.Candidates) item.Candidates.Add(CandidateRow(item.Id, candidate));
        items[e.Item] = item;
        db.WorkItems.Add(item);
        // The applicant learns of what is to be done with the status of the application.
        if (e.Purpose is WorkPurpose.Submit or WorkPurpose.Supplement) return;
        // Added signers are told by whoever asked them.
        if (e.Place is not null) return;
        var about = IsBlind(e.Purpose) ? MessageEvents.ReviewOpened : e.Purpose == WorkPurpose.Objection ? sanctioned ? MessageEvents.SanctionFound : MessageEvents.Objection : MessageEvents.TaskOpened;
        foreach (var candidate in e.Candidates) Tell(candidate, order, about, e.At, (MessageEvents.Stage, item.StageName));
    }

    /// <summary>Experts must not learn from a message who applies.</summary>
    private static bool IsBlind(WorkPurpose purpose) => purpose is WorkPurpose.Score or WorkPurpose.ExplainOutlier;

    private void Complete(WorkItemCompleted e)
    {
        var item = items[e.Item];
        var stage = index.Find(item.StageId)?.Stage;
        item.DoneBy = e.By;
        item.DoneByName = user.ActorName;
        item.DoneVia = user.Via?.UserId;
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

    /// <summary>Keeps for 我的发起 what a person of the office asked of others; applicants have their applications.</summary>
    private void Requested(string kind, int order, string by, DateTimeOffset at, string? stageId, ImmutableArray<string> to, string? reason)
    {
        if (user.OrganizationId is not null) return;
        db.Requests.Add(new RequestRow { Id = $"{row.Id}-{row.Sequence + order}", CaseId = row.Id, UserId = by, Kind = kind, StageName = stageId is null ? "" : StageName(stageId), To = string.Join(',', to), Reason = reason, At = at });
    }

    private void Copy(CopySent e, int order)
    {
        if (e.By is { } by) Requested("copy", order, by, e.At, e.StageId, [.. e.Candidates.Select(c => c[5..])], e.Comment);
        for (var i = 0; i < e.Candidates.Length; i++)
        {
            db.Copies.Add(new CopyRow { Id = $"{row.Id}-{row.Sequence + order}-{i}", CaseId = row.Id, StageName = StageName(e.StageId), Candidate = e.Candidates[i], SentAt = e.At });
            Tell(e.Candidates[i], order, MessageEvents.Copied, e.At, (MessageEvents.Stage, StageName(e.StageId)), (MessageEvents.Actor, user.ActorName), (MessageEvents.Reason, e.Comment));
        }
    }

    /// <summary>The work that a period limits; null: all of the stage.</summary>
    private static WorkPurpose? WorkOf(DeadlinePurpose purpose) => purpose switch { DeadlinePurpose.Supplement => WorkPurpose.Supplement, DeadlinePurpose.Objection => WorkPurpose.Objection, DeadlinePurpose.Explanation => WorkPurpose.ExplainOutlier, _ => null };

    private void Remind(DeadlineReminded e, int order, ProcessState state)
    {
        var (activation, deadline) = state.FindDeadline(e.Deadline);
        if (activation is null || deadline is null) return;
        // Caught up after the system stood still: what is over, or of which a later reminder is due too, is not told as if it were ahead.
        if (deadline.DueAt <= ProcessedAt || (deadline.Reminders.Length > 0 && deadline.Reminders[0] <= ProcessedAt)) return;
        var last = ChinaTime.ShortDate(ChinaTime.LastDayOf(deadline.DueAt));
        var wanted = WorkOf(deadline.Purpose);
        foreach (var (candidate, blind) in activation.Items.Where(i => !i.Done && (wanted is null || i.Purpose == wanted)).SelectMany(i => (i.ClaimedBy is { } by ? ["user:" + by] : i.Candidates.AsEnumerable()).Select(c => (c, IsBlind(i.Purpose)))).DistinctBy(c => c.c))
            Tell(candidate, order, blind ? MessageEvents.ReviewReminder : MessageEvents.Reminder, e.At, (MessageEvents.Stage, StageName(e.StageId)), (MessageEvents.Due, last + " 24:00"));
    }

    /// <summary>Whoever works on it learns that the last day is another one; so does the applicant whose period it is.</summary>
    private void TellMoved(DeadlineRecomputed e, int order, ProcessState state)
    {
        var (activation, deadline) = state.FindDeadline(e.Deadline);
        if (activation is null || deadline is null) return;
        var wanted = WorkOf(deadline.Purpose);
        var concerned = activation.Items.Where(i => !i.Done && !IsBlind(i.Purpose) && (wanted is null || i.Purpose == wanted)).SelectMany(i => i.ClaimedBy is { } by ? ["user:" + by] : i.Candidates.AsEnumerable()).ToList();
        if (deadline.Purpose == DeadlinePurpose.Notice) concerned.Add($"applicant@organization:{row.OrganizationId}");
        foreach (var candidate in concerned.Distinct())
            Tell(candidate, order, MessageEvents.DeadlineMoved, e.At, (MessageEvents.Stage, StageName(e.StageId)), (MessageEvents.Due, ChinaTime.LongDate(ChinaTime.LastDayOf(e.DueAt)) + " 24:00"), (MessageEvents.Reason, e.Reason));
    }

    /// <summary>Whoever examines an objection learns that there is more time, and the applicant that it takes longer.</summary>
    private void TellExtended(DeadlineExtended e, int order, ProcessState state)
    {
        var items = state.FindDeadline(e.Deadline).Activation?.Items.Where(i => !i.Done && i.Purpose == WorkPurpose.Objection) ?? [];
        var concerned = items.SelectMany(i => i.ClaimedBy is { } by ? ["user:" + by] : i.Candidates.AsEnumerable()).Append($"applicant@organization:{row.OrganizationId}");
        foreach (var candidate in concerned.Distinct())
            Tell(candidate, order, MessageEvents.ObjectionExtended, e.At, (MessageEvents.Stage, StageName(e.StageId)), (MessageEvents.Due, ChinaTime.LongDate(ChinaTime.LastDayOf(e.DueAt)) + " 24:00"), (MessageEvents.Reason, e.Reason));
    }

    /// <summary>Whoever is absent learns what was done in their name.</summary>
    private void TellAbsent(IReadOnlyList<ProcessEvent> events)
    {
        if (user.Via is null || ActedForWords.Done(events, programme) is not { } done) return;
        Tell("user:" + user.UserId, events.Count, MessageEvents.ActedFor, events[0].At, (MessageEvents.Stage, done.StageId is { } id ? StageName(id) : ""), (MessageEvents.Actor, user.Via.Name), (MessageEvents.Act, done.Act), (MessageEvents.Reason, done.Comment));
    }

    /// <summary>What tells a person of new work.</summary>
    private static readonly MessageEvent[] Work = [MessageEvents.TaskOpened, MessageEvents.Objection, MessageEvents.SanctionFound, MessageEvents.Transferred, MessageEvents.Delegated, MessageEvents.DelegationAnswered, MessageEvents.HandedBack, MessageEvents.Consulted];

    /// <summary>New work of an absent person is told to the substitute too, unless it is the substitute's own anyway.</summary>
    private async Task TellStandInsAsync(DateTimeOffset at)
    {
        var work = told.Where(m => Work.Contains(m.Event)).ToList();
        if (work.Count == 0) return;
        foreach (var substitute in await Substitutes.StandInsAsync(db, at, cancellation))
            foreach (var message in work.Where(m => !substitute.Actor.Holds(m.Candidate)))
                if (substitute.Represents.FirstOrDefault(absent => Gets(absent, message.Candidate)) is { } absent)
                    told.Add(new NewMessage($"{message.Key}/for:{substitute.UserId}", MessageEvents.TaskOpenedFor, "user:" + substitute.UserId, new Dictionary<string, string?>(message.Fields) { [MessageEvents.Absent] = absent.Name }, at) { CaseId = row.Id });
    }

    /// <summary>Whether work for this candidate is, for the substitute, the absent person's.</summary>
    private bool Gets(UserContext absent, string candidate) =>
        (absent.Programmes is not { } only || only.Contains(row.ProgrammeCode)) && (absent.IncludesNamed || !candidate.StartsWith("user:", StringComparison.Ordinal)) && absent.Actor.Holds(candidate);

    private readonly List<NewMessage> told = [];

    /// <summary>Tells of what a person did, with the reason given.</summary>
    private void TellActed(string candidate, int order, MessageEvent about, DateTimeOffset at, string? stageId, string? reason) =>
        Tell(candidate, order, about, at, (MessageEvents.Stage, stageId is null ? "" : StageName(stageId)), (MessageEvents.Actor, user.ActorName), (MessageEvents.Reason, reason));

    /// <summary>Tells a person or a group; the message is worded and ordered when everything is projected.</summary>
    /// <param name="order">Position of the event among those of this command.</param>
    /// <param name="about">Of the catalogue.</param>
    /// <param name="more">Placeholders beyond those of the case, such as 环节.</param>
    private void Tell(string candidate, int order, MessageEvent about, DateTimeOffset at, params (string Name, string? Value)[] more)
    {
        var fields = new Dictionary<string, string?>
        {
            [MessageEvents.Number] = row.Number, [MessageEvents.Organization] = row.OrganizationName, [MessageEvents.Project] = row.Title, [MessageEvents.ProgrammeName] = programme.Name,
        };
        foreach (var (name, value) in more) fields[name] = value;
        told.Add(new NewMessage($"{row.Id}/{row.Sequence + order + 1}/{candidate}", about, candidate, fields, at) { CaseId = row.Id });
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
                known.Holder = Holders.Of(known);
                var wanted = item.Purpose switch { WorkPurpose.Supplement => DeadlinePurpose.Supplement, WorkPurpose.Objection => DeadlinePurpose.Objection, WorkPurpose.ExplainOutlier => DeadlinePurpose.Explanation, _ => DeadlinePurpose.Stage };
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
        (WorkPurpose.ArrangePanel, "fewer") => "按已有专家继续",
        (WorkPurpose.ArrangePanel, _) => "抽取专家",
        (WorkPurpose.Objection, "upheld") => "异议成立",
        (WorkPurpose.Objection, _) => "异议不成立",
        (_, "returned") => "退回",
        _ => outcome,
    };
}
