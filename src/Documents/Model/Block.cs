using System.Text.Json.Serialization;

namespace Innovation.Documents;

/// <summary>One piece of the body of a document.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "block")]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(Heading), "heading")]
[JsonDerivedType(typeof(ItemList), "items")]
[JsonDerivedType(typeof(Table), "table")]
[JsonDerivedType(typeof(FactList), "facts")]
[JsonDerivedType(typeof(Remedies), "remedies")]
[JsonDerivedType(typeof(SignatureLines), "signatures")]
[JsonDerivedType(typeof(PageBreak), "pageBreak")]
public abstract record Block;

/// <summary>正文一段; line ends in the text start new paragraphs.</summary>
/// <param name="Text">Plain text.</param>
public sealed record Paragraph(string Text) : Block;

/// <summary>结构层次: level 1 一、 in 黑体, level 2 （一） in 楷体, level 3 1. in the body face.</summary>
/// <param name="Level">1 to 3.</param>
/// <param name="Text">The heading with its number.</param>
public sealed record Heading(int Level, string Text) : Block;

/// <summary>A numbered list printed as 1. 2. 3. paragraphs.</summary>
/// <param name="Items">Plain text of each item.</param>
public sealed record ItemList(IReadOnlyList<string> Items) : Block;

/// <summary>表格.</summary>
/// <param name="Columns">Column headings, left to right.</param>
/// <param name="Rows">Cells as printed; each row as long as <paramref name="Columns"/>.</param>
/// <param name="Caption">Line above the table.</param>
public sealed record Table(IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string? Caption = null) : Block;

/// <summary>A table column.</summary>
/// <param name="Title">列名.</param>
/// <param name="Align">How cells stand.</param>
/// <param name="Width">Share of the table width in percent; null lets the layout decide.</param>
public sealed record Column(string Title, ColumnAlign Align = ColumnAlign.Start, int? Width = null);

/// <summary>How the cells of a column stand.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColumnAlign>))]
public enum ColumnAlign
{
    /// <summary>Left.</summary>
    Start,

    /// <summary>Centred.</summary>
    Center,

    /// <summary>Right, for numbers.</summary>
    End,
}

/// <summary>Labelled values, printed as a two-column ruled table.</summary>
/// <param name="Facts">In printed order.</param>
public sealed record FactList(IReadOnlyList<Fact> Facts) : Block;

/// <summary>A labelled value.</summary>
/// <param name="Label">名称.</param>
/// <param name="Value">内容.</param>
public sealed record Fact(string Label, string Value);

/// <summary>救济途径 with its periods.</summary>
/// <param name="ReviewAgency">行政复议机关, such as 大冶市人民政府.</param>
/// <param name="Court">有管辖权的人民法院.</param>
/// <param name="ReviewDays">行政复议 period in days.</param>
/// <param name="LitigationMonths">行政诉讼 period in months.</param>
public sealed record Remedies(string ReviewAgency, string Court = "有管辖权的人民法院", int ReviewDays = 60, int LitigationMonths = 6) : Block;

/// <summary>Lines to be signed by hand.</summary>
/// <param name="Labels">Such as 专家签名, 日期.</param>
public sealed record SignatureLines(IReadOnlyList<string> Labels) : Block;

/// <summary>What follows starts on a new page.</summary>
public sealed record PageBreak : Block;
