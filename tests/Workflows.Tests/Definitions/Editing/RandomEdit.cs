using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.Editing;

namespace Innovation.Workflows.Tests.Definitions.Editing;

/// <summary>Any edit of a draft, sometimes one that must be refused.</summary>
internal static class RandomEdit
{
    private static readonly string[] Kinds = [.. StageKindCatalogue.ByName.Keys];
    private static readonly string[] Options = ["name", "applicantStatus", "assign", "assign.role", "deadline", "deadline.amount", "deadline.onExpiry.escalate", "forbid", "mode", "noticeDays", "panel.count", "allowWithdraw"];

    public static DraftEdit Make(JsonObject document, Random random)
    {
        var stages = All(document["stages"]!.AsArray()).ToList();
        var blocks = stages.Where(s => s["kind"]!.ToString() is "choice" or "parallel").Select(Id).ToList();
        string Stage() => stages.Count == 0 || random.Next(30) == 0 ? "nothing" : Id(stages[random.Next(stages.Count)]);
        string Block() => blocks.Count == 0 || random.Next(10) == 0 ? Stage() : blocks[random.Next(blocks.Count)];
        StageSlot Slot() => random.Next(2) == 0 ? new(null, 0, random.Next(6)) : new(Block(), random.Next(3), random.Next(4));
        return random.Next(14) switch
        {
            0 or 1 => AddStage.New(document, Kinds[random.Next(Kinds.Length)], "新", Slot()),
            2 or 3 => new MoveStage(Stage(), Slot()),
            4 => new CopyStageTo(Stage(), Slot()),
            5 => new DeleteStage(Stage()),
            6 => new RenameStage(Stage(), random.Next(5) == 0 ? "" : "改名" + random.Next(9)),
            7 or 8 => new SetOption(Stage(), Options[random.Next(Options.Length)], random.Next(4) switch { 0 => null, 1 => random.Next(9), 2 => "officer", _ => new JsonObject { ["role"] = "officer" } }),
            9 => new SetOutcomes(Stage(), [.. Enumerable.Range(0, random.Next(3)).Select(i => new JsonObject { ["id"] = "o" + i, ["name"] = "结论", ["route"] = "next" })]),
            10 => new AddBranch(Block(), random.Next(4), "支", random.Next(2) == 0 ? null : "form.a > 1"),
            11 => new RemoveBranch(Block(), random.Next(3)),
            12 => new MoveBranch(Block(), random.Next(3), random.Next(3)),
            _ => new SetBranch(Block(), random.Next(3), "名" + random.Next(5), random.Next(2) == 0 ? null : "form.a > 2"),
        };
    }

    private static string Id(JsonObject stage) => stage["id"]!.ToString();

    private static IEnumerable<JsonObject> All(JsonArray list) => list.OfType<JsonObject>().SelectMany(s =>
        ((s["options"] ?? s["paths"]) as JsonArray ?? []).OfType<JsonObject>().SelectMany(b => All(b["stages"]!.AsArray())).Prepend(s));
}
