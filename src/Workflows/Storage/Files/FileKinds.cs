using System.IO.Compression;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Storage.Files;

/// <summary>What a file really is, by its content; the name is only checked against it.</summary>
public static class FileKinds
{
    /// <summary>Largest accepted file in bytes: 50 MB.</summary>
    public const long MaxSize = 50L * 1024 * 1024;

    private static readonly Dictionary<string, string> Types = new()
    {
        [".pdf"] = "application/pdf",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".png"] = "image/png",
        [".doc"] = "application/msword",
        [".xls"] = "application/vnd.ms-excel",
        [".ppt"] = "application/vnd.ms-powerpoint",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    };

    /// <summary>Endings of the files that are accepted, lower-case with the dot.</summary>
    public static IReadOnlyCollection<string> Endings => Types.Keys;

    /// <summary>The content type, or a Chinese sentence why the file is refused.</summary>
    /// <param name="name">The name the sender gave it.</param>
    /// <param name="content">Seekable; its position is put back to the start.</param>
    public static (string? ContentType, string? Refusal) Recognise(string name, Stream content)
    {
        if (content.Length == 0) return (null, "文件是空的，请重新选择。");
        if (content.Length > MaxSize) return (null, "文件超过 50 MB，请压缩图片或拆分后再传。");
        var ending = Path.GetExtension(name).ToLowerInvariant();
        if (!Types.TryGetValue(ending, out var type)) return (null, "只收 PDF、Office 文档和图片（jpg、png），不收压缩包和其他文件。");
        content.Position = 0;
        Span<byte> head = stackalloc byte[8];
        var read = content.ReadAtLeast(head, 8, throwOnEndOfStream: false);
        content.Position = 0;
        head = head[..read];
        var fits = ending switch
        {
            ".pdf" => head.StartsWith("%PDF-"u8),
            ".jpg" or ".jpeg" => head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]),
            ".png" => head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]),
            ".doc" or ".xls" or ".ppt" => head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]),
            _ => IsOffice(content, ending),
        };
        content.Position = 0;
        return fits ? (type, null) : (null, $"文件内容不是 {ending[1..]} 格式，可能是改了后缀或已损坏，请重新生成后再传。");
    }

    /// <summary>The name without folders and control characters, at most 200 characters.</summary>
    public static string CleanName(string name)
    {
        var last = CleanText.Line(name).Replace('\\', '/').Split('/')[^1];
        var clean = string.Concat(last.Where(c => c is not ('"' or '<' or '>' or '|' or ':' or '*' or '?'))).Trim().TrimStart('.');
        if (clean.Length == 0) clean = "未命名";
        if (clean.Length <= 200) return clean;
        var ending = Path.GetExtension(clean);
        return ending.Length is > 0 and < 10 ? CleanText.Cut(clean[..^ending.Length], 200 - ending.Length) + ending : CleanText.Cut(clean, 200);
    }

    private static bool IsOffice(Stream content, string ending)
    {
        try
        {
            using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            var folder = ending switch { ".docx" => "word/", ".xlsx" => "xl/", _ => "ppt/" };
            return archive.GetEntry("[Content_Types].xml") is not null && archive.Entries.Any(e => e.FullName.StartsWith(folder, StringComparison.Ordinal));
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or IOException)
        {
            return false;
        }
    }
}
