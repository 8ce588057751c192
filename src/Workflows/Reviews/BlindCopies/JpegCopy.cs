using System.Buffers.Binary;

namespace Innovation.Workflows.Reviews.BlindCopies;

/// <summary>JPEG without EXIF, XMP, IPTC, comments and whatever follows the picture; a turned picture stays turned.</summary>
internal static class JpegCopy
{
    private const byte Comment = 0xFE;
    private const byte Scan = 0xDA;
    private const byte End = 0xD9;

    public static byte[] Make(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8])) throw new InvalidDataException("no JPEG");
        using var copy = new MemoryStream(content.Length);
        copy.Write([0xFF, 0xD8]);
        var at = 2;
        while (true)
        {
            if (content[at] != 0xFF) throw new InvalidDataException("no marker");
            while (content[at + 1] == 0xFF) at++;
            var marker = content[at + 1];
            if (marker == End) break;
            var length = BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
            var segment = content.Slice(at, length + 2);
            if (Keeps(marker, segment[4..])) copy.Write(segment);
            else if (marker == 0xE1 && Orientation(segment[4..]) is > 1 and <= 8 and var turned) copy.Write(Turned((byte)turned));
            at += segment.Length;
            if (marker == Scan) at += Picture(content[at..], copy);
        }

        copy.Write([0xFF, End]);
        return copy.ToArray();
    }

    // The frame, the tables, JFIF without its thumbnail, the colour profile and Adobe's colour transform are the picture.
    private static bool Keeps(byte marker, ReadOnlySpan<byte> body) => marker switch
    {
        0xE0 => body.StartsWith("JFIF\0"u8) && body.Length == 14,
        0xE2 => body.StartsWith("ICC_PROFILE\0"u8),
        0xEE => body.StartsWith("Adobe"u8) && body.Length == 12,
        >= 0xE0 and <= 0xEF or Comment => false,
        _ => true,
    };

    /// <summary>Copies the coded picture up to the next marker.</summary>
    private static int Picture(ReadOnlySpan<byte> content, MemoryStream copy)
    {
        var at = 0;
        while (content[at] != 0xFF || content[at + 1] is 0 or (>= 0xD0 and <= 0xD7)) at += content[at] == 0xFF ? 2 : 1;
        copy.Write(content[..at]);
        return at;
    }

    private static int Orientation(ReadOnlySpan<byte> exif)
    {
        if (exif.Length < 14 || !exif.StartsWith("Exif\0\0"u8)) return 0;
        var tiff = exif[6..];
        var big = tiff[0] == 'M';
        int Short(ReadOnlySpan<byte> s) => big ? BinaryPrimitives.ReadUInt16BigEndian(s) : BinaryPrimitives.ReadUInt16LittleEndian(s);
        var directory = big ? BinaryPrimitives.ReadInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadInt32LittleEndian(tiff[4..]);
        if (directory < 8 || directory > tiff.Length - 2) return 0;
        var count = Short(tiff[directory..]);
        for (var i = 0; i < count && directory + 14 + (i * 12) <= tiff.Length; i++)
        {
            var entry = tiff.Slice(directory + 2 + (i * 12), 12);
            if (Short(entry) == 0x0112) return Short(entry[8..]);
        }

        return 0;
    }

    private static byte[] Turned(byte orientation) =>
    [
        0xFF, 0xE1, 0, 34, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0, (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8,
        0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
    ];
}
