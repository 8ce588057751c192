using System.Text.Json;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine.Kinds;

internal sealed class SiteVisitBehaviour : StageBehaviour
{
    public override void Enter(DecisionContext context, Stage stage, int activation)
    {
        context.ShowStatus(stage.ApplicantStatus);
        context.OpenItem(activation, WorkPurpose.Decide, context.Assignees(stage));
        context.OpenStageDeadline(activation, stage.Deadline);
    }

    public override Refusal? Complete(DecisionContext context, Activation activation, Stage stage, WorkItem item, Complete command)
    {
        if (CheckOutcome(context, stage, command) is { } refusal) return refusal;
        var minimum = ((SiteVisitStage)stage).MinimumVisitors;
        if (CountVisitors(command.Values) < minimum) return Refusals.Visitors(minimum);
        Record(context, stage, item, command);
        context.CompleteStage(activation.Id, stage, command.Outcome, "person", context.Actor.UserId);
        return null;
    }

    private static int CountVisitors(string? values)
    {
        if (values is null) return 0;
        try
        {
            using var document = JsonDocument.Parse(values);
            return document.RootElement.TryGetProperty("visitors", out var visitors) && visitors.ValueKind == JsonValueKind.Array
                ? visitors.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(v.GetString())).Select(v => v.GetString()!.Trim()).Distinct().Count()
                : 0;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return 0;
        }
    }
}
