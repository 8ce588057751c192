using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Innovation.Workflows.Storage.Searching;

namespace Innovation.Acceptance;

/// <summary>
/// The law of every search box that a page shows: what a line shows finds the line, and finds it too when it is typed in the
/// other case, in full width, with blanks or invisible signs in between; a query that is too long is refused in words.
/// </summary>
internal sealed class SearchBoxes
{
        /// <summary>What was wrong, one line each.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Patterns of the pages whose box was tried on a line.</summary>
    public HashSet<string> Tried { get; } = [];

    public async Task TryAsync(HttpClient http, string pattern, string path, IHtmlDocument page)
    {
        if (Tried.Contains(pattern) || page.QuerySelector("main input[type=search]") is not IHtmlInputElement { Name: { Length: > 0 } name } box) return;
        if (box.Form is not { } form || Rows(page).FirstOrDefault() is not { } row) return;
        var target = (form.GetAttribute("action") is { Length: > 0 } action ? action : path).Split('?')[0];
        var others = string.Concat(form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Where(i => i.Name != name).Select(i => $"&{Uri.EscapeDataString(i.Name!)}={Uri.EscapeDataString(i.Value)}"));

        async Task<IHtmlDocument> AskAsync(string query) => await new HtmlParser().ParseDocumentAsync(await http.GetStringAsync($"{target}?{name}={Uri.EscapeDataString(query)}{others}"));
        async Task<bool> FindsAsync(string query) => Rows(await AskAsync(query)).Any(r => Same(r, row));

        string? word = null;
        foreach (var candidate in Words(row))
        {
            if (!await FindsAsync(candidate)) continue;
            word = candidate;
            break;
        }

        Tried.Add(pattern);
        if (word is null)
        {
            Problems.Add($"{path}: nothing that the first line shows finds it ({string.Join(" | ", Words(row))})");
            return;
        }

        foreach (var variant in (string[])[word.ToLowerInvariant(), word.ToUpperInvariant(), Wide(word), word.Insert(word.Length / 2, " "), "\u200B" + word.Insert(1, "\u202E"), "\u3000" + word + "\t"])
            if (!await FindsAsync(variant)) Problems.Add($"{path}: “{word}” finds the line, “{variant}” does not");
        if (Rows(await AskAsync("查无此行xyz")).Any(r => Same(r, row))) Problems.Add($"{path}: whatever is typed finds the line");
        var refused = await AskAsync(new string('长', SearchWords.MostCharacters + 1));
        if (!refused.QuerySelector("main")!.TextContent.Contains("没有查找", StringComparison.Ordinal)) Problems.Add($"{path}: a query that is too long is not refused in words");
    }

    private static IEnumerable<IElement> Rows(IHtmlDocument page) => page.QuerySelectorAll("main tbody tr, main .kc-list > li").Where(r => r.QuerySelector("a[href], td") is not null);

    private static bool Same(IElement one, IElement other) =>
        Link(one) is { } link ? link == Link(other) : Plain(one) == Plain(other);

    private static string? Link(IElement row) => row.QuerySelector("a[href]")?.GetAttribute("href")?.Split('?')[0];

    /// <summary>Texts of the line, the shorter pieces first: links, then cells; words that a list does not search are tried in vain.</summary>
    private static IEnumerable<string> Words(IElement row) => row.QuerySelectorAll("a, b, .kc-code, td").Select(Plain)
        .SelectMany(t => t.Split([' ', '，', '、', '：'], StringSplitOptions.RemoveEmptyEntries).Prepend(t)).Where(t => t.Length is >= 2 and <= 40).Distinct().Take(30);

    private static string Plain(IElement element) => string.Join(' ', element.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    private static string Wide(string text) => string.Concat(text.Select(c => c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c));
}
