using Innovation.Web.Api;
using Innovation.Web.Clock;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Storage;

namespace Innovation.Web.Cities;

/// <summary>A request of another installation whose signature holds.</summary>
public sealed record SignedRequest(CityRow City, string RequestId, Sender Sender, byte[] Body);

/// <summary>
/// Lets in requests that another installation has signed (see <see cref="CitySignature"/>), and nobody else. The signature covers
/// the hash of the body and stands in the headers: of a request that is not signed no byte of the body is read.
/// </summary>
public sealed class CityGate(Workflows.Funds.Cities.Cities cities, IDbContexts contexts, TimeProvider clock, RealClock realClock)
{
    /// <summary>Carries out a message.</summary>
    internal async Task<IResult> OnAsync<T>(HttpContext context, Func<SignedRequest, T, Task<IResult>> work) where T : class =>
        await OnAsync(context, async request => CityJson.Read<T>(request.Body) is { } message ? await work(request, message) : Problems.Bad("city.message", null, "消息缺少内容，或者内容不对，没有接收；请核对接口说明和对方系统的版本。"));

    /// <summary>Answers a question.</summary>
    internal async Task<IResult> OnAsync(HttpContext context, Func<SignedRequest, Task<IResult>> work)
    {
        var headers = context.Request.Headers;
        string? Header(string name) => headers[name].ToString() is { Length: > 0 } text ? text : null;
        CityRow? city;
        await using (var db = contexts.Create())
        {
            city = await cities.FindSignedAsync(db, Header(CitySignature.Link), secret =>
                CitySignature.Holds(secret, context.Request.Method, context.Request.Path, Header(CitySignature.Time), Header(CitySignature.RequestId), Header(CitySignature.Body), Header(CitySignature.Signature), realClock.GetUtcNow()), context.RequestAborted);
        }

        if (city is null) return Unsigned;
        // The limit of the endpoint stops what is too long.
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var (bytes, received) = (body.ToArray(), clock.GetUtcNow());
        return CitySignature.HashOf(bytes) == Header(CitySignature.Body)
            ? await work(new SignedRequest(city, Header(CitySignature.RequestId)!, new Sender(Workflows.Funds.Cities.Cities.UserOf(city), received), bytes))
            : Unsigned;
    }

    private static IResult Unsigned => Problems.Bad("city.signature", null, "签名不对，或请求的时间与本系统相差超过 5 分钟；请核对对接代码、密钥和系统时间。");
}
