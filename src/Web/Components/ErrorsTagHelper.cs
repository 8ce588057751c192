using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Innovation.Web.Components;

/// <summary>One thing to mend.</summary>
/// <param name="Text">What and how.</param>
/// <param name="Href">Anchor of the field, such as #f-rd_spend; null when it belongs to no field.</param>
public sealed record ErrorItem(string Text, string? Href = null);

/// <summary><c>&lt;kc-errors errors="…" heading="还有 3 处要改，改好才能提交"&gt;…&lt;/kc-errors&gt;</c>; nothing when there are no errors.</summary>
[HtmlTargetElement("kc-errors")]
public sealed class ErrorsTagHelper : KcTagHelper
{
    /// <summary>What to mend.</summary>
    public IReadOnlyList<ErrorItem> Errors { get; set; } = [];

    /// <summary>Heading; empty: counted.</summary>
    public string? Heading { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        var text = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        AddClass(output, "kc-errors");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Content.AppendHtml($"<h2>{E(Heading ?? $"还有 {Errors.Count} 处要改，改好才能提交")}</h2>");
        if (!text.IsEmptyOrWhiteSpace) output.Content.AppendHtml("<p>").AppendHtml(text).AppendHtml("</p>");
        output.Content.AppendHtml("<ul>");
        foreach (var error in Errors)
        {
            output.Content.AppendHtml(error.Href is null ? $"<li>{E(error.Text)}</li>" : $"<li><a href=\"{E(error.Href)}\">{E(error.Text)}</a></li>");
        }

        output.Content.AppendHtml("</ul>");
    }
}
