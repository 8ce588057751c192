namespace Innovation.Web.PublicPages;

/// <summary>Sizes and personal data as pages write them.</summary>
public static class FileWords
{
    /// <summary>142 KB, 1.1 MB.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => $"{Math.Max(1, bytes / 1024)} KB",
        _ => FormattableString.Invariant($"{bytes / 1048576.0:0.0} MB"),
    };

    /// <summary>138****0026.</summary>
    public static string Mobile(string? mobile) => mobile is { Length: >= 7 } ? $"{mobile[..3]}****{mobile[^4..]}" : "";

    /// <summary>A digest in groups of eight.</summary>
    public static string Digest(string hex) => string.Join(' ', hex.Chunk(8).Select(c => new string(c)));
}
