using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Innovation.Documents.Html;

/// <summary>
/// What a browser may take from a paper: the styles that stand in its stored bytes, by their hashes, and nothing else. Papers of
/// earlier versions carry style attributes too; they keep their bytes and are allowed attribute by attribute.
/// </summary>
public static partial class PaperPolicy
{
    /// <summary>The style blocks of the papers that are previewed, for pages that show one in themselves.</summary>
    public static string PreviewSources { get; } = string.Join(' ', new[] { DocumentKind.AccreditationNotice, DocumentKind.Certificate }.Select(k => Hash(DocumentStyles.For(k, null))));

    /// <summary>The sources of <c>style-src</c> for a stored paper; <c>'none'</c> when it has no styles.</summary>
    public static string StyleSources(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        var blocks = Block().Matches(html).Select(m => Hash(m.Groups[1].Value)).Distinct().ToList();
        var attributes = Attribute().Matches(html).Select(m => Hash(WebUtility.HtmlDecode(m.Groups[1].Value))).Distinct().ToList();
        return blocks.Count + attributes.Count == 0 ? "'none'" : string.Join(' ', attributes.Count == 0 ? blocks : [.. blocks, "'unsafe-hashes'", .. attributes]);
    }

    /// <summary>The source that allows one style, as its text stands in the page.</summary>
    internal static string Hash(string style) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style.ReplaceLineEndings("\n"))))}'";

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("<[a-z][^<>]*? style=\"([^\"]*)\"")]
    private static partial Regex Attribute();
}
