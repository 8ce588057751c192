namespace Innovation.Web.Cities;

/// <summary>What comes in from other cities, read into memory up to a limit.</summary>
internal static class CityFiles
{
    /// <summary>What to say when there is no file, or none that can be taken.</summary>
    public const string Wrong = "请选择一个文件，不超过 20 MB。";

    private const int MostBytes = 20_000_000;

    /// <summary>An uploaded list or clearing; null when there is none, it is empty or too large.</summary>
    public static async Task<byte[]?> ReadAsync(IFormFile? file, CancellationToken cancellation)
    {
        if (file is not { Length: > 0 }) return null;
        await using var content = file.OpenReadStream();
        return await ReadAsync(content, MostBytes, cancellation);
    }

    /// <summary>The whole of a stream; null when it is longer than the limit.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, int most, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var part = new byte[64 * 1024];
        for (int count; (count = await stream.ReadAsync(part, cancellation)) > 0;)
        {
            if (body.Length + count > most) return null;
            body.Write(part, 0, count);
        }

        return body.ToArray();
    }
}
