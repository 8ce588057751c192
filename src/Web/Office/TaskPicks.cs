using Innovation.Workflows.Cases;

namespace Innovation.Web.Office;

/// <summary>Tasks ticked in a list, each posted as <c>id|revision</c>.</summary>
internal static class TaskPicks
{
    /// <summary>At most as many as one run takes; what is not of this form is left out.</summary>
    public static List<TaskRunTask> Read(string[]? picks)
    {
        var tasks = new List<TaskRunTask>();
        foreach (var pick in (picks ?? []).Distinct().Take(TaskRuns.MaxTasks))
            if (pick.Split('|') is [var id, var seen] && int.TryParse(seen, out var revision)) tasks.Add(new TaskRunTask(id, revision));
        return tasks;
    }
}
