using System.Buffers.Binary;
using System.Text;

namespace Innovation.Workflows.Reviews.BlindCopies;

/// <summary>PNG with the chunks that make up the picture, and no others.</summary>
internal static class PngCopy
{
    private static readonly string[] Kept = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs"];

    public static byte[] Make(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
        if (!content.StartsWith(signature)) throw new InvalidDataException("no PNG");
        using var copy = new MemoryStream(content.Length);
        copy.Write(signature);
        for (var at = signature.Length; ;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(content[at..]);
            var chunk = content.Slice(at, checked(length + 12));
            var type = Encoding.ASCII.GetString(chunk.Slice(4, 4));
            if (Kept.Contains(type)) copy.Write(chunk);
            if (type == "IEND") return copy.ToArray();
            at += chunk.Length;
        }
    }
}
