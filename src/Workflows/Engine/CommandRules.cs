using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine.Kinds;

namespace Innovation.Workflows.Engine;

/// <summary>What each command may do, and what it does.</summary>
internal static class CommandRules
{
    public static Refusal? Apply(DecisionContext context, ProcessCommand command)
    {
        var state = context.State;
        if (state.Phase == ProcessPhase.Ended)
        {
            return command switch
            {
                RequestReconsideration c => ReconsiderationRules.Request(context, c),
                DecideReconsideration c => ReconsiderationRules.Decide(context, c),
                _ => Refusals.Ended,
            };
        }

        if (state.Phase == ProcessPhase.None) return command is OpenDraft open ? Open(context, open) : Refusals.NotStarted;
        return command switch
        {
            OpenDraft => Refusals.AlreadyOpened,
            Submit when state.Suspension is not null => Refusals.Suspended,
            Submit c => SubmitForm(context, c),
            Withdraw c => WithdrawCase(context, c),
            Terminate c => TerminateCase(context, c),
            _ when state.Phase == ProcessPhase.Draft => Refusals.StillDraft,
            Suspend c => SuspensionRules.Suspend(context, c),
            Resume c => SuspensionRules.Resume(context, c),
            Reassign c => WithItem(context, c.Item, (a, s, i) => HandOver.Reassign(context, s, i, c)),
            HandBack c => WithItem(context, c.Item, (a, s, i) => HandOver.HandBack(context, a, s, i, c)),
            _ when state.Suspension is not null => Refusals.Suspended,
            Claim c => WithItem(context, c.Item, (a, s, i) => ClaimItem(context, s, i)),
            Unclaim c => WithItem(context, c.Item, (a, s, i) => UnclaimItem(context, i)),
            Complete c => WithItem(context, c.Item, (a, s, i) => CompleteItem(context, a, s, i, c)),
            RequestSupplement c => WithItem(context, c.Item, (a, s, i) => ReviewBehaviour.RequestSupplement(context, a, s, i, c)),
            Declare c => WithItem(context, c.Item, (a, s, i) => ExpertReviewBehaviour.Declare(context, a, s, i, c)),
            Return c => WithItem(context, c.Item, (a, s, i) => ReturnCase(context, a, s, i, c)),
            Transfer c => WithItem(context, c.Item, (a, s, i) => HandOver.Transfer(context, s, i, c)),
            DelegateItem c => WithItem(context, c.Item, (a, s, i) => HandOver.Delegate(context, a, s, i, c)),
            AddSigners c => WithItem(context, c.Item, (a, s, i) => SignerRules.Add(context, a, s, i, c)),
            RemoveSigner c => WithItem(context, c.Item, (a, s, i) => SignerRules.Remove(context, a, s, i, c)),
            TakeBack c => TakeBackRules.TakeBack(context, c),
            Urge c => AttentionRules.Urge(context, c),
            SendCopy c => WithItem(context, c.Item, (a, s, i) => AttentionRules.Copy(context, s, i, c)),
            JoinBatch c => BatchBehaviour.Join(context, c),
            LeaveBatch c => BatchBehaviour.Leave(context, c),
            SettleBatch c => BatchBehaviour.Settle(context, c),
            PublishNotice c => PublicNoticeBehaviour.Publish(context, c),
            RequestReconsideration or DecideReconsideration => Refusals.ReconsiderationNone,
            ExtendObjection c => WithItem(context, c.Item, (a, s, i) => PublicNoticeBehaviour.Extend(context, a, s, i, c)),
            RaiseObjection c => PublicNoticeBehaviour.Object(context, c),
            Signal c => WaitBehaviour.Arrive(context, c),
            ExpireDeadline c => Expire(context, c),
            RemindDeadline c => Remind(context, c),
            RecomputeDeadline c => RecomputationRules.Recompute(context, c),
            Migrate c => MigrationRules.Migrate(context, c),
            AnswerRedCard c => RedCardRules.Answer(context, c),
            _ => throw new InvalidOperationException($"no rule for {command.GetType().Name}"),
        };
    }

    private static Refusal? Open(DecisionContext context, OpenDraft command)
    {
        context.Emit(new DraftOpened(command.Actor.UserId, command.Organization, command.Area, command.Programme, command.Round, command.OrganizationName));
        return null;
    }

    private static Refusal? SubmitForm(DecisionContext context, Submit command)
    {
        var wanted = command.Item;
        if (context.State.Phase == ProcessPhase.Draft)
        {
            wanted = null;
            if (!command.Actor.Holds(context.Applicant)) return Refusals.NotYours;
            if (CheckRound(context, command) is { } outside) return outside;
            context.Emit(new CaseSubmitted(command.Actor.UserId, context.Facts.CurrentVersion, command.FormVersion, command.FormHash));
            context.Enter(context.Index.Definition.Stages[0], null, 0);
        }

        var others = false;
        foreach (var activation in context.State.Activations)
        {
            foreach (var item in activation.Items)
            {
                if (item.Done || item.Purpose != WorkPurpose.Submit || (wanted is { } id && id != item.Id)) continue;
                others |= !command.Actor.HoldsAny(item.Candidates);
                if (!command.Actor.HoldsAny(item.Candidates)) continue;
                var stage = context.Index[activation.StageId].Stage;
                if (MayAct(context, stage, item) is { } refusal) return refusal;
                if (IsApplication(context, stage) && CheckRound(context, command) is { } outside) return outside;
                return SubmissionBehaviour.HandIn(context, activation, stage, item, command);
            }
        }

        return others ? Refusals.NotYours : Refusals.NothingToSubmit;
    }

    /// <summary>The application itself is received only while the round is open; later material has its own deadlines.</summary>
    private static Refusal? CheckRound(DecisionContext context, Submit command)
    {
        if (context.RoundInstant("opensAt") is { } opens && command.At < opens) return Refusals.TooEarly(opens);
        if (context.RoundInstant("closesAt") is { } closes && command.At >= closes) return Refusals.Late(closes, command.At);
        return null;
    }

    /// <summary>Whether going there leaves a block in which another branch has already decided the end.</summary>
    private static bool LeavesEndingBlock(DefinitionIndex index, ProcessState state, Activation from, string target)
    {
        var place = index[target];
        var branch = from.Branch;
        for (var block = from.Block; block is { } id;)
        {
            var owner = state.FindActivation(id)!;
            if (owner.StageId == place.Block && branch == place.Branch) return false;
            if (owner.PendingResult is not null) return true;
            (block, branch) = (owner.Block, owner.Branch);
        }

        return false;
    }

    /// <summary>Whether the case can go back there: it has been there, and no end is decided in between.</summary>
    public static bool MayReturn(DefinitionIndex index, ProcessState state, Activation from, string target) =>
        state.Visits.ContainsKey(target) && !LeavesEndingBlock(index, state, from, target);

    public static bool IsApplication(DecisionContext context, Stage stage) => stage.Id == context.Index.Definition.Stages[0].Id;

    private static Refusal? WithdrawCase(DecisionContext context, Withdraw command)
    {
        if (!command.Actor.Holds(context.Applicant)) return Refusals.NotYours;
        foreach (var activation in context.State.Activations)
            if (!context.Index[activation.StageId].Stage.AllowWithdraw) return Refusals.WithdrawForbidden(context.Index[activation.StageId].Stage.Name);
        context.Emit(new Withdrawn(command.Actor.UserId, command.Reason));
        context.EndProcess(ResultDefinition.Withdrawn, "withdrawn");
        return null;
    }

    private static Refusal? TerminateCase(DecisionContext context, Terminate command)
    {
        if (!command.Actor.Holds(context.Group(ProcessRoles.SectionHead, "programme"))) return Refusals.NotAllowed("只有科室负责人可以终止");
        if (string.IsNullOrWhiteSpace(command.Reason)) return Refusals.CommentNeeded("终止");
        context.Emit(new Terminated(command.Actor.UserId, command.Reason));
        context.EndProcess(ResultDefinition.Terminated, "terminated");
        return null;
    }

    private static Refusal? WithItem(DecisionContext context, int itemId, Func<Activation, Stage, WorkItem, Refusal?> act)
    {
        var (activation, item) = context.State.FindItem(itemId);
        if (activation is null || item is null || item.Done) return Refusals.ItemClosed;
        return act(activation, context.Index[activation.StageId].Stage, item);
    }

    /// <summary>Whether the sender may act on the item; null when yes.</summary>
    public static Refusal? MayAct(DecisionContext context, Stage stage, WorkItem item) => MayAct(context.Index, context.State, stage, item, context.Actor);

    /// <summary>Whether this person, or the substitute for him, may act on the item; null when yes.</summary>
    public static Refusal? MayAct(DefinitionIndex index, ProcessState state, Stage stage, WorkItem item, Actor actor)
    {
        if (!actor.HoldsAny(item.Candidates)) return Refusals.NotYours;
        if (actor.Via is not null && IsPersonal(stage, item)) return Refusals.Personal;
        if (item.ClaimedBy is { } other && other != actor.UserId) return Refusals.ClaimedByOther(other);
        foreach (var forbidden in stage.DifferentFrom)
        {
            var actors = state.Actors.GetValueOrDefault(forbidden, []);
            if (actors.Contains(actor.UserId) || (actor.Via is { } via && actors.Contains(via))) return Refusals.SamePerson(index[forbidden].Stage.Name);
        }

        if (stage.JudgesApplicant && item.Purpose is not (WorkPurpose.Submit or WorkPurpose.Supplement) && actor.Holds(DecisionContext.ApplicantOf(state))) return Refusals.SelfApproval;
        if (item.Purpose == WorkPurpose.Decide && (DecisionContext.IsOwnApplication(state, stage, actor.UserId) || DecisionContext.IsOwnApplication(state, stage, actor.Via))) return Refusals.SelfApproval;
        var (activation, _) = state.FindItem(item.Id);
        if (PublicNoticeBehaviour.MayAnswer(index, state, activation!, item, actor) is { } judged) return judged;
        if (activation!.ReturnedTo is not null) return Refusals.AwaitingReturn;
        return activation.Items.Any(i => i is { Done: false, Place: SignerPlace.Before } && i.About == item.Id) ? Refusals.AwaitingSigners : null;
    }

    /// <summary>What nobody does for another: score sheets, votes of the committee, what the applicant hands in.</summary>
    public static bool IsPersonal(Stage stage, WorkItem item) =>
        item.Purpose is WorkPurpose.Score or WorkPurpose.ExplainOutlier or WorkPurpose.Submit or WorkPurpose.Supplement || stage.Assign is { Role: ProcessRoles.Expert or ProcessRoles.Committee };

    private static Refusal? ClaimItem(DecisionContext context, Stage stage, WorkItem item)
    {
        if (MayAct(context, stage, item) is { } refusal) return refusal;
        if (stage.Forbid.Contains("claim")) return Refusals.Forbidden("认领");
        if (!Claimable(stage, item)) return Refusals.NotClaimable;
        if (item.ClaimedBy is not null) return Refusals.AlreadyYours;
        context.Emit(new WorkItemClaimed(item.Id, context.Actor.UserId));
        return null;
    }

    private static Refusal? UnclaimItem(DecisionContext context, WorkItem item)
    {
        if (item.ClaimedBy != context.Actor.UserId) return Refusals.NotClaimedByYou;
        context.Emit(new WorkItemReleased(item.Id, context.Actor.UserId));
        return null;
    }

    public static bool Claimable(Stage stage, WorkItem item) => item.Purpose switch
    {
        WorkPurpose.Decide => item is { Place: null, DelegatedBy: null } && stage is not ReviewStage { Mode: not ReviewMode.Single },
        WorkPurpose.Objection or WorkPurpose.ArrangePanel => true,
        _ => false,
    };

    private static Refusal? CompleteItem(DecisionContext context, Activation activation, Stage stage, WorkItem item, Complete command) =>
        MayAct(context, stage, item)
        ?? (item.DelegatedBy is null ? StageBehaviour.For(stage).Complete(context, activation, stage, item, command) : HandOver.Answer(context, activation, stage, item, command));

    private static Refusal? ReturnCase(DecisionContext context, Activation activation, Stage stage, WorkItem item, Return command)
    {
        if (MayAct(context, stage, item) is { } refusal) return refusal;
        if (item.Purpose != WorkPurpose.Decide || activation.Supplement is not null || item.Place is not null || activation.PendingOutcome is not null) return Refusals.NotNow;
        if (item.DelegatedBy is not null) return Refusals.Delegated;
        if (command.ToStage is null || !stage.ReturnTo.Contains(command.ToStage) || !context.State.Visits.ContainsKey(command.ToStage)) return Refusals.ReturnTarget;
        if (string.IsNullOrWhiteSpace(command.Comment)) return Refusals.CommentNeeded("退回");
        if (LeavesEndingBlock(context.Index, context.State, activation, command.ToStage)) return Refusals.ReturnEnding;
        if (IsApplication(context, context.Index[command.ToStage].Stage) && context.RoundInstant("closesAt") is { } closes && command.At >= closes)
            return Refusals.ReturnTooLate(closes);
        if (command.Back) return SendBack(context, activation, stage, command);
        context.Emit(new WorkItemCompleted(item.Id, stage.Id, command.Actor.UserId, "returned", command.Comment, null, Via: command.Actor.Via));
        context.Emit(new Returned(stage.Id, command.ToStage, command.Actor.UserId, command.Comment, null, StageBehaviour.OrNull(command.Remarks), StageBehaviour.OrNull(command.Files)));
        var (block, branch) = (activation.Block, activation.Branch);
        context.Cancel(activation.Id, "returned");
        context.GoTo(command.ToStage, block, branch);
        return null;
    }

    /// <summary>Whether a case returned from here to there can come straight back: a person works there, and both stand in one sequence.</summary>
    public static bool MayComeBack(DefinitionIndex index, string from, string to) =>
        from != to && index[to].Stage is SubmissionStage or ReviewStage or SiteVisitStage
        && index[from].Block == index[to].Block && index[from].Branch == index[to].Branch;

    /// <summary>退回 with the way straight back: this stage waits with its clock stopped; what was answered is kept.</summary>
    private static Refusal? SendBack(DecisionContext context, Activation activation, Stage stage, Return command)
    {
        if (!MayComeBack(context.Index, stage.Id, command.ToStage)) return Refusals.ReturnBack;
        context.PauseStageDeadline(activation.Id, PauseReasons.Return);
        context.Emit(new Returned(stage.Id, command.ToStage, command.Actor.UserId, command.Comment, activation.Id, StageBehaviour.OrNull(command.Remarks), StageBehaviour.OrNull(command.Files)));
        context.Enter(context.Index[command.ToStage].Stage, activation.Block, activation.Branch, activation.Id);
        return null;
    }

    private static Refusal? Expire(DecisionContext context, ExpireDeadline command)
    {
        var (activation, deadline) = context.State.FindDeadline(command.Deadline);
        if (activation is null || deadline is null || deadline.PausedOn is not null) return Refusals.ItemClosed;
        if (deadline.DueAt > command.At) return Refusals.NotDue;
        context.At = deadline.DueAt;
        context.Trigger = ProcessClock.LastDayOf(deadline.DueAt);
        context.Emit(new DeadlineExpired(deadline.Id, activation.StageId, deadline.Purpose));
        var stage = context.Index[activation.StageId].Stage;
        StageBehaviour.For(stage).Expire(context, activation.Id, stage, deadline);
        return null;
    }

    private static Refusal? Remind(DecisionContext context, RemindDeadline command)
    {
        var (activation, deadline) = context.State.FindDeadline(command.Deadline);
        if (activation is null || deadline is null || deadline.PausedOn is not null || deadline.Reminders.Length == 0) return Refusals.ItemClosed;
        if (deadline.Reminders[0] > command.At) return Refusals.NotDue;
        context.At = deadline.Reminders[0];
        context.Emit(new DeadlineReminded(deadline.Id, activation.StageId));
        return null;
    }
}
