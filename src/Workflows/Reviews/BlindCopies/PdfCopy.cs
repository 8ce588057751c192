using System.Globalization;
using System.Text;

namespace Innovation.Workflows.Reviews.BlindCopies;

/// <summary>
/// A new PDF of the pages alone: what they show is carried over object by object; document information, XMP, attached files,
/// scripts, form data, earlier versions and the authors of remarks are not.
/// </summary>
internal sealed class PdfCopy
{
    private const int MaxPages = 5000;
    private const int MaxLevels = 100;

    // What programs store about an object rather than in it.
    private static readonly HashSet<string> Left = ["Metadata", "PieceInfo", "LastModified", "StructParent", "StructParents", "Parent", "AF", "OPI", "Author", "Creator", "Producer"];
    private static readonly string[] Inherited = ["Resources", "MediaBox", "CropBox", "Rotate"];

    private readonly PdfFile source;
    private readonly MemoryStream written;
    private readonly List<long> offsets = [0, 0, 0];
    private readonly Dictionary<int, int> numbers = [];
    private readonly Queue<(int Number, object Value)> waiting = [];

    private PdfCopy(PdfFile source, MemoryStream written) => (this.source, this.written) = (source, written);

    public static byte[] Make(byte[] content)
    {
        using var written = new MemoryStream(content.Length);
        new PdfCopy(new PdfFile(content), written).Write();
        return written.ToArray();
    }

    private void Write()
    {
        written.Write([.. "%PDF-1.7\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        var catalog = source.Resolve(source.Root) as PdfDictionary ?? throw new InvalidDataException("no catalogue");
        var pages = new List<int>();
        AddPages(catalog.GetValueOrDefault("Pages"), [], [], pages, 0);
        if (pages.Count == 0) throw new InvalidDataException("no pages");
        while (waiting.TryDequeue(out var next)) WriteObject(next.Number, next.Value);

        WriteObject(1, new PdfDictionary { ["Type"] = new PdfName("Catalog"), ["Pages"] = new PdfReference(-2) });
        WriteObject(2, new PdfDictionary { ["Type"] = new PdfName("Pages"), ["Count"] = Number(pages.Count), ["Kids"] = pages.Select(object (p) => new PdfReference(-p)).ToList() });
        var table = written.Position;
        Put(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count}\n0000000000 65535 f \n"));
        foreach (var offset in offsets.Skip(1)) Put(string.Create(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n"));
        Put(string.Create(CultureInfo.InvariantCulture, $"trailer\n<</Size {offsets.Count}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"));
    }

    private void AddPages(object? node, PdfDictionary inherited, HashSet<int> above, List<int> pages, int level)
    {
        if (level > MaxLevels) throw new InvalidDataException("too many levels");
        if (node is PdfReference reference && !above.Add(reference.Number)) throw new InvalidDataException("pages in a circle");
        var entries = source.Resolve(node) as PdfDictionary ?? throw new InvalidDataException("a page is missing");
        var passed = new PdfDictionary();
        foreach (var key in Inherited)
            if ((entries.GetValueOrDefault(key) ?? inherited.GetValueOrDefault(key)) is { } value) passed[key] = value;
        if (source.Resolve(entries.GetValueOrDefault("Kids")) is List<object> kids)
        {
            foreach (var kid in kids) AddPages(kid, passed, above, pages, level + 1);
            return;
        }

        if (pages.Count == MaxPages) throw new InvalidDataException("too many pages");
        var page = passed;
        page["Type"] = new PdfName("Page");
        page["Parent"] = new PdfReference(-2);
        foreach (var key in (string[])["Contents", "Group", "UserUnit"])
            if (entries.TryGetValue(key, out var value)) page[key] = value;
        if (source.Resolve(entries.GetValueOrDefault("Annots")) is List<object> remarks)
        {
            var seen = remarks.Select(r => Look(source.Resolve(r) as PdfDictionary)).OfType<object>().ToList();
            if (seen.Count > 0) page["Annots"] = seen;
        }

        pages.Add(Take(page));
    }

    // Of a filled field, a stamp or a remark: how it looks and where, not who put it there.
    private static PdfDictionary? Look(PdfDictionary? remark)
    {
        if (remark is null || !remark.TryGetValue("AP", out var look) || !remark.TryGetValue("Rect", out var place) || remark.GetValueOrDefault("Subtype") is PdfName { Text: "Popup" or "Text" or "FileAttachment" }) return null;
        var plain = new PdfDictionary { ["Type"] = new PdfName("Annot"), ["Subtype"] = new PdfName("Stamp"), ["AP"] = look, ["Rect"] = place };
        foreach (var key in (string[])["AS", "F"])
            if (remark.TryGetValue(key, out var value)) plain[key] = value;
        return plain;
    }

    private int Take(object value)
    {
        offsets.Add(0);
        waiting.Enqueue((offsets.Count - 1, value));
        return offsets.Count - 1;
    }

    private void WriteObject(int number, object value)
    {
        offsets[number] = written.Position;
        Put(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n"));
        if (value is PdfStream stream)
        {
            var body = IsPhoto(stream) ? JpegCopy.Make(stream.Body) : stream.Body;
            var head = new PdfDictionary();
            foreach (var (key, entry) in stream.Head) head[key] = entry;
            head["Length"] = Number(body.Length);
            WriteValue(head);
            Put("\nstream\n");
            written.Write(body);
            Put("\nendstream");
        }
        else
        {
            WriteValue(value);
        }

        Put("\nendobj\n");
    }

    private bool IsPhoto(PdfStream stream) => source.Resolve(stream.Head.GetValueOrDefault("Filter")) switch
    {
        PdfName name => name.Text == "DCTDecode",
        List<object> { Count: 1 } filters => source.Resolve(filters[0]) is PdfName { Text: "DCTDecode" },
        _ => false,
    };

    private void WriteValue(object value)
    {
        switch (value)
        {
            case PdfRaw raw:
                written.Write(raw.Text);
                break;
            case PdfName name:
                WriteName(name.Text);
                break;
            case PdfReference { Number: < 0 } own:
                Put(string.Create(CultureInfo.InvariantCulture, $"{-own.Number} 0 R"));
                break;
            case PdfReference other:
                WriteReference(other);
                break;
            case List<object> list:
                Put("[");
                foreach (var item in list)
                {
                    WriteValue(item);
                    Put(" ");
                }

                Put("]");
                break;
            case PdfDictionary entries:
                Put("<<");
                var page = entries.GetValueOrDefault("Type") is PdfName { Text: "Page" };
                foreach (var (key, entry) in entries)
                {
                    if (Left.Contains(key) && !(page && key == "Parent")) continue;
                    WriteName(key);
                    Put(" ");
                    WriteValue(entry);
                }

                Put(">>");
                break;
            default:
                throw new InvalidDataException("a stream stands alone");
        }
    }

    private void WriteReference(PdfReference reference)
    {
        if (!numbers.TryGetValue(reference.Number, out var number))
        {
            var value = source.Resolve(reference);
            // Pages are carried over from the page tree only; whatever else points at one would drag its surroundings along.
            if (value is null || value is PdfDictionary entries && entries.GetValueOrDefault("Type") is PdfName { Text: "Page" or "Pages" or "Catalog" or "Filespec" or "Sig" } || value is PdfStream file && file.Head.GetValueOrDefault("Type") is PdfName { Text: "Metadata" or "EmbeddedFile" })
            {
                Put("null");
                return;
            }

            numbers[reference.Number] = number = Take(value);
        }

        Put(string.Create(CultureInfo.InvariantCulture, $"{number} 0 R"));
    }

    private void WriteName(string name)
    {
        var text = new StringBuilder("/");
        foreach (var c in name)
            if (c is > ' ' and < '\u007f' && !"()<>[]{}/%#".Contains(c)) text.Append(c);
            else text.Append('#').Append(((byte)c).ToString("X2", CultureInfo.InvariantCulture));
        Put(text.ToString());
    }

    private void Put(string text) => written.Write(Encoding.ASCII.GetBytes(text));

    private static PdfRaw Number(int value) => new(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
}
