using System.Text;

namespace Innovation.Workflows.Tables;

/// <summary>The text in a file that somebody sent. Each encoding is strict: what does not fit is refused, never replaced.</summary>
public static class TableText
{
    private static readonly Encoding Utf8 = new UTF8Encoding(false, true);
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>The encoding of tables and of files for banks.</summary>
    public static Encoding EncodingOf(bool gb18030) => gb18030 ? Gb18030 : Utf8;

    /// <summary>UTF-16 with its mark, UTF-8 with or without, else GB18030 (GBK).</summary>
    /// <returns>The text without its mark, or what the file is instead.</returns>
    public static (string? Text, string? Problem) Decode(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Strictly(content[2..], new UnicodeEncoding(false, false, true), "UTF-16");
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Strictly(content[2..], new UnicodeEncoding(true, false, true), "UTF-16");
        if (content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return Strictly(content[3..], Utf8, "UTF-8");
        if (content.StartsWith("PK\u0003\u0004"u8) || content.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) return (null, "这是 Excel 工作簿，请另存为 CSV（逗号分隔）再上传。");
        if (content.StartsWith("%PDF"u8)) return (null, "这是 PDF 文件，请上传 CSV（逗号分隔）表格。");
        if (content.Contains((byte)0)) return (null, "这不是文本文件，请上传 CSV（逗号分隔）表格。");
        return Strictly(content, Utf8, null) is { Text: not null } read ? read : Strictly(content, Gb18030, null);
    }

    private static (string? Text, string? Problem) Strictly(ReadOnlySpan<byte> content, Encoding encoding, string? claimed)
    {
        try
        {
            return (encoding.GetString(content), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, claimed is null ? "文件既不是 UTF-8 也不是 GB18030（GBK）编码的文本，请另存为 CSV（逗号分隔）再上传。" : $"文件开头标明是 {claimed} 编码，内容却不是，请另存为 CSV UTF-8（逗号分隔）再上传。");
        }
    }
}
