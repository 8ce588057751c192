using System.Collections.Immutable;
using System.Text.Json;
using Innovation.Workflows.Registers;

namespace Innovation.Workflows.Cases;

/// <summary>What is to be done with many tasks.</summary>
public sealed record TaskRunOrder
{
    /// <summary>Chosen by the sender; the same id has one effect.</summary>
    public required string CommandId { get; init; }

    /// <summary><c>claim</c>, <c>unclaim</c>, <c>complete</c>, <c>return</c>, <c>transfer</c>, <c>reassign</c>, <c>urge</c>; the last is of the case in which the task stands.</summary>
    public required string Type { get; init; }

    /// <summary>For <c>complete</c>.</summary>
    public string? Outcome { get; init; }

    public string? Comment { get; init; }

    /// <summary>For <c>return</c>.</summary>
    public string? ToStage { get; init; }

    /// <summary>For <c>return</c>: straight back to the sender.</summary>
    public bool Back { get; init; }

    /// <summary>User id, for <c>transfer</c> and <c>reassign</c>.</summary>
    public string? To { get; init; }

    public ImmutableArray<TaskRunTask> Tasks { get; init; } = [];

    /// <summary>The order of a run, without its tasks.</summary>
    public static TaskRunOrder Of(TaskRunRow run) => JsonSerializer.Deserialize<TaskRunOrder>(run.Order, DocumentRegister.Json)!;

    /// <summary>The command for one of the tasks. Its id is the run's and the task's: repeated after a crash it has one effect.</summary>
    internal CaseRequest Request(string runId, string taskId, int revision)
    {
        TaskIds.TryRead(taskId, out var caseId, out var item);
        return new CaseRequest
        {
            CommandId = $"{runId}/{taskId}",
            CaseId = caseId,
            Item = Type == "urge" ? null : item,
            Revision = Type == "urge" ? null : revision,
            Type = Type,
            Outcome = Outcome,
            Comment = Comment,
            ToStage = ToStage,
            Back = Back,
            To = To,
        };
    }
}

/// <summary>A task as the person saw it.</summary>
public sealed record TaskRunTask(string Id, int Revision);

/// <summary>A run as pages and API show it.</summary>
public sealed record TaskRunView(TaskRunRow Row, IReadOnlyList<TaskRunItemRow> Items)
{
    public int Done => Items.Count(i => i.State == TaskRunState.Done);

    public int Refused => Items.Count(i => i.State == TaskRunState.Refused);

    public int Waiting => Items.Count(i => i.State == TaskRunState.Waiting);
}
