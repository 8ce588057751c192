using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Expressions;
using Innovation.Workflows.Programs.Texts;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>What in a draft names fields of the form, and would point nowhere without them.</summary>
public static class FieldReferences
{
    private static readonly string[] Texts = ["heading", "addressee", "text"];

    /// <summary>Everything outside these fields that names one of them, each in a Chinese sentence.</summary>
    /// <param name="section">A section that goes with its fields; null when it stays.</param>
    public static IReadOnlyList<Consequence> Of(JsonObject document, IReadOnlySet<string> fields, string? section = null)
    {
        var found = new List<Consequence>();
        void Add(string kind, string? stage, string words) => found.Add(new(kind, stage, null, words));
        void Condition(JsonNode? text, string? stage, string words)
        {
            if (Names(DraftTree.Text(text)).Any(fields.Contains)) Add("expression", stage, words);
        }

        foreach (var part in DraftTree.Objects(document["form"]?["sections"]).Where(s => section is null || DraftTree.Text(s["id"]) != section))
        {
            Condition(part["visibleWhen"], null, $"分节“{DraftTree.Text(part["title"])}”的显示条件");
            foreach (var field in DraftTree.Objects(part["fields"]).Where(f => !fields.Contains(DraftTree.Text(f["id"]))))
            {
                Condition(field["visibleWhen"], null, $"字段“{DraftTree.Text(field["label"])}”的显示条件");
                Condition(field["computed"], null, $"字段“{DraftTree.Text(field["label"])}”的计算公式");
            }
        }

        foreach (var (rule, i) in DraftTree.Objects(document["form"]?["rules"]).Select((r, i) => (r, i)))
            if (fields.Contains(DraftTree.Text(rule["field"])) || Names(DraftTree.Text(rule["when"])).Concat(Names(DraftTree.Text(rule["assert"]))).Any(fields.Contains))
                Add("rule", null, $"第 {i + 1} 条校验规则（{DraftTree.Text(rule["message"])}）");
        InProcess(document, fields, Add, Condition);
        foreach (var (stage, access) in document["permissions"]?["stages"] as JsonObject ?? [])
            if ((access as JsonObject ?? []).Any(a => fields.Contains(a.Key) || a.Key == section)) Add("permission", stage, $"环节“{StageName(document, stage)}”的字段权限");
        InTexts(document, fields, Add);
        foreach (var table in DraftTree.Objects(document["tables"]))
            foreach (var input in DraftTree.Objects(table["inputs"])) Condition(input["expression"], null, $"决策表“{DraftTree.Text(table["name"])}”的条件列“{DraftTree.Text(input["label"])}”");
        return found;
    }

    /// <summary>The fields that an expression reads; of one that does not compile, those whose names it holds.</summary>
    public static IEnumerable<string> Names(string text)
    {
        if (text.Length == 0) return [];
        var names = Expression.TryParse(text, out var parsed, out _) ? parsed.Names : [.. text.Split([' ', '(', ')', ',', '<', '>', '=', '!', '+', '-', '*', '/', '[', ']'], StringSplitOptions.RemoveEmptyEntries)];
        return names.Where(n => n.StartsWith("form.", StringComparison.Ordinal)).Select(n => n.Split('.')[1]);
    }

    private static void InProcess(JsonObject document, IReadOnlySet<string> fields, Action<string, string?, string> add, Action<JsonNode?, string?, string> condition)
    {
        if (fields.Contains(DraftTree.Text(document["titleField"]))) add("title", null, "基本信息里的事项名称字段");
        if ((document["openOnceFields"] as JsonArray ?? []).Any(f => fields.Contains(DraftTree.Text(f)))) add("openOnce", null, "基本信息里的“同时只能申报一件”");
        if ((document["process"]?["fields"] as JsonArray ?? []).SelectMany(f => Names(DraftTree.Text(f))).Any(fields.Contains)) add("processField", null, "基本信息里条件可以用的名称");
        foreach (var (stage, _, _) in DraftTree.Open(document)?.All() ?? [])
        {
            var (id, name) = (DraftTree.Id(stage), DraftTree.Text(stage["name"]));
            foreach (var outcome in DraftTree.Objects(stage["outcomes"])) condition(outcome["when"], id, $"环节“{name}”的结论“{DraftTree.Text(outcome["name"])}”的条件");
            foreach (var branch in DraftTree.Branches(stage)) condition(branch["when"], id, $"环节“{name}”的分支条件");
            condition((stage["panel"] as JsonObject)?["field"], id, $"环节“{name}”抽取专家的领域字段");
        }
    }

    private static void InTexts(JsonObject document, IReadOnlySet<string> fields, Action<string, string?, string> add)
    {
        foreach (var (_, rule) in document["documents"] as JsonObject ?? [])
            if (rule is JsonObject members && Texts.SelectMany(t => Placeholders.Fields(DraftTree.Text(members[t]))).Any(fields.Contains)) add("placeholder", null, $"文书“{DraftTree.Text(members["title"])}”的占位");
        if (document["certificate"] is JsonObject certificate && (fields.Contains(DraftTree.Text(certificate["itemField"])) || fields.Contains(DraftTree.Text(certificate["levelField"])))) add("certificate", null, "证书的事项、级别字段");
    }

    private static string StageName(JsonObject document, string id) => DraftTree.Text(DraftTree.Open(document)?.Find(id)?["name"]) is { Length: > 0 } name ? name : id;
}
