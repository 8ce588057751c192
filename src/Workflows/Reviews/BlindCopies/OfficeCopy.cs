using System.IO.Compression;
using System.Xml.Linq;

namespace Innovation.Workflows.Reviews.BlindCopies;

/// <summary>docx, xlsx and pptx without properties, names of authors in comments and tracked changes, and pictures' own metadata.</summary>
internal static class OfficeCopy
{
    private static readonly string[] Authors = ["author", "initials", "userId", "userName", "lastEdited", "displayName", "providerId"];

    public static byte[] Make(byte[] content)
    {
        using var copy = new MemoryStream(content.Length);
        using (var source = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read))
        using (var target = new ZipArchive(copy, ZipArchiveMode.Create, leaveOpen: true))
        {
            var left = (long)BlindCopy.MaxUnpacked;
            foreach (var entry in Unpacking.Parts(source))
            {
                var body = Unpacking.Read(entry, ref left);
                using var written = target.CreateEntry(entry.FullName).Open();
                written.Write(Blind(entry.FullName, body));
            }
        }

        return copy.ToArray();
    }

    private static byte[] Blind(string path, byte[] body)
    {
        var name = path.ToLowerInvariant();
        if (name.StartsWith("docprops/", StringComparison.Ordinal)) return name.EndsWith(".xml", StringComparison.Ordinal) ? Emptied(body) : name.EndsWith(".png", StringComparison.Ordinal) ? PngCopy.Make(body) : name.EndsWith(".jpeg", StringComparison.Ordinal) || name.EndsWith(".jpg", StringComparison.Ordinal) ? JpegCopy.Make(body) : [];
        if (name.EndsWith(".jpg", StringComparison.Ordinal) || name.EndsWith(".jpeg", StringComparison.Ordinal)) return JpegCopy.Make(body);
        if (name.EndsWith(".png", StringComparison.Ordinal)) return PngCopy.Make(body);
        return name.EndsWith(".xml", StringComparison.Ordinal) && !name.StartsWith('[') ? Nameless(name, body) : body;
    }

    private static byte[] Emptied(byte[] body)
    {
        var root = Parse(body).Root!;
        return Write(new XDocument(new XElement(root.Name)));
    }

    private static byte[] Nameless(string name, byte[] body)
    {
        var document = Parse(body);
        var people = name.EndsWith("commentauthors.xml", StringComparison.Ordinal) || name.Contains("/persons/", StringComparison.Ordinal);
        var changed = false;
        foreach (var element in document.Descendants())
        {
            foreach (var attribute in element.Attributes().Where(a => !a.IsNamespaceDeclaration && (Authors.Contains(a.Name.LocalName) || (people && a.Name.LocalName == "name"))))
            {
                if (attribute.Value.Length == 0) continue;
                attribute.Value = attribute.Name.LocalName is "author" or "name" or "displayName" ? "—" : "";
                changed = true;
            }

            if (element.Name.LocalName == "author" && !element.HasElements)
            {
                element.Value = "—";
                changed = true;
            }
        }

        return changed ? Write(document) : body;
    }

    private static XDocument Parse(byte[] body)
    {
        using var reader = System.Xml.XmlReader.Create(new MemoryStream(body), new() { DtdProcessing = System.Xml.DtdProcessing.Prohibit, XmlResolver = null });
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private static byte[] Write(XDocument document)
    {
        using var text = new MemoryStream();
        document.Save(text, SaveOptions.DisableFormatting);
        return text.ToArray();
    }
}
