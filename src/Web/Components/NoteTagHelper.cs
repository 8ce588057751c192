using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Innovation.Web.Components;

/// <summary><c>&lt;kc-note kind="warn"&gt;&lt;p&gt;…&lt;/p&gt;&lt;/kc-note&gt;</c>: info (default), good, warn, plain.</summary>
[HtmlTargetElement("kc-note")]
public sealed class NoteTagHelper : KcTagHelper
{
    /// <summary>info, good, warn or plain.</summary>
    public string Kind { get; set; } = "info";

    /// <summary>Icon; empty: by the kind.</summary>
    [HtmlAttributeName("icon")]
    public string? IconName { get; set; }

    /// <summary>Announced when it appears: true for the answer to what the reader just did.</summary>
    public bool Live { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        AddClass(output, Kind == "info" ? "kc-note" : $"kc-note is-{Kind}");
        if (Live) output.Attributes.SetAttribute("role", Kind == "warn" ? "alert" : "status");
        output.Content.SetHtmlContent(Icon(IconName ?? Kind switch { "good" => "circle-check", "warn" => "alert-circle", _ => "info-circle" }));
        output.Content.AppendHtml("<div>").AppendHtml(content).AppendHtml("</div>");
    }
}
