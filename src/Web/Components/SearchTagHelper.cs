using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Innovation.Web.Components;

/// <summary>Every <c>&lt;input type="search"&gt;</c>: how much it takes, and why what stands in it was not searched.</summary>
[HtmlTargetElement("input", Attributes = "[type=search]", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SearchTagHelper : KcTagHelper
{
    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(output);
        output.Attributes.SetAttribute("maxlength", SearchWords.MostCharacters);
        if (SearchWords.Read(context.AllAttributes["value"]?.Value?.ToString()).Refused is not { } refused) return;
        var id = (context.AllAttributes["name"]?.Value?.ToString() ?? "q") + "-refused";
        output.Attributes.SetAttribute("aria-invalid", "true");
        output.Attributes.SetAttribute("aria-describedby", id);
        output.PostElement.AppendHtml($"<p class=\"kc-search-note\" id=\"{E(id)}\" role=\"alert\">{E(refused)}</p>");
    }
}
