using System.Text.Json.Nodes;
using Innovation.Workflows.Programs.Catalogue;
using Innovation.Workflows.Programs.Exchange;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>A starting point of the gallery.</summary>
/// <param name="Id">The code of a shipped programme, or the name of a file of the folder Patterns.</param>
/// <param name="Title">What kind of programme it is, e.g. 申报加专家评审.</param>
/// <param name="Description">What it suits, in one or two sentences.</param>
public sealed record DraftPattern(string Id, string Title, string Description);

/// <summary>The starting points of the gallery: the shipped programmes and small patterns, each a whole programme that may be published.</summary>
public static class DraftPatterns
{
    public static IReadOnlyList<DraftPattern> All { get; } =
    [
        new("PR01", "平台认定（全流程）", "从属地推荐、形式审查、专家评审、现场考察、会议审定到公示、发文、发证，环节最全。认定平台、基地、中心用它改。"),
        new("single-approval", "单一审批", "一个科室审核，当场有结论：准予、不予或补正。登记、备案、证明一类的事项用它改。"),
        new("panel-review", "申报加专家评审", "推荐、受理、五名专家盲评、会议审定、公示、下达通知，不考察、不发证。立项、评选、奖励用它改。"),
        new("notice-only", "仅公示", "报送名单，公示 5 个工作日，有异议的核查。拟推荐、拟奖励名单的公示用它改。"),
        new("claim-and-pay", "申领兑付", "审核和审定由两个人分别办，公示后由财政拨付。创新券、补助、奖补资金的兑付用它改。"),
        new("yearly-report", "年度报告", "按期报送，经办人员审核，科室负责人确认；不合格的限期整改，逾期不报的自动办结。年报、年度考核、中期检查用它改。"),
    ];

    /// <summary>A fresh copy of a starting point; null when there is none of this id.</summary>
    public static JsonObject? Find(string id)
    {
        if (All.All(p => p.Id != id)) return null;
        return ProgrammeCatalogue.Codes.Contains(id) ? ProgrammeFile.ToDocument(ProgrammeCatalogue.Load(id)) : JsonNode.Parse(ShippedFiles.Read(id + ".json", "Patterns"))!.AsObject();
    }

    /// <summary>A programme around a process that comes alone, as from a BPMN file.</summary>
    public static JsonObject Around(JsonObject process)
    {
        var document = Empty("BPMN", Definitions.Editing.DraftTree.Text(process["name"]) is { Length: > 0 } name ? name : "导入的项目类型");
        document["process"] = process.DeepClone();
        document["permissions"] = new JsonObject();
        return document;
    }

    /// <summary>What a draft from nothing holds.</summary>
    internal static JsonObject Empty(string code, string name) => new()
    {
        ["format"] = ProgrammeSchema.Format,
        ["code"] = code,
        ["name"] = name,
        ["family"] = "",
        ["agency"] = "",
        ["agencyCode"] = "",
        ["casePrefix"] = "",
        ["rules"] = "",
        ["steps"] = new JsonArray("提交"),
        ["titleField"] = "",
        ["form"] = new JsonObject { ["id"] = code.ToLowerInvariant(), ["title"] = name + "申报书", ["version"] = 1, ["sections"] = new JsonArray() },
        ["permissions"] = new JsonObject { ["stages"] = new JsonObject { ["submission"] = new JsonObject { ["*"] = "edit" } } },
        ["process"] = new JsonObject
        {
            ["id"] = code,
            ["name"] = name,
            ["version"] = 1,
            ["stages"] = new JsonArray(new JsonObject
            {
                ["kind"] = "submission", ["id"] = "submission", ["name"] = "提交申报", ["assign"] = new JsonObject { ["initiator"] = true }, ["step"] = "提交",
                ["outcomes"] = new JsonArray(new JsonObject { ["id"] = "submitted", ["name"] = "提交", ["route"] = "next" }),
            }),
            ["results"] = new JsonArray(
                new JsonObject { ["id"] = "approved", ["name"] = "通过", ["applicantStatus"] = "已通过", ["favourable"] = true },
                new JsonObject { ["id"] = "refused", ["name"] = "不予通过", ["applicantStatus"] = "不予通过" }),
        },
    };
}
