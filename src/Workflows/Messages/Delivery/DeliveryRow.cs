namespace Innovation.Workflows.Messages.Delivery;

/// <summary>Where a delivery is.</summary>
public enum DeliveryState
{
    /// <summary>待发: due at its next instant; with a lease, in the hands of a process.</summary>
    Waiting,

    /// <summary>发送中: on its way to a receiver that cannot tell repetitions.</summary>
    Sending,

    /// <summary>已发: the receiver has taken it.</summary>
    Sent,

    /// <summary>失败: not tried again by itself; an administrator may send it again.</summary>
    Failed,

    /// <summary>待汇总: waits for the daily digest.</summary>
    Collected,

    /// <summary>待汇总: told late, after the system stood still; waits until everything is caught up.</summary>
    CaughtUp,

    /// <summary>已汇总: part of a digest.</summary>
    Merged,

    /// <summary>不发: the account was disabled or has no address any more.</summary>
    Dropped,
}

/// <summary>发送记录: one message to one person through one channel.</summary>
public sealed class DeliveryRow
{
    public required string Id { get; init; }

    /// <summary>Message, person and channel, or digest, day and person: never two deliveries for one.</summary>
    public required string Key { get; init; }

    /// <summary>The message; null for a digest.</summary>
    public string? MessageId { get; init; }

    /// <summary>Key in <see cref="MessageEvents"/>, or <see cref="DailyDigest.Event"/>.</summary>
    public required string Event { get; init; }

    public required string UserId { get; init; }

    public required string UserName { get; init; }

    /// <summary>One of <see cref="Channels.Channel"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>Where it went or will go.</summary>
    public required string Address { get; set; }

    public required string Title { get; init; }

    /// <summary>Text of a digest; null: the message's.</summary>
    public string? Body { get; init; }

    public required DeliveryState State { get; set; }

    public int Attempts { get; set; }

    /// <summary>When it is tried next.</summary>
    public required DateTimeOffset NextAt { get; set; }

    /// <summary>Who is sending it, and until when nobody else may.</summary>
    public string? Lease { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Why the last attempt did not succeed, in words.</summary>
    public string? Error { get; set; }

    /// <summary>The digest it went into.</summary>
    public string? DigestId { get; set; }

    /// <summary>Guards the row against two writers.</summary>
    public int Revision { get; set; }
}
