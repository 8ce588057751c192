using System.Text.Json;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine.Kinds;

internal sealed class SubmissionBehaviour : StageBehaviour
{
    public override void Enter(DecisionContext context, Stage stage, int activation)
    {
        context.OpenItem(activation, WorkPurpose.Submit, context.Assignees(stage));
        context.OpenStageDeadline(activation, stage.Deadline);
        if (context.Missing.Count == 0) context.ShowStatus(context.State.Visits[stage.Id] > 1 ? ((SubmissionStage)stage).ReturnedStatus : stage.ApplicantStatus);
    }

    public override Refusal? Complete(DecisionContext context, Activation activation, Stage stage, WorkItem item, Complete command) => Refusals.NotNow;

    public static Refusal? HandIn(DecisionContext context, Activation activation, Stage stage, WorkItem item, Submit command)
    {
        var outcome = stage.Outcomes.First(o => !o.Automatic).Id;
        context.Emit(new WorkItemCompleted(item.Id, stage.Id, command.Actor.UserId, outcome, null, JsonSerializer.Serialize(new { formVersion = command.FormVersion, formHash = command.FormHash }, EngineJson.Options)));
        context.CompleteStage(activation.Id, stage, outcome, "person", command.Actor.UserId);
        return null;
    }
}
