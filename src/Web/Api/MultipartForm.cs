using Innovation.Web.Shell;
using Innovation.Workflows.Storage.Files;
using Microsoft.AspNetCore.Http.Features;

namespace Innovation.Web.Api;

/// <summary>A multipart/form-data body: a few short fields and at most one file of at most <see cref="FileKinds.MaxSize"/> bytes.</summary>
internal static class MultipartForm
{
    private const int LongestValue = 16_384;

    private static readonly FormOptions Limits = new()
    {
        MultipartBodyLengthLimit = FileKinds.MaxSize + (1 << 20),
        ValueLengthLimit = LongestValue,
        KeyLengthLimit = 256,
        ValueCountLimit = 20,
    };

    /// <summary>Reads the body; null when it is not multipart, is cut short, or exceeds the limits.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpRequest request)
    {
        if (!request.HasFormContentType) return null;
        try
        {
            return CleanForms.Of(await request.ReadFormAsync(Limits));
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return null;
        }
    }

    /// <summary>The refusal that goes with a null from <see cref="ReadAsync"/>.</summary>
    public static IResult Unreadable(string code) => Problems.Bad(code, "file", "提交的内容读不懂，或文件超过 50 MB；请用 multipart/form-data 提交。");
}
