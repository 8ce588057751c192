using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;

namespace Innovation.Workflows.Cases;

/// <summary>A command as pages and API send it.</summary>
public sealed record CaseRequest
{
    /// <summary>Chosen by the sender; the same id has one effect and the same answer.</summary>
    public required string CommandId { get; init; }

    public required string CaseId { get; init; }

    /// <summary>
    /// Of the case: <c>submit</c>, <c>withdraw</c>, <c>terminate</c>, <c>suspend</c>, <c>resume</c>, <c>urge</c>, <c>takeBack</c>, <c>answerRedCard</c>,
    /// <c>requestReconsideration</c>, <c>decideReconsideration</c> (outcome <c>upheld</c> or <c>changed</c>). Of a task: <c>claim</c>,
    /// <c>unclaim</c>, <c>complete</c>, <c>supplement</c>, <c>declare</c>, <c>return</c>, <c>transfer</c>, <c>delegate</c>, <c>addSigner</c>, <c>removeSigner</c>,
    /// <c>takeBack</c>, <c>copy</c>, <c>reassign</c>, <c>extendObjection</c>.
    /// </summary>
    public required string Type { get; init; }

    /// <summary>The work item, for task commands.</summary>
    public int? Item { get; init; }

    /// <summary>The revision of the task (or of the form, for submit) that the sender saw.</summary>
    public int? Revision { get; init; }

    public string? Outcome { get; init; }

    public string? Comment { get; init; }

    public JsonObject? Values { get; init; }

    /// <summary>意见附件: ids of files that the sender has uploaded for this task, for <c>complete</c> and <c>return</c>.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>What must be mended, for <c>supplement</c>; 逐项批注 for <c>return</c> and for a <c>complete</c> that goes against the applicant.</summary>
    public ImmutableArray<SupplementRequestItem> Items { get; init; } = [];

    /// <summary>Why the section head lets a late item pass, for <c>supplement</c>.</summary>
    public string? Override { get; init; }

    /// <summary>For <c>declare</c>.</summary>
    public bool? Conflict { get; init; }

    /// <summary>For <c>return</c>.</summary>
    public string? ToStage { get; init; }

    /// <summary>For <c>return</c>: the case comes straight back to the sender.</summary>
    public bool Back { get; init; }

    /// <summary>User id, for <c>transfer</c>, <c>delegate</c>, <c>reassign</c> and <c>removeSigner</c>.</summary>
    public string? To { get; init; }

    /// <summary>User ids, for <c>addSigner</c> and <c>copy</c>.</summary>
    public ImmutableArray<string> Users { get; init; } = [];

    /// <summary>For <c>answerRedCard</c>: number of the period that ran out.</summary>
    public int? Deadline { get; init; }

    /// <summary>For <c>answerRedCard</c>: who settles it.</summary>
    public string? Handler { get; init; }

    /// <summary>For <c>answerRedCard</c>: until when.</summary>
    public DateOnly? PromisedOn { get; init; }

    /// <summary><c>before</c>, <c>beside</c> or <c>after</c>, for <c>addSigner</c>.</summary>
    public string? Place { get; init; }

    /// <summary>User id of the absent person in whose name a substitute acts; null: in the own name where that is possible.</summary>
    public string? ActingFor { get; init; }
}

/// <summary>Who sends a command, and when it had arrived completely.</summary>
public sealed record Sender(UserContext User, DateTimeOffset ReceivedAt)
{
    /// <summary>Always in UTC: instants are written into the history as they are.</summary>
    public DateTimeOffset ReceivedAt { get; } = ReceivedAt.ToUniversalTime();
}

/// <summary>The answer to a command.</summary>
public abstract record CommandResult
{
    private CommandResult() { }

    public sealed record Accepted(CommandAnswer Answer) : CommandResult;

    /// <param name="Problems">Every field that must be mended, for a refused submission.</param>
    public sealed record Refused(Refusal Refusal, IReadOnlyList<FormProblem>? Problems = null) : CommandResult;

    public bool IsAccepted => this is Accepted;

    public static CommandResult No(string code, string? field, string message) => new Refused(new Refusal(code, field, message));
}

/// <summary>What an accepted command did; stored, and given again when the command is repeated.</summary>
/// <param name="CaseId">The case, or the batch.</param>
/// <param name="Sequence">Number of events after it.</param>
/// <param name="Number">案号</param>
/// <param name="ApplicantStatus">The case state that the applicant sees.</param>
/// <param name="Events">Types of the events, in order.</param>
/// <param name="Documents">Documents issued.</param>
public sealed record CommandAnswer(string CaseId, int Sequence, string? Number, string ApplicantStatus, IReadOnlyList<string> Events, IReadOnlyList<IssuedDocument> Documents);

/// <param name="Id">Address of the document.</param>
/// <param name="Title">E.g. 受理通知书.</param>
/// <param name="Number">文号</param>
public sealed record IssuedDocument(string Id, string Title, string? Number);
