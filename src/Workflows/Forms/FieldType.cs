namespace Innovation.Workflows.Forms;

/// <summary>What a field holds, and the JSON shape of its canonical value.</summary>
public enum FieldType
{
    /// <summary>One line: a string.</summary>
    Text,

    /// <summary>Several lines: a string with <c>\n</c>.</summary>
    LongText,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>An exact decimal number.</summary>
    Decimal,

    /// <summary>An exact amount in 万元, two decimals.</summary>
    Money,

    /// <summary>A day: <c>"2026-09-16"</c>.</summary>
    Date,

    /// <summary>One of the options: its value.</summary>
    Choice,

    /// <summary>Several options: an array of their values.</summary>
    MultiChoice,

    /// <summary>A table: an array of objects, one member per column.</summary>
    Rows,

    /// <summary>Files: an array of <c>{ "id", "name", "size" }</c>.</summary>
    Attachment,

    /// <summary>An organisation: <c>{ "uscc", "name" }</c>, an array of them when multiple.</summary>
    Organization,

    /// <summary>A person: <c>{ "name", "employer" }</c>.</summary>
    Person,

    /// <summary>true or false; a commitment when it must be accepted.</summary>
    YesNo,
}
