using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine.Kinds;

namespace Innovation.Workflows.Engine;

/// <summary>转办, 委派 and 改派: giving a work item to another person.</summary>
internal static class HandOver
{
    /// <summary>Only what a person decides is given on; sheets, votes of a batch and what the applicant owes are not.</summary>
    public static bool CanMove(WorkItem item) => item.Purpose is WorkPurpose.Decide or WorkPurpose.Objection or WorkPurpose.ArrangePanel;

    public static Refusal? Transfer(DecisionContext context, Stage stage, WorkItem item, Transfer command)
    {
        if (CommandRules.MayAct(context, stage, item) is { } refusal) return refusal;
        if (item.DelegatedBy is not null) return Refusals.Delegated;
        return Move(context, stage, item, command.To, command.Comment, "transfer", "转办");
    }

    /// <summary>Administrators anywhere, section heads in their own programmes.</summary>
    public static bool MayReassign(Actor actor, ProcessDefinition definition) => actor.Holds(ProcessRoles.Administrator + "@*") || actor.Holds($"{ProcessRoles.SectionHead}@programme:{definition.Id}");

    public static Refusal? Reassign(DecisionContext context, Stage stage, WorkItem item, Reassign command)
    {
        if (!MayReassign(context.Actor, context.Index.Definition)) return Refusals.NotAllowed("只有管理员和科室负责人可以改派");
        return Move(context, stage, item, command.To, command.Comment, "reassign", "改派");
    }

    /// <summary>Takes work from a person who may no longer act; nobody else is disturbed.</summary>
    public static Refusal? HandBack(DecisionContext context, Activation activation, Stage stage, WorkItem item, HandBack command)
    {
        var named = "user:" + command.Person;
        // An expert's place is drawn anew; nobody hands it on.
        if (item is { Purpose: WorkPurpose.Score, Done: false } && item.Candidates.Contains(named))
        {
            Kinds.ExpertReviewBehaviour.Replace(context, activation.Id, stage, item, "left");
            return null;
        }

        if (!CanMove(item)) return Refusals.NotNow;
        if (item.ClaimedBy != command.Person && item.DelegatedBy != command.Person && !item.Candidates.Contains(named)) return Refusals.ItemClosed;
        context.TakeFrom(stage, item, item.DelegatedBy == command.Person ? [] : item.Candidates.Remove(named), command);
        return null;
    }

    private static Refusal? Move(DecisionContext context, Stage stage, WorkItem item, string to, string comment, string cause, string name)
    {
        if (!CanMove(item)) return Refusals.NotNow;
        if (cause == "transfer" && stage.Forbid.Contains("transfer")) return Refusals.Forbidden(name);
        if (string.IsNullOrWhiteSpace(comment)) return Refusals.CommentNeeded(name);
        if (CheckReceiver(context, stage, item, to) is { } unfit) return unfit;
        context.Emit(new WorkItemTransferred(item.Id, stage.Id, context.Actor.UserId, to, comment, cause));
        return null;
    }

    public static Refusal? Delegate(DecisionContext context, Activation activation, Stage stage, WorkItem item, DelegateItem command)
    {
        if (CommandRules.MayAct(context, stage, item) is { } refusal) return refusal;
        if (item.DelegatedBy is not null) return Refusals.Delegated;
        if (stage.Forbid.Contains("delegate")) return Refusals.Forbidden("委派");
        if (item.Purpose != WorkPurpose.Decide || activation.Supplement is not null) return Refusals.NotNow;
        if (string.IsNullOrWhiteSpace(command.Comment)) return Refusals.CommentNeeded("委派");
        if (CheckReceiver(context, stage, item, command.To) is { } unfit) return unfit;
        context.Emit(new WorkItemDelegated(item.Id, stage.Id, context.Actor.UserId, command.To, command.Comment));
        return null;
    }

    /// <summary>The delegate proposes; the one who delegated confirms.</summary>
    public static Refusal? Answer(DecisionContext context, Activation activation, Stage stage, WorkItem item, Complete command)
    {
        if (activation.Supplement is not null) return Refusals.SupplementOpen;
        if (StageBehaviour.CheckOutcome(context, stage, command) is { } refusal) return refusal;
        context.Emit(new DelegationAnswered(item.Id, stage.Id, context.Actor.UserId, command.Outcome, command.Comment));
        return null;
    }

    /// <summary>Whether a person can be given this work; null when yes.</summary>
    public static Refusal? CheckReceiver(DecisionContext context, Stage stage, WorkItem item, string user)
    {
        if (string.IsNullOrWhiteSpace(user)) return Refusals.NotEligible;
        if (item.Candidates is [var holder] && holder == "user:" + user && user != context.Actor.UserId) return Refusals.AlreadySigner;
        if (user == context.Actor.UserId && item.Candidates is [var only] && only == "user:" + user) return Refusals.ToSelf;
        if (user == context.Actor.UserId && item.DelegatedBy is null && context.Actor.HoldsAny(item.Candidates)) return Refusals.ToSelf;
        if (context.IsBarred(stage, user)) return Refusals.PersonBarred;
        if (item.Purpose == WorkPurpose.Objection && PublicNoticeBehaviour.HasJudged(context.Index, context.State, context.State.FindItem(item.Id).Activation!, user)) return Refusals.PersonBarred;
        if (SignerRules.TakesPart(context, item.Id, user)) return Refusals.AlreadySigner;
        if (!context.Know<Eligible>(new EligibleRequest(stage.Id, user), out var eligible)) return null;
        return eligible.Yes ? null : Refusals.NotEligible;
    }
}
