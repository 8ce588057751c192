namespace Innovation.Workflows.Messages.Channels;

/// <summary>One message on its way to one person.</summary>
/// <param name="Key">The same however often it is tried: receivers that look at it never take it twice.</param>
/// <param name="Address">E-mail address, mobile number or user name, by channel.</param>
/// <param name="Name">The person.</param>
/// <param name="UserName">Sign-in name.</param>
/// <param name="EventKey">Of the catalogue; <c>digest</c> for 每日汇总.</param>
/// <param name="CreatedAt">When it was ordered; the same for every attempt.</param>
public sealed record Outgoing(string Key, string Address, string Name, string UserName, string EventKey, string Title, string Body, string? CaseId, DateTimeOffset CreatedAt);

/// <summary>How one attempt ended.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>The receiver has taken it.</summary>
    public sealed record Sent : SendResult;

    /// <summary>The receiver has certainly not taken it; another attempt may succeed.</summary>
    public sealed record Later(string Reason) : SendResult;

    /// <summary>The receiver will never take it as it is.</summary>
    public sealed record Refused(string Reason) : SendResult;

    /// <summary>Nobody knows whether the receiver has taken it.</summary>
    public sealed record Unknown(string Reason) : SendResult;
}

/// <summary>A way out, as configured at this moment.</summary>
public interface IMessageChannel
{
    /// <summary>One of <see cref="Channel"/>.</summary>
    string Name { get; }

    /// <summary>Reads the settings and makes ready for one portion of messages; null when the channel is switched off.</summary>
    /// <exception cref="ChannelException">It cannot be reached at all; nothing was sent.</exception>
    Task<IChannelSession?> OpenAsync(CancellationToken cancellation);
}

/// <summary>A channel made ready for a portion of messages.</summary>
public interface IChannelSession : IAsyncDisposable
{
    /// <summary>Sent again under the same key, a message still arrives once: the receiver tells repetitions by the key.</summary>
    bool Repeatable { get; }

    /// <exception cref="ChannelException">The connection is gone; this message was not sent, nor can the others be.</exception>
    Task<SendResult> SendAsync(Outgoing message, CancellationToken cancellation);
}

/// <summary>A channel cannot be reached; the message is Chinese and fit for the administrator.</summary>
public sealed class ChannelException : Exception
{
    public ChannelException()
    {
    }

    public ChannelException(string message) : base(message)
    {
    }

    public ChannelException(string message, Exception inner) : base(message, inner)
    {
    }
}
