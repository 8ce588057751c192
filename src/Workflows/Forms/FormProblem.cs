namespace Innovation.Workflows.Forms;

/// <summary>One thing to put right in a form.</summary>
/// <param name="Code">Stable code, one of <see cref="FormProblemCodes"/>.</param>
/// <param name="FieldPath">Where: <c>rd_staff</c>, <c>ip_list[1].no</c>; empty for the form as a whole.</param>
/// <param name="SectionTitle">Title of the section; empty for the form as a whole.</param>
/// <param name="Message">Chinese sentence that tells the remedy.</param>
public sealed record FormProblem(string Code, string FieldPath, string SectionTitle, string Message);

/// <summary>Codes of form problems.</summary>
public static class FormProblemCodes
{
    /// <summary>Larger than the limit.</summary>
    public const string TooLarge = "form.tooLarge";

    /// <summary>Not a JSON object, too deep, or with repeated members.</summary>
    public const string NotJson = "form.notJson";

    /// <summary>A field the schema does not know; it was left out.</summary>
    public const string UnknownField = "form.unknownField";

    /// <summary>A field of a section read from the profile; it was left out.</summary>
    public const string ReadOnlyField = "form.readOnlyField";

    /// <summary>Another JSON shape than the type has, or text that is no number or date.</summary>
    public const string WrongType = "form.wrongType";

    /// <summary>A required field is empty.</summary>
    public const string Required = "form.required";

    /// <summary>A number outside its limits.</summary>
    public const string Range = "form.range";

    /// <summary>More decimals than allowed.</summary>
    public const string Precision = "form.precision";

    /// <summary>A text shorter than allowed.</summary>
    public const string TooShort = "form.tooShort";

    /// <summary>A text, a list or a table longer than allowed.</summary>
    public const string TooLong = "form.tooLong";

    /// <summary>Not one of the options.</summary>
    public const string Option = "form.option";

    /// <summary>A text not in its format: credit code, mobile number.</summary>
    public const string Format = "form.format";

    /// <summary>A value repeated where it must be unique.</summary>
    public const string Duplicate = "form.duplicate";

    /// <summary>A file of a kind that is not accepted.</summary>
    public const string FileKind = "form.fileKind";

    /// <summary>An organisation with a wrong credit code or without a name.</summary>
    public const string Organization = "form.organization";

    /// <summary>A rule across fields is broken.</summary>
    public const string Rule = "form.rule";

    /// <summary>A field changed that may not be edited at this stage.</summary>
    public const string NotEditable = "form.notEditable";
}
