using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Programs;

namespace Innovation.Web.Design;

/// <summary>A document of a draft between its JSON and its controls; the certificate rule likewise.</summary>
internal static class DocumentForm
{
    public const int LongestText = 20_000;

    public static IReadOnlyList<string> Places { get; } = ["outcome", "supplement", "publicNotice", "decision", "certificate"];

    public static Dictionary<string, string> Show(JsonObject rule)
    {
        var values = new Dictionary<string, string>();
        foreach (var member in (string[])["title", "heading", "addressee", "text", "series"]) values[member] = DraftTree.Word(rule[member]);
        values["place"] = DraftTree.Text(rule["place"]) is { Length: > 0 } place ? place : Places[0];
        values["numbered"] = rule["series"] is null ? "none" : values["series"].Length == 0 ? "red" : "series";
        values["public"] = DraftTree.Word(rule["public"]) == "true" ? "true" : "";
        return values;
    }

    /// <summary>The rule as typed, laid over the old one.</summary>
    /// <param name="shipped">A shipped template has its own place, and may be printed without a text.</param>
    public static JsonObject Read(JsonObject old, TypedForm typed, bool shipped)
    {
        var rule = old.DeepClone().AsObject();
        rule["title"] = typed.Text("title", "文书名称", 50);
        var numbered = typed.Choice("numbered", "编号方式", ["none", "red", "series"]);
        DraftTree.Put(rule, "series", numbered switch { "none" => null, "red" => "", _ => typed.Text("series", "编号里的字", 10) });
        DraftTree.Put(rule, "public", typed["public"] == "true" ? true : null);
        DraftTree.Put(rule, "place", shipped ? null : typed.Choice("place", "发出环节", Places));
        DraftTree.Put(rule, "heading", Optional(typed, "heading", "文书标题", 200));
        DraftTree.Put(rule, "addressee", Optional(typed, "addressee", "主送机关", 200));
        DraftTree.Put(rule, "text", typed.Text("text", "正文", LongestText, required: !shipped) is { Length: > 0 } text ? text : null);
        return rule;
    }

    /// <summary>What a new document says until somebody writes its text.</summary>
    public static string Starter(DocumentPlace place) => place switch
    {
        DocumentPlace.Outcome => "你单位申报的“{{申报事项}}”（案号 {{案号}}）收悉。经审核，现将办理结果通知如下。\n\n{{案件信息}}\n\n特此通知。",
        DocumentPlace.Supplement => "你单位申报的“{{申报事项}}”（案号 {{案号}}）需要补正以下材料：\n\n{{补正事项}}\n\n请于{{补正期限}}前在网上补正。",
        DocumentPlace.PublicNotice => "根据{{依据}}，现将拟定名单予以公示，公示期自{{公示开始日期}}至{{公示结束日期}}。\n\n{{名单}}",
        DocumentPlace.Decision => "{{拟稿正文}}\n\n{{名单}}",
        _ => "兹认定{{申报单位}}的“{{申报事项}}”为{{级别}}。\n\n有效期至{{有效期至}}。",
    };

    private static JsonNode? Optional(TypedForm typed, string name, string title, int most) => typed.Text(name, title, most, required: false) is { Length: > 0 } text ? text : null;
}
