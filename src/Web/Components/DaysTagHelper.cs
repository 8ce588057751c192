using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Innovation.Web.Components;

/// <summary>What one cell of a day strip is.</summary>
public enum DayState
{
    /// <summary>Not yet.</summary>
    Left,

    /// <summary>Used.</summary>
    Used,

    /// <summary>The clock stood.</summary>
    Held,

    /// <summary>Today.</summary>
    Now,
}

/// <summary>One cell of a day strip.</summary>
/// <param name="Label">09-16, 今天 or 暂停.</param>
/// <param name="State">State.</param>
/// <param name="Last">Whether it is the last day.</param>
public sealed record DayCell(string Label, DayState State, bool Last = false);

/// <summary><c>&lt;kc-days days="…"&gt;One sentence.&lt;/kc-days&gt;</c>: at most ten cells, longer periods in words only.</summary>
[HtmlTargetElement("kc-days")]
public sealed class DaysTagHelper : KcTagHelper
{
    /// <summary>Cells.</summary>
    public IReadOnlyList<DayCell> Days { get; set; } = [];

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var sentence = await output.GetChildContentAsync();
        output.TagName = null;
        if (Days.Count is > 0 and <= 10)
        {
            output.Content.AppendHtml("<ol class=\"kc-days\">");
            foreach (var day in Days)
            {
                var css = (day.State == DayState.Left ? "" : $"is-{day.State.ToString().ToLowerInvariant()}") + (day.Last ? " is-last" : "");
                output.Content.AppendHtml($"<li class=\"{css.Trim()}\">{E(day.Label)}</li>");
            }

            output.Content.AppendHtml("</ol>");
        }

        output.Content.AppendHtml("<p class=\"kc-days-say\">").AppendHtml(sentence).AppendHtml("</p>");
    }
}
