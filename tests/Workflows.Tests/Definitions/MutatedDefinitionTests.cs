using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Tests.Engine.Laws;

namespace Innovation.Workflows.Tests.Definitions;

/// <summary>A sound definition with one thing broken is refused, and the broken place is named.</summary>
public sealed class MutatedDefinitionTests
{
    /// <summary>What breaks a stage: where it applies, how, and the code and field that must be named.</summary>
    private static readonly Dictionary<string, (Func<JsonObject, bool> Applies, Action<JsonObject> Break, string Code, string Field)> Mutations = new()
    {
        ["route removed"] = (HasOutcomes, s => First(s).Remove("route"), "outcome.noRoute", "outcomes.{0}.route"),
        ["route to nothing"] = (HasOutcomes, s => First(s)["route"] = new JsonObject { ["to"] = "nowhere" }, "route.unknownStage", "outcomes.{0}.route"),
        ["end in nothing"] = (HasOutcomes, s => First(s)["route"] = new JsonObject { ["end"] = "heaven" }, "route.unknownResult", "outcomes.{0}.route"),
        ["outcomes removed"] = (HasOutcomes, s => s["outcomes"] = new JsonArray(), "outcome.none", "outcomes"),
        ["outcome repeated"] = (HasOutcomes, s => s["outcomes"]!.AsArray().Add(First(s).DeepClone()), "outcome.repeatedId", "outcomes.{0}"),
        ["unknown instant"] = (HasOutcomes, s => First(s)["onlyBefore"] = "dawn", "outcome.onlyBefore", "outcomes.{0}.onlyBefore"),
        ["condition where none belongs"] = (s => HasOutcomes(s) && Kind(s) != "expertReview", s => First(s)["when"] = "form.a > 1", "outcome.when", "outcomes.{0}.when"),
        ["assignment removed"] = (HasAssignment, s => s.Remove("assign"), "assign.missing", "assign"),
        ["assignment emptied"] = (HasAssignment, s => s["assign"] = new JsonObject(), "assign.unresolvable", "assign"),
        ["unknown role"] = (HasAssignment, s => s["assign"] = new JsonObject { ["role"] = "king" }, "assign.unknownRole", "assign.role"),
        ["same as nobody"] = (HasAssignment, s => s["assign"] = new JsonObject { ["sameAs"] = "nowhere" }, "assign.unknownStage", "assign.sameAs"),
        ["different from nobody"] = (HasAssignment, s => s["differentFrom"] = new JsonArray("nowhere"), "assign.unknownStage", "differentFrom"),
        ["returned to nowhere"] = (HasAssignment, s => s["returnTo"] = new JsonArray("nowhere"), "route.unknownStage", "returnTo"),
        ["forbids the unknown"] = (_ => true, s => s["forbid"] = new JsonArray("fly"), "stage.forbid", "forbid"),
        ["deadline without action"] = (HasDeadline, s => s["deadline"]!.AsObject().Remove("onExpiry"), "deadline.noAction", "deadline.onExpiry"),
        ["deadline with an unknown outcome"] = (HasDeadline, s => s["deadline"]!["onExpiry"] = new JsonObject { ["outcome"] = "nothing" }, "deadline.unknownOutcome", "deadline.onExpiry"),
        ["deadline of no length"] = (s => HasDeadline(s) && s["deadline"]!["at"] is null, s => s["deadline"]!["amount"] = 0, "deadline.amount", "deadline.amount"),
        ["reminder of the past"] = (HasDeadline, s => s["deadline"]!["remind"] = new JsonArray(-1), "deadline.remind", "deadline.remind"),
        ["small panel"] = (s => Kind(s) == "expertReview", s => s["panel"] = new JsonObject { ["count"] = 4 }, "panel.count", "panel.count"),
        ["sheet removed"] = (s => Kind(s) == "expertReview", s => s.Remove("sheet"), "panel.sheet", "sheet"),
        ["notice of no days"] = (s => Kind(s) == "publicNotice", s => s["noticeDays"] = 0, "notice.days", "noticeDays"),
        ["signature lost"] = (s => Kind(s) == "decision", s => s["signedOutcome"] = "nothing", "decision.signed", "signedOutcome"),
        ["quorum lost"] = (s => Kind(s) == "meeting", s => s["quorumNumerator"] = 9, "meeting.quorum", "quorumNumerator"),
        ["nobody visits"] = (s => Kind(s) == "siteVisit", s => s["minimumVisitors"] = 0, "siteVisit.visitors", "minimumVisitors"),
        ["unknown action"] = (s => Kind(s) == "action", s => s["action"] = "explode", "action.unknown", "action"),
        ["condition cut off"] = (s => Kind(s) == "choice", s => s["options"]![0]!["when"] = "form.a >", "expression.malformed", "branches[0].when"),
        ["condition of the unknown"] = (s => Kind(s) == "choice", s => s["options"]![0]!["when"] = "form.nothing > 1", "expression.unknownName", "branches[0].when"),
        ["condition of the wrong type"] = (s => Kind(s) == "choice", s => s["options"]![0]!["when"] = "score = \"a\"", "expression.type", "branches[0].when"),
        ["rest removed"] = (s => Kind(s) == "choice", s => s["options"]!.AsArray()[^1]!.AsObject().Remove("otherwise"), "choice.otherwise", "options"),
        ["branch emptied"] = (s => Kind(s) == "parallel", s => s["paths"]![0]!["stages"] = new JsonArray(), "parallel.empty", "paths"),
        ["mode misspelt"] = (s => Kind(s) == "review", s => s["mode"] = "loud", "definition.malformed", "mode"),
        ["option misspelt"] = (s => Kind(s) == "review", s => s["modus"] = "any", "definition.malformed", "modus"),
        ["kind misspelt"] = (s => Kind(s) == "review", s => s["kind"] = "revue", "stage.unknownKind", "kind"),
    };

    public static TheoryData<string> Names => [.. Mutations.Keys];

    private static string Kind(JsonObject stage) => stage["kind"]!.ToString();

    private static JsonObject First(JsonObject stage) => stage["outcomes"]![0]!.AsObject();

    private static bool HasOutcomes(JsonObject stage) => stage["outcomes"] is JsonArray { Count: > 0 };

    private static bool HasAssignment(JsonObject stage) => stage["assign"] is not null && stage["assign"]!["initiator"]?.GetValue<bool>() != true;

    private static bool HasDeadline(JsonObject stage) => stage["deadline"] is not null && Kind(stage) is not "wait";

    private static IEnumerable<JsonObject> All(JsonArray list) => list.OfType<JsonObject>().SelectMany(s =>
        ((s["options"] ?? s["paths"]) as JsonArray ?? []).OfType<JsonObject>().SelectMany(b => All(b["stages"]!.AsArray())).Prepend(s));

    [Theory]
    [MemberData(nameof(Names))]
    public void TheBrokenPlaceIsNamed(string name)
    {
        var (applies, breakIt, code, field) = Mutations[name];
        var broken = 0;
        for (var seed = 0; broken < 20 && seed < 2000; seed++)
        {
            var document = JsonNode.Parse(DefinitionJson.Write(RandomDefinition.Make(new Random(seed))))!;
            var stages = All(document["stages"]!.AsArray()).Where(applies).ToList();
            if (stages.Count == 0) continue;
            var stage = stages[seed % stages.Count];
            var id = stage["id"]!.ToString();
            var outcome = HasOutcomes(stage) ? First(stage)["id"]!.ToString() : "";
            breakIt(stage);
            DefinitionJson.Read(document, out var problems);
            Assert.True(problems.Any(p => (p.Code, p.StageId, p.Field) == (code, id, string.Format(field, outcome))), $"seed {seed}, stage {id}: {string.Join("; ", problems)}");
            Assert.All(problems, p => Assert.Matches("[\u4e00-\u9fff]", p.Message));
            broken++;
        }

        Assert.Equal(20, broken);
    }
}
