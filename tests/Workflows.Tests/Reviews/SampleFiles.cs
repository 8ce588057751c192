using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Innovation.Workflows.Tests.Reviews;

/// <summary>Attachments as applicants upload them, made in memory.</summary>
internal static class SampleFiles
{
    /// <summary>A PDF with text.</summary>
    /// <param name="pages">Lines of each page, from the top.</param>
    public static byte[] Pdf(params string[][] pages) => Pdf(pages.Select(Lines).ToList(), string.Concat(pages.SelectMany(p => p)));

    /// <summary>A PDF with a content stream per page; its font F1 has the characters named.</summary>
    /// <param name="mapped">False: the font does not say which characters its codes are.</param>
    /// <param name="picture">A JPEG that each page knows as P1.</param>
    /// <param name="more">Further entries of each page, such as Annots.</param>
    public static byte[] Pdf(IReadOnlyList<string> contents, string characters, bool mapped = true, byte[]? picture = null, string more = "")
    {
        var objects = new List<byte[]>();
        var first = picture is null ? 7 : 8;
        void Add(string text) => objects.Add(Encoding.Latin1.GetBytes(text));
        void Stream(string head, byte[] body) => objects.Add([.. Encoding.Latin1.GetBytes($"<<{head}/Length {body.Length}>>\nstream\n"), .. body, .. "\nendstream"u8]);
        Add("<</Type/Catalog/Pages 2 0 R>>");
        Add($"<</Type/Pages/Count {contents.Count}/Kids[{string.Join(' ', contents.Select((_, i) => $"{first + (2 * i)} 0 R"))}]/MediaBox[0 0 595 842]>>");
        Add($"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/Identity-H/DescendantFonts[4 0 R]{(mapped ? "/ToUnicode 6 0 R" : "")}>>");
        Add("<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 5 0 R/DW 1000>>");
        Add("<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>");
        Stream("", Encoding.ASCII.GetBytes($"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange {characters.Distinct().Count()} beginbfchar {string.Join('\n', characters.Distinct().Select(c => $"<{(int)c:X4}> <{(int)c:X4}>"))} endbfchar endcmap end end"));
        if (picture is not null) Stream("/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode", picture);
        foreach (var content in contents)
        {
            Add($"<</Type/Page/Parent 2 0 R/Contents {objects.Count + 2} 0 R/Resources<</Font<</F1 3 0 R>>{(picture is null ? "" : "/XObject<</P1 7 0 R>>")}>>{more}>>");
            Stream("", Encoding.Latin1.GetBytes(content));
        }

        using var file = new MemoryStream();
        void Put(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        Put("%PDF-1.7\n");
        var offsets = new List<long>();
        for (var i = 0; i < objects.Count; i++)
        {
            offsets.Add(file.Position);
            Put(string.Create(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n"));
            file.Write(objects[i]);
            Put("\nendobj\n");
        }

        var table = file.Position;
        Put($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) Put($"{offset:0000000000} 00000 n \n");
        Put($"trailer\n<</Size {objects.Count + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();
    }

    /// <summary>A scanned page: a picture and nothing else.</summary>
    public static byte[] Scanned(byte[] jpeg) => Pdf(["q 400 0 0 400 50 300 cm /P1 Do Q"], "", picture: jpeg);

    public static string Lines(params string[] lines) => "BT /F1 12 Tf 50 760 Td " + string.Join(" 0 -20 Td ", lines.Select(l => $"<{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(l))}> Tj")) + " ET";

    /// <summary>A docx whose paragraphs are cut into runs.</summary>
    public static byte[] Docx(params string[][] paragraphs) => Zip(
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("word/document.xml", $"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{string.Concat(paragraphs.Select(p => $"<w:p>{string.Concat(p.Select(r => $"<w:r><w:t>{r}</w:t></w:r>"))}</w:p>"))}</w:body></w:document>"));

    public static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return file.ToArray();
    }
}
