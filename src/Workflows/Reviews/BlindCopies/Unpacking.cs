using System.IO.Compression;

namespace Innovation.Workflows.Reviews.BlindCopies;

/// <summary>Unpacks what may claim to be small and is not.</summary>
internal static class Unpacking
{
    /// <exception cref="InvalidDataException">There is more than the limit.</exception>
    public static void CopyLimited(Stream source, Stream target, long limit)
    {
        var buffer = new byte[81920];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            if ((limit -= read) < 0) throw new InvalidDataException("unpacks to too much");
            target.Write(buffer, 0, read);
        }
    }

    /// <summary>Most bytes of one XML part: a text of several thousand pages.</summary>
    private const long MostXml = 16 << 20;

    /// <summary>Most parts of an archive.</summary>
    private const int MostParts = 10_000;

    /// <summary>How many times more than its size a part may unpack to; small ones may be all blanks.</summary>
    private const int MostRatio = 200;

    private const long Small = 1 << 20;

    /// <summary>The parts of an Office file, if what they say of themselves is within bounds; what they do not say is met by <see cref="CopyLimited"/>.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static IReadOnlyList<ZipArchiveEntry> Parts(ZipArchive archive)
    {
        var parts = archive.Entries.Where(e => e.Name.Length > 0).ToList();
        if (parts.Count > MostParts) throw new InvalidDataException("too many parts");
        if (parts.Any(p => p.Length > Small && p.Length / Math.Max(1, p.CompressedLength) > MostRatio)) throw new InvalidDataException("unpacks to far more than it is");
        return parts;
    }

    /// <summary>Whether a part is XML by its name.</summary>
    public static bool IsXml(string name) => Path.GetExtension(name).ToLowerInvariant() is ".xml" or ".rels" or ".vml";

    /// <param name="left">What the file may still unpack to.</param>
    public static byte[] Read(ZipArchiveEntry part, ref long left)
    {
        using var body = new MemoryStream();
        using var stream = part.Open();
        CopyLimited(stream, body, IsXml(part.FullName) ? Math.Min(left, MostXml) : left);
        left -= body.Length;
        return body.ToArray();
    }

    /// <param name="left">What the file may still unpack to.</param>
    public static byte[] Inflate(byte[] packed, ref long left)
    {
        using var body = new MemoryStream();
        using var stream = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        CopyLimited(stream, body, left);
        left -= body.Length;
        return body.ToArray();
    }
}
