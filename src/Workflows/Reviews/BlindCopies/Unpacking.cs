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
