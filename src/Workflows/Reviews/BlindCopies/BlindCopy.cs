namespace Innovation.Workflows.Reviews.BlindCopies;

/// <summary>
/// 匿名副本 of an uploaded file: the same content without what the programs wrote about who made it. What people wrote or
/// scanned stays. Each format is rebuilt from what is known to be content, so that what is unknown is left out.
/// </summary>
public static class BlindCopy
{
    /// <summary>Most bytes that a file may unpack to.</summary>
    internal const int MaxUnpacked = 128 * 1024 * 1024;

    /// <summary>The copy, or null when none can be made: broken, encrypted, or a format that is not rebuilt (Office before 2007).</summary>
    /// <param name="contentType">As recognised by content when the file was uploaded.</param>
    public static byte[]? Make(string contentType, byte[] content)
    {
        try
        {
            return contentType switch
            {
                "application/pdf" => PdfCopy.Make(content),
                "image/jpeg" => JpegCopy.Make(content),
                "image/png" => PngCopy.Make(content),
                _ when contentType.StartsWith("application/vnd.openxmlformats-officedocument.", StringComparison.Ordinal) => OfficeCopy.Make(content),
                _ => null,
            };
        }
        // A broken file fails wherever it is broken.
        catch (Exception e) when (e is InvalidDataException or FormatException or ArithmeticException or ArgumentException or IndexOutOfRangeException or InvalidCastException or KeyNotFoundException or NotSupportedException or System.Xml.XmlException or IOException)
        {
            return null;
        }
    }
}
