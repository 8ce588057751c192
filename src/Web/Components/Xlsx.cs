using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace Innovation.Web.Components;

/// <summary>One sheet as an Excel workbook (Office Open XML): texts as texts, numbers as numbers, a header that stays in view.</summary>
public static class Xlsx
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XNamespace Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";

    /// <param name="sheet">Name of the sheet, at most 31 characters without <c>: \\ / ? * [ ]</c>.</param>
    /// <param name="header">Column names.</param>
    /// <param name="rows">Cells: <see cref="string"/>, <see cref="int"/>, <see cref="decimal"/> or null.</param>
    public static byte[] Write(string sheet, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<object?>> rows)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(rows);
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(zip, "[Content_Types].xml", new XElement(Types + "Types",
                Default("rels", "application/vnd.openxmlformats-package.relationships+xml"), Default("xml", "application/xml"),
                Override("/xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
                Override("/xl/worksheets/sheet1.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")));
            Part(zip, "_rels/.rels", Relation("http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument", "xl/workbook.xml"));
            Part(zip, "xl/_rels/workbook.xml.rels", Relation("http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet", "worksheets/sheet1.xml"));
            Part(zip, "xl/workbook.xml", new XElement(Main + "workbook", new XAttribute(XNamespace.Xmlns + "r", Rel),
                new XElement(Main + "sheets", new XElement(Main + "sheet", new XAttribute("name", sheet), new XAttribute("sheetId", 1), new XAttribute(Rel + "id", "r1")))));
            Part(zip, "xl/worksheets/sheet1.xml", new XElement(Main + "worksheet",
                new XElement(Main + "sheetViews", new XElement(Main + "sheetView", new XAttribute("workbookViewId", 0), new XElement(Main + "pane", new XAttribute("ySplit", 1), new XAttribute("topLeftCell", "A2"), new XAttribute("activePane", "bottomLeft"), new XAttribute("state", "frozen")))),
                new XElement(Main + "sheetFormatPr", new XAttribute("defaultColWidth", 16), new XAttribute("defaultRowHeight", 15)),
                new XElement(Main + "sheetData", rows.Prepend(header).Select(row => new XElement(Main + "row", row.Select(Cell))))));
        }

        return stream.ToArray();
    }

    private static XElement Cell(object? value) => value switch
    {
        null => new XElement(Main + "c"),
        int or decimal => new XElement(Main + "c", new XElement(Main + "v", Convert.ToString(value, CultureInfo.InvariantCulture))),
        _ => new XElement(Main + "c", new XAttribute("t", "inlineStr"), new XElement(Main + "is", new XElement(Main + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), Clean($"{value}")))),
    };

    /// <summary>Control characters cannot stand in XML.</summary>
    private static string Clean(string text) => new([.. text.Where(c => c is '\t' or '\n' or '\r' || System.Xml.XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))]);

    private static XElement Default(string extension, string type) => new(Types + "Default", new XAttribute("Extension", extension), new XAttribute("ContentType", type));

    private static XElement Override(string part, string type) => new(Types + "Override", new XAttribute("PartName", part), new XAttribute("ContentType", type));

    private static XElement Relation(string type, string target) =>
        new(Package + "Relationships", new XElement(Package + "Relationship", new XAttribute("Id", "r1"), new XAttribute("Type", type), new XAttribute("Target", target)));

    private static void Part(ZipArchive zip, string name, XElement root)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
        new XDocument(new XDeclaration("1.0", "UTF-8", "yes"), root).Save(writer);
    }
}
