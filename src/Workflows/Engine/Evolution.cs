using System.Collections.Immutable;
using Innovation.Workflows.Engine.Kinds;

namespace Innovation.Workflows.Engine;

/// <summary>How each event changes the state.</summary>
internal static class Evolution
{
    public static ProcessState Apply(ProcessState state, ProcessEvent happened) => happened switch
    {
        DraftOpened e => state with { Phase = ProcessPhase.Draft, Organization = e.Organization, Area = e.Area, ApplicantStatus = "草稿", Applicants = [e.By] },
        CaseSubmitted e => state with { Phase = ProcessPhase.Running, DefinitionVersion = e.DefinitionVersion, Applicants = state.Applicants.Contains(e.By) ? state.Applicants : state.Applicants.Add(e.By) },
        StageEntered e => Enter(state, e),
        StageCompleted e => Remove(state, e.Activation) with { Outcomes = state.Outcomes.SetItem(e.StageId, e.Outcome), LastStep = Step(state, e) },
        StageCancelled e => Remove(state, e.Activation),
        BranchTaken e => Change(state, e.Activation, a => a with { BranchesDone = [.. a.BranchesDone.Select((done, i) => i != e.Branch)] }),
        BranchFinished e => Change(state, e.Activation, a => a with { BranchesDone = a.BranchesDone.SetItem(e.Branch, true) }),
        EndPending e => Change(state, e.Activation, a => a with { PendingResult = e.Result }),
        WorkItemOpened e => Open(state, e),
        WorkItemClaimed e => ChangeItem(state, e.Item, i => i with { ClaimedBy = e.By, Revision = i.Revision + 1 }),
        WorkItemReleased e => ChangeItem(state, e.Item, i => i with { ClaimedBy = null, Revision = i.Revision + 1 }),
        WorkItemCompleted e => CompleteItem(state, e),
        WorkItemClosed e => RemoveItem(state, e.Item),
        DeadlineOpened e => OpenDeadline(state, e),
        DeadlinePaused e => ChangeDeadline(state, e.Deadline, d => d with { PausedOn = e.On, Remaining = e.Remaining, PausedFor = e.Reason }),
        DeadlineResumed e => ChangeDeadline(state, e.Deadline, d => d with { PausedOn = null, Remaining = 0, PausedFor = null, DueAt = e.DueAt, Provisional = e.Provisional, Reminders = e.Reminders, ResumedOn = e.On, Left = e.Left }),
        DeadlineRecomputed e => ChangeDeadline(state, e.Deadline, d => d with { DueAt = e.DueAt, Provisional = e.Provisional, Reminders = e.Reminders }),
        Escalated { Activation: { } late, Deadline: { } over } e => Change(state, late, a => a with { RedCard = new RedCard(over, e.At) }),
        CaseMigrated e => state with { DefinitionVersion = e.ToVersion, LastStep = null },
        RedCardAnswered e => Change(state, e.Activation, a => a with { RedCard = a.RedCard! with { Handler = e.Handler, PromisedOn = e.PromisedOn, Note = e.Note } }),
        DeadlineReminded e => ChangeDeadline(state, e.Deadline, d => d with { Reminders = [.. d.Reminders.Where(r => r > e.At)] }),
        DeadlineExpired e => RemoveDeadline(state, e.Deadline),
        DeadlineClosed e => RemoveDeadline(state, e.Deadline),
        SupplementRequested e => Change(state, e.Activation, a => a with
        {
            Supplement = new SupplementPause(e.Round, e.Item, e.Items) { StatusBefore = state.ApplicantStatus },
            SupplementRounds = e.Round,
            SupplementFields = [.. a.SupplementFields.Concat(e.Items.Select(i => i.Field)).Distinct()],
        }),
        SupplementAnswered e => Change(state, e.Activation, a => a with { Supplement = null }),
        PanelDrawn e => Change(state, e.Activation, a => a with { DrawnExperts = a.DrawnExperts.AddRange(e.Experts) }),
        PanelReduced e => Change(state, e.Activation, a => a with { PanelCount = e.Count }),
        ConflictDeclared e => ChangeItem(state, e.Item, i => i with { Declared = !e.Conflict, Revision = i.Revision + 1 }),
        ScoreAggregated e => state with { Score = e.Score },
        BatchJoined e => Change(state, e.Activation, a => a with { BatchId = e.BatchId }),
        BatchLeft e => Change(state, e.Activation, a => a with { BatchId = null }),
        NoticePublished e => Change(state, e.Activation, a => a with { Published = true, PublishedBy = e.By ?? [] }),
        NoticeEndedHeld e => Change(state, e.Activation, a => a with { NoticeOver = true }),
        ObjectionRaised e => Change(state, e.Activation, a => a with { Objections = a.Objections.Add(e.ObjectionId) }),
        ObjectionResolved e => Change(state, e.Activation, a => a with { Objections = a.Objections.Remove(e.ObjectionId) }),
        MatterArrived e => ChangeItem(state, e.Item, i => i with { Revision = i.Revision + 1 }),
        ApplicantStatusChanged e => state with { ApplicantStatus = e.Status },
        ReconsiderationRequested e => state with { Reconsideration = new Reconsideration(e.By, e.Reason, e.At, e.DueAt) },
        ReconsiderationDecided e => state with { Reconsideration = state.Reconsideration! with { Decided = true, Changed = e.Changed, Answer = e.Reason } },
        DeadlineExtended e => ChangeDeadline(state, e.Deadline, d => d with { DueAt = e.DueAt, Provisional = e.Provisional, Reminders = e.Reminders, Extended = true }),
        OutlierUnexplained e => ChangeItem(state, e.Item, i => i with { Done = true, Outcome = ExpertReviewBehaviour.Unexplained, DoneAt = e.At, Revision = i.Revision + 1 }),
        Terminated e => state with { EndedBy = e.By },
        ProcessEnded e => state with { Phase = ProcessPhase.Ended, Result = e.Result, EndedAt = e.At },
        Returned e => (e.Activation is { } returner ? Change(state, returner, a => a with { ReturnedTo = 0 }) : state) with { LastStep = null, Remarks = e.Remarks },
        ReturnAnswered e => Change(state, e.Activation, a => a with { ReturnedTo = null }),
        WorkItemTransferred e => ChangeItem(state, e.Item, i => i with { Candidates = ["user:" + e.To], ClaimedBy = null, DelegatedBy = null, Revision = i.Revision + 1 }),
        WorkItemHandedUp e => ChangeItem(state, e.Item, i => i with { Candidates = e.Candidates, ClaimedBy = null, DelegatedBy = null, Revision = i.Revision + 1 }),
        WorkItemDelegated e => ChangeItem(state, e.Item, i => i with { Candidates = ["user:" + e.To], ClaimedBy = null, DelegatedBy = e.By, Revision = i.Revision + 1 }),
        DelegationAnswered e => ChangeItem(state, e.Item, GiveBack),
        DelegationRecalled e => ChangeItem(state, e.Item, GiveBack),
        SignersAdded e => e.Place == SignerPlace.After
            ? Change(state, e.Activation, a => a with { AfterSigners = [.. a.AfterSigners, .. e.Users.Select(u => new PlannedSigner(u, e.By, e.Item))] })
            : state,
        SignerRemoved e => Change(state, e.Activation, a => a with { AfterSigners = [.. a.AfterSigners.Where(s => s.User != e.User)] }),
        DecisionPending e => Change(state, e.Activation, a => a with { PendingOutcome = e.Outcome, AfterSigners = [] }),
        SequenceSet e => Change(state, e.Activation, a => a with { Queue = e.Candidates }),
        AnswerTakenBack e => RemoveItem(state, e.Item),
        TakenBack e => TakeBack(state, e),
        Urged e => state with { UrgedAt = e.At },
        Suspended e => state with { Suspension = new Suspension(e.At, e.Reason) },
        Resumed => state with { Suspension = null },
        PanelShort or BatchSettled or CopySent or ActionRequested or Withdrawn or Escalated or DocumentIssued or ApproverMissing => state,
        _ => throw new InvalidOperationException($"no evolution for {happened.GetType().Name}"),
    };

    private static WorkItem GiveBack(WorkItem item) => item with { Candidates = ["user:" + item.DelegatedBy], ClaimedBy = null, DelegatedBy = null, Revision = item.Revision + 1 };

    /// <summary>A stage that a person finished alone may be taken back; any other completion ends that.</summary>
    private static StepMark? Step(ProcessState state, StageCompleted e)
    {
        if (e.Cause != "person" || e.By is null) return null;
        var activation = state.FindActivation(e.Activation)!;
        return activation.ReturnsTo is not null ? null
            : new StepMark(e.StageId, e.By, activation.Block, activation.Branch, state.LastId, e.Left, activation.SupplementRounds, activation.SupplementFields);
    }

    private static ProcessState TakeBack(ProcessState state, TakenBack e)
    {
        var step = state.LastStep!;
        return Change(state, e.Activation, a => a with { SupplementRounds = step.SupplementRounds, SupplementFields = step.SupplementFields }) with { LastStep = null };
    }

    private static ProcessState Enter(ProcessState state, StageEntered e)
    {
        var entered = Add(state, e);
        return e.ReturnsTo is { } returner ? Change(entered, returner, a => a with { ReturnedTo = e.Activation }) : entered;
    }

    private static ProcessState Add(ProcessState state, StageEntered e) => state with
    {
        LastId = e.Activation,
        Visits = state.Visits.SetItem(e.StageId, e.Visit),
        Activations = state.Activations.Add(new Activation
        {
            Id = e.Activation,
            StageId = e.StageId,
            Block = e.Block,
            Branch = e.Branch,
            Visit = e.Visit,
            EnteredAt = e.At,
            ReturnsTo = e.ReturnsTo,
            BranchesDone = e.Branches == 0 ? [] : [.. new bool[e.Branches]],
        }),
    };

    // Remarks wait for the form to be handed in again; they are void once somebody else has the case.
    private static ProcessState Open(ProcessState state, WorkItemOpened e) => Change(state with { LastId = e.Item, Remarks = e.Purpose == WorkPurpose.Submit || e.Place is not null ? state.Remarks : null }, e.Activation, a => a with
    {
        Items = a.Items.Add(new WorkItem { Id = e.Item, Purpose = e.Purpose, Candidates = e.Candidates, Weight = e.Weight, Veto = e.Veto, About = e.About, Place = e.Place, AddedBy = e.AddedBy }),
    });

    private static ProcessState OpenDeadline(ProcessState state, DeadlineOpened e) => Change(state with { LastId = e.Deadline }, e.Activation, a => a with
    {
        Deadlines = a.Deadlines.Add(new Deadline
        {
            Id = e.Deadline,
            Purpose = e.Purpose,
            Trigger = e.Trigger,
            Amount = e.Amount,
            Unit = e.Unit,
            DueAt = e.DueAt,
            Provisional = e.Provisional,
            Reminders = e.Reminders,
            ResumedOn = e.ResumedOn,
            Left = e.Left,
        }),
    });

    private static ProcessState CompleteItem(ProcessState state, WorkItemCompleted e)
    {
        var after = ChangeItem(state, e.Item, i => i with { Done = true, Outcome = e.Outcome, By = e.By, DoneAt = e.At, Total = e.Total, Revision = i.Revision + 1 });
        var asked = state.FindItem(e.Item).Item!.Purpose;
        after = asked == WorkPurpose.Submit ? after with { Remarks = null } : e.Remarks is { } remarks ? after with { Remarks = [.. after.Remarks ?? [], .. remarks] } : after;
        // The applicant who mends does not become one of those who decided here.
        if (asked == WorkPurpose.Supplement) return after;
        // A substitute has acted as much as the one he stands in for.
        var known = after.Actors.GetValueOrDefault(e.StageId, []);
        var now = known;
        foreach (var person in (string?[])[e.By, e.Via])
            if (person is not null && !now.Contains(person)) now = now.Add(person);
        return now == known ? after : after with { Actors = after.Actors.SetItem(e.StageId, now) };
    }

    private static ProcessState Remove(ProcessState state, int activation)
    {
        for (var i = 0; i < state.Activations.Length; i++)
            if (state.Activations[i].Id == activation) return state with { Activations = state.Activations.RemoveAt(i) };
        throw new InvalidOperationException($"activation {activation} is not open");
    }

    private static ProcessState Change(ProcessState state, int activation, Func<Activation, Activation> change)
    {
        for (var i = 0; i < state.Activations.Length; i++)
            if (state.Activations[i].Id == activation) return state with { Activations = state.Activations.SetItem(i, change(state.Activations[i])) };
        throw new InvalidOperationException($"activation {activation} is not open");
    }

    private static ProcessState ChangeItem(ProcessState state, int item, Func<WorkItem, WorkItem> change)
    {
        var (activation, found) = state.FindItem(item);
        if (activation is null || found is null) throw new InvalidOperationException($"work item {item} is not open");
        return Change(state, activation.Id, a => a with { Items = a.Items.Replace(found, change(found)) });
    }

    private static ProcessState RemoveItem(ProcessState state, int item)
    {
        var (activation, found) = state.FindItem(item);
        if (activation is null || found is null) throw new InvalidOperationException($"work item {item} is not open");
        return Change(state, activation.Id, a => a with { Items = a.Items.Remove(found) });
    }

    private static ProcessState ChangeDeadline(ProcessState state, int deadline, Func<Deadline, Deadline> change)
    {
        var (activation, found) = state.FindDeadline(deadline);
        if (activation is null || found is null) throw new InvalidOperationException($"deadline {deadline} is not open");
        return Change(state, activation.Id, a => a with { Deadlines = a.Deadlines.Replace(found, change(found)) });
    }

    private static ProcessState RemoveDeadline(ProcessState state, int deadline)
    {
        var (activation, found) = state.FindDeadline(deadline);
        if (activation is null || found is null) throw new InvalidOperationException($"deadline {deadline} is not open");
        return Change(state, activation.Id, a => a with { Deadlines = a.Deadlines.Remove(found) });
    }
}
