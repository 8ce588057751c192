using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Innovation.Web.Components;

/// <summary><c>&lt;kc-steps steps="…" current="2" waiting="true"/&gt;</c>: an applicant's progress, at most eight steps.</summary>
[HtmlTargetElement("kc-steps", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StepsTagHelper : KcTagHelper
{
    /// <summary>Names in order.</summary>
    public IReadOnlyList<string> Steps { get; set; } = [];

    /// <summary>Index of the current step; the number of steps when all are done.</summary>
    public int Current { get; set; }

    /// <summary>The current step waits for the reader.</summary>
    public bool Waiting { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "ol";
        output.TagMode = TagMode.StartTagAndEndTag;
        AddClass(output, "kc-steps");
        output.Attributes.SetAttribute("aria-label", $"办理进度，共 {Steps.Count} 步");
        for (var i = 0; i < Steps.Count; i++)
        {
            var name = E(Steps[i]);
            output.Content.AppendHtml(i < Current
                ? $"<li class=\"is-done\">{name}<span class=\"kc-hidden\">（已完成）</span></li>"
                : i == Current ? $"<li class=\"is-now{(Waiting ? " is-you" : "")}\" aria-current=\"step\">{name}<span class=\"kc-hidden\">（当前）</span></li>" : $"<li>{name}</li>");
        }
    }
}
