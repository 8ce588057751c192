using System.Globalization;
using System.Text;

namespace Innovation.Workflows.Texts;

/// <summary>
/// Text as people mean it: without characters that nobody sees but that change what is compared, sorted or shown (zero-width
/// signs, marks of direction, byte order marks, controls; Unicode category Cf and Cc), and never cut within a character.
/// </summary>
public static class CleanText
{
    /// <summary>The text without invisible signs; tabs and line ends stay, U+2028 and U+2029 become a line end.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.EnumerateRunes().Any(IsUnseen)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsUnseen(rune)) clean.Append(rune);
            else if (rune.Value is 0x2028 or 0x2029) clean.Append('\n');
        }

        return clean.ToString();
    }

    /// <summary>On one line and without blanks at its ends: names, titles, numbers.</summary>
    /// <param name="text">Null: empty.</param>
    public static string Line(string? text) => string.Concat(Of(text ?? "").Where(c => !char.IsControl(c))).Trim();

    /// <summary>At most so many UTF-16 units, as columns of the database count them; what a reader sees as one character is kept whole or left out.</summary>
    /// <param name="end">What tells that something is missing, within the limit.</param>
    public static string Cut(string text, int most, string end = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(end);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, end.Length);
        if (text.Length <= most) return text;
        var length = 0;
        while (length < text.Length && StringInfo.GetNextTextElementLength(text, length) is var next && length + next <= most - end.Length) length += next;
        return text[..length] + end;
    }

    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Control => rune.Value is not ('\t' or '\n' or '\r'),
        _ => false,
    };
}
