using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Innovation.Web.Components;

/// <summary>What all components share.</summary>
public abstract class KcTagHelper : TagHelper
{
    /// <summary>The page being written.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Whether the page is a dense staff page.</summary>
    protected bool Dense => ViewContext.ViewData["Density"] as string == "dense";

    /// <summary>An icon followed by text.</summary>
    protected IHtmlContent Icon(string name) => Icons.Svg(ViewContext.HttpContext, name);

    /// <summary>Encodes text.</summary>
    protected static string E(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>Adds the classes to those written on the element.</summary>
    protected static void AddClass(TagHelperOutput output, string classes)
    {
        ArgumentNullException.ThrowIfNull(output);
        var own = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", string.IsNullOrEmpty(own) ? classes : $"{classes} {own}");
    }
}
