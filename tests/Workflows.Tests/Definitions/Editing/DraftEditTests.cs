using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Programs.Catalogue;
using Innovation.Workflows.Programs.Exchange;
using Innovation.Workflows.Tests.Engine;
using Innovation.Workflows.Tests.Engine.Laws;

namespace Innovation.Workflows.Tests.Definitions.Editing;

public sealed class DraftEditTests
{
    private static JsonObject Pr01 => ProgrammeFile.ToDocument(ProgrammeCatalogue.Load("PR01"));

    private static JsonObject Done(JsonObject document, DraftEdit edit)
    {
        var result = DraftEditor.Apply(document, edit);
        Assert.True(result.Refusal is null, result.Refusal?.Message);
        return result.Document!;
    }

    private static string Refused(JsonObject document, DraftEdit edit)
    {
        var before = document.ToJsonString();
        var result = DraftEditor.Apply(document, edit);
        Assert.Null(result.Document);
        Assert.Equal(before, document.ToJsonString());
        return result.Refusal!.Code;
    }

    private static IEnumerable<string> Ids(JsonObject document) => document["process"]!["stages"]!.AsArray().Select(s => s!["id"]!.ToString());

    [Fact]
    public void AnEditAndItsInverseLeaveTheSameBytes()
    {
        var made = new HashSet<Type>();
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var document = JsonNode.Parse(DefinitionJson.Write(RandomDefinition.Make(random)))!.AsObject();
            var inverses = new Stack<(string Before, DraftEdit Inverse)>();
            for (var i = 0; i < 12; i++)
            {
                var edit = RandomEdit.Make(document, random);
                // What is stored and read again is the same edit.
                edit = JsonSerializer.Deserialize<DraftEdit>(JsonSerializer.Serialize(edit, DefinitionJson.Options), DefinitionJson.Options)!;
                var before = document.ToJsonString();
                var result = DraftEditor.Apply(document, edit);
                Assert.Equal(before, document.ToJsonString());
                if (result.Refusal is not null)
                {
                    Assert.EndsWith("。", result.Refusal.Message);
                    continue;
                }

                made.Add(edit.GetType());
                var back = DraftEditor.Apply(result.Document!, result.Inverse!);
                Assert.Equal(before, back.Document?.ToJsonString());
                Assert.Equal(result.Document!.ToJsonString(), Done(back.Document!, back.Inverse!).ToJsonString());
                inverses.Push((before, JsonSerializer.Deserialize<DraftEdit>(JsonSerializer.Serialize(result.Inverse, DefinitionJson.Options), DefinitionJson.Options)!));
                document = result.Document!;
            }

            foreach (var (before, inverse) in inverses)
            {
                document = Done(document, inverse);
                Assert.Equal(before, document.ToJsonString());
            }
        }

        Assert.Equal(11, made.Count);
    }

    [Fact]
    public void StagesAreAddedMovedCopiedRenamedAndDeleted()
    {
        Assert.Equal(["submit", "review", "recommend"], Ids(Done(Pr01, AddStage.New(Pr01, "review", "复核", new(null, 0, 1)))).Take(3));
        Assert.Equal(["submit", "check", "recommend"], Ids(Done(Pr01, MoveStage.By(Pr01, "recommend", 1)!)).Take(3));
        Assert.Null(MoveStage.By(Pr01, "submit", -1));
        var copied = Done(Pr01, new CopyStageTo("check", new(null, 0, 3)));
        Assert.Equal("check2", Ids(copied).ElementAt(3));
        Assert.Equal("形式审查（副本）", copied["process"]!["stages"]![3]!["name"]!.ToString());
        Assert.DoesNotContain("site", Ids(Done(Pr01, new DeleteStage("site"))));
        Assert.Equal("7", Done(Pr01, new SetOption("check", "deadline.amount", 7))["process"]!["stages"]![2]!["deadline"]!["amount"]!.ToJsonString());
        Assert.Null(Done(Pr01, SetOption.Deadline("check", null))["process"]!["stages"]![2]!["deadline"]);
    }

    [Fact]
    public void BranchesAreAddedMovedAndRemovedAndTheRestStaysLast()
    {
        var document = Done(Pr01, AddStage.New(Pr01, "choice", "分流", new(null, 0, 3)));
        document = Done(document, new AddBranch("choice", 9, "重点", "form.level = \"本级\""));
        document = Done(document, new MoveStage("site", new("choice", 1, 0)));
        var options = document["process"]!["stages"]![3]!["options"]!.AsArray();
        Assert.Equal("重点", options[1]!["name"]!.ToString());
        Assert.Equal("site", options[1]!["stages"]![0]!["id"]!.ToString());
        Assert.True(options[2]!["otherwise"]!.GetValue<bool>());
        document = Done(document, new MoveBranch("choice", 1, 0));
        document = Done(document, new RemoveBranch("choice", 1));
        Assert.Equal("draft.lastBranches", Refused(document, new RemoveBranch("choice", 1)));
        Assert.Equal("draft.intoItself", Refused(document, new MoveStage("choice", new("choice", 0, 0))));
    }

    [Fact]
    public void WhatIsNotThereIsRefusedAndNothingChanges()
    {
        Assert.Equal("draft.noStage", Refused(Pr01, new DeleteStage("nothing")));
        Assert.Equal("draft.noStage", Refused(Pr01, new MoveStage("site", new("nothing", 0, 0))));
        Assert.Equal("draft.noBlock", Refused(Pr01, new MoveStage("site", new("check", 0, 0))));
        Assert.Equal("draft.noBlock", Refused(Pr01, new AddBranch("check", 0, "x", null)));
        Assert.Equal("draft.unknownOption", Refused(Pr01, new SetOption("check", "noticeDays", 5)));
        Assert.Equal("draft.unknownOption", Refused(Pr01, new SetOption("check", "id", "other")));
        Assert.Equal("draft.unknownOption", Refused(Pr01, new SetOption("check", "deadline.length", 5)));
        Assert.Equal("draft.repeatedId", Refused(Pr01, new AddStage(new JsonObject { ["kind"] = "cc", ["id"] = "check" }, new(null, 0, 1))));
        Assert.Equal("draft.unknownKind", Refused(Pr01, new AddStage(new JsonObject { ["kind"] = "magic", ["id"] = "m" }, new(null, 0, 1))));
        Assert.Equal("draft.name", Refused(Pr01, new RenameStage("check", " ")));
        Assert.Equal("draft.outcomeId", Refused(Pr01, new SetOutcomes("check", [new JsonObject { ["id"] = "a" }, new JsonObject { ["id"] = "a" }])));
        Assert.Equal("draft.noProcess", Refused([], new DeleteStage("check")));
    }

    [Fact]
    public void AnInverseIsRefusedWhenThePlaceHasChangedSince()
    {
        var first = DraftEditor.Apply(Pr01, new RenameStage("check", "初审"));
        var elsewhere = Done(first.Document!, new RenameStage("site", "踏勘"));
        Assert.Equal("形式审查", Done(elsewhere, first.Inverse!)["process"]!["stages"]![2]!["name"]!.ToString());
        var same = Done(first.Document!, new RenameStage("check", "审核"));
        Assert.Equal("draft.changedSince", Refused(same, first.Inverse!));
    }

    [Fact]
    public void DeletingTellsWhatPointsThere()
    {
        var definition = Define.Process(
            Define.Submit,
            Define.Review("a", Define.Next("ok"), Define.Way("skip", Define.To("b"))),
            Define.Review("b", Define.Next("ok")) with { DifferentFrom = ["a"], ReturnTo = ["a"] },
            Define.Choice("c", "outcome.a = \"skip\" or form.a > 1", []),
            Define.Last() with { Assign = new() { SameAs = "a" } });
        var document = new JsonObject
        {
            ["process"] = JsonNode.Parse(DefinitionJson.Write(definition)),
            ["permissions"] = new JsonObject { ["stages"] = new JsonObject { ["a"] = new JsonObject(), ["b"] = new JsonObject() } },
        };
        Assert.Equal(["differentFrom b", "returnTo b", "expression c", "assignment last", "permission "], Consequences.OfDeleting(document, "a").Select(c => $"{c.Kind} {c.StageId}").OrderBy(w => w.EndsWith(' ')).ThenBy(w => w[^1]).ThenBy(w => w));
        Assert.Equal(["route a", "permission "], Consequences.OfDeleting(document, "b").Select(c => $"{c.Kind} {c.StageId}"));
        Assert.Equal(["result good"], Consequences.OfDeleting(document, "last").Select(c => $"{c.Kind} {c.Field!["results.".Length..]}"));
        Assert.Contains(Consequences.OfDeleting(Pr01, "check"), c => c is { Kind: "document", Field: "documents.acceptanceNotice" });
        Assert.All(Consequences.OfDeleting(document, "a"), c => Assert.Matches("[\u4e00-\u9fff]", c.Words));
        Assert.Empty(Consequences.OfDeleting(document, "nothing"));
    }

    [Fact]
    public void ACopyOfABlockPointsIntoItself()
    {
        var definition = Define.Process(Define.Submit, Define.Parallel("p", [Define.Review("x", Define.Next("ok")), Define.Review("y", Define.Next("ok"), Define.Way("back", Define.To("x"))) with { DifferentFrom = ["x"] }], [Define.Review("z"), Define.Choice("q", "outcome.z + \"\" = \"outcome.z\"", [])]), Define.Last());
        var copied = Done(JsonNode.Parse(DefinitionJson.Write(definition))!.AsObject(), new CopyStageTo("p", new(null, 0, 2)));
        var text = copied["stages"]![2]!.ToJsonString();
        Assert.Contains("{\"to\":\"x2\"}", text, StringComparison.Ordinal);
        Assert.Contains("\"differentFrom\":[\"x2\"]", text, StringComparison.Ordinal);
        Assert.Equal("outcome.z2 + \"\" = \"outcome.z\"", copied["stages"]![2]!["paths"]![1]!["stages"]![1]!["options"]![0]!["when"]!.ToString());
        var again = DefinitionJson.Read(copied, out var problems);
        Assert.Empty(problems);
        Assert.NotNull(again);
    }

    [Fact]
    public void ANewStageOfEveryKindCanBeReadAndMostCanBePublishedAfterAssigning()
    {
        foreach (var kind in StageKindCatalogue.ByName.Keys)
        {
            var document = Done(Pr01, AddStage.New(Pr01, kind, "新环节", new(null, 0, 1)));
            DefinitionJson.Read(document["process"], out var problems);
            Assert.DoesNotContain(problems, p => p.Code is "definition.malformed" or "stage.unknownKind" or "stage.repeatedId");
        }
    }
}
