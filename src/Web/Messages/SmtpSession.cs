using Innovation.Workflows.Messages.Channels;

namespace Innovation.Web.Messages;

/// <summary>Mails over one connection, which is opened again when it broke.</summary>
internal sealed class SmtpSession(MailSettings settings, string password, OutboundRule rule, string footer) : IChannelSession
{
    private SmtpConnection? connection;

    /// <summary>Mail servers need not look at the Message-ID: a mail that may have arrived is not repeated.</summary>
    public bool Repeatable => false;

    /// <exception cref="ChannelException">The server cannot be reached.</exception>
    public async Task ConnectAsync(CancellationToken cancellation) => connection ??= await SmtpConnection.OpenAsync(settings, password, rule, cancellation);

    public async Task<SendResult> SendAsync(Outgoing message, CancellationToken cancellation)
    {
        await ConnectAsync(cancellation);
        var finishing = false;
        try
        {
            var refused = await AskAsync($"MAIL FROM:<{settings.Sender}>", "发件地址", ours: true, cancellation)
                ?? await AskAsync($"RCPT TO:<{message.Address}>", "收件地址", ours: false, cancellation)
                ?? await AskAsync("DATA", "邮件", ours: true, cancellation);
            if (refused is not null)
            {
                await connection!.AskAsync("RSET", cancellation);
                return refused;
            }

            await connection!.WriteAsync(MailText.Write(message, settings, footer), cancellation);
            finishing = true;
            var reply = await connection.FinishAsync(cancellation);
            return reply.IsGood ? new SendResult.Sent() : Refused("邮件", reply, reply.IsFinal);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or OperationCanceledException)
        {
            await DisposeAsync();
            var what = e is OperationCanceledException ? "邮件服务器没有在规定时间内答复。" : "与邮件服务器的连接断了。";
            return finishing ? new SendResult.Unknown(what) : new SendResult.Later(what);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
        connection = null;
    }

    /// <param name="ours">A refusal is about our settings, which an administrator can mend, and not about this mail.</param>
    private async Task<SendResult?> AskAsync(string command, string what, bool ours, CancellationToken cancellation)
    {
        var reply = await connection!.AskAsync(command, cancellation);
        return reply.IsGood ? null : Refused(what, reply, reply.IsFinal && !ours);
    }

    private static SendResult Refused(string what, SmtpReply reply, bool final)
    {
        var reason = $"邮件服务器没有接受{what}：{reply.Code} {reply.Text}";
        return final ? new SendResult.Refused(reason) : new SendResult.Later(reason);
    }
}
