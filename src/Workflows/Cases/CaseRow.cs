using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;

namespace Innovation.Workflows.Cases;

/// <summary>案件: one application on its way. Written only by the command path.</summary>
public sealed class CaseRow
{
    /// <summary>32 hexadecimal digits, time-ordered.</summary>
    public required string Id { get; init; }

    /// <summary>案号, e.g. PT2026-0037; given at the first submission.</summary>
    public string? Number { get; set; }

    public string Title { get; set; } = "";

    public required string ProgrammeCode { get; init; }

    public required string RoundId { get; init; }

    public required string OrganizationId { get; init; }

    public required string OrganizationName { get; set; }

    /// <summary>推荐单位</summary>
    public required string Area { get; init; }

    public required string InitiatorId { get; init; }

    public ProcessPhase Phase { get; set; }

    public string ApplicantStatus { get; set; } = "";

    public string? Result { get; set; }

    /// <summary>Names of the open stages, for lists.</summary>
    public string CurrentStages { get; set; } = "";

    /// <summary>Ids of the open stages, each between commas, for filters.</summary>
    public string CurrentStageIds { get; set; } = "";

    /// <summary>What may be open only once: organisation, type and level (handbook B1); null when free.</summary>
    public string? OpenKey { get; set; }

    public int DefinitionVersion { get; set; }

    public decimal? Score { get; set; }

    /// <summary>Number of events; guards every write.</summary>
    public int Sequence { get; set; }

    /// <summary>Hash of the last event.</summary>
    public string HeadHash { get; set; } = "";

    /// <summary>The folded state as JSON.</summary>
    public string State { get; set; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? SubmittedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>First instant after the period of an open 复核; null: none is open.</summary>
    public DateTimeOffset? ReconsiderationDueAt { get; set; }

    /// <summary>Takes over what happened, but for number and title, which the command path gives, and the open stages, which the projector names.</summary>
    internal void Follow(IReadOnlyList<ProcessEvent> events, ProcessState state)
    {
        State = EngineJson.Write(state);
        Phase = state.Phase;
        DefinitionVersion = state.DefinitionVersion;
        ApplicantStatus = state.ApplicantStatus;
        Result = state.Result;
        Score = state.Score;
        EndedAt = state.EndedAt;
        ReconsiderationDueAt = state.Reconsideration is { Decided: false } asked ? asked.DueAt : null;
        UpdatedAt = events[^1].At;
        if (state.Phase == ProcessPhase.Running) SubmittedAt ??= events[0].At;
        if (state.Phase == ProcessPhase.Ended) OpenKey = null;
    }
}

/// <summary>事件: one entry of the hash-chained history of a case or a batch.</summary>
public sealed class EventRow
{
    public required string StreamId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Sequence { get; init; }

    public required string Type { get; init; }

    public required string Body { get; init; }

    /// <summary>Effective time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset ProcessedAt { get; init; }

    public required string ActorId { get; init; }

    public required string ActorName { get; init; }

    /// <summary>代理人: who really acted for the actor; null: the actor in person.</summary>
    public string? ViaId { get; init; }

    public string? ViaName { get; init; }

    /// <summary>Who did it, as people read it: 赵某, or 赵某 代 张某.</summary>
    public string ActorWords => SubstituteWords.Of(ViaName, ActorName);

    public string? CommandId { get; init; }

    public required string PreviousHash { get; init; }

    public required string Hash { get; init; }
}

/// <summary>An accepted command, so that the same id has one effect and the same answer.</summary>
public sealed class CommandReceipt
{
    public required string ActorId { get; init; }

    public required string CommandId { get; init; }

    public required string ContentHash { get; init; }

    public required string StreamId { get; init; }

    public required string Answer { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>任务 as lists show it.</summary>
public sealed class WorkItemRow
{
    /// <summary>Case id, a hyphen and the item's number in the case.</summary>
    public required string Id { get; init; }

    public required string CaseId { get; init; }

    public required int Item { get; init; }

    /// <summary>Of the case; neither ever changes, and lists count by them.</summary>
    public required string ProgrammeCode { get; init; }

    /// <summary>推荐单位 of the case.</summary>
    public required string Area { get; init; }

    public required string StageId { get; init; }

    public required string StageName { get; init; }

    public required WorkPurpose Purpose { get; init; }

    public WorkItemState State { get; set; }

    public int Revision { get; set; } = 1;

    public string? ClaimedBy { get; set; }

    public string? ClaimedByName { get; set; }

    public required DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? DoneAt { get; set; }

    public string? DoneBy { get; set; }

    public string? DoneByName { get; set; }

    /// <summary>代理人: who did it for <see cref="DoneBy"/>.</summary>
    public string? DoneVia { get; set; }

    public string? Outcome { get; set; }

    public string? OutcomeName { get; set; }

    public string? Comment { get; set; }

    public string? Values { get; set; }

    public decimal? Total { get; set; }

    /// <summary>Why it was closed without being done.</summary>
    public string? Cause { get; set; }

    /// <summary>First instant after the period that limits this item; null: none.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>暂停计时</summary>
    public bool Held { get; set; }

    /// <summary>补正已答复: its period runs again after the applicant mended the form.</summary>
    public bool Answered { get; set; }

    /// <summary>责任单位, while it is open; see <see cref="Holders"/>.</summary>
    public string Holder { get; set; } = "";

    public List<WorkItemCandidate> Candidates { get; } = [];
}

public enum WorkItemState
{
    Open,
    Done,
    Closed,
}

/// <summary>Who may act on an open work item.</summary>
public sealed class WorkItemCandidate
{
    public required string WorkItemId { get; init; }

    /// <summary><c>user:ID</c> or <c>role@scope</c>.</summary>
    public required string Candidate { get; init; }

    /// <summary>The role alone; empty for a named person.</summary>
    public required string Role { get; init; }
}

/// <summary>抄送 of a case to a group or person.</summary>
public sealed class CopyRow
{
    public required string Id { get; init; }

    public required string CaseId { get; init; }

    public required string StageName { get; init; }

    public required string Candidate { get; init; }

    public required DateTimeOffset SentAt { get; init; }
}
