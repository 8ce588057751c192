using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Innovation.Acceptance;

/// <summary>What a mail server does with the mail that is handed to it.</summary>
public enum MailTemper
{
    Takes,

    /// <summary>451 at the recipient.</summary>
    Busy,

    /// <summary>550 at the recipient.</summary>
    Refuses,

    /// <summary>Takes the mail and breaks the connection before it says so.</summary>
    Silent,
}

/// <summary>A mail server on a socket of this machine, which keeps what it receives.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Mail> mails = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Task work;

    public MailServer()
    {
        listener.Start();
        work = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public MailTemper Temper { get; set; }

    /// <summary>Everything received so far, in order.</summary>
    public IReadOnlyList<Mail> Mails => [.. mails];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await work;
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = TalkAsync(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Stopped.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII);
            await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 test");
            string from = "", to = "";
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("EHLO", StringComparison.Ordinal)) await writer.WriteAsync("250-test\r\n250 8BITMIME\r\n");
                else if (line.StartsWith("MAIL FROM:", StringComparison.Ordinal)) (from, _) = (line[10..], writer.WriteLineAsync("250 ok"));
                else if (line.StartsWith("RCPT TO:", StringComparison.Ordinal))
                {
                    to = line[8..].Trim('<', '>');
                    await writer.WriteLineAsync(Temper switch { MailTemper.Busy => "451 try later", MailTemper.Refuses => "550 no such user", _ => "250 ok" });
                }
                else if (line == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    var text = new StringBuilder();
                    while (await reader.ReadLineAsync() is { } part && part != ".") text.Append(part.StartsWith('.') ? part[1..] : part).Append('\n');
                    mails.Enqueue(Mail.Read(from, to, text.ToString()));
                    if (Temper == MailTemper.Silent) return;
                    await writer.WriteLineAsync("250 taken");
                }
                else await writer.WriteLineAsync("250 ok");
            }
        }
    }
}

/// <summary>A mail as received.</summary>
public sealed partial record Mail(string From, string To, string Subject, string MessageId, string Body, string Source)
{
    public static Mail Read(string from, string to, string source)
    {
        var cut = source.IndexOf("\n\n", StringComparison.Ordinal);
        var headers = source[..cut].Replace("\n ", "", StringComparison.Ordinal).Split('\n').Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1]);
        Assert.Equal("text/plain; charset=utf-8", headers["Content-Type"]);
        Assert.All(source.Split('\n'), line => Assert.True(line.Length <= 76 && line.All(char.IsAscii), line));
        return new Mail(from, to, Word().Replace(headers["Subject"], m => Text(m.Groups[1].Value)), headers["Message-ID"], Text(source[cut..].Replace("\n", "", StringComparison.Ordinal)), source);
    }

    private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    [GeneratedRegex(@"=\?utf-8\?B\?([^?]*)\?=")]
    private static partial Regex Word();
}
