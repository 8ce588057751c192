using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine.Kinds;

internal sealed class ReviewBehaviour : StageBehaviour
{
    public override void Enter(DecisionContext context, Stage stage, int activation)
    {
        context.ShowStatus(stage.ApplicantStatus);
        var review = (ReviewStage)stage;
        var candidates = context.Candidates(stage);
        if (review.Mode is ReviewMode.Single or ReviewMode.Any)
        {
            context.OpenItem(activation, WorkPurpose.Decide, candidates);
        }
        else
        {
            foreach (var candidate in candidates)
            {
                if (candidate.StartsWith("user:", StringComparison.Ordinal))
                {
                    OpenVote(context, review, activation, candidate[5..]);
                    continue;
                }

                if (!context.Know<Members>(new MembersRequest(candidate), out var members)) return;
                var free = members.UserIds.Distinct().Where(u => !context.IsBarred(stage, u)).ToList();
                foreach (var user in free) OpenVote(context, review, activation, user);
                // Nobody holds the role: the group keeps the work, so that it is never passed silently.
                if (free.Count == 0) context.OpenItem(activation, WorkPurpose.Decide, [candidate]);
            }
        }

        context.OpenStageDeadline(activation, stage.Deadline);
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
        var decided = review.Mode switch
        {
            ReviewMode.All => DecideAll(context.State.FindActivation(activation.Id)!, stage),
            ReviewMode.Vote => DecideVote(context.State.FindActivation(activation.Id)!, review),
            _ => command.Outcome,
        };
        if (decided is not null) context.CompleteStage(activation.Id, stage, decided, "person", context.Actor.UserId);
        return null;
    }

    /// <summary>会签: the first answer that is not the positive one decides; all positive answers decide together.</summary>
    private static string? DecideAll(Activation activation, Stage stage)
    {
        var open = false;
        foreach (var item in activation.Items)
        {
            if (!item.Done) open = true;
            else if (stage.FindOutcome(item.Outcome) is { Positive: false }) return item.Outcome;
        }

        return open ? null : stage.Outcomes.First(o => o.Positive).Id;
    }

    /// <summary>票签: decided as soon as the remaining votes cannot change the result.</summary>
    private static string? DecideVote(Activation activation, ReviewStage review)
    {
        int total = 0, positive = 0, cast = 0;
        foreach (var item in activation.Items)
        {
            total += item.Weight;
            if (!item.Done) continue;
            cast += item.Weight;
            if (review.FindOutcome(item.Outcome) is { Positive: true }) positive += item.Weight;
            else if (item.Veto) return item.Outcome;
        }

        if (positive > review.Ratio * total && activation.Items.All(i => i.Done || !i.Veto)) return review.Outcomes.First(o => o.Positive).Id;
        if (positive + (total - cast) > review.Ratio * total) return null;
        return activation.Items.Where(i => i.Done && review.FindOutcome(i.Outcome) is { Positive: false })
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
        if (command.Items.IsDefaultOrEmpty) return new Refusal("supplement.items", "items", "请至少列出一项需要补正的内容。");
        if (activation.SupplementRounds >= rule.Rounds) return Refusals.SupplementRounds(rule.Rounds);
        foreach (var wanted in command.Items)
        {
            if (string.IsNullOrWhiteSpace(wanted?.Field)) return new Refusal("supplement.field", "items", "每一项补正都要写明是哪一处。");
            if (string.IsNullOrWhiteSpace(wanted.Remark)) return new Refusal("supplement.remark", "items", "每一项补正都要写明要求。");
            if (activation.SupplementRounds > 0 && !overriding && !activation.SupplementFields.Contains(wanted.Field))
                return Refusals.SupplementVisible(wanted.Field);
        }

        context.PauseStageDeadline(activation.Id, "补正");
        var applicantItem = context.OpenItem(activation.Id, WorkPurpose.Supplement, [context.Applicant]);
        context.Emit(new SupplementRequested(activation.Id, stage.Id, activation.SupplementRounds + 1, applicantItem, command.Items, context.Actor.UserId, command.Comment, overriding ? command.Override : null));
        context.OpenDeadline(activation.Id, DeadlinePurpose.Supplement, rule.Amount, rule.Unit, rule.Remind);
        context.ShowStatus(rule.ApplicantStatus);
        return null;
    }

    private static Refusal? Answer(DecisionContext context, Activation activation, Stage stage, WorkItem item, Complete command)
    {
        if (activation.Supplement is not { } pause) return Refusals.ItemClosed;
        if (command.Outcome != "supplemented") return Refusals.UnknownOutcome(command.Outcome);
        context.Emit(new WorkItemCompleted(item.Id, stage.Id, context.Actor.UserId, "supplemented", command.Comment, command.Values));
        context.CloseDeadlines(activation.Id, DeadlinePurpose.Supplement, "met");
        context.Emit(new SupplementAnswered(activation.Id, stage.Id, pause.Round, context.Actor.UserId));
        context.ResumeStageDeadline(activation.Id, stage.Deadline);
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
