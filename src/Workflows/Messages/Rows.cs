namespace Innovation.Workflows.Messages;

/// <summary>消息 for a person or a group.</summary>
public sealed class MessageRow
{
    public required string Id { get; init; }

    /// <summary>What it tells of; never two messages for one.</summary>
    public required string Key { get; init; }

    /// <summary>Key in <see cref="MessageEvents"/>; empty for messages older than the catalogue.</summary>
    public string Event { get; init; } = "";

    public required string Candidate { get; init; }

    public required string Role { get; init; }

    public string? CaseId { get; init; }

    public required string Title { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Who has read a message.</summary>
public sealed class MessageReadRow
{
    public required string MessageId { get; init; }

    public required string UserId { get; init; }

    public required DateTimeOffset ReadAt { get; init; }
}

/// <summary>What must happen outside the command's transaction, ordered inside it.</summary>
public sealed class OutboxRow
{
    /// <summary>Print a document; <see cref="Payload"/> is its id.</summary>
    public const string Pdf = "pdf";

    /// <summary>Bring a message to the people it is for; <see cref="Payload"/> is its id.</summary>
    public const string Message = "message";

    public required string Id { get; init; }

    /// <summary><see cref="Pdf"/> or <see cref="Message"/>.</summary>
    public required string Kind { get; init; }

    public required string Key { get; init; }

    public required string Payload { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DoneAt { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset NextAt { get; set; }

    public string? Error { get; set; }
}
