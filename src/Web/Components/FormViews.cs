using Innovation.Workflows.Forms;

namespace Innovation.Web.Components;

/// <summary>What the reader may do with a field or section.</summary>
public enum FieldMode
{
    /// <summary>Fill in.</summary>
    Edit,

    /// <summary>Read.</summary>
    Read,

    /// <summary>Nothing: not written to the page at all.</summary>
    Hidden,

    /// <summary>Read, and told that it cannot be changed now.</summary>
    Locked,
}

/// <summary>An option of a choice.</summary>
public sealed record OptionView(string Value, string Text);

/// <summary>A column of a row table.</summary>
/// <param name="Id">Name part.</param>
/// <param name="Label">列名.</param>
/// <param name="Type">Text, Integer, Decimal, Money, Date or Choice.</param>
/// <param name="Unit">单位.</param>
/// <param name="Options">Options of a choice.</param>
/// <param name="LookupUrl">Where names are looked up; the option's data-uscc fills the column <c>uscc</c> of the row.</param>
public sealed record ColumnView(string Id, string Label, FieldType Type = FieldType.Text, string? Unit = null, IReadOnlyList<OptionView>? Options = null, string? LookupUrl = null);

/// <summary>A row: cells by column id.</summary>
public sealed record RowView(IReadOnlyDictionary<string, CellView> Cells);

/// <summary>A cell.</summary>
/// <param name="Value">As typed.</param>
/// <param name="Error">Remedy in words.</param>
/// <param name="Was">Earlier value shown under a corrected cell.</param>
public sealed record CellView(string? Value, string? Error = null, string? Was = null);

/// <summary>One field of a form, ready to be written.</summary>
public sealed record FieldView
{
    /// <summary>Field id; posted as <c>f.{Id}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it holds.</summary>
    public FieldType Type { get; init; }

    /// <summary>Label.</summary>
    public required string Label { get; init; }

    /// <summary>Help above the control.</summary>
    public string? Help { get; init; }

    /// <summary>单位 behind the control.</summary>
    public string? Unit { get; init; }

    /// <summary>As typed, or as stored.</summary>
    public string? Value { get; init; }

    /// <summary>Chosen values of a multiple choice.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Options of a choice.</summary>
    public IReadOnlyList<OptionView> Options { get; init; } = [];

    /// <summary>Columns of a row table.</summary>
    public IReadOnlyList<ColumnView> Columns { get; init; } = [];

    /// <summary>Rows of a row table.</summary>
    public IReadOnlyList<RowView> Rows { get; init; } = [];

    /// <summary>Fields of a group.</summary>
    public IReadOnlyList<FieldView> Parts { get; init; } = [];

    /// <summary>Short fields side by side under one label.</summary>
    public bool IsGroup => Parts.Count > 0;

    /// <summary>Files of an attachment field.</summary>
    public IReadOnlyList<FileView> Files { get; init; } = [];

    /// <summary>Where files are uploaded at once by script; null: they travel with the form.</summary>
    public string? UploadUrl { get; init; }

    /// <summary>Where names are looked up (organisation, person); answers with option elements.</summary>
    public string? LookupUrl { get; init; }

    /// <summary>Most files of an attachment field.</summary>
    public int MaxFiles { get; init; } = 1;

    /// <summary>Accepted file endings, lower-case with the dot; empty: the site's list.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>What the browser offers when files are chosen.</summary>
    public string AcceptText => Accept.Count > 0 ? string.Join(',', Accept) : ".pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.png,.jpg,.jpeg";

    /// <summary>Longest text in characters; shown as a counter.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Error below the control, in words that tell the remedy.</summary>
    public string? Error { get; init; }

    /// <summary>补正要求 heading, such as 补正第 1 项.</summary>
    public string? RemarkTitle { get; init; }

    /// <summary>补正要求.</summary>
    public string? Remark { get; init; }

    /// <summary>What the reader may do.</summary>
    public FieldMode Mode { get; init; }

    /// <summary>The section's heading already says what this table is.</summary>
    public bool HideLabel { get; init; }

    /// <summary>可不填.</summary>
    public bool Optional { get; init; }

    /// <summary>Element id of the control.</summary>
    public string ElementId => "f-" + Id.Replace('.', '-');

    /// <summary>Posted name.</summary>
    public string Name => "f." + Id;

    /// <summary>Element id of the error.</summary>
    public string ErrorId => ElementId + "-e";

    /// <summary>Element id of the help.</summary>
    public string HelpId => ElementId + "-h";

    /// <summary>Ids for aria-describedby; null when there is nothing.</summary>
    public string? DescribedBy =>
        string.Join(' ', new[] { Help is null ? null : HelpId, Error is null ? null : ErrorId }.OfType<string>()) is { Length: > 0 } ids ? ids : null;

    /// <summary>The value in words.</summary>
    public string Text => Type switch
    {
        _ when IsGroup => string.Join("；", Parts.Where(p => p.Text.Length > 0).Select(p => $"{p.Label} {p.Text}")),
        FieldType.Choice => Options.FirstOrDefault(o => o.Value == Value)?.Text ?? Value ?? "",
        FieldType.MultiChoice => string.Join("、", Options.Where(o => Values.Contains(o.Value)).Select(o => o.Text)),
        FieldType.YesNo => Value switch { "true" => "是", "false" => "否", _ => "" },
        _ => string.IsNullOrEmpty(Value) || Unit is null ? Value ?? "" : $"{Value} {Unit}",
    };
}

/// <summary>A section of a form; partial _FormSection.</summary>
public sealed record FormSectionView
{
    /// <summary>Element id, such as s3.</summary>
    public required string Id { get; init; }

    /// <summary>三、研发条件与投入.</summary>
    public required string Title { get; init; }

    /// <summary>Fields in order.</summary>
    public IReadOnlyList<FieldView> Fields { get; init; } = [];

    /// <summary>Locked: folded, readable.</summary>
    public FieldMode Mode { get; init; }

    /// <summary>Small text beside the heading.</summary>
    public string? Note { get; init; }

    /// <summary>Address of a link beside the heading, such as 去修改.</summary>
    public LinkView? NoteLink { get; init; }
}

/// <summary>An entry of the form's table of contents; partial _FormToc.</summary>
/// <param name="Href">#s3.</param>
/// <param name="Title">三、研发条件与投入.</param>
/// <param name="State">Words: 已填好, 1 处要改, 本次不可修改.</param>
/// <param name="Kind">done, bad, you, lock or open.</param>
/// <param name="Current">Where the reader is.</param>
public sealed record TocEntry(string Href, string Title, string State, string Kind = "open", bool Current = false)
{
    /// <summary>Icon by kind.</summary>
    public string Icon => Kind switch { "done" => "circle-check", "bad" => "alert-circle", "you" => "pencil", "lock" => "lock", _ => "circle" };
}

/// <summary>What a row of a row table is drawn from.</summary>
/// <param name="Field">The row table.</param>
/// <param name="Row">The row; null for an empty one.</param>
/// <param name="Index">Index in posted names.</param>
/// <param name="Number">序号.</param>
public sealed record RowPart(FieldView Field, RowView? Row, string Index, string Number)
{
    /// <summary>The row at a position.</summary>
    public static RowPart At(FieldView field, int index)
    {
        ArgumentNullException.ThrowIfNull(field);
        return new RowPart(field, field.Rows[index], $"{index}", $"{index + 1}");
    }

    /// <summary>The pattern new rows are copied from: __i__ and __n__ stand for index and number.</summary>
    public static RowPart Blank(FieldView field) => new(field, null, "__i__", "__n__");
}
