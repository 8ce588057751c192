namespace Innovation.Workflows.Cases;

/// <summary>成批办理: one command that a person gives for many tasks; each task is a command and a transaction of its own.</summary>
public sealed class TaskRunRow
{
    /// <summary>32 hexadecimal digits, time-ordered.</summary>
    public required string Id { get; init; }

    public required string UserId { get; init; }

    /// <summary>Chosen by the sender; unique for the person, so that the same order is carried out once.</summary>
    public required string CommandId { get; init; }

    public required string ContentHash { get; init; }

    /// <summary>The order as JSON (<see cref="TaskRunOrder"/> without its tasks).</summary>
    public required string Order { get; init; }

    /// <summary>What is done, in words, e.g. 形式审查：受理.</summary>
    public required string Title { get; init; }

    public required int Total { get; init; }

    /// <summary>When the order had arrived; every command of the run counts as received then.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the last task had its answer; null while the run goes on.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    public List<TaskRunItemRow> Items { get; } = [];
}

/// <summary>One task of a run and what became of it.</summary>
public sealed class TaskRunItemRow
{
    public required string RunId { get; init; }

    /// <summary>From 1, in the order of the list.</summary>
    public required int Position { get; init; }

    public required string TaskId { get; init; }

    /// <summary>The revision that the person saw.</summary>
    public required int Revision { get; init; }

    /// <summary>案号 and organisation, as the person may know them.</summary>
    public required string Label { get; init; }

    public TaskRunState State { get; set; }

    /// <summary>Why it was refused.</summary>
    public string? Reason { get; set; }
}

public enum TaskRunState
{
    Waiting,
    Done,
    Refused,
}
