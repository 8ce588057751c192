using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.WebUtilities;

namespace Innovation.Web.Components;

/// <summary><c>&lt;kc-pager page="1" size="20" total="38" unit="件"/&gt;</c>: links keep the other query values.</summary>
[HtmlTargetElement("kc-pager")]
public sealed class PagerTagHelper : KcTagHelper
{
    /// <summary>Current page, from 1.</summary>
    public int Page { get; set; } = 1;

    /// <summary>Rows per page.</summary>
    public int Size { get; set; } = 20;

    /// <summary>All rows.</summary>
    public int Total { get; set; }

    /// <summary>量词.</summary>
    public string Unit { get; set; } = "件";

    /// <summary>Name of the query value.</summary>
    public string Param { get; set; } = "page";

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var middle = await output.GetChildContentAsync();
        var pages = Math.Max(1, (Total + Size - 1) / Math.Max(1, Size));
        var page = Math.Clamp(Page, 1, pages);
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("aria-label", "翻页");
        AddClass(output, "kc-pager");
        output.Content.AppendHtml(Total == 0 ? $"<span>共 0 {E(Unit)}</span>" : $"<span>第 {(page - 1) * Size + 1}–{Math.Min(Total, page * Size)} {E(Unit)}，共 {Total} {E(Unit)}</span>");
        output.Content.AppendHtml(middle);
        if (pages == 1) return;
        output.Content.AppendHtml("<span class=\"kc-row\">");
        if (page > 1) output.Content.AppendHtml($"<a class=\"btn btn-sm\" rel=\"prev\" href=\"{Href(page - 1)}\">上一页</a>");
        var before = 0;
        foreach (var number in Enumerable.Range(1, pages).Where(n => n == 1 || n == pages || Math.Abs(n - page) <= 2))
        {
            if (number - before > 1) output.Content.AppendHtml("<span aria-hidden=\"true\">…</span>");
            output.Content.AppendHtml(number == page
                ? $"<b class=\"kc-page-no\" aria-current=\"page\">{number}</b>"
                : $"<a class=\"kc-page-no\" href=\"{Href(number)}\" aria-label=\"第 {number} 页\">{number}</a>");
            before = number;
        }

        if (page < pages) output.Content.AppendHtml($"<a class=\"btn btn-sm\" rel=\"next\" href=\"{Href(page + 1)}\">下一页</a>");
        output.Content.AppendHtml("</span>");
    }

    private string Href(int page)
    {
        var request = ViewContext.HttpContext.Request;
        var values = request.Query.Where(q => q.Key != Param).SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, v))
            .Append(KeyValuePair.Create(Param, (string?)$"{page}"));
        return E(QueryHelpers.AddQueryString($"{request.PathBase}{request.Path}", values));
    }
}
