using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Cases;

/// <summary>What a task wants to be told besides the outcome: its JSON Schema, and the check of an answer.</summary>
public static class TaskValues
{
    private const int MaxText = 4000;

    /// <summary>JSON Schema (2020-12) of <c>values</c> for an action; null when it wants none.</summary>
    public static JsonObject? Schema(Programme programme, Stage stage, WorkPurpose purpose, AllowedAction action) => (stage, purpose, action.Type) switch
    {
        (_, _, "supplement") => SupplementSchema(programme.Form),
        (ExpertReviewStage expert, WorkPurpose.Score, "complete") => SheetSchema(programme.FindSheet(expert.Sheet)!),
        (SiteVisitStage visit, WorkPurpose.Decide, "complete") => VisitSchema(visit),
        (ReviewStage { Assign.Role: ProcessRoles.Recommender }, WorkPurpose.Decide, "complete") when action.Outcome == "recommended" => RankSchema(),
        _ => null,
    };

    /// <summary>Checks an answer. A problem names its field as <c>values.…</c>.</summary>
    /// <param name="total">Sum of a score sheet.</param>
    public static Refusal? Check(Programme programme, Stage stage, WorkPurpose purpose, CaseRequest request, DateOnly today, out decimal? total)
    {
        total = null;
        if (request.Type != "complete") return null;
        return (stage, purpose) switch
        {
            (ExpertReviewStage expert, WorkPurpose.Score) => CheckSheet(programme.FindSheet(expert.Sheet)!, request, out total),
            (SiteVisitStage, WorkPurpose.Decide) => CheckVisit(request.Values ?? [], today),
            _ => null,
        };
    }

    private static Refusal? CheckSheet(ScoreSheet sheet, CaseRequest request, out decimal? total)
    {
        total = null;
        var scores = new Dictionary<string, decimal?>();
        if (request.Values?["scores"] is not JsonObject given) return new Refusal("score.missing", "values.scores", "请给每一项打分。");
        foreach (var (id, node) in given)
        {
            if (node is JsonValue value && value.TryGetValue<decimal>(out var number)) scores[id] = number;
            else if (node is not null) return new Refusal("score.notNumber", $"values.scores.{id}", "分数应当填数字，请改正。");
        }

        var answer = new ScoreSheetAnswer(scores, request.Comment);
        if (ScoreSheetValidator.Validate(sheet, answer) is [var first, ..])
            return new Refusal(first.Code, first.FieldPath == "comment" ? "comment" : "values." + first.FieldPath, first.Message);
        total = ScoreSheetValidator.Total(sheet, answer);
        return null;
    }

    private static Refusal? CheckVisit(JsonObject values, DateOnly today)
    {
        if (values["visitors"] is JsonArray visitors && visitors.Any(v => v is not JsonValue text || !text.TryGetValue<string>(out var name) || name.Length > 50))
            return new Refusal("siteVisit.visitors", "values.visitors", "考察人员应当逐个写姓名，每个不超过 50 字。");
        if (values["visitors"] is not (null or JsonArray)) return new Refusal("siteVisit.visitors", "values.visitors", "考察人员应当逐个写姓名。");
        if (!DateOnly.TryParseExact(Text(values["visitedOn"]), "yyyy-MM-dd", out var day)) return new Refusal("siteVisit.visitedOn", "values.visitedOn", "请填写考察日期，如 2026-09-16。");
        if (day > today) return new Refusal("siteVisit.visitedOn", "values.visitedOn", "考察日期不能晚于今天，请改正。");
        foreach (var (field, label) in (ReadOnlySpan<(string, string)>)[("place", "考察地点"), ("findings", "考察情况")])
        {
            var text = Text(values[field]);
            if (string.IsNullOrWhiteSpace(text)) return new Refusal("siteVisit." + field, "values." + field, $"请填写{label}。");
            if (text.Length > MaxText) return new Refusal("siteVisit." + field, "values." + field, $"{label}最多 {MaxText} 字，请删减。");
        }

        return null;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject SupplementSchema(FormSchema form) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("items"),
        ["properties"] = new JsonObject
        {
            ["items"] = new JsonObject
            {
                ["type"] = "array",
                ["minItems"] = 1,
                ["title"] = "需要补正的内容",
                ["items"] = new JsonObject
                {
                    ["type"] = "object",
                    ["required"] = new JsonArray("field", "remark"),
                    ["properties"] = new JsonObject
                    {
                        ["field"] = new JsonObject { ["type"] = "string", ["title"] = "哪一处", ["examples"] = new JsonArray([.. form.Sections.Where(s => !s.IsReadOnly).SelectMany(s => s.Fields).Select(f => (JsonNode)f.Id)]) },
                        ["remark"] = new JsonObject { ["type"] = "string", ["title"] = "要求", ["minLength"] = 1, ["maxLength"] = 500 },
                    },
                },
            },
            ["override"] = new JsonObject { ["type"] = "string", ["title"] = "科室负责人特批理由" },
        },
    };

    private static JsonObject SheetSchema(ScoreSheet sheet) => new()
    {
        ["type"] = "object",
        ["title"] = sheet.Title,
        ["required"] = new JsonArray("scores"),
        ["properties"] = new JsonObject
        {
            ["scores"] = new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray([.. sheet.Indicators.Select(i => (JsonNode)i.Id)]),
                ["additionalProperties"] = false,
                ["properties"] = new JsonObject(sheet.Indicators.Select(i => KeyValuePair.Create(i.Id, (JsonNode?)new JsonObject { ["type"] = "number", ["title"] = i.Name, ["minimum"] = 0, ["maximum"] = i.Max }))),
            },
        },
        ["description"] = $"comment 至少 {sheet.MinCommentLength} 字",
    };

    private static JsonObject VisitSchema(SiteVisitStage stage) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("visitors", "visitedOn", "place", "findings"),
        ["properties"] = new JsonObject
        {
            ["visitors"] = new JsonObject { ["type"] = "array", ["title"] = "考察人员", ["minItems"] = stage.MinimumVisitors, ["items"] = new JsonObject { ["type"] = "string", ["maxLength"] = 50 } },
            ["visitedOn"] = new JsonObject { ["type"] = "string", ["format"] = "date", ["title"] = "考察日期" },
            ["place"] = new JsonObject { ["type"] = "string", ["title"] = "考察地点", ["maxLength"] = MaxText },
            ["findings"] = new JsonObject { ["type"] = "string", ["title"] = "考察情况", ["maxLength"] = MaxText },
        },
    };

    private static JsonObject RankSchema() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["rank"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 999, ["title"] = "推荐排名（可不填）" } },
    };
}
