using Innovation.Web.Startup;
using Innovation.Workflows.Messages.Channels;
using Microsoft.Extensions.Options;

namespace Innovation.Web.Messages;

/// <summary>电子邮件: to the mail server of the settings, or into a folder of .eml files.</summary>
public sealed class EmailChannel(ChannelStore store, PublicAddress address, IOptions<ServerOptions> server, IOptions<MessageOptions> options) : IMessageChannel
{
    public string Name => Channel.Email;

    /// <summary>Where mail is kept while no server is set.</summary>
    public string Folder => Path.Combine(server.Value.Data, "mail");

    public async Task<IChannelSession?> OpenAsync(CancellationToken cancellation)
    {
        var settings = await store.MailAsync(cancellation);
        var footer = $"请登录系统查看：{address.Of("/messages")}\n这是系统自动发送的邮件，请不要直接回复。在“我的账号”的“消息提醒”里可以改变接收方式。";
        if (!settings.UseServer) return new FolderSession(Folder, settings, footer);
        var session = new SmtpSession(settings, settings.UserName.Length > 0 ? await store.SecretAsync(Channel.Email, cancellation) : "", options.Value.Rule, footer);
        await session.ConnectAsync(cancellation);
        return session;
    }

    /// <summary>One file per message, named by its key: written again it is the same file.</summary>
    private sealed class FolderSession(string folder, MailSettings settings, string footer) : IChannelSession
    {
        public bool Repeatable => true;

        public async Task<SendResult> SendAsync(Outgoing message, CancellationToken cancellation)
        {
            try
            {
                Directory.CreateDirectory(folder);
                var file = Path.Combine(folder, $"{message.CreatedAt.ToOffset(TimeSpan.FromHours(8)):yyyyMMdd-HHmmss}-{MailText.Hash(message.Key)}.eml");
                await File.WriteAllTextAsync(file + ".part", MailText.Write(message, settings, footer), cancellation);
                File.Move(file + ".part", file, overwrite: true);
                return new SendResult.Sent();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return new SendResult.Later("邮件文件没有写成：" + e.Message);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
