using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Innovation.Web.Clock;
using Innovation.Workflows.Messages.Channels;
using Innovation.Workflows.Messages.Templates;
using Innovation.Workflows.Texts;
using Microsoft.Extensions.Options;

namespace Innovation.Web.Messages;

/// <summary>短信 and 接口推送: one HTTP request per message, signed; redirects are not followed.</summary>
public sealed class HttpChannel(string name, ChannelStore store, OutboundHttp http, RealClock clock, IOptions<MessageOptions> options) : IMessageChannel
{
    public string Name => name;

    public async Task<IChannelSession?> OpenAsync(CancellationToken cancellation)
    {
        var settings = await store.HttpAsync(name, cancellation);
        if (!settings.Enabled) return null;
        // Asked again here: the operator may have narrowed the rule since the address was saved.
        if (options.Value.Rule.Problem(settings.Url) is { } problem) throw new ChannelException(problem);
        return new Session(settings, await store.SecretAsync(name, cancellation), http.Client, clock);
    }

    /// <summary>HMAC-SHA256 over timestamp, a dot and the body, in lower-case hexadecimal digits.</summary>
    public static string Sign(string secret, string timestamp, string body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}")));

    private sealed class Session(HttpSettings settings, string secret, HttpClient client, RealClock clock) : IChannelSession
    {
        private const int MostAnswer = 64 * 1024;

        public bool Repeatable => settings.Repeatable;

        public async Task<SendResult> SendAsync(Outgoing message, CancellationToken cancellation)
        {
            using var request = Request(message);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(TimeSpan.FromSeconds(settings.TimeoutSeconds));
            try
            {
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                return await JudgeAsync(answer, limit.Token);
            }
            catch (OperationCanceledException)
            {
                return Doubtful(OutboundSocket.Unreached);
            }
            catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
            {
                return new SendResult.Later(OutboundSocket.Unreached);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                return Doubtful("连接中途断了。");
            }
        }

        private HttpRequestMessage Request(Outgoing message)
        {
            var values = new Dictionary<string, string?>
            {
                ["编号"] = message.Key, ["地址"] = message.Address, ["姓名"] = message.Name, ["用户名"] = message.UserName, ["事项"] = message.EventKey,
                ["标题"] = message.Title, ["正文"] = message.Body, ["案件"] = message.CaseId ?? "", ["时间"] = message.CreatedAt.ToUniversalTime().ToString("O"),
            };
            var type = MediaTypeHeaderValue.Parse(settings.ContentType);
            var body = MessageText.Fill(settings.Body, values, EncoderFor(type.MediaType!));
            var request = new HttpRequestMessage(new HttpMethod(settings.Method), settings.Url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            type.CharSet = "utf-8";
            request.Content.Headers.ContentType = type;
            values[HttpSettings.SecretField] = secret;
            foreach (var (header, value) in settings.HeaderLines()) request.Headers.TryAddWithoutValidation(header, MessageText.Fill(value, values, text => string.Concat(text.Where(c => c is >= ' ' and < (char)127))));
            request.Headers.TryAddWithoutValidation("Idempotency-Key", message.Key);
            if (!settings.Signed) return request;
            var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            request.Headers.TryAddWithoutValidation("X-Timestamp", timestamp);
            request.Headers.TryAddWithoutValidation("X-Signature", Sign(secret, timestamp, body));
            return request;
        }

        /// <summary>A value must not change the structure of what it is put into.</summary>
        private static Func<string, string> EncoderFor(string mediaType) =>
            mediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase) ? text => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString()
            : mediaType.EndsWith("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ? Uri.EscapeDataString
            : mediaType.EndsWith("xml", StringComparison.OrdinalIgnoreCase) ? text => WebUtility.HtmlEncode(text)
            : text => text;

        private async Task<SendResult> JudgeAsync(HttpResponseMessage answer, CancellationToken cancellation)
        {
            var text = await TextAsync(answer, cancellation);
            var status = (int)answer.StatusCode;
            if (answer.IsSuccessStatusCode && (settings.SuccessText.Length == 0 || text.Contains(settings.SuccessText, StringComparison.Ordinal))) return new SendResult.Sent();
            var reason = $"对方答复 {status}：{(CleanText.Cut(text, 200))}";
            return status switch
            {
                502 or 504 => Doubtful(reason),
                // What is wrong with this message stays wrong; anything else can be mended here or there.
                400 or 410 or 413 or 422 => new SendResult.Refused(reason),
                _ => new SendResult.Later(reason),
            };
        }

        private SendResult Doubtful(string reason) => settings.Repeatable ? new SendResult.Later(reason) : new SendResult.Unknown(reason);

        private static async Task<string> TextAsync(HttpResponseMessage answer, CancellationToken cancellation)
        {
            await using var content = await answer.Content.ReadAsStreamAsync(cancellation);
            var bytes = new byte[MostAnswer];
            var count = await content.ReadAtLeastAsync(bytes, MostAnswer, throwOnEndOfStream: false, cancellation);
            return Encoding.UTF8.GetString(bytes, 0, count).TrimEnd('\uFFFD');
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>The one HTTP client that leaves the system: no redirects, no cookies, no way back to this machine.</summary>
public sealed class OutboundHttp : IDisposable
{
    public OutboundHttp(IOptions<MessageOptions> options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = async (context, cancellation) => new NetworkStream(await OutboundSocket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, options.Value.Rule, cancellation), ownsSocket: true),
        };
        Client = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public HttpClient Client { get; }

    public void Dispose() => Client.Dispose();
}
