using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Innovation.Web.Components;

/// <summary><c>&lt;kc-empty icon="checkbox" text="没有待办。…" href="/done" link="看我的已办"/&gt;</c>.</summary>
[HtmlTargetElement("kc-empty", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class EmptyTagHelper : KcTagHelper
{
    /// <summary>Icon name.</summary>
    [HtmlAttributeName("icon")]
    public string IconName { get; set; } = "checkbox";

    /// <summary>Why it is empty and when it will fill.</summary>
    public required string Text { get; set; }

    /// <summary>Address of the one link.</summary>
    public string? Href { get; set; }

    /// <summary>Words of the one link.</summary>
    public string? Link { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        AddClass(output, "kc-empty");
        output.Content.SetHtmlContent(Icon(IconName));
        output.Content.AppendHtml($"<p>{E(Text)}</p>");
        if (Href is { Length: > 0 } && Link is { Length: > 0 }) output.Content.AppendHtml($"<a class=\"btn\" href=\"{E(Href)}\">{E(Link)}</a>");
    }
}
