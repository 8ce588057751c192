using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Definitions.Editing;

/// <summary>
/// What a new stage of each kind begins with. What approves goes on; what does not ends the process with a result against the
/// applicant. Has the process no such result, the way of the refusal stays open, and publishing asks for it.
/// </summary>
internal static class StageDefaults
{
    // Results that mean a refusal on the merits come before those of lateness or form.
    private static readonly string[] Usual = ["refused", "rejected"];

    /// <summary>Outcomes, branches and what belongs to them.</summary>
    public static JsonObject Of(string kind, JsonObject document) => kind switch
    {
        ChoiceStage.Kind => new() { ["options"] = new JsonArray(new JsonObject { ["when"] = "", ["stages"] = new JsonArray() }, new JsonObject { ["otherwise"] = true, ["stages"] = new JsonArray() }) },
        ParallelStage.Kind => new() { ["paths"] = new JsonArray(new JsonObject { ["stages"] = new JsonArray() }, new JsonObject { ["stages"] = new JsonArray() }) },
        SubmissionStage.Kind => Outcomes(On("submitted", "提交")),
        PublicNoticeStage.Kind => Outcomes(Automatic(On("clear", "公示期满")), Automatic(Against("upheld", "异议成立", document))),
        DecisionStage.Kind => Outcomes(Automatic(On("issued", "已发文"))),
        ExpertReviewStage.Kind => Outcomes(With(On("pass", "合格"), "when", "score >= 60"), Against("fail", "不合格", document)),
        SiteVisitStage.Kind => Outcomes(With(On("confirmed", "属实"), "positive", true), With(Against("refuted", "不属实", document), "requiresComment", true)),
        MeetingStage.Kind => Outcomes(With(On("approved", "同意"), "positive", true), Against("refused", "不同意", document), new JsonObject { ["id"] = "deferred", ["name"] = "暂缓", ["route"] = "stay" }),
        ReviewStage.Kind => Outcomes(With(On("approved", "同意"), "positive", true), With(Against("refused", "不同意", document), "requiresComment", true)),
        // How long is for the programme to say; publishing asks for it.
        WaitStage.Kind => Waiting(),
        _ => [],
    };

    private static JsonObject Waiting()
    {
        var stage = Outcomes(Automatic(On("over", "期满")));
        stage["deadline"] = new JsonObject { ["onExpiry"] = new JsonObject { ["outcome"] = "over" } };
        return stage;
    }

    private static JsonObject Outcomes(params JsonObject[] outcomes) => new() { ["outcomes"] = new JsonArray([.. outcomes]) };

    private static JsonObject On(string id, string name) => new() { ["id"] = id, ["name"] = name, ["route"] = "next" };

    private static JsonObject Against(string id, string name, JsonObject document)
    {
        var outcome = new JsonObject { ["id"] = id, ["name"] = name };
        if (Refusal(document) is { } result) outcome["route"] = new JsonObject { ["end"] = result };
        return outcome;
    }

    private static JsonObject Automatic(JsonObject outcome) => With(outcome, "automatic", true);

    private static JsonObject With(JsonObject outcome, string member, JsonNode value)
    {
        outcome[member] = value;
        return outcome;
    }

    /// <summary>The result with which a refusal ends: of those against the applicant the usual ones first, then as they are listed.</summary>
    private static string? Refusal(JsonObject document)
    {
        var process = document["process"] as JsonObject ?? document;
        return DraftTree.Objects(process["results"]).Where(r => DraftTree.Word(r["favourable"]) != "true").Select(DraftTree.Id)
            .Where(id => id.Length > 0 && id is not (ResultDefinition.Withdrawn or ResultDefinition.Terminated))
            .OrderBy(id => Array.IndexOf(Usual, id) is >= 0 and var at ? at : Usual.Length).FirstOrDefault();
    }
}
