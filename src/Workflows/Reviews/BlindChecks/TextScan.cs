using Innovation.Workflows.Reviews.BlindCopies;

namespace Innovation.Workflows.Reviews.BlindChecks;

/// <summary>
/// Searches a file for names, and says what of it cannot be searched. It trusts nothing that it reads, but what it reads may take
/// any time and memory: the server runs it in a process of its own.
/// </summary>
public static class TextScan
{
    /// <summary>More is not listed.</summary>
    private const int Most = 200;

    /// <param name="contentType">As recognised by content when the file was uploaded.</param>
    /// <param name="content">What the expert would get.</param>
    /// <returns>Empty: the file was read whole and holds none of the names.</returns>
    public static IReadOnlyList<Finding> Scan(string contentType, byte[] content, NameSearch names)
    {
        ArgumentNullException.ThrowIfNull(contentType);
        try
        {
            List<Finding> read = contentType switch
            {
                "application/pdf" => PdfScan.Scan(content, names),
                _ when contentType.StartsWith("image/", StringComparison.Ordinal) => [new Finding(FindingKind.Picture, Finding.WholeFile, "图片文件，请看图片内容")],
                _ when contentType.StartsWith("application/vnd.openxmlformats-officedocument.", StringComparison.Ordinal) => OfficeScan.Scan(content, names),
                _ => [Unreadable("这种格式的文字不能查找")],
            };
            // A name is listed once a place, names first.
            List<Finding> found = [.. read.DistinctBy(f => f.Kind == FindingKind.Name ? f with { Text = f.Text.Split('：')[0] } : f).OrderBy(f => f.Kind != FindingKind.Name)];
            return found.Count <= Most ? found : [.. found.Take(Most), new Finding(FindingKind.Other, Finding.WholeFile, $"还有 {found.Count - Most} 处没有列出，请看全文")];
        }
        // Whatever a broken file does to its reader, it was not read.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return [Unreadable("文字读不出，请看全文")];
        }
    }

    /// <summary>The one finding of a file of which no blind copy can be made.</summary>
    public static Finding NoCopy => Unreadable("已损坏、加密、太复杂，或者是旧版 Office 格式，做不出匿名副本，不能提供");

    /// <summary>The one finding of a file that nobody could read.</summary>
    public static Finding Unreadable(string why) => new(FindingKind.Unreadable, Finding.WholeFile, why);

    /// <summary>The names in a text, each once, with the words around it.</summary>
    internal static IEnumerable<Finding> Names(NameSearch names, string text, Func<int, string> place) =>
        names.Find(text).Select(h => (Place: place(h.Start), h.Name, Text: NameSearch.Excerpt(text, h))).DistinctBy(h => (h.Place, h.Name)).Select(h => new Finding(FindingKind.Name, h.Place, $"“{h.Name}”：{h.Text}"));
}
