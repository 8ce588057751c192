using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Innovation.Web.Components;

/// <summary>
/// <c>&lt;kc-due last-day="…" now="…" working-days-left="2" silent-effect="视为受理"/&gt;</c>: a deadline in words.
/// The numbers are counted by the caller from the working calendar, never here.
/// </summary>
[HtmlTargetElement("kc-due", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DueTagHelper : KcTagHelper
{
    /// <summary>到期日; null: 不限期.</summary>
    public DateOnly? LastDay { get; set; }

    /// <summary>The instant of the request.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>Whole working days left; 0 on the last day, negative when over.</summary>
    public int WorkingDaysLeft { get; set; }

    /// <summary>What silence does, such as 视为受理.</summary>
    public string? SilentEffect { get; set; }

    /// <summary>Why the clock stands, such as 补正中; null: it runs.</summary>
    public string? Held { get; set; }

    /// <summary>The calendar of that year is not loaded: 暂定.</summary>
    public bool Provisional { get; set; }

    /// <summary>Writes the day before the days left.</summary>
    public bool ShowDay { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var (state, icon, text) = Words();
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        AddClass(output, $"kc-due is-{state}");
        output.Content.SetHtmlContent(Icon(icon));
        output.Content.Append(text);
    }

    private (string State, string Icon, string Text) Words()
    {
        if (Held is { Length: > 0 }) return ("held", "player-pause", $"暂停计时 · {Held}");
        if (LastDay is not { } day) return ("none", "minus", "不限期");
        var today = DateText.Today(Now);
        if (Provisional) return ("ok", "clock", $"{day.Year}年{day.Month}月{day.Day}日（暂定）");
        if (WorkingDaysLeft < 0 || today > day) return ("over", "alert-triangle", WorkingDaysLeft < 0 ? $"超期 {-WorkingDaysLeft} 个工作日" : "已超期");
        var silent = SilentEffect is { Length: > 0 } ? $"，逾期{SilentEffect}" : "";
        var head = ShowDay ? $"{DateText.EndOf(day, today)} 截止，" : "";
        if (today == day) return ("today", "alarm", $"{head}今天到期{silent}");
        var left = $"{head}{(Dense ? "剩" : "还剩")} {WorkingDaysLeft} 个工作日";
        return WorkingDaysLeft <= 2 ? ("soon", "clock-hour-9", left + silent) : ("ok", "clock", left);
    }
}
