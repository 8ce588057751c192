using System.Net.Http.Headers;
using System.Text.Json;
using Innovation.Web.Clock;
using Innovation.Web.Messages;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Messages.Channels;
using Microsoft.Extensions.Options;

namespace Innovation.Web.Cities;

/// <summary>The way to another installation: one signed HTTP request, no redirects, under the rule for outgoing addresses.</summary>
public sealed class CityChannel(Workflows.Funds.Cities.Cities cities, OutboundHttp http, RealClock clock, IOptions<MessageOptions> options) : ICityChannel
{
    private const int MostBytes = 20_000_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public async Task<ChannelAnswer> SendAsync(CityRow city, string method, string path, string requestId, byte[] body, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(city);
        var address = city.Endpoint + path;
        if (options.Value.Rule.Problem(address) is { } problem) return Unreached(problem);
        var (time, hash) = (CitySignature.At(clock.GetUtcNow()), CitySignature.HashOf(body));
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation(CitySignature.Link, city.LinkCode);
        request.Headers.TryAddWithoutValidation(CitySignature.Time, time);
        request.Headers.TryAddWithoutValidation(CitySignature.RequestId, requestId);
        request.Headers.TryAddWithoutValidation(CitySignature.Body, hash);
        request.Headers.TryAddWithoutValidation(CitySignature.Signature, CitySignature.Of(cities.SecretOf(city), method, path, time, requestId, hash));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Longest);
        try
        {
            using var answer = await http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return await ReadAsync(answer, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Unreached(OutboundSocket.Unreached);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Unreached(OutboundSocket.Unreached);
        }
    }

    private static ChannelAnswer Unreached(string why) => new(0, [], null, why);

    private static async Task<ChannelAnswer> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        await using var content = await answer.Content.ReadAsStreamAsync(cancellation);
        if (await CityFiles.ReadAsync(content, MostBytes, cancellation) is not { } body) return Unreached("对方系统的答复太大。");
        var status = (int)answer.StatusCode;
        var (code, detail) = answer.IsSuccessStatusCode ? (null, null) : Problem(body);
        return new ChannelAnswer(status, body, code, detail ?? (answer.IsSuccessStatusCode ? null : $"对方系统答复 {status}。"));
    }

    private static (string? Code, string? Detail) Problem(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            string? Text(string name) => json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return (Text("code"), Text("detail"));
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }
}
