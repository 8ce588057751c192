using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Innovation.Workflows.Messages.Channels;

namespace Innovation.Web.Messages;

/// <summary>The answer of a mail server: a code of three digits and its words.</summary>
internal readonly record struct SmtpReply(int Code, string Text)
{
    public bool IsGood => Code is >= 200 and < 400;

    /// <summary>5xx: it will be the same next time.</summary>
    public bool IsFinal => Code >= 500;
}

/// <summary>
/// A connection that hands mail to a server (RFC 5321), with TLS from the start or by STARTTLS, and sign-in by PLAIN or LOGIN
/// over TLS only. Answers are awaited for half a minute.
/// </summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(15);
    private const int MostLine = 2000;
    private const int MostLines = 100;

    private readonly Socket client;
    private readonly byte[] buffer = new byte[4096];
    private Stream stream;
    private int from;
    private int until;
    private HashSet<string> offers = [];

    private SmtpConnection(Socket client)
    {
        this.client = client;
        stream = new NetworkStream(client, ownsSocket: true);
    }

    /// <summary>Connects, greets, protects and signs in.</summary>
    /// <exception cref="ChannelException">Any of it did not succeed; the message says which and why.</exception>
    public static async Task<SmtpConnection> OpenAsync(MailSettings settings, string password, OutboundRule rule, CancellationToken cancellation)
    {
        var server = $"邮件服务器 {settings.Host}:{settings.Port} ";
        Socket? client = null;
        SmtpConnection? connection = null;
        try
        {
            using (var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation))
            {
                limit.CancelAfter(ConnectPatience);
                client = await OutboundSocket.ConnectAsync(settings.Host, settings.Port, rule, limit.Token);
            }

            connection = new SmtpConnection(client);
            await connection.GreetAsync(settings, password, cancellation);
            return connection;
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException or ChannelException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            if (connection is not null) await connection.DisposeAsync();
            client?.Dispose();
            throw new ChannelException(server + e switch
            {
                OperationCanceledException when connection is null => OutboundSocket.Unreached,
                OperationCanceledException => "没有在规定时间内答复。",
                AuthenticationException => "的加密连接没有建立：" + (e.InnerException?.Message ?? e.Message),
                ChannelException => e.Message,
                _ => OutboundSocket.Unreached,
            }, e);
        }
    }

    /// <summary>Sends a command and reads the answer.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<SmtpReply> AskAsync(string command, CancellationToken cancellation)
    {
        using var limit = Limit(cancellation);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), limit.Token);
        return await ReadAsync(limit.Token);
    }

    /// <summary>Sends the text after DATA, up to but not including the final dot: until <see cref="FinishAsync"/> the server has not taken it.</summary>
    public async Task WriteAsync(string text, CancellationToken cancellation)
    {
        using var limit = Limit(cancellation);
        // A line that begins with a dot gets another one.
        var stuffed = text.Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(stuffed.StartsWith('.') ? "." + stuffed : stuffed), limit.Token);
    }

    /// <summary>Ends the text: from here on the server may have taken the mail.</summary>
    public Task<SmtpReply> FinishAsync(CancellationToken cancellation) => AskAsync(".", cancellation);

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        client.Dispose();
    }

    private async Task GreetAsync(MailSettings settings, string password, CancellationToken cancellation)
    {
        using var limit = Limit(cancellation);
        if (settings.Security == MailSecurity.Tls) await ProtectAsync(settings.Host, limit.Token);
        Expect(await ReadAsync(limit.Token), "没有接受连接");
        await HelloAsync(limit.Token);
        if (settings.Security == MailSecurity.StartTls)
        {
            if (!offers.Contains("STARTTLS")) throw new ChannelException("不支持 STARTTLS，没有发送；请改用加密连接（SSL/TLS）。");
            Expect(await AskAsync("STARTTLS", limit.Token), "没有开始加密");
            // What came in before the encryption is not trusted.
            (from, until) = (0, 0);
            await ProtectAsync(settings.Host, limit.Token);
            await HelloAsync(limit.Token);
        }

        if (settings.UserName.Length == 0) return;
        if (stream is not SslStream) throw new ChannelException("连接没有加密，不发送密码。");
        if (offers.Contains("AUTH LOGIN") && !offers.Contains("AUTH PLAIN"))
        {
            Expect(await AskAsync("AUTH LOGIN", limit.Token), "没有接受登录");
            Expect(await AskAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(settings.UserName)), limit.Token), "没有接受用户名");
            Expect(await AskAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(password)), limit.Token), "没有接受用户名和密码");
        }
        else
        {
            Expect(await AskAsync("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{settings.UserName}\0{password}")), limit.Token), "没有接受用户名和密码");
        }
    }

    private async Task HelloAsync(CancellationToken cancellation)
    {
        var reply = await AskAsync("EHLO [127.0.0.1]", cancellation);
        Expect(reply, "没有接受问候");
        offers = [.. reply.Text.ToUpperInvariant().Split('\n').SelectMany(line => line.StartsWith("AUTH", StringComparison.Ordinal) ? line.Split(' ', '=').Skip(1).Select(m => "AUTH " + m) : [line.Trim()])];
    }

    private async Task ProtectAsync(string host, CancellationToken cancellation)
    {
        var secure = new SslStream(stream);
        stream = secure;
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellation);
    }

    private static void Expect(SmtpReply reply, string otherwise)
    {
        if (!reply.IsGood) throw new ChannelException($"{otherwise}：{reply.Code} {reply.Text}");
    }

    private static CancellationTokenSource Limit(CancellationToken cancellation)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        return limit;
    }

    private async Task<SmtpReply> ReadAsync(CancellationToken cancellation)
    {
        var text = new StringBuilder();
        for (var i = 0; i < MostLines; i++)
        {
            var line = await LineAsync(cancellation);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code)) throw new IOException("答复读不懂：" + line);
            if (text.Length > 0) text.Append('\n');
            text.Append(line.AsSpan(Math.Min(4, line.Length)));
            if (line.Length == 3 || line[3] != '-') return new SmtpReply(code, text.ToString());
        }

        throw new IOException("答复太长。");
    }

    private async Task<string> LineAsync(CancellationToken cancellation)
    {
        var line = new List<byte>();
        while (line.Count < MostLine)
        {
            if (from == until)
            {
                (from, until) = (0, await stream.ReadAsync(buffer, cancellation));
                if (until == 0) throw new IOException("连接被对方断开。");
            }

            var next = buffer[from++];
            if (next == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(next);
        }

        throw new IOException("答复的一行太长。");
    }
}
