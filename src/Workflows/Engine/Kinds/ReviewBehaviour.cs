using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine.Kinds;

internal sealed class ReviewBehaviour : StageBehaviour
{
    public override void Enter(DecisionContext context, Stage stage, int activation)
    {
        context.ShowStatus(stage.ApplicantStatus);
        var review = (ReviewStage)stage;
        var candidates = context.Assignees(stage, out var nobody);
        if (nobody || review.Mode is ReviewMode.Single or ReviewMode.Any)
        {
            context.OpenItem(activation, WorkPurpose.Decide, candidates);
        }
        else
        {
            var people = new List<string>();
            foreach (var candidate in candidates)
            {
                if (candidate.StartsWith("user:", StringComparison.Ordinal))
                {
                    people.Add(candidate[5..]);
                    continue;
                }

                if (!context.Know<Members>(new MembersRequest(candidate), out var members)) return;
                people.AddRange(members.UserIds.Where(u => !context.IsBarred(stage, u)));
            }

            people = [.. people.Distinct()];
            // Nobody holds the role: the group keeps the work, so that it is never passed silently.
            if (people.Count == 0) context.OpenItem(activation, WorkPurpose.Decide, candidates);
            else if (review.Mode == ReviewMode.Sequential) AskInOrder(context, activation, people);
            else foreach (var user in people) OpenVote(context, review, activation, user);
        }

        context.OpenStageDeadline(activation, stage.Deadline);
    }

    private static void AskInOrder(DecisionContext context, int activation, List<string> people)
    {
        context.Emit(new SequenceSet(activation, [.. people.Skip(1).Select(u => "user:" + u)]));
        context.OpenItem(activation, WorkPurpose.Decide, ["user:" + people[0]]);
    }

    private static void OpenVote(DecisionContext context, ReviewStage review, int activation, string user) =>
        context.OpenItem(activation, WorkPurpose.Decide, ["user:" + user], review.Weights.GetValueOrDefault(user, 1), review.Veto.Contains(user));

    public override Refusal? Complete(DecisionContext context, Activation activation, Stage stage, WorkItem item, Complete command)
    {
        var review = (ReviewStage)stage;
        if (item.Purpose == WorkPurpose.Supplement) return Answer(context, activation, stage, item, command);
        if (activation.Supplement is not null) return Refusals.SupplementOpen;
        if (CheckOutcome(context, stage, command) is { } refusal) return refusal;
        Record(context, stage, item, command);
        if (item is { Place: SignerPlace.Before, About: { } asked }) context.Supply(activation.Id, Matters.Opinion, i => i.Id == asked);
        Proceed(context, activation.Id, review);
        return null;
    }

    /// <summary>Looks whether the answers so far decide the stage, and goes on.</summary>
    public static void Proceed(DecisionContext context, int activationId, ReviewStage review)
    {
        if (context.Halted || context.State.FindActivation(activationId) is not { Supplement: null, ReturnedTo: null } activation) return;
        if (activation.PendingOutcome is { } pending)
        {
            Confirm(context, activation, review, pending);
            return;
        }

        if (Decided(activation, review) is not { } decided)
        {
            AskNext(context, activation, review);
            return;
        }

        if (activation.AfterSigners.IsEmpty || !review.Agrees(decided))
        {
            context.CompleteStage(activation.Id, review, decided, "person", context.Actor.UserId);
            return;
        }

        foreach (var item in activation.Items.Where(i => i is { Done: false, Purpose: WorkPurpose.Decide })) context.Emit(new WorkItemClosed(item.Id, "decided"));
        context.Emit(new DecisionPending(activation.Id, review.Id, decided, context.Actor.UserId));
        foreach (var signer in activation.AfterSigners)
            context.OpenItem(activation.Id, WorkPurpose.Decide, ["user:" + signer.User], about: signer.Of, place: SignerPlace.After, addedBy: signer.AddedBy);
    }

    /// <summary>后加签: the decision stands when all of them confirm it; the first other answer stands instead.</summary>
    private static void Confirm(DecisionContext context, Activation activation, ReviewStage review, string pending)
    {
        var last = activation.Items.Where(i => i.Place == SignerPlace.After).ToList();
        var other = last.FirstOrDefault(i => i.Done && i.Outcome != pending);
        if (other is null && last.Any(i => !i.Done)) return;
        context.CompleteStage(activation.Id, review, other?.Outcome ?? pending, "person", context.Actor.UserId);
    }

    /// <summary>依次: the next in order, once the one before agreed.</summary>
    private static void AskNext(DecisionContext context, Activation activation, ReviewStage review)
    {
        if (review.Mode != ReviewMode.Sequential || activation.Queue.IsEmpty || Counted(activation).Any(i => !i.Done)) return;
        context.Emit(new SequenceSet(activation.Id, activation.Queue.RemoveAt(0)));
        context.OpenItem(activation.Id, WorkPurpose.Decide, [activation.Queue[0]]);
    }

    /// <summary>Answers that decide: not the opinions given before, not the signatures asked for after.</summary>
    private static IEnumerable<WorkItem> Counted(Activation activation) => activation.Items.Where(i => i is { Purpose: WorkPurpose.Decide, Place: null or SignerPlace.Beside });

    /// <summary>The outcome that the answers so far give; null while it is open.</summary>
    private static string? Decided(Activation activation, ReviewStage review)
    {
        var counted = Counted(activation).ToList();
        switch (review.Mode)
        {
            case ReviewMode.All:
                return DecideAll(counted, review);
            case ReviewMode.Vote:
                return DecideVote(counted, review);
            case ReviewMode.Sequential when !activation.Queue.IsEmpty:
                return counted.FirstOrDefault(i => i.Done && !review.Agrees(i.Outcome!))?.Outcome;
            case ReviewMode.Sequential:
                return DecideAll(counted, review);
            default:
                // Signers beside turn a decision of one into a 会签.
                var other = counted.FirstOrDefault(i => i.Done && !review.Agrees(i.Outcome!));
                if (other is not null) return other.Outcome;
                return counted.Any(i => !i.Done) ? null : counted.First(i => i.Place is null).Outcome;
        }
    }

    /// <summary>会签: the first answer that is not the positive one decides; all positive answers decide together.</summary>
    private static string? DecideAll(List<WorkItem> counted, Stage stage)
    {
        var open = false;
        foreach (var item in counted)
        {
            if (!item.Done) open = true;
            else if (stage.FindOutcome(item.Outcome) is { Positive: false }) return item.Outcome;
        }

        return open ? null : stage.Outcomes.First(o => o.Positive).Id;
    }

    /// <summary>票签: decided as soon as the remaining votes cannot change the result.</summary>
    private static string? DecideVote(List<WorkItem> counted, ReviewStage review)
    {
        int total = 0, positive = 0, cast = 0;
        foreach (var item in counted)
        {
            total += item.Weight;
            if (!item.Done) continue;
            cast += item.Weight;
            if (review.FindOutcome(item.Outcome) is { Positive: true }) positive += item.Weight;
            else if (item.Veto) return item.Outcome;
        }

        if (positive > review.Ratio * total && counted.All(i => i.Done || !i.Veto)) return review.Outcomes.First(o => o.Positive).Id;
        if (positive + (total - cast) > review.Ratio * total) return null;
        return counted.Where(i => i.Done && review.FindOutcome(i.Outcome) is { Positive: false })
            .GroupBy(i => i.Outcome!)
            .OrderByDescending(g => g.Sum(i => i.Weight))
            .ThenBy(g => review.Outcomes.Select(o => o.Id).ToList().IndexOf(g.Key))
            .First().Key;
    }

    public static Refusal? RequestSupplement(DecisionContext context, Activation activation, Stage stage, WorkItem item, RequestSupplement command)
    {
        var isSectionHead = context.Actor.Holds(context.Group(ProcessRoles.SectionHead, "programme"));
        if (stage is not ReviewStage { Supplement: { } rule } || item.Purpose != WorkPurpose.Decide) return Refusals.NotNow;
        var overriding = isSectionHead && activation.SupplementRounds > 0 && !string.IsNullOrWhiteSpace(command.Override);
        if (!overriding && CommandRules.MayAct(context, stage, item) is { } refusal) return refusal;
        if (activation.Supplement is not null) return Refusals.SupplementOpen;
        if (item.Place is not null || activation.PendingOutcome is not null || activation.ReturnedTo is not null) return Refusals.NotNow;
        if (item.DelegatedBy is not null) return Refusals.Delegated;
        if (command.Items.IsDefaultOrEmpty) return new Refusal("supplement.items", "items", "请至少列出一项需要补正的内容。");
        if (activation.SupplementRounds >= rule.Rounds) return Refusals.SupplementRounds(rule.Rounds);
        foreach (var (i, wanted) in command.Items.Index())
        {
            if (string.IsNullOrWhiteSpace(wanted?.Field)) return new Refusal("supplement.field", "items", "每一项补正都要写明是哪一处。");
            if (string.IsNullOrWhiteSpace(wanted.Remark)) return new Refusal("supplement.remark", "items", "每一项补正都要写明要求。");
            if (activation.SupplementRounds > 0 && !overriding && !activation.SupplementFields.Contains(wanted.Field))
                return Refusals.SupplementVisible(wanted.Field, i);
        }

        context.PauseStageDeadline(activation.Id, PauseReasons.Supplement);
        var applicantItem = context.OpenItem(activation.Id, WorkPurpose.Supplement, [context.Applicant]);
        context.Emit(new SupplementRequested(activation.Id, stage.Id, activation.SupplementRounds + 1, applicantItem, command.Items, context.Actor.UserId, command.Comment, overriding ? command.Override : null, OrNull(command.Files)));
        context.OpenDeadline(activation.Id, DeadlinePurpose.Supplement, rule.Amount, rule.Unit, rule.Remind);
        context.ShowStatus(rule.ApplicantStatus);
        return null;
    }

    private static Refusal? Answer(DecisionContext context, Activation activation, Stage stage, WorkItem item, Complete command)
    {
        if (activation.Supplement is not { } pause) return Refusals.ItemClosed;
        if (command.Outcome != "supplemented") return Refusals.UnknownOutcome(command.Outcome);
        context.Emit(new WorkItemCompleted(item.Id, stage.Id, context.Actor.UserId, "supplemented", command.Comment, command.Values, Via: context.Actor.Via));
        context.CloseDeadlines(activation.Id, DeadlinePurpose.Supplement, "met");
        context.Emit(new SupplementAnswered(activation.Id, stage.Id, pause.Round, context.Actor.UserId));
        context.Supply(activation.Id, Matters.Supplement, i => i.Purpose == WorkPurpose.Decide);
        context.ResumeStageDeadline(activation.Id, stage.Deadline, PauseReasons.Supplement);
        context.ShowStatus(stage.ApplicantStatus ?? pause.StatusBefore);
        return null;
    }

    public override void Expire(DecisionContext context, int activation, Stage stage, Deadline deadline)
    {
        if (deadline.Purpose == DeadlinePurpose.Supplement && stage is ReviewStage { Supplement: { } rule })
            context.CompleteStage(activation, stage, rule.OnExpiry, "deadline");
        else
            base.Expire(context, activation, stage, deadline);
    }
}
