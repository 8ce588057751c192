using Innovation.Workflows.Storage.Files;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Api;

/// <summary>How large the body of a request may be; the server refuses a longer one (413) before it is read.</summary>
public static class BodyLimits
{
    /// <summary>A form of a programme with its texts, a draft of a programme.</summary>
    public const int Json = 4 << 20;

    /// <summary>A message of another city.</summary>
    public const int CityMessage = 1 << 20;

    /// <summary>A message of another city with an invoice, in Base64.</summary>
    public const int CityFile = (int)(FileKinds.MaxSize * 4 / 3) + CityMessage;

    /// <summary>A quarter's clearing between two cities: a hundred thousand lines.</summary>
    public const int CityClearing = 40 << 20;

    /// <summary>One file and the fields beside it.</summary>
    public const int File = (int)FileKinds.MaxSize + (2 << 20);

    public static TBuilder TakesUpTo<TBuilder>(this TBuilder endpoint, int bytes) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequestSizeLimitAttribute(bytes));

    /// <summary>Takes multipart/form-data with a file.</summary>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder endpoint) => endpoint.Accepts<IFormFile>("multipart/form-data").TakesUpTo(File);
}
