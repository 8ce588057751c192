using System.Collections.Immutable;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine.Kinds;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Engine;

/// <summary>
/// One run of Decide: the state as it becomes, the events so far, and the facts that were missing. As soon as a fact is
/// missing nothing more is emitted; the run is thrown away and repeated.
/// </summary>
internal sealed class DecisionContext(DefinitionIndex index, ProcessState state, ProcessCommand command, Facts facts)
{
    public DefinitionIndex Index { get; } = index;

    public ProcessState State { get; private set; } = state;

    public ProcessCommand Command { get; } = command;

    public Facts Facts { get; } = facts;

    public List<ProcessEvent> Events { get; } = [];

    public List<FactRequest> Missing { get; } = [];

    /// <summary>When the effects take place: the received instant, or the due instant of an expired deadline.</summary>
    public DateTimeOffset At { get; set; } = command.At;

    /// <summary>The day that triggers periods which begin now (handbook B0).</summary>
    public DateOnly Trigger { get; set; } = ProcessClock.DayOf(command.At);

    public Actor Actor => Command.Actor;

    public bool Halted => Missing.Count > 0 || State.Phase == ProcessPhase.Ended;

    public int NextId => State.LastId + 1;

    public void Emit(ProcessEvent happened)
    {
        if (Missing.Count > 0) return;
        happened = happened with { At = At };
        Events.Add(happened);
        State = Evolution.Apply(State, happened);
    }

    /// <summary>Something arrived that belongs to these open items: whoever has one of them before him has not seen it.</summary>
    /// <param name="matter">One of <see cref="Matters"/>.</param>
    public void Supply(int activation, string matter, Func<WorkItem, bool> concerned)
    {
        foreach (var item in State.FindActivation(activation)?.Items ?? [])
            if (!item.Done && concerned(item)) Emit(new MatterArrived(item.Id, matter));
    }

    /// <summary>Gets a fact, or notes that it is missing.</summary>
    public bool Know<T>(FactRequest request, out T answer) where T : notnull
    {
        if (Facts.TryGet(request, out answer)) return true;
        if (!Missing.Contains(request)) Missing.Add(request);
        return false;
    }

    public DateTimeOffset? RoundInstant(string name) => Know<RoundInstant>(new RoundInstantRequest(name), out var fact) ? fact.Instant : null;

    public void ShowStatus(string? status)
    {
        if (status is not null && status != State.ApplicantStatus) Emit(new ApplicantStatusChanged(status));
    }

    public bool Evaluate(string text)
    {
        var expression = Index.Compiled(text);
        foreach (var name in expression.Names.Concat(expression.ItemNames.Where(Index.Definition.Fields.Contains)))
            if (name != "score" && !name.StartsWith("outcome.", StringComparison.Ordinal) && !Know<ValueFact>(new ValueRequest(name), out _))
                return false;
        return expression.IsMet(Resolve);
    }

    private FeelValue Resolve(string name)
    {
        if (name == "score") return State.Score is { } score ? FeelValue.Of(score) : FeelValue.Null;
        if (name.StartsWith("outcome.", StringComparison.Ordinal))
            return State.Outcomes.TryGetValue(name["outcome.".Length..], out var outcome) ? FeelValue.Of(outcome) : FeelValue.Null;
        return Facts.TryGet<ValueFact>(new ValueRequest(name), out var fact) ? fact.Value : FeelValue.Null;
    }

    /// <param name="returnsTo">The activation to which the case comes straight back when this stage is done.</param>
    public void Enter(Stage stage, int? block, int branch, int? returnsTo = null)
    {
        if (Halted) return;
        var id = NextId;
        Emit(new StageEntered(id, stage.Id, block, branch, State.Visits.GetValueOrDefault(stage.Id) + 1, stage.Branches.Count, returnsTo));
        StageBehaviour.For(stage).Enter(this, stage, id);
    }

    public int OpenItem(int activation, WorkPurpose purpose, ImmutableArray<string> candidates, int weight = 1, bool veto = false, int? about = null, SignerPlace? place = null, string? addedBy = null)
    {
        var id = NextId;
        Emit(new WorkItemOpened(activation, id, purpose, candidates, weight, veto, about, place, addedBy));
        return id;
    }

    /// <summary>Opens the stage's own deadline, unless it has none.</summary>
    public void OpenStageDeadline(int activation, DeadlineRule? rule)
    {
        if (rule is null || Missing.Count > 0) return;
        if (rule.At is { } name)
        {
            if ((rule.FixedDay is { } day ? ProcessClock.EndOf(day) : RoundInstant(name)) is not { } instant || Missing.Count > 0) return;
            if (!Know<DueFact>(new FixedDueRequest(instant, [.. rule.Remind]), out var due)) return;
            // An instant that is already over is due now: nothing takes effect before the stage began.
            var dueAt = due.DueAt < At ? At : due.DueAt;
            Emit(new DeadlineOpened(activation, NextId, DeadlinePurpose.Stage, Trigger, 0, rule.Unit, dueAt, due.Provisional, StillAhead(due.Reminders, dueAt)));
            return;
        }

        OpenDeadline(activation, DeadlinePurpose.Stage, rule.Amount, rule.Unit, rule.Remind);
    }

    public void OpenDeadline(int activation, DeadlinePurpose purpose, int amount, PeriodUnit unit, IReadOnlyList<int> remind)
    {
        if (Missing.Count > 0) return;
        if (unit == PeriodUnit.Hours)
        {
            var end = At.AddHours(amount);
            Emit(new DeadlineOpened(activation, NextId, purpose, Trigger, amount, unit, end, false, HoursBefore(end, remind)));
            return;
        }

        if (!Know<DueFact>(new DueRequest(Trigger, amount, unit, [.. remind]), out var due)) return;
        Emit(new DeadlineOpened(activation, NextId, purpose, Trigger, amount, unit, due.DueAt, due.Provisional, StillAhead(due.Reminders, due.DueAt)));
    }

    /// <summary>Reminders that can still be sent, in order.</summary>
    public ImmutableArray<DateTimeOffset> StillAhead(ImmutableArray<DateTimeOffset> reminders, DateTimeOffset dueAt) =>
        [.. reminders.Where(r => r > At && r < dueAt).Distinct().Order()];

    private ImmutableArray<DateTimeOffset> HoursBefore(DateTimeOffset end, IReadOnlyList<int> remind) => StillAhead([.. remind.Select(hours => end.AddHours(-hours))], end);

    /// <summary>Pauses the stage's clock; the day of the pause counts as used.</summary>
    public void PauseStageDeadline(int activation, string reason)
    {
        foreach (var deadline in State.FindActivation(activation)!.Deadlines)
            if (deadline.Purpose == DeadlinePurpose.Stage && deadline.PausedOn is null) Pause(deadline, reason);
    }

    /// <summary>Restarts the stage's clock the day after.</summary>
    public void ResumeStageDeadline(int activation, DeadlineRule? rule, string reason)
    {
        foreach (var deadline in State.FindActivation(activation)!.Deadlines)
            if (deadline.Purpose == DeadlinePurpose.Stage && deadline.PausedFor == reason) Continue(deadline, rule?.Remind ?? []);
    }

    /// <summary>Stops a clock; what is left is counted in its own unit, in minutes for a period in hours.</summary>
    public void Pause(Deadline deadline, string reason)
    {
        if (deadline.Unit == PeriodUnit.Hours)
        {
            Emit(new DeadlinePaused(deadline.Id, Trigger, Math.Max(0, (int)Math.Ceiling((deadline.DueAt - At).TotalMinutes)), reason));
            return;
        }

        if (!Know<object>(new RemainingRequest(Trigger, ProcessClock.LastDayOf(deadline.DueAt), deadline.Unit), out var remaining)) return;
        Emit(new DeadlinePaused(deadline.Id, Trigger, (int)remaining, reason));
    }

    /// <summary>Restarts a clock; never with an earlier end than before.</summary>
    public void Continue(Deadline deadline, IReadOnlyList<int> remind)
    {
        if (deadline.Unit == PeriodUnit.Hours)
        {
            var end = At.AddMinutes(deadline.Remaining);
            Emit(new DeadlineResumed(deadline.Id, end, false, HoursBefore(end, remind), Trigger, deadline.Remaining));
            return;
        }

        if (!Know<DueFact>(new DueRequest(Trigger, deadline.Remaining, deadline.Unit, [.. remind]), out var due)) return;
        var dueAt = due.DueAt < deadline.DueAt ? deadline.DueAt : due.DueAt;
        Emit(new DeadlineResumed(deadline.Id, dueAt, due.Provisional, StillAhead(due.Reminders, dueAt), Trigger, deadline.Remaining));
    }

    public void CloseDeadlines(int activation, DeadlinePurpose purpose, string cause)
    {
        foreach (var deadline in State.FindActivation(activation)!.Deadlines)
            if (deadline.Purpose == purpose) Emit(new DeadlineClosed(deadline.Id, cause));
    }

    /// <summary>Finishes a stage with an outcome and goes on.</summary>
    public void CompleteStage(int activation, Stage stage, string outcome, string cause, string? by = null)
    {
        if (Halted) return;
        var route = stage.FindOutcome(outcome)?.Route ?? Next;
        var place = State.FindActivation(activation)!;
        var left = cause == "person" && stage is Definitions.StageKinds.ReviewStage ? place.Deadlines.FirstOrDefault(d => d.Purpose == DeadlinePurpose.Stage && d.PausedOn is null) : null;
        CloseOpenParts(activation, "stageCompleted");
        Emit(new StageCompleted(activation, stage.Id, outcome, cause, by, left));
        if (place.ReturnsTo is { } returner && State.FindActivation(returner) is { } waiting)
        {
            if (route is Route.Next)
            {
                ComeBack(waiting);
                return;
            }

            Cancel(returner, "left");
        }

        Follow(stage, place.Block, place.Branch, route);
    }

    /// <summary>退回, straight back: the returner goes on where it stood.</summary>
    private void ComeBack(Activation returner)
    {
        var stage = Index[returner.StageId].Stage;
        Emit(new ReturnAnswered(returner.Id, stage.Id));
        ResumeStageDeadline(returner.Id, stage.Deadline, PauseReasons.Return);
        Supply(returner.Id, Matters.ComeBack, i => i.Purpose == WorkPurpose.Decide);
        ShowStatus(stage.ApplicantStatus);
    }

    private static readonly Route Next = new Route.Next();

    private void Follow(Stage stage, int? block, int branch, Route route)
    {
        if (Halted) return;
        switch (route)
        {
            case Route.Next:
                if (Index[stage.Id].Following is { } following) Enter(following, block, branch);
                else FinishBranch(block, branch);
                break;
            case Route.To to:
                GoTo(to.StageId, block, branch);
                break;
            case Route.End end:
                End(end.Result, block, branch);
                break;
            case Route.Stay:
                throw new InvalidOperationException("a stage that stays is not completed");
        }
    }

    private void FinishBranch(int? block, int branch)
    {
        if (block is null) throw new InvalidOperationException("the process fell off its end; validation forbids this");
        Emit(new BranchFinished(block.Value, branch));
        CompleteBlockIfDone(block.Value);
    }

    public void CompleteBlockIfDone(int blockId)
    {
        if (Halted) return;
        var block = State.FindActivation(blockId)!;
        if (block.BranchesDone.Contains(false)) return;
        var stage = Index[block.StageId].Stage;
        if (block.PendingResult is { } result)
        {
            Emit(new StageCompleted(blockId, stage.Id, "ended", "rule", null));
            End(result, block.Block, block.Branch);
            return;
        }

        CompleteStage(blockId, stage, "done", "rule");
    }

    /// <summary>
    /// Leaves every block between here and the sequence of the target, cancelling what is open inside it. A block that
    /// waits to end the process is not left: the end was decided first and stands, and this branch counts as finished.
    /// </summary>
    public void GoTo(string target, int? block, int branch)
    {
        var place = Index[target];
        while (block is { } inner)
        {
            var owner = State.FindActivation(inner)!;
            if (owner.StageId == place.Block && branch == place.Branch) break;
            if (owner.PendingResult is not null)
            {
                CancelInside(inner, branch, "left");
                FinishBranch(inner, branch);
                return;
            }

            Cancel(inner, "left");
            (block, branch) = (owner.Block, owner.Branch);
        }

        Enter(place.Stage, block, branch);
    }

    private void End(string result, int? block, int branch)
    {
        for (var (outer, inner) = (block, branch); outer is { } id;)
        {
            var owner = State.FindActivation(id)!;
            if (Index[owner.StageId].Stage is Definitions.StageKinds.ParallelStage { WaitAll: true } && owner.BranchesDone.Where((done, i) => !done && i != inner).Any())
            {
                CancelInside(id, inner, "ended");
                if (owner.PendingResult is null) Emit(new EndPending(id, result));
                Emit(new BranchFinished(id, inner));
                return;
            }

            // The end that was decided first stands.
            result = owner.PendingResult ?? result;
            (outer, inner) = (owner.Block, owner.Branch);
        }

        EndProcess(result, "ended");
    }

    /// <summary>Closes everything and ends the case.</summary>
    public void EndProcess(string result, string cause)
    {
        if (Missing.Count > 0) return;
        while (State.Activations.Length > 0) Cancel(State.Activations[^1].Id, cause);
        var definition = Index.Definition.Results.FirstOrDefault(r => r.Id == result);
        ShowStatus(definition?.ApplicantStatus);
        Emit(new ProcessEnded(result));
    }

    /// <summary>Cancels an activation and everything inside it.</summary>
    public void Cancel(int activation, string cause)
    {
        if (State.FindActivation(activation) is not { } found) return;
        CancelInside(activation, null, cause);
        CloseOpenParts(activation, cause);
        Emit(new StageCancelled(activation, found.StageId, cause));
        // Nothing comes back to a returner whose case went another way.
        if (found.ReturnsTo is { } returner) Cancel(returner, cause);
        if (found.ReturnedTo is { } target and not 0) Cancel(target, cause);
    }

    private void CancelInside(int block, int? branch, string cause)
    {
        foreach (var child in State.Activations.Where(a => a.Block == block && (branch is null || a.Branch == branch)).ToList()) Cancel(child.Id, cause);
    }

    private void CloseOpenParts(int activation, string cause)
    {
        var found = State.FindActivation(activation)!;
        foreach (var item in found.Items)
            if (!item.Done) Emit(new WorkItemClosed(item.Id, cause));
        foreach (var deadline in found.Deadlines) Emit(new DeadlineClosed(deadline.Id, cause));
    }

    /// <summary>
    /// The candidates of a stage; computed from the state alone. Persons who are barred by 回避 are left out. When nobody
    /// is left the section head of the programme gets the work, so that no case is ever without somebody who may act.
    /// </summary>
    public ImmutableArray<string> Candidates(Stage stage)
    {
        var free = Free(stage, Wanted(stage));
        return free.IsEmpty ? [Group(ProcessRoles.SectionHead, "programme")] : free;
    }

    private ImmutableArray<string> Wanted(Stage stage) => Named(stage.Assign, Index.Places.Count);

    /// <summary>Without the persons who are barred, and without the applicant where he would judge himself.</summary>
    private ImmutableArray<string> Free(Stage stage, ImmutableArray<string> wanted) =>
        wanted.RemoveAll(c => IsOwnMatter(stage, c) || (c.StartsWith("user:", StringComparison.Ordinal) && IsBarred(stage, c[5..])));

    /// <summary>
    /// The candidates of a stage that has just begun. When nobody can act — no holder of the role, or all of them barred —
    /// the section head gets the work beside them and an alert is recorded; a stage is never passed silently.
    /// </summary>
    public ImmutableArray<string> Assignees(Stage stage) => Assignees(stage, out _);

    /// <inheritdoc cref="Assignees(Stage)"/>
    /// <param name="nobody">True when the alert was recorded.</param>
    public ImmutableArray<string> Assignees(Stage stage, out bool nobody)
    {
        nobody = false;
        var wanted = Wanted(stage);
        var free = Free(stage, wanted);
        if (IsAnybodyFree(stage, free)) return free;
        nobody = true;
        Emit(new ApproverMissing(stage.Id, wanted));
        return WithHead(free);
    }

    /// <summary>Whether one of the candidates may act; true while it is not known.</summary>
    private bool IsAnybodyFree(Stage stage, ImmutableArray<string> free)
    {
        foreach (var candidate in free)
        {
            if (candidate.StartsWith("user:", StringComparison.Ordinal) || candidate == Applicant) return true;
            if (!Know<Members>(new MembersRequest(candidate), out var members)) return true;
            if (members.UserIds.Any(u => !IsBarred(stage, u))) return true;
        }

        return false;
    }

    private ImmutableArray<string> WithHead(ImmutableArray<string> candidates)
    {
        var head = Group(ProcessRoles.SectionHead, "programme");
        return candidates.Contains(head) ? candidates : candidates.Add(head);
    }

    /// <summary>Gives an open item to the section head when those who hold it were barred after it was opened.</summary>
    public void HandUpIfBarred(Stage stage, WorkItem item)
    {
        var free = Free(stage, item.Candidates);
        var claimed = item.ClaimedBy is { } holder && IsBarred(stage, holder);
        if (IsAnybodyFree(stage, free))
        {
            if (claimed) Emit(new WorkItemReleased(item.Id, item.ClaimedBy!));
            return;
        }

        var next = WithHead(free);
        if (next.SequenceEqual(item.Candidates) && !claimed) return;
        Emit(new ApproverMissing(stage.Id, item.Candidates));
        Emit(new WorkItemHandedUp(item.Id, stage.Id, next));
    }

    /// <summary>Gives an open item to those who are left, or to the section head when nobody is.</summary>
    /// <param name="left">The candidates without the person from whom it is taken.</param>
    public void TakeFrom(Stage stage, WorkItem item, ImmutableArray<string> left, HandBack command)
    {
        var free = Free(stage, left);
        if (!IsAnybodyFree(stage, free))
        {
            var next = WithHead(free);
            Emit(new ApproverMissing(stage.Id, item.Candidates));
            if (item.ClaimedBy == command.Person) Emit(new WorkItemReleased(item.Id, command.Person, command.Reason));
            if (!next.SequenceEqual(item.Candidates) || item.DelegatedBy is not null) Emit(new WorkItemHandedUp(item.Id, stage.Id, next));
            return;
        }

        if (item.ClaimedBy == command.Person) Emit(new WorkItemReleased(item.Id, command.Person, command.Reason));
        if (!left.SequenceEqual(item.Candidates)) Emit(new WorkItemHandedUp(item.Id, stage.Id, left));
    }

    /// <summary>
    /// Whether this person has acted on a stage whose actors may not act here, or filed the application that is decided here.
    /// </summary>
    public bool IsBarred(Stage stage, string user)
    {
        if (IsOwnApplication(State, stage, user)) return true;
        foreach (var other in stage.DifferentFrom)
            if (State.Actors.TryGetValue(other, out var actors) && actors.Contains(user)) return true;
        return false;
    }

    /// <summary>自我审批: the one who filed it would decide about it.</summary>
    public static bool IsOwnApplication(ProcessState state, Stage stage, string? user) =>
        user is not null && stage is Definitions.StageKinds.ReviewStage { PartyChoice: false } or Definitions.StageKinds.SiteVisitStage && !stage.AllowSelfApproval && state.Applicants.Contains(user);

    /// <summary>
    /// 自己的事: this candidate is the applicant, or one of his people by "same as", on a stage that judges the applicant. Publishing
    /// refuses such a stage; a case on a version that was published before goes to the section head here.
    /// </summary>
    public bool IsOwnMatter(Stage stage, string candidate)
    {
        if (!stage.JudgesApplicant) return false;
        if (candidate == Applicant) return true;
        var root = stage;
        for (var depth = Index.Places.Count; root.Assign?.SameAs is { } same && depth > 0; depth--) root = Index[same].Stage;
        return root.Id != stage.Id && root.Assign is { Initiator: true } && candidate.StartsWith("user:", StringComparison.Ordinal) && State.Actors.GetValueOrDefault(root.Id, []).Contains(candidate[5..]);
    }

    /// <param name="depth">How many "same as" are still followed.</param>
    private ImmutableArray<string> Named(AssignmentRule? rule, int depth)
    {
        if (rule is null || depth < 0) return [Group(ProcessRoles.Officer, "programme")];
        if (rule.Initiator) return [Applicant];
        if (rule.Users.Count > 0) return [.. rule.Users.Distinct().Select(u => "user:" + u)];
        if (rule.SameAs is not { } same) return [Group(rule.Role!, rule.Scope)];
        // Nobody acted there (a branch not taken, or time decided): whoever could have acted.
        return State.Actors.TryGetValue(same, out var actors) && !actors.IsEmpty
            ? [.. actors.Select(u => "user:" + u)]
            : Named(Index[same].Stage.Assign, depth - 1);
    }

    public string Applicant => ApplicantOf(State);

    /// <summary>The group of the people of the applying organisation.</summary>
    public static string ApplicantOf(ProcessState state) => "applicant@organization:" + state.Organization;

    public string Group(string role, string? scope) => scope switch
    {
        "applicant.area" => $"{role}@area:{State.Area}",
        "programme" => $"{role}@programme:{Index.Definition.Id}",
        { } unit when AssignmentRule.UnitOf(unit) is not null => $"{role}@{unit}",
        _ => $"{role}@*",
    };
}
