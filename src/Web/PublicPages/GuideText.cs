using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;

namespace Innovation.Web.PublicPages;

/// <summary>申报通知正文: Markdown without raw HTML; links lead to the web, mail or this site only.</summary>
public static class GuideText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    public static IHtmlContent Render(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>())
        {
            // Pictures would be fetched from elsewhere, and tell that site who reads.
            if (link.IsImage || !IsSafe(link.Url)) (link.Url, link.IsImage) = ("", false);
        }

        // Headings start below the page's own.
        var headings = document.Descendants<HeadingBlock>().ToList();
        var (top, before) = (headings.Select(h => h.Level).DefaultIfEmpty(1).Min(), 2);
        foreach (var heading in headings) before = heading.Level = Math.Min(Math.Clamp(heading.Level - top + 3, 3, 6), before + 1);
        return new HtmlString(document.ToHtml(Pipeline));
    }

    private static bool IsSafe(string? url) => url is { Length: > 0 }
        && (url[0] is '#' || (url[0] == '/' && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal))
            || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeMailto)));
}
