using System.Globalization;
using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;

namespace Innovation.Workflows.Programs.Exchange;

/// <summary>Something that has an identity of its own in a programme: a stage, an outcome, a field, an indicator.</summary>
/// <param name="Key">Identity across versions.</param>
/// <param name="What">环节, 结论, 字段, …</param>
/// <param name="Name">Its name.</param>
/// <param name="Owner">Key of what holds it: the sequence, the section.</param>
/// <param name="OwnerWords">The holder in words, for a move.</param>
/// <param name="Group">The heading under which its changes stand.</param>
/// <param name="StageId">The stage, or null.</param>
internal sealed record Subject(string Key, string What, string Name, string Owner, string OwnerWords, string Group, string? StageId)
{
    /// <summary>Its own values by title, in words.</summary>
    public Dictionary<string, string> Values { get; } = [];

    public string Title => $"{What}“{Name}”";
}

/// <summary>Takes a document apart into subjects, in reading order.</summary>
internal sealed class Subjects
{
    private const string General = "基本信息";
    private readonly Dictionary<string, string> stageNames = [];
    private readonly Dictionary<string, Subject> byKey = [];
    private readonly JsonObject document;

    private Subjects(JsonObject document)
    {
        this.document = document;
        NameStages(document["process"]?["stages"] as JsonArray);
    }

    public List<Subject> Found { get; } = [];

    public static List<Subject> Of(JsonObject document)
    {
        var subjects = new Subjects(document);
        subjects.ReadAll();
        return subjects.Found;
    }

    private void NameStages(JsonArray? stages)
    {
        foreach (var stage in DraftTree.Objects(stages))
        {
            stageNames[Text(stage, "id")] = Text(stage, "name") is { Length: > 0 } name ? name : Text(stage, "id");
            foreach (var branch in DraftTree.Objects(stage["options"]).Concat(DraftTree.Objects(stage["paths"]))) NameStages(branch["stages"] as JsonArray);
        }
    }

    private void ReadAll()
    {
        var root = ProgrammeSchema.Root;
        var programme = new Subject("programme", "项目类型", Text(document, "name"), "", "", General, null);
        Found.Add(programme);
        Values(programme, document, root, "", "form", "sheets", "tables", "documents", "process", "permissions", "format");
        if (document["process"] is JsonObject process)
        {
            Values(programme, process, root["properties"]!["process"], "流程·", "stages", "results", "id");
            ReadSequence(process["stages"] as JsonArray, "", "主流程");
            List(process["results"], "result", "结果", "name", "办理结果");
        }

        if (document["form"] is JsonObject form) ReadForm(form);
        foreach (var sheet in DraftTree.Objects(document["sheets"]))
        {
            var found = One(sheet, "sheet:" + Text(sheet, "id"), "评分表", Text(sheet, "title"), "sheets", $"评分表“{Text(sheet, "title")}”", null, Definition("scoreSheet"), "indicators");
            foreach (var indicator in DraftTree.Objects(sheet["indicators"])) One(indicator, $"{found.Key}/{Text(indicator, "id")}", "指标", Text(indicator, "name"), found.Key, found.Group, null, Definition("scoreIndicator"));
        }

        foreach (var table in DraftTree.Objects(document["tables"])) ReadTable(table);
        foreach (var (id, rule) in document["documents"] as JsonObject ?? [])
            if (rule is JsonObject members) One(members, "document:" + id, "文书", Text(members, "title"), "documents", "文书", null, Definition("documentRule"));
        ReadPermissions();
    }

    private void ReadSequence(JsonArray? stages, string owner, string words)
    {
        foreach (var stage in DraftTree.Objects(stages))
        {
            var id = Text(stage, "id");
            var schema = Definition(Text(stage, "kind") + "Stage");
            var subject = One(stage, "stage:" + id, "环节", stageNames.GetValueOrDefault(id, id), "sequence:" + owner, $"环节“{stageNames.GetValueOrDefault(id, id)}”", id, schema, "outcomes", "options", "paths");
            subject.Values["类型"] = (string?)schema["title"] ?? Text(stage, "kind");
            foreach (var outcome in DraftTree.Objects(stage["outcomes"]))
                One(outcome, $"{subject.Key}/outcome:{Text(outcome, "id")}", "结论", Text(outcome, "name"), subject.Key, subject.Group, id, Definition("outcome"));
            var branches = DraftTree.Objects(stage["options"]).Concat(DraftTree.Objects(stage["paths"])).ToList();
            for (var i = 0; i < branches.Count; i++)
            {
                var name = Text(branches[i], "name") is { Length: > 0 } given ? given : $"分支 {i + 1}";
                Values(subject, branches[i], Definition("branch"), $"{name}·", "stages");
                ReadSequence(branches[i]["stages"] as JsonArray, $"{id}/{i}", $"环节“{subject.Name}”的{name}");
            }

            if (branches.Count > 0) subject.Values["分支数"] = branches.Count.ToString(CultureInfo.InvariantCulture);
        }
    }

    private void ReadForm(JsonObject form)
    {
        Values(Found[0], form, Definition("formSchema"), "申报表单·", "sections", "rules");
        foreach (var section in DraftTree.Objects(form["sections"]))
        {
            var found = One(section, "section:" + Text(section, "id"), "分节", Text(section, "title"), "form", $"表单分节“{Text(section, "title")}”", null, Definition("formSection"), "fields");
            foreach (var field in DraftTree.Objects(section["fields"]))
            {
                var subject = One(field, "field:" + Text(field, "id"), "字段", Text(field, "label"), found.Key, $"字段“{Text(field, "label")}”", null, Definition("formField"), "columns", "options");
                foreach (var column in DraftTree.Objects(field["columns"])) One(column, $"{subject.Key}/{Text(column, "id")}", "栏目", Text(column, "label"), subject.Key, subject.Group, null, Definition("formField"), "columns", "options");
                foreach (var option in DraftTree.Objects(field["options"])) One(option, $"{subject.Key}/option:{Text(option, "value")}", "选项", Text(option, "label"), subject.Key, subject.Group, null, Definition("fieldOption"));
            }
        }

        foreach (var rule in DraftTree.Objects(form["rules"]))
            One(rule, "rule:" + Text(rule, "field") + ":" + Text(rule, "assert"), "校验规则", Text(rule, "message"), "rules", "表单校验", null, Definition("formRule"));
    }

    private void ReadTable(JsonObject table)
    {
        var found = One(table, "table:" + Text(table, "id"), "决策表", Text(table, "name"), "tables", $"决策表“{Text(table, "name")}”", null, Definition("decisionTable"), "inputs", "outputs", "rules", "tests");
        foreach (var (list, what, part) in ((string, string, string)[])[("inputs", "条件列", "decisionInput"), ("outputs", "结果列", "decisionOutput")])
            foreach (var column in DraftTree.Objects(table[list])) One(column, $"{found.Key}/{list}:{Text(column, "id")}", what, Text(column, "label"), found.Key, found.Group, null, Definition(part));
        var row = 0;
        foreach (var rule in DraftTree.Objects(table["rules"])) One(rule, $"{found.Key}/rule:{++row}", "规则", $"第 {row} 行", found.Key, found.Group, null, Definition("decisionRule"));
        foreach (var test in DraftTree.Objects(table["tests"])) One(test, $"{found.Key}/test:{Text(test, "name")}", "样例", Text(test, "name"), found.Key, found.Group, null, Definition("decisionTest"));
    }

    private void ReadPermissions()
    {
        if (document["permissions"] is not JsonObject permissions) return;
        Values(Found[0], permissions, Definition("formPermissions"), "字段权限·", "stages");
        foreach (var (stage, fields) in permissions["stages"] as JsonObject ?? [])
        {
            var subject = byKey.GetValueOrDefault("stage:" + stage, Found[0]);
            foreach (var (field, access) in fields as JsonObject ?? []) subject.Values[$"字段权限·{FieldName(field)}"] = Word(access, Access);
        }
    }

    private string FieldName(string field) => field == "*" ? "全部字段" : (byKey.GetValueOrDefault("field:" + field) ?? byKey.GetValueOrDefault("section:" + field))?.Name ?? field;

    private void List(JsonNode? items, string key, string what, string name, string group)
    {
        foreach (var item in DraftTree.Objects(items)) One(item, $"{key}:{Text(item, "id")}", what, Text(item, name), group, group, null, Definition("resultDefinition"));
    }

    private Subject One(JsonObject node, string key, string what, string name, string owner, string group, string? stage, JsonNode schema, params string[] apart)
    {
        // Two of one key (a broken draft) stay two subjects.
        var unique = key;
        for (var i = 2; byKey.ContainsKey(unique); i++) unique = $"{key}#{i}";
        var ownerWords = owner.StartsWith("sequence:", StringComparison.Ordinal) ? SequenceWords(owner["sequence:".Length..]) : byKey.GetValueOrDefault(owner)?.Title ?? "";
        var subject = new Subject(unique, what, name, owner, ownerWords, group, stage);
        Found.Add(subject);
        byKey[unique] = subject;
        Values(subject, node, schema, "", [.. apart, "id", "name", "title", "label"]);
        return subject;
    }

    private string SequenceWords(string owner) => owner.Split('/') is [var block, var branch] ? $"环节“{stageNames.GetValueOrDefault(block, block)}”的第 {int.Parse(branch, CultureInfo.InvariantCulture) + 1} 个分支" : "主流程";

    /// <summary>Plain members in words; members of objects with their path.</summary>
    private void Values(Subject subject, JsonObject node, JsonNode? part, string prefix, params string[] apart)
    {
        var schema = ProgrammeSchema.Resolve(part, node);
        foreach (var (member, value) in node)
        {
            if (apart.Contains(member) || value is null) continue;
            var known = schema["properties"]?[member] as JsonObject;
            var title = prefix + ((string?)known?["title"] ?? member);
            var inner = ProgrammeSchema.Resolve(known, value);
            if (value is JsonObject below && inner["properties"] is not null && inner["anyOf"] is null) Values(subject, below, inner, title + "·");
            else subject.Values[title] = Word(value, known);
        }
    }

    private string Word(JsonNode? value, JsonObject? schema)
    {
        switch (value)
        {
            case JsonArray items:
                return items.Count == 0 ? "无" : string.Join("、", items.Select(i => Word(i, schema?["items"] as JsonObject)));
            case JsonObject members when members.Count == 1 && members["to"] is { } to:
                return $"转到“{stageNames.GetValueOrDefault(to.ToString(), to.ToString())}”";
            case JsonObject members when members.Count == 1 && members["end"] is { } end:
                var result = DraftTree.Objects(document["process"]?["results"]).FirstOrDefault(r => Text(r, "id") == end.ToString());
                return $"办结为“{(result is null ? end.ToString() : Text(result, "name"))}”";
            case JsonObject map:
                return string.Join("，", map.Select(m => $"{m.Key}：{Word(m.Value, null)}"));
            case null:
                return "空";
        }

        switch (value.GetValueKind())
        {
            case System.Text.Json.JsonValueKind.True: return "是";
            case System.Text.Json.JsonValueKind.False: return "否";
            case System.Text.Json.JsonValueKind.Number: return value.ToJsonString();
        }

        var text = value.ToString();
        return text switch
        {
            "next" => "下一环节",
            "stay" => "留在本环节",
            _ when schema?["enum"] is not null => ChoiceWords.Find(text) ?? MemberTitles.Values.GetValueOrDefault(text, text),
            _ => stageNames.GetValueOrDefault(text, text),
        };
    }

    private static readonly JsonObject Access = new() { ["enum"] = new JsonArray() };

    private static JsonObject Definition(string name) => ProgrammeSchema.Root["$defs"]![name] as JsonObject ?? [];

    private static string Text(JsonObject node, string member) => node[member] is JsonValue value ? value.ToString() : "";
}
