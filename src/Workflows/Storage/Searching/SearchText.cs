using System.Globalization;
using System.Text;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Storage.Searching;

/// <summary>
/// How texts are compared in searches: without regard to case, width, blanks and invisible characters; dashes do not count,
/// all brackets and points are alike, and 券 is often written 劵. SQLite asks this code for each row, SQL Server gets an expression of its own.
/// </summary>
public static class SearchText
{
    /// <summary>Characters that stand for the one below them.</summary>
    internal const string Variants = "[]{}【】〔〕〖〗「」『』《》〈〉<>（）—–―－・•劵";

    /// <summary>In place of the variant above.</summary>
    internal const string Plain = "()()()()()()()()()()()----··券";

    /// <summary>Left out: people type DYPT20260042 as well as DYPT-2026-0042.</summary>
    internal const char Dash = '-';

    /// <summary>The text as it is compared.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c) || (c > 127 && char.GetUnicodeCategory(c) == UnicodeCategory.Format)) continue;
            var half = HalfWidth.Of(c);
            var plain = Variants.IndexOf(half, StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : char.ToUpperInvariant(half);
            if (plain != Dash) folded.Append(plain);
        }

        return folded.ToString();
    }

    /// <summary>Whether a text holds a word of <see cref="SearchWords.Words"/>; also usable in queries.</summary>
    /// <param name="word">Folded already.</param>
    public static bool Has(string? text, string word) => text is not null && Fold(text).Contains(word, StringComparison.Ordinal);
}
