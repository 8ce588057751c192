using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Innovation.Web.Components;

/// <summary>
/// <c>&lt;kc-cell name="i.0.max" label="第 1 项的满分" value="…" error="…"/&gt;</c>: a control in a table, where the head of the column is the
/// visible label; its error stands below it. The element id is that of <see cref="InputView"/>.
/// </summary>
[HtmlTargetElement("kc-cell", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CellTagHelper : KcTagHelper
{
    public string Name { get; set; } = "";

    /// <summary>Read aloud in place of a visible label.</summary>
    public string Label { get; set; } = "";

    public string? Value { get; set; }

    /// <summary>What is wrong with the value; nothing when empty.</summary>
    public string? Error { get; set; }

    /// <summary>Options make it a select.</summary>
    public IReadOnlyList<OptionView>? Options { get; set; }

    /// <summary>More than 0: a text of several lines.</summary>
    public int Rows { get; set; }

    /// <summary>Most characters.</summary>
    public int Most { get; set; }

    public string? Mode { get; set; }

    /// <summary>Id of a datalist.</summary>
    public string? List { get; set; }

    /// <summary>What an empty control means.</summary>
    public string? Hint { get; set; }

    /// <summary>Least width in pixels.</summary>
    public int Width { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = null;
        // An attribute bound to null arrives as an empty text.
        var error = string.IsNullOrEmpty(Error) ? null : Error;
        var id = new InputView(Name, Label, Value).ElementId;
        var tag = Options is not null ? "select" : Rows > 0 ? "textarea" : "input";
        var html = new StringBuilder($"<{tag} class=\"{(Options is null ? "form-control" : "form-select")}{(Width > 0 ? $" kc-u-nw-{Width}" : "")}\"");
        void Attribute(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value) || (value is not null && name == "value")) html.Append(' ').Append(name).Append("=\"").Append(E(value)).Append('"');
        }

        Attribute("id", id);
        Attribute("name", Name);
        Attribute("aria-label", Label);
        Attribute("maxlength", Most > 0 ? Most.ToString(CultureInfo.InvariantCulture) : null);
        Attribute("inputmode", Mode);
        Attribute("list", List);
        Attribute("placeholder", Hint);
        Attribute("aria-invalid", error is null ? null : "true");
        Attribute("aria-describedby", error is null ? null : id + "-e");
        if (tag == "input")
        {
            Attribute("value", Value);
            Attribute("autocomplete", "off");
        }
        else if (tag == "textarea")
        {
            Attribute("rows", Rows.ToString(CultureInfo.InvariantCulture));
        }

        html.Append('>');
        foreach (var option in Options ?? []) html.Append(CultureInfo.InvariantCulture, $"<option value=\"{E(option.Value)}\"{(option.Value == (Value ?? "") ? " selected" : "")}>{E(option.Text)}</option>");
        // A line end right after the tag is not part of the text.
        if (tag == "textarea") html.Append('\n').Append(E(Value ?? ""));
        if (tag != "input") html.Append(CultureInfo.InvariantCulture, $"</{tag}>");
        output.Content.SetHtmlContent(html.ToString());
        if (error is not null) output.Content.AppendHtml($"<p class=\"kc-error\" id=\"{id}-e\">").AppendHtml(Icon("alert-circle")).AppendHtml($"{E(error)}</p>");
    }
}
