using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine.Kinds;

/// <summary>How a stage kind behaves while it is open.</summary>
internal abstract class StageBehaviour
{
    private static readonly SubmissionBehaviour Submission = new();
    private static readonly ReviewBehaviour Review = new();
    private static readonly ExpertReviewBehaviour ExpertReview = new();
    private static readonly SiteVisitBehaviour SiteVisit = new();
    private static readonly BatchBehaviour Batch = new();
    private static readonly PublicNoticeBehaviour PublicNotice = new();
    private static readonly ChoiceBehaviour Choice = new();
    private static readonly ParallelBehaviour Parallel = new();
    private static readonly WaitBehaviour Wait = new();
    private static readonly AutomaticBehaviour Automatic = new();

    public static StageBehaviour For(Stage stage) => stage switch
    {
        SubmissionStage => Submission,
        ReviewStage => Review,
        ExpertReviewStage => ExpertReview,
        SiteVisitStage => SiteVisit,
        MeetingStage or DecisionStage => Batch,
        PublicNoticeStage => PublicNotice,
        ChoiceStage => Choice,
        ParallelStage => Parallel,
        WaitStage => Wait,
        ActionStage or CopyStage => Automatic,
        _ => throw new InvalidOperationException($"no behaviour for {stage.KindName}"),
    };

    /// <summary>The stage has just been entered.</summary>
    public abstract void Enter(DecisionContext context, Stage stage, int activation);

    /// <summary>Somebody who may act finishes a work item.</summary>
    public virtual Refusal? Complete(DecisionContext context, Activation activation, Stage stage, WorkItem item, Complete command) => Refusals.NotNow;

    /// <summary>A deadline of the stage is over; its event is already emitted.</summary>
    public virtual void Expire(DecisionContext context, int activation, Stage stage, Deadline deadline)
    {
        if (stage.Deadline?.OnExpiry is not { } action) return;
        if (action.Outcome is { } outcome)
        {
            // Silence of the office is still overdue: whoever should have acted gets the red card, settled by what time decided.
            if (stage is not SubmissionStage && stage.FindOutcome(outcome) is { Route: Route.Next }) context.Emit(new Escalated(stage.Id, ProcessRoles.SectionHead, activation, deadline.Id));
            context.CompleteStage(activation, stage, outcome, "deadline");
        }
        else if (action.Escalate is { } role) context.Emit(new Escalated(stage.Id, role, activation, deadline.Id));
    }

    /// <summary>Checks that a person may choose this outcome now.</summary>
    internal static Refusal? CheckOutcome(DecisionContext context, Stage stage, Complete command)
    {
        var outcome = stage.FindOutcome(command.Outcome);
        if (outcome is null || outcome.Automatic || outcome.When is not null) return Refusals.UnknownOutcome(command.Outcome);
        if (outcome.RequiresComment && string.IsNullOrWhiteSpace(command.Comment)) return stage.Agrees(outcome.Id) ? Refusals.OpinionNeeded(outcome.Name) : Refusals.CommentNeeded(outcome.Name);
        if (outcome.OnlyBefore is { } name && context.RoundInstant(name) is { } instant && context.At >= instant)
            return Refusals.OutcomeTooLate(outcome.Name, instant);
        return null;
    }

    protected static void Record(DecisionContext context, Stage stage, WorkItem item, Complete command) =>
        context.Emit(new WorkItemCompleted(item.Id, stage.Id, context.Actor.UserId, command.Outcome, command.Comment, command.Values, command.Total, context.Actor.Via, OrNull(command.Remarks), OrNull(command.Files)));

    /// <summary>Nothing is written of what there is none of.</summary>
    internal static System.Collections.Immutable.ImmutableArray<T>? OrNull<T>(System.Collections.Immutable.ImmutableArray<T> items) => items.IsDefaultOrEmpty ? null : items;
}
