using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Innovation.Workflows.Reviews.BlindCopies;

namespace Innovation.Workflows.Reviews.BlindChecks;

/// <summary>The text of docx, xlsx and pptx part by part, without regard to how it is cut into runs, and the parts that are no text.</summary>
internal static class OfficeScan
{
    // Nobody sees these; names in them are found as in any other part.
    private static readonly string[] Unseen = [".odttf", "printersettings1.bin"];

    public static List<Finding> Scan(byte[] content, NameSearch names)
    {
        var found = new List<Finding>();
        var left = (long)BlindCopy.MaxUnpacked;
        using var archive = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
        foreach (var entry in Unpacking.Parts(archive))
        {
            var name = entry.FullName.ToLowerInvariant();
            var body = Unpacking.Read(entry, ref left);
            var place = Place(name);
            if (Unpacking.IsXml(name))
            {
                try
                {
                    var (text, attributes) = Read(body);
                    found.AddRange(TextScan.Names(names, text, _ => place));
                    found.AddRange(TextScan.Names(names, attributes, _ => place));
                }
                catch (XmlException)
                {
                    found.Add(new Finding(FindingKind.Unreadable, place, "这一部分读不出，请看全文"));
                }

                continue;
            }

            foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode]) found.AddRange(TextScan.Names(names, encoding.GetString(body), _ => place));
            if (IsPicture(name)) found.Add(new Finding(FindingKind.Picture, place, $"图片 {entry.Name}，请看图片内容"));
            else if (!Unseen.Any(u => name.EndsWith(u, StringComparison.Ordinal)) && !name.Contains("/printersettings/", StringComparison.Ordinal)) found.Add(new Finding(FindingKind.Other, place, $"嵌入的文件 {entry.Name}，请打开查看"));
        }

        return found;
    }

    private static bool IsPicture(string name) => name.Contains("/media/", StringComparison.Ordinal) || Path.GetExtension(name) is ".png" or ".jpg" or ".jpeg" or ".gif" or ".bmp" or ".tif" or ".tiff" or ".emf" or ".wmf" or ".svg" or ".webp";

    /// <summary>All text in one piece, so that a name cut into runs or cells is whole, and the attributes one a line.</summary>
    private static (string Text, string Attributes) Read(byte[] body)
    {
        var (text, attributes) = (new StringBuilder(), new StringBuilder());
        using var reader = XmlReader.Create(new MemoryStream(body, writable: false), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (reader.Read())
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) text.Append(reader.Value);
            if (reader.NodeType != XmlNodeType.Element || !reader.HasAttributes) continue;
            // Targets of links are escaped.
            while (reader.MoveToNextAttribute()) attributes.Append(reader.LocalName == "Target" ? Uri.UnescapeDataString(reader.Value) : reader.Value).Append(" | ");
            reader.MoveToElement();
        }

        return (text.ToString(), attributes.ToString());
    }

    private static string Place(string path)
    {
        var file = Path.GetFileNameWithoutExtension(path.Replace(".rels", "", StringComparison.Ordinal));
        var number = string.Concat(file.Where(char.IsAsciiDigit));
        string Numbered(string what) => number.Length == 0 ? what : string.Create(CultureInfo.InvariantCulture, $"第 {number} {what}");
        return path switch
        {
            _ when path.Contains("/document.xml", StringComparison.Ordinal) => "正文",
            _ when file.StartsWith("header", StringComparison.Ordinal) => "页眉",
            _ when file.StartsWith("footer", StringComparison.Ordinal) => "页脚",
            _ when file.StartsWith("footnotes", StringComparison.Ordinal) || file.StartsWith("endnotes", StringComparison.Ordinal) => "脚注",
            _ when path.Contains("comment", StringComparison.Ordinal) => "批注",
            _ when file.StartsWith("sharedstrings", StringComparison.Ordinal) => "表格文字",
            _ when path.Contains("/worksheets/", StringComparison.Ordinal) => Numbered("张工作表"),
            _ when file.StartsWith("workbook", StringComparison.Ordinal) => "工作表名",
            _ when path.Contains("/slides/", StringComparison.Ordinal) => Numbered("张幻灯片"),
            _ when path.Contains("/notesslides/", StringComparison.Ordinal) => Numbered("张幻灯片的备注"),
            _ when path.Contains("/charts/", StringComparison.Ordinal) => "图表",
            _ when path.Contains("/media/", StringComparison.Ordinal) => "图片",
            _ => "其他部分",
        };
    }
}
