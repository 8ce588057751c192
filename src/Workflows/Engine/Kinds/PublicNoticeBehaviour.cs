using System.Collections.Immutable;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine.Kinds;

/// <summary>公示: published in a batch; an objection holds this case only.</summary>
internal sealed class PublicNoticeBehaviour : BatchBehaviour
{
    private const string Released = "released";
    private const string Upheld = "upheld";

    /// <summary>Within how many working days objections are answered (handbook B15), counted from the first that is open.</summary>
    public const int AnswerDays = 15;

    /// <summary>Working days before its end at which whoever works on it is reminded.</summary>
    public static ImmutableArray<int> AnswerReminders { get; } = [5, 2];

    public static Refusal? Publish(DecisionContext context, PublishNotice command)
    {
        foreach (var activation in context.State.Activations)
        {
            if (activation.BatchId != command.BatchId) continue;
            if (context.Index[activation.StageId].Stage is not PublicNoticeStage stage) return Refusals.NotNow;
            if (activation.Published) return new Refusal("batch.published", null, "这一件已经在公示。");
            foreach (var item in activation.Items)
                if (item.Purpose == WorkPurpose.Batch) context.Emit(new WorkItemClosed(item.Id, "published"));
            context.CloseDeadlines(activation.Id, DeadlinePurpose.Stage, "met");
            context.Emit(new NoticePublished(activation.Id, command.BatchId, context.Actor.Via is { } via ? [context.Actor.UserId, via] : [context.Actor.UserId]));
            context.OpenDeadline(activation.Id, DeadlinePurpose.Notice, stage.NoticeDays, PeriodUnit.WorkingDays, []);
            context.ShowStatus(stage.PublishedStatus);
            return null;
        }

        return Refusals.NotInBatch;
    }

    public static Refusal? Object(DecisionContext context, RaiseObjection command)
    {
        foreach (var activation in context.State.Activations)
        {
            if (!activation.Published || (command.BatchId is { } batch && activation.BatchId != batch) || context.Index[activation.StageId].Stage is not PublicNoticeStage stage) continue;
            if (activation.NoticeOver || activation.Deadlines.All(d => d.Purpose != DeadlinePurpose.Notice || d.DueAt <= command.At)) continue;
            if (activation.Objections.Contains(command.ObjectionId)) return Refusals.AlreadyObjected;
            context.Emit(new ObjectionRaised(activation.Id, command.ObjectionId, command.Cause, command.Seal));
            if (activation.Objections.IsEmpty)
            {
                // The section head as well: where every officer has judged the case, somebody is left to answer.
                var head = context.Group(ProcessRoles.SectionHead, "programme");
                var officers = context.Candidates(stage);
                context.OpenItem(activation.Id, WorkPurpose.Objection, officers.Contains(head) ? officers : officers.Add(head));
                context.OpenDeadline(activation.Id, DeadlinePurpose.Objection, AnswerDays, PeriodUnit.WorkingDays, AnswerReminders);
            }
            else
            {
                context.Supply(activation.Id, Matters.Objection, i => i.Purpose == WorkPurpose.Objection);
            }

            context.ShowStatus(stage.HeldStatus);
            return null;
        }

        return Refusals.NoticeOver;
    }

    /// <summary>Whether the period of the objections runs and was not extended yet.</summary>
    public static bool MayExtend(Activation activation, DateTimeOffset at) => activation.Deadlines.Any(d => d is { Purpose: DeadlinePurpose.Objection, Extended: false, PausedOn: null } && d.DueAt > at);

    /// <summary>The section head gives the examination once as much time again, counted from its last day (handbook B0, Public notice).</summary>
    public static Refusal? Extend(DecisionContext context, Activation activation, Stage stage, WorkItem item, ExtendObjection command)
    {
        if (item.Purpose != WorkPurpose.Objection || activation.Deadlines.FirstOrDefault(d => d.Purpose == DeadlinePurpose.Objection) is not { } deadline) return Refusals.NotNow;
        if (!context.Actor.Holds(context.Group(ProcessRoles.SectionHead, "programme"))) return Refusals.NotAllowed("异议核查期限由科室负责人延长");
        if (deadline.Extended) return Refusals.ObjectionExtended;
        if (string.IsNullOrWhiteSpace(command.Reason)) return Refusals.CommentNeeded("延长核查期限");
        if (!context.Know<DueFact>(new DueRequest(ProcessClock.LastDayOf(deadline.DueAt), AnswerDays, PeriodUnit.WorkingDays, AnswerReminders), out var due)) return null;
        context.Emit(new DeadlineExtended(deadline.Id, stage.Id, deadline.DueAt, due.DueAt, due.Provisional, context.StillAhead(due.Reminders, due.DueAt), context.Actor.UserId, command.Reason.Trim()));
        return null;
    }

    /// <summary>An officer answers all objections that are open: releases the case, or ends it.</summary>
    public override Refusal? Complete(DecisionContext context, Activation activation, Stage stage, WorkItem item, Complete command)
    {
        if (item.Purpose != WorkPurpose.Objection) return Refusals.BatchOnly;
        if (command.Outcome is not (Released or Upheld)) return Refusals.UnknownOutcome(command.Outcome);
        if (string.IsNullOrWhiteSpace(command.Comment)) return Refusals.CommentNeeded(command.Outcome == Upheld ? "异议成立" : "异议不成立");
        var notice = (PublicNoticeStage)stage;
        Record(context, stage, item, command);
        context.CloseDeadlines(activation.Id, DeadlinePurpose.Objection, "met");
        foreach (var objection in activation.Objections)
            context.Emit(new ObjectionResolved(activation.Id, objection, command.Outcome == Upheld, context.Actor.UserId, command.Comment));
        if (command.Outcome == Upheld) context.CompleteStage(activation.Id, stage, notice.UpheldOutcome, "person", context.Actor.UserId);
        else if (activation.NoticeOver) context.CompleteStage(activation.Id, stage, notice.ClearOutcome, "person", context.Actor.UserId);
        else context.ShowStatus(notice.PublishedStatus);
        return null;
    }

    public override void Expire(DecisionContext context, int activation, Stage stage, Deadline deadline)
    {
        if (deadline.Purpose == DeadlinePurpose.Objection)
        {
            context.Emit(new Escalated(stage.Id, ProcessRoles.SectionHead, activation, deadline.Id));
            return;
        }

        if (deadline.Purpose != DeadlinePurpose.Notice)
        {
            base.Expire(context, activation, stage, deadline);
            return;
        }

        if (context.State.FindActivation(activation)!.Objections.IsEmpty) context.CompleteStage(activation, stage, ((PublicNoticeStage)stage).ClearOutcome, "deadline");
        else context.Emit(new NoticeEndedHeld(activation));
    }

    /// <summary>
    /// Whether this person judged the case — accepted or reviewed it, or published it — and so does not answer the objections to it.
    /// Section heads may: they answer for what their officers did.
    /// </summary>
    public static bool HasJudged(DefinitionIndex index, ProcessState state, Activation activation, string? user) =>
        user is not null && (activation.PublishedBy.Contains(user) || state.Actors.Any(a => index.Find(a.Key)?.Stage is ReviewStage && a.Value.Contains(user)));

    /// <summary>Why this person does not answer the objections; null: nothing stands in the way. Whoever took the work on before keeps it.</summary>
    public static Refusal? MayAnswer(DefinitionIndex index, ProcessState state, Activation activation, WorkItem item, Actor actor) =>
        item.Purpose != WorkPurpose.Objection || item.ClaimedBy == actor.UserId || (item.Candidates is [var only] && only == "user:" + actor.UserId)
        || actor.Holds($"{ProcessRoles.SectionHead}@programme:{index.Definition.Id}")
        || (!HasJudged(index, state, activation, actor.UserId) && !HasJudged(index, state, activation, actor.Via))
            ? null : Refusals.JudgedBefore;

    /// <summary>The outcomes of an objection work item.</summary>
    public static ImmutableArray<(string Id, string Name, string Help)> ObjectionOutcomes { get; } =
    [
        (Released, "异议不成立，恢复公示", "写明核查情况；公示期已满的，直接进入下一环节"),
        (Upheld, "异议成立，不予认定", "写明核查情况和依据，告知救济途径"),
    ];
}
