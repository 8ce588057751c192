using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Innovation.Web.Components;

/// <summary>One sheet as an Excel workbook: texts as texts, so that nothing typed becomes a formula and no code loses digits; numbers as numbers; a header that stays in view.</summary>
public static class Xlsx
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <param name="sheet">Name of the sheet, at most 31 characters without <c>: \\ / ? * [ ]</c>.</param>
    /// <param name="header">Column names.</param>
    /// <param name="rows">Cells: <see cref="string"/>, <see cref="int"/>, <see cref="decimal"/> or null.</param>
    public static byte[] Write(string sheet, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<object?>> rows)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(rows);
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var part = workbook.AddNewPart<WorksheetPart>();
            workbook.Workbook = new Workbook(new Sheets(new Sheet { Name = sheet, SheetId = 1, Id = workbook.GetIdOfPart(part) }));
            using var writer = OpenXmlWriter.Create(part);
            writer.WriteStartElement(new Worksheet());
            writer.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
            writer.WriteElement(new SheetFormatProperties { DefaultColumnWidth = 16, DefaultRowHeight = 15 });
            writer.WriteStartElement(new SheetData());
            // Row by row: a long export is never held as a tree.
            foreach (var row in rows.Prepend(header)) writer.WriteElement(new Row(row.Select(CellOf)));
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static Cell CellOf(object? value) => value switch
    {
        null => new Cell(),
        int or decimal => new Cell(new CellValue(Convert.ToString(value, CultureInfo.InvariantCulture)!)),
        _ => new Cell(new InlineString(new Text(Clean($"{value}")) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString },
    };

    /// <summary>Control characters cannot stand in XML.</summary>
    private static string Clean(string text) => new([.. text.Where(c => c is '\t' or '\n' or '\r' || System.Xml.XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))]);
}
