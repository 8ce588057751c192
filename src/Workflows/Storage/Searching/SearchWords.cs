using Innovation.Workflows.Programs;

namespace Innovation.Workflows.Storage.Searching;

/// <summary>What somebody typed into a search box: every word must occur somewhere in what is searched.</summary>
/// <param name="Words">Folded; empty: everything is shown.</param>
/// <param name="Refused">Why nothing is searched, in words for the reader; null: it is.</param>
public sealed record SearchWords(IReadOnlyList<string> Words, string? Refused)
{
    /// <summary>Most characters of a query.</summary>
    public const int MostCharacters = 100;

    /// <summary>Most words of a query.</summary>
    public const int MostWords = 10;

    /// <summary>Nothing typed.</summary>
    public static readonly SearchWords None = new([], null);

    private static readonly char[] Parting = ['、', '，', ',', '；', ';'];

    /// <summary>Whether the list is narrowed, be it to nothing.</summary>
    public bool Any => Words.Count > 0 || Refused is not null;

    public static SearchWords Read(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return None;
        if (typed.Trim().Length > MostCharacters) return new([], $"查找的内容太长，最多 {MostCharacters} 字；没有查找，请只填名称或编号的一部分。");
        if (NumberFormat.ReadBare(typed) is { } number) return new([SearchText.Fold(number)], null);
        var words = string.Concat(typed.Select(c => char.IsWhiteSpace(c) || Parting.Contains(c) ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(w => SearchText.Fold(NumberFormat.Read(w))).Where(w => w.Length > 0).Distinct().ToList();
        return words.Count > MostWords ? new([], $"查找的词太多，最多 {MostWords} 个；没有查找，请少填几个词。") : new(words, null);
    }

    /// <summary>Whether every word occurs in one of the texts, as the reader sees them.</summary>
    public bool Find(params IEnumerable<string?> shown) => Refused is null && Words.All(w => shown.Any(text => SearchText.Has(text, w)));
}
