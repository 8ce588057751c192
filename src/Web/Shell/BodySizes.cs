using Innovation.Web.Api;
using Microsoft.AspNetCore.Http.Features;

namespace Innovation.Web.Shell;

/// <summary>Refuses a body that says it is longer than its endpoint takes (<see cref="BodyLimits"/>), before a byte of it is read.</summary>
public static class BodySizes
{
    /// <summary>Comes after routing, which knows the limit.</summary>
    public static void UseBodySizes(this WebApplication app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (request.ContentLength is not { } length || context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is not { } most || length <= most)
        {
            await next(context);
            return;
        }

        if (request.Path.StartsWithSegments("/api"))
        {
            await Problems.Bad("request.tooLarge", null, $"内容太大，最多 {most >> 20} MB，没有接收。").ExecuteAsync(context);
            return;
        }

        // The page that says so must not come upon the body again.
        (request.Body, request.ContentLength, request.Form) = (Stream.Null, 0, FormCollection.Empty);
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
    });
}
