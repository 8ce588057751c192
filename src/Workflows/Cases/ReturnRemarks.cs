using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Programs;

namespace Innovation.Workflows.Cases;

/// <summary>逐项批注: remarks at the fields of the form that go with an answer against the applicant.</summary>
public static class ReturnRemarks
{
    /// <summary>Whether an outcome goes against the applicant: it needs a reason and does not agree, or leads back to the form.</summary>
    public static bool Fit(Programme programme, Stage stage, Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(programme);
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(outcome);
        return (outcome.RequiresComment && !stage.Agrees(outcome.Id)) || (outcome.Route is Route.To to && DefinitionIndex.Of(programme.Process).Find(to.StageId)?.Stage is SubmissionStage);
    }
}
