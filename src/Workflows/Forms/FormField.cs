namespace Innovation.Workflows.Forms;

/// <summary>A field of a form or a column of a table.</summary>
public sealed record FormField
{
    /// <summary>Id, unique within the form (or the table).</summary>
    public required string Id { get; init; }

    /// <summary>What it holds.</summary>
    public required FieldType Type { get; init; }

    /// <summary>Printed label.</summary>
    public required string Label { get; init; }

    /// <summary>One sentence above the control.</summary>
    public string? Help { get; init; }

    /// <summary>Unit in words: 人, ㎡. Money is always 万元.</summary>
    public string? Unit { get; init; }

    /// <summary>Must be filled when visible. The default.</summary>
    public bool Required { get; init; } = true;

    /// <summary>Replaces the sentence for a missing value.</summary>
    public string? RequiredMessage { get; init; }

    /// <summary>Expression; shown and checked only when it is true.</summary>
    public string? VisibleWhen { get; init; }

    /// <summary>Expression that gives the value; the field cannot be typed.</summary>
    public string? Computed { get; init; }

    /// <summary>Smallest number.</summary>
    public decimal? Min { get; init; }

    /// <summary>Whether <see cref="Min"/> itself is too small (大于 rather than 不小于).</summary>
    public bool MinExclusive { get; init; }

    /// <summary>Largest number.</summary>
    public decimal? Max { get; init; }

    /// <summary>Fewest characters of a text.</summary>
    public int? MinLength { get; init; }

    /// <summary>Most characters of a text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Most decimals of a number; money has 2 unless set.</summary>
    public int? Precision { get; init; }

    /// <summary>How a text is written; null for free text.</summary>
    public TextFormat? Format { get; init; }

    /// <summary>Options of a choice.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>Columns of a table.</summary>
    public IReadOnlyList<FormField> Columns { get; init; } = [];

    /// <summary>The column whose values may not repeat.</summary>
    public string? UniqueColumn { get; init; }

    /// <summary>Fewest rows of a table that is filled at all.</summary>
    public int? MinRows { get; init; }

    /// <summary>Most rows of a table (500 unless set).</summary>
    public int? MaxRows { get; init; }

    /// <summary>Accepted file endings, lower-case with the dot; empty means the site's list.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>More than one file or organisation.</summary>
    public bool Multiple { get; init; }

    /// <summary>Most files or organisations (20 unless set).</summary>
    public int? MaxFiles { get; init; }

    /// <summary>Id of a document template offered for download beside the field.</summary>
    public string? Template { get; init; }

    /// <summary>A commitment: only true counts as filled.</summary>
    public bool MustAccept { get; init; }
}

/// <summary>An option of a choice.</summary>
/// <param name="Value">Stored value.</param>
/// <param name="Label">Shown label.</param>
public sealed record FieldOption(string Value, string Label);

/// <summary>Texts with a form of their own.</summary>
public enum TextFormat
{
    /// <summary>Unified social credit code 统一社会信用代码, GB 32100.</summary>
    Uscc,

    /// <summary>Mobile number 手机, eleven digits.</summary>
    Mobile,

    /// <summary>Telephone 联系电话: a mobile number, a landline with area code, or a service number.</summary>
    Phone,
}
