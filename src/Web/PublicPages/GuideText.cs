using Ganss.Xss;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Microsoft.AspNetCore.Html;

namespace Innovation.Web.PublicPages;

/// <summary>申报通知正文: Markdown that one person writes and everybody reads. What Markdown makes of it goes through one sanitiser.</summary>
public static class GuideText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();
    private static readonly string[] Schemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, Uri.UriSchemeMailto];
    private static readonly HtmlSanitizer Sanitizer = Allowing();

    /// <summary>Safe HTML: text, lists, tables, and links that lead to the web, mail or this site only; no pictures, styles or scripts.</summary>
    public static IHtmlContent Render(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        // Headings start below the page's own.
        var headings = document.Descendants<HeadingBlock>().ToList();
        var (top, before) = (headings.Select(h => h.Level).DefaultIfEmpty(1).Min(), 2);
        foreach (var heading in headings) before = heading.Level = Math.Min(Math.Clamp(heading.Level - top + 3, 3, 6), before + 1);
        foreach (var table in document.Descendants<Table>()) Align(table);
        return new HtmlString(Sanitizer.Sanitize(document.ToHtml(Pipeline)));
    }

    /// <summary>Columns are aligned by a class; a style attribute would be refused by the page's policy.</summary>
    private static void Align(Table table)
    {
        for (var i = 0; i < table.ColumnDefinitions.Count; i++)
        {
            var name = table.ColumnDefinitions[i].Alignment switch { TableColumnAlign.Right => "text-end", TableColumnAlign.Center => "text-center", _ => null };
            table.ColumnDefinitions[i].Alignment = null;
            if (name is not null) foreach (var cell in table.OfType<TableRow>().Where(r => r.Count > i)) cell[i].GetAttributes().AddClass(name);
        }
    }

    private static HtmlSanitizer Allowing()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "h3", "h4", "h5", "h6", "p", "br", "hr", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "a", "table", "thead", "tbody", "tr", "th", "td" },
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "title", "start", "class" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
            AllowedSchemes = new HashSet<string>(Schemes, StringComparer.OrdinalIgnoreCase),
            AllowedClasses = new HashSet<string>(StringComparer.Ordinal) { "text-end", "text-center" },
        }) { KeepChildNodes = true };
        // An address without one of the schemes belongs to this site, and only to it.
        sanitizer.FilterUrl += (_, url) =>
        {
            if (url.SanitizedUrl is { } kept && !Schemes.Any(s => kept.StartsWith(s + ":", StringComparison.OrdinalIgnoreCase)) && !IsOurs(kept)) url.SanitizedUrl = null;
        };
        return sanitizer;
    }

    private static bool IsOurs(string url) => url is ['#', ..] or ['/'] || (url is ['/', not ('/' or '\\'), ..]);
}
