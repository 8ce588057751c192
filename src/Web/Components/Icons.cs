using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Innovation.Web.Components;

/// <summary>Icons from the sprite; the list of names is Assets/icons.txt.</summary>
public static class Icons
{
    /// <summary>The icon as inline SVG.</summary>
    public static IHtmlContent Svg(HttpContext context, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        var path = context.RequestServices.GetRequiredService<IFileVersionProvider>().AddFileVersionToPath(context.Request.PathBase, "/dist/icons.svg");
        return new HtmlString($"<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{context.Request.PathBase}{path}#i-{HtmlEncoder.Default.Encode(name)}\"/></svg>");
    }
}

/// <summary><c>&lt;kc-icon name="clock"/&gt;</c>: decoration; the words stand beside it.</summary>
[HtmlTargetElement("kc-icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : KcTagHelper
{
    /// <summary>Name in Assets/icons.txt.</summary>
    public required string Name { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = null;
        output.Content.SetHtmlContent(Icon(Name));
    }
}
