using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Definitions.Validation;

/// <summary>Which outcomes of a stage can happen at all: by a person, by a batch, by computation, by an event or by time.</summary>
internal static class TakenOutcome
{
    public static IEnumerable<Outcome> TakenOutcomes(this Stage stage)
    {
        var expiry = stage.Deadline?.OnExpiry?.Outcome;
        return stage.Outcomes.Where((o, i) => o.Id == expiry || stage switch
        {
            SubmissionStage => o == stage.Outcomes.FirstOrDefault(first => !first.Automatic),
            ReviewStage review => !o.Automatic || o.Id == review.Supplement?.OnExpiry,
            SiteVisitStage or MeetingStage => !o.Automatic,
            ExpertReviewStage => o.When is not null || i == stage.Outcomes.Count - 1,
            PublicNoticeStage notice => o.Id == notice.ClearOutcome || o.Id == notice.UpheldOutcome,
            DecisionStage decision => !o.Automatic || o.Id == decision.SignedOutcome,
            WaitStage wait => wait.AwaitsEvent && o.Id == wait.EventOutcome,
            _ => true,
        });
    }
}
