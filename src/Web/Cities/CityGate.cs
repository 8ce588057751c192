using Innovation.Web.Api;
using Innovation.Web.Clock;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Storage;

namespace Innovation.Web.Cities;

/// <summary>A request of another installation whose signature holds.</summary>
public sealed record SignedRequest(CityRow City, string RequestId, Sender Sender, byte[] Body);

/// <summary>Lets in requests that another installation has signed (see <see cref="CitySignature"/>), and nobody else.</summary>
public sealed class CityGate(Workflows.Funds.Cities.Cities cities, IDbContexts contexts, TimeProvider clock, RealClock realClock)
{
    private const int MostBytes = 40_000_000;

    /// <summary>Carries out a message.</summary>
    internal async Task<IResult> OnAsync<T>(HttpContext context, Func<SignedRequest, T, Task<IResult>> work) where T : class =>
        await OnAsync(context, async request => CityJson.Read<T>(request.Body) is { } message ? await work(request, message) : Problems.Bad("request.malformed", null, "消息内容读不懂。"));

    /// <summary>Answers a question.</summary>
    internal async Task<IResult> OnAsync(HttpContext context, Func<SignedRequest, Task<IResult>> work)
    {
        if (await CityFiles.ReadAsync(context.Request.Body, MostBytes, context.RequestAborted) is not { } bytes) return Problems.Bad("request.tooLarge", null, "内容太大，没有接收。");
        var (received, headers) = (clock.GetUtcNow(), context.Request.Headers);
        string? Header(string name) => headers[name].ToString() is { Length: > 0 } text ? text : null;
        await using var db = contexts.Create();
        var city = await cities.FindSignedAsync(db, Header(CitySignature.Link), secret =>
            CitySignature.Holds(secret, context.Request.Method, context.Request.Path, Header(CitySignature.Time), Header(CitySignature.RequestId), bytes, Header(CitySignature.Signature), realClock.GetUtcNow()), context.RequestAborted);
        return city is null
            ? Problems.Bad("city.signature", null, "签名不对，或请求的时间与本系统相差超过 5 分钟；请核对对接代码、密钥和系统时间。")
            : await work(new SignedRequest(city, Header(CitySignature.RequestId)!, new Sender(Workflows.Funds.Cities.Cities.UserOf(city), received), bytes));
    }
}
