using Innovation.Workflows.Cases;
using Innovation.Workflows.Messages.Channels;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Messages.Delivery;

/// <summary>How a person wants to be told of an event through a channel.</summary>
public enum MessageMode
{
    /// <summary>不发</summary>
    Off,

    /// <summary>即时</summary>
    Now,

    /// <summary>每日汇总: in one mail on the next working day; e-mail only.</summary>
    Daily,
}

/// <summary>What a person has chosen for one event and channel; without a row the default holds.</summary>
public sealed class MessagePreferenceRow
{
    public required string UserId { get; init; }

    public required string Event { get; init; }

    public required string Channel { get; init; }

    public required MessageMode Mode { get; set; }
}

/// <summary>消息提醒: what each person wants to get, and where.</summary>
public sealed class MessagePreferences(IDbContexts contexts, CommandGate gate, ChannelStore channels)
{
    /// <summary>What holds for somebody who has chosen nothing. In the system everything is told.</summary>
    public static MessageMode Default(MessageEvent about, string channel, IReadOnlyDictionary<string, bool> byDefault) =>
        about.Loud && byDefault.GetValueOrDefault(channel) ? MessageMode.Now : MessageMode.Off;

    /// <summary>The channels in use, and whether each is on for those who have chosen nothing.</summary>
    public async Task<IReadOnlyDictionary<string, bool>> ChannelsAsync(CancellationToken cancellation = default)
    {
        var used = new Dictionary<string, bool> { [Channel.Email] = true };
        foreach (var channel in (string[])[Channel.Sms, Channel.Webhook])
            if (await channels.HttpAsync(channel, cancellation) is { Enabled: true } settings) used[channel] = settings.ByDefault;
        return used;
    }

    /// <summary>Saves choices and addresses of a person; what equals nothing chosen before is stored all the same.</summary>
    /// <param name="email">Valid, or null to have none.</param>
    /// <param name="mobile">Valid, or null to have none.</param>
    public Task SaveAsync(string? email, string? mobile, IReadOnlyDictionary<(string Event, string Channel), MessageMode> choices, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
        {
            var mine = sender.User.UserId;
            var account = await db.Users.SingleAsync(u => u.Id == mine, cancellation);
            (account.Email, account.NormalizedEmail, account.PhoneNumber) = (email, email?.ToUpperInvariant(), mobile);
            var known = await db.MessagePreferences.Where(p => p.UserId == mine).ToListAsync(cancellation);
            foreach (var ((about, channel), mode) in choices)
            {
                if (known.Find(p => p.Event == about && p.Channel == channel) is { } row) row.Mode = mode;
                else db.MessagePreferences.Add(new MessagePreferenceRow { UserId = mine, Event = about, Channel = channel, Mode = mode });
            }

            await db.SaveChangesAsync(cancellation);
            return true;
        }, cancellation: cancellation);
}
