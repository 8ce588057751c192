using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Engine.Laws;

/// <summary>Law 3: every stage, work item and deadline that was opened is closed exactly once, and nothing is open after the end.</summary>
internal static class Conservation
{
    /// <summary>What breaks the law; null when it is kept.</summary>
    public static string? Broken(IEnumerable<ProcessEvent> history, bool ended)
    {
        var open = new HashSet<string>();
        foreach (var happened in history)
        {
            var (opened, closed) = happened switch
            {
                StageEntered e => ("stage" + e.Activation, null),
                StageCompleted e => (null, "stage" + e.Activation),
                StageCancelled e => (null, "stage" + e.Activation),
                WorkItemOpened e => ("item" + e.Item, null),
                WorkItemCompleted e => (null, "item" + e.Item),
                WorkItemClosed e => (null, "item" + e.Item),
                OutlierUnexplained e => (null, "item" + e.Item),
                DeadlineOpened e => ("deadline" + e.Deadline, null),
                DeadlineExpired e => (null, "deadline" + e.Deadline),
                DeadlineClosed e => (null, "deadline" + e.Deadline),
                _ => ((string?)null, (string?)null),
            };
            if (opened is not null && !open.Add(opened)) return $"{opened} opened twice";
            if (closed is not null && !open.Remove(closed)) return $"{closed} closed while not open by {happened}";
        }

        return ended && open.Count > 0 ? "never closed: " + string.Join(", ", open) : null;
    }
}
