using System.Text;
using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Programs.Catalogue;
using Innovation.Workflows.Tests.Engine.Laws;

namespace Innovation.Workflows.Tests.Definitions;

/// <summary>Reading, writing and the published schema.</summary>
public sealed class DefinitionJsonTests
{
    private static readonly string Pr01 = DefinitionJson.Write(ProgrammeCatalogue.Load("PR01").Process);

    [Fact]
    public void WrittenAndReadAgainItIsTheSame()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var json = DefinitionJson.Write(RandomDefinition.Make(new Random(seed)));
            var again = DefinitionJson.Read(json, out var problems);
            Assert.Empty(problems);
            Assert.Equal(json, DefinitionJson.Write(again!));
        }
    }

    [Fact]
    public void NothingComputedIsWritten()
    {
        foreach (var name in (string[])["kindName", "branches", "waits", "awaitsEvent", "eventOutcome"])
            Assert.DoesNotContain($"\"{name}\"", Pr01 + DefinitionJson.Write(RandomDefinition.Make(new Random(7))), StringComparison.Ordinal);
        Assert.Contains("形式审查", Pr01, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSchemaNamesEveryKind()
    {
        var schema = JsonNode.Parse(DefinitionJson.Schema().ToJsonString())!.ToJsonString();
        foreach (var kind in StageKindCatalogue.All)
        {
            Assert.Contains($"\"{kind.Kind}\"", schema, StringComparison.Ordinal);
            Assert.NotEmpty(kind.Title);
            foreach (var option in kind.Options) Assert.Contains($"\"{option.Name}\"", schema, StringComparison.Ordinal);
        }

        Assert.Equal(12, StageKindCatalogue.All.Count);
        Assert.DoesNotContain("kindName", schema, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "definition.notJson")]
    [InlineData("{", "definition.notJson")]
    [InlineData("null", "definition.empty")]
    [InlineData("[]", "definition.malformed")]
    [InlineData("7", "definition.malformed")]
    [InlineData("\"x\"", "definition.malformed")]
    [InlineData("{}", "definition.malformed")]
    [InlineData("""{"id":"T","id":"T"}""", "definition.notJson")]
    [InlineData("""{"id":"T","name":"x","stages":null,"results":[]}""", "definition.malformed")]
    [InlineData("""{"id":"T","name":"x","stages":[null],"results":[]}""", "definition.malformed")]
    [InlineData("""{"id":"T","name":"x","stages":{},"results":[]}""", "definition.malformed")]
    [InlineData("""{"id":"T","name":"x","stages":[],"results":[null]}""", "definition.malformed")]
    [InlineData("""{"id":"T","name":null,"stages":[],"results":[]}""", "definition.malformed")]
    [InlineData("""{"id":"T","name":"x","stages":[],"results":[],"surprise":1}""", "definition.malformed")]
    [InlineData("""{"id":"T","name":"x","stages":[{"id":"a","kind":"magic"}],"results":[]}""", "stage.unknownKind")]
    [InlineData("""{"id":"T","name":"x","stages":[{"id":"a"}],"results":[]}""", "stage.unknownKind")]
    [InlineData("""{"id":"T","name":"x","stages":[{"id":"a","kind":7}],"results":[]}""", "stage.unknownKind")]
    [InlineData("""{"id":"T","name":"x","Stages":[{"id":"a"}],"results":[]}""", "definition.malformed")]
    [InlineData("""{"id":"T","name":"x","stages":[{"id":"a","kind":"parallel","Paths":[{"stages":[{"id":"b"}]}]}],"results":[]}""", "definition.malformed")]
    [InlineData("""{"id":"T","name":"x","stages":[{"id":"a","kind":"parallel","paths":[{"stages":[{"id":"b","kind":"magic"}]}]}],"results":[]}""", "stage.unknownKind")]
    [InlineData("""{"id":"T","name":"x","stages":[{"id":"a","kind":"review","mode":"loud","outcomes":[]}],"results":[]}""", "definition.malformed")]
    [InlineData("""{"id":"T","name":"x","stages":[{"id":"a","kind":"review","mode":1,"outcomes":[]}],"results":[]}""", "definition.malformed")]
    [InlineData("""{"id":"T","name":"x","stages":[{"id":"a","kind":"review","outcomes":[{"id":"o","name":"o","route":"sideways"}]}],"results":[]}""", "definition.malformed")]
    [InlineData("""{"id":"T","name":"x","stages":[{"id":"a","kind":"review","outcomes":[{"id":"o","name":"o","route":{"to":"b","end":"c"}}]}],"results":[]}""", "definition.malformed")]
    [InlineData("""{"id":"T","name":"x","stages":[{"id":"a","kind":"review","outcomes":[{"id":"o","name":"o","route":{}}]}],"results":[]}""", "definition.malformed")]
    [InlineData("""{"id":"T","name":"x","stages":[{"id":"a","kind":"action","parameters":{"x":null}}],"results":[]}""", "definition.malformed")]
    [InlineData("""{"id":"\ud800","name":"x","stages":[{"id":"\ud800","kind":"\ud800"}],"results":[]}""", "definition.malformed")]
    public void WhatCannotBeReadIsAProblem(string json, string code)
    {
        DefinitionJson.Read(json, out var problems);
        Assert.Equal(code, problems[0].Code);
    }

    [Fact]
    public void NothingThatIsSentThrows()
    {
        var random = new Random(20260907);
        for (var i = 0; i < 3000; i++)
        {
            var text = i % 3 == 0 ? Garbled(random) : Mutated(random).ToJsonString();
            var definition = DefinitionJson.Read(text, out var problems);
            if (definition is not null && problems.Count == 0) _ = DefinitionIndex.Of(definition);
        }
    }

    private static string Garbled(Random random)
    {
        var text = new StringBuilder(Pr01);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(text.Length);
            if (random.Next(2) == 0) text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at));
            else text.Insert(at, "{}[],:\"null0\\u"[random.Next(13)]);
        }

        return text.ToString();
    }

    private static JsonNode Mutated(Random random)
    {
        var root = JsonNode.Parse(Pr01)!;
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var nodes = All(root).Where(n => n.Parent is not null).ToList();
            var node = nodes[random.Next(nodes.Count)];
            JsonNode? other = random.Next(8) switch
            {
                0 => null,
                1 => JsonValue.Create(random.Next(-3, 100000)),
                2 => JsonValue.Create("x"),
                3 => new JsonArray(),
                4 => new JsonObject(),
                5 => JsonValue.Create(true),
                6 => new JsonArray((JsonNode?)null),
                _ => nodes[random.Next(nodes.Count)].DeepClone(),
            };
            if (node.Parent is JsonObject parent) parent[node.GetPropertyName()] = other;
            else if (node.Parent is JsonArray array) array[node.GetElementIndex()] = other;
        }

        return root;
    }

    private static IEnumerable<JsonNode> All(JsonNode node)
    {
        yield return node;
        var children = node switch { JsonObject o => o.Select(p => p.Value), JsonArray a => a, _ => [] };
        foreach (var child in children)
            if (child is not null)
                foreach (var inner in All(child)) yield return inner;
    }
}
