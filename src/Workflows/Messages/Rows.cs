namespace Innovation.Workflows.Messages;

/// <summary>消息 for a person or a group.</summary>
public sealed class MessageRow
{
    public required string Id { get; init; }

    /// <summary>The event it tells of; never two messages for one.</summary>
    public required string Key { get; init; }

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

/// <summary>What must happen outside the database: at least once, idempotent at the receiver.</summary>
public sealed class OutboxRow
{
    public required string Id { get; init; }

    /// <summary><c>pdf</c> or <c>webhook</c>.</summary>
    public required string Kind { get; init; }

    public required string Key { get; init; }

    public required string Payload { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DoneAt { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset NextAt { get; set; }

    public string? Error { get; set; }
}
