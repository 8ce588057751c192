using System.Globalization;
using System.Text;

namespace Innovation.Workflows.Reviews.BlindCopies;

/// <summary>A name found in a text.</summary>
/// <param name="Name">As it was to be looked for.</param>
/// <param name="Start">First character in the text.</param>
/// <param name="End">The character after the last.</param>
public sealed record NameHit(string Name, int Start, int End);

/// <summary>
/// Looks for names in texts without regard to case, width, blanks, line breaks, invisible characters, brackets and dashes:
/// programs split words, and people write names in their own way.
/// </summary>
public sealed class NameSearch
{
    private const int Around = 16;
    private const int Shortest = 2;

    private readonly List<(string Name, string Folded)> names;

    public NameSearch(IEnumerable<string> names) => this.names =
        [.. names.Select(n => (Name: n, Folded: Fold(n).Text)).Where(n => n.Folded.Length >= Shortest).OrderByDescending(n => n.Folded.Length).ThenBy(n => n.Folded, StringComparer.Ordinal)];

    /// <summary>Every place where a name stands, in order; of names within each other the longest.</summary>
    public IReadOnlyList<NameHit> Find(string text)
    {
        var (folded, places) = Fold(text);
        var covered = new bool[folded.Length];
        var hits = new List<NameHit>();
        foreach (var (name, word) in names)
        {
            for (var at = folded.IndexOf(word, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                if (covered.AsSpan(at, word.Length).Contains(true)) continue;
                covered.AsSpan(at, word.Length).Fill(true);
                hits.Add(new NameHit(name, places[at], places[at + word.Length - 1] + 1));
            }
        }

        hits.Sort((a, b) => a.Start.CompareTo(b.Start));
        return hits;
    }

    /// <summary>The text around a hit, on one line.</summary>
    public static string Excerpt(string text, NameHit hit)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(hit);
        var (from, to) = (Math.Max(0, hit.Start - Around), Math.Min(text.Length, hit.End + Around));
        if (from > 0 && char.IsLowSurrogate(text[from])) from++;
        if (to < text.Length && char.IsLowSurrogate(text[to])) to--;
        var line = string.Join(' ', text[from..to].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return (from > 0 ? "…" : "") + line + (to < text.Length ? "…" : "");
    }

    /// <summary>The text as it is compared, and where each of its characters came from.</summary>
    private static (string Text, List<int> Places) Fold(string text)
    {
        var (folded, places) = (new StringBuilder(text.Length), new List<int>(text.Length));
        for (var i = 0; i < text.Length; i++)
        {
            // ⼤ of a font and 大 of a person are one character; half of a pair has no form of its own.
            var plain = text[i] < 128 || char.IsSurrogate(text[i]) ? null : text[i].ToString().Normalize(NormalizationForm.FormKC);
            if (plain is null) Add(text[i]);
            else foreach (var c in plain) Add(c);

            void Add(char c)
            {
                if (IsLeftOut(c)) return;
                folded.Append(char.ToUpperInvariant(c));
                places.Add(i);
            }
        }

        return (folded.ToString(), places);
    }

    private static bool IsLeftOut(char c) => char.IsWhiteSpace(c) || c is '.' or '·' or '•' or '・' || char.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation or UnicodeCategory.ConnectorPunctuation;
}
