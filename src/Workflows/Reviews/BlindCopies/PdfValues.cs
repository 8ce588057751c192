namespace Innovation.Workflows.Reviews.BlindCopies;

/// <summary>A PDF name, without the slash and with its #-escapes read.</summary>
internal sealed record PdfName(string Text);

/// <summary>A number, a keyword or a string, as it stands in the file.</summary>
internal sealed record PdfRaw(byte[] Text);

internal sealed record PdfReference(int Number);

internal sealed class PdfDictionary : Dictionary<string, object>
{
    public PdfDictionary() : base(StringComparer.Ordinal) { }
}

internal sealed record PdfStream(PdfDictionary Head, byte[] Body);
