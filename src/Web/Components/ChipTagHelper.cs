using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Innovation.Web.Components;

/// <summary><c>&lt;kc-chip status="待补正"/&gt;</c>: a case state, or any short state with its own kind and icon.</summary>
[HtmlTargetElement("kc-chip", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ChipTagHelper : KcTagHelper
{
    /// <summary>The state in the handbook's words.</summary>
    public required string Status { get; set; }

    /// <summary>run, you, done, no, late; empty: by the state.</summary>
    public string? Kind { get; set; }

    /// <summary>Icon; empty: by the state.</summary>
    [HtmlAttributeName("icon")]
    public string? IconName { get; set; }

    /// <summary>Icon and kind of a state.</summary>
    public static (string Kind, string Icon) Look(string status) => status switch
    {
        "草稿" => ("", "circle-dashed"),
        "退回修改" => ("you", "arrow-back-up"),
        "待补正" or "待整改" => ("you", "pencil"),
        "未读" => ("you", "mail"),
        "公示中" => ("run", "speakerphone"),
        "异议核查中" or "暂停计时" or "暂缓" => ("", "player-pause"),
        "已认定" or "已立项" or "已结题" or "已推荐" or "已通过" or "有效" or "已完成" => ("done", "circle-check"),
        "未通过" or "不予受理" or "已摘牌" or "不推荐" or "已撤销" => ("no", "circle-x"),
        "已撤回" or "已终止" or "已停用" or "过期" => ("", "circle-minus"),
        "补正已答复" => ("run", "message-check"),
        _ => ("run", InWork),
    };

    private const string InWork = "progress";

    private static string OfKind(string kind) => kind switch { "done" => "circle-check", "no" => "circle-x", "late" => "alert-triangle", "you" => "pencil", "" => "circle-minus", _ => InWork };

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var (kind, icon) = Look(Status);
        kind = Kind ?? kind;
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        AddClass(output, kind.Length == 0 ? "kc-chip" : $"kc-chip is-{kind}");
        output.Content.SetHtmlContent(Icon(IconName ?? (icon == InWork ? OfKind(kind) : icon)));
        output.Content.Append(Status);
    }
}
