using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Messages.Channels;

namespace Innovation.Web.Messages;

/// <summary>发送测试: one message at once, by the settings as saved, with the answer of the receiver.</summary>
public sealed class TestMessage(IEnumerable<IMessageChannel> channels, AuditLog audit)
{
    /// <param name="address">Valid for the channel.</param>
    /// <returns>Null when the receiver took it, otherwise why not.</returns>
    public async Task<string?> SendAsync(string channel, string address, Sender sender, CancellationToken cancellation = default)
    {
        var message = new Outgoing("test/" + Identifiers.Opaque(), address, sender.User.Name, sender.User.Name, "test", "测试消息", $"这是“发送设置”里的测试消息，由{sender.User.Name}发出。收到它，说明{Channel.NameOf(channel)}可以使用。", null, sender.ReceivedAt);
        SendResult result;
        try
        {
            await using var session = await channels.Single(c => c.Name == channel).OpenAsync(cancellation);
            result = session is null ? new SendResult.Refused($"{Channel.NameOf(channel)}没有启用，请先启用并保存。") : await session.SendAsync(message, cancellation);
        }
        catch (ChannelException e)
        {
            result = new SendResult.Later(e.Message);
        }

        var problem = result switch { SendResult.Later r => r.Reason, SendResult.Refused r => r.Reason, SendResult.Unknown r => r.Reason, _ => null };
        await audit.RecordAsync(sender.User, "message.tested", channel, new { address, problem }, cancellation);
        return problem;
    }
}
