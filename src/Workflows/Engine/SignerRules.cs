using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine.Kinds;

namespace Innovation.Workflows.Engine;

/// <summary>加签 and 减签.</summary>
internal static class SignerRules
{
    private const int Most = 20;

    /// <summary>Whether somebody may be added at this item.</summary>
    public static bool CanAdd(Activation activation, Stage stage, WorkItem item) =>
        stage is ReviewStage && item is { Purpose: WorkPurpose.Decide, Place: null, DelegatedBy: null } && activation.Supplement is null && activation.PendingOutcome is null;

    /// <summary>Whether this person already answers, or will answer, in the activation of the item.</summary>
    public static bool TakesPart(DecisionContext context, int itemId, string user)
    {
        var activation = context.State.FindItem(itemId).Activation!;
        return activation.Items.Any(i => i.Id != itemId && i.Purpose == WorkPurpose.Decide && (i.By == user || i.ClaimedBy == user || i.Candidates.Contains("user:" + user)))
            || activation.AfterSigners.Any(s => s.User == user) || activation.Queue.Contains("user:" + user);
    }

    public static Refusal? Add(DecisionContext context, Activation activation, Stage stage, WorkItem item, AddSigners command)
    {
        if (CommandRules.MayAct(context, stage, item) is { } refusal) return refusal;
        if (item.DelegatedBy is not null) return Refusals.Delegated;
        if (stage.Forbid.Contains("addSigner")) return Refusals.Forbidden("加签");
        if (!CanAdd(activation, stage, item)) return Refusals.NotNow;
        if (command.Users.IsDefaultOrEmpty || command.Users.Length > Most || command.Users.Distinct().Count() != command.Users.Length) return Refusals.NoSigners;
        if (string.IsNullOrWhiteSpace(command.Comment)) return Refusals.CommentNeeded("加签");
        if (!Enum.IsDefined(command.Place) || (stage is ReviewStage { Mode: ReviewMode.Sequential } && command.Place == SignerPlace.Beside)) return Refusals.SignerKind;
        foreach (var user in command.Users)
            if (HandOver.CheckReceiver(context, stage, item, user) is { } unfit) return unfit with { Field = "users" };
        if (context.Missing.Count > 0) return null;
        context.Emit(new SignersAdded(activation.Id, item.Id, stage.Id, command.Place, command.Users, context.Actor.UserId, command.Comment));
        if (command.Place == SignerPlace.After) return null;
        foreach (var user in command.Users)
            context.OpenItem(activation.Id, WorkPurpose.Decide, ["user:" + user], about: item.Id, place: command.Place, addedBy: context.Actor.UserId);
        return null;
    }

    public static Refusal? Remove(DecisionContext context, Activation activation, Stage stage, WorkItem item, RemoveSigner command)
    {
        if (stage.Forbid.Contains("removeSigner")) return Refusals.Forbidden("减签");
        var open = activation.Items.FirstOrDefault(i => i is { Done: false, Place: not null } && i.Candidates.Contains("user:" + command.User));
        var planned = activation.AfterSigners.FirstOrDefault(s => s.User == command.User);
        var addedBy = open?.AddedBy ?? planned?.AddedBy;
        var head = context.Actor.Holds(context.Group(ProcessRoles.SectionHead, "programme"));
        if (addedBy is null) return head || activation.Items.Any(i => i.AddedBy == context.Actor.UserId) || context.Actor.HoldsAny(item.Candidates) ? Refusals.NoSuchSigner : Refusals.NotYours;
        if (addedBy != context.Actor.UserId && !head) return Refusals.NotYourSigner;
        if (string.IsNullOrWhiteSpace(command.Comment)) return Refusals.CommentNeeded("减签");
        if (open is not null) context.Emit(new WorkItemClosed(open.Id, "signerRemoved"));
        context.Emit(new SignerRemoved(activation.Id, stage.Id, command.User, context.Actor.UserId, command.Comment));
        // Those who are left may have decided already.
        ReviewBehaviour.Proceed(context, activation.Id, (ReviewStage)stage);
        return null;
    }
}
