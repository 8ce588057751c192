using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Catalogue;
using Innovation.Workflows.Programs.Exchange;
using Innovation.Workflows.Tests.Engine.Laws;

namespace Innovation.Workflows.Tests.Programs.Exchange;

public sealed class ProgrammeFileTests
{
    private static readonly Programme Pr01 = ProgrammeCatalogue.Load("PR01");

    private static JsonObject Document => ProgrammeFile.ToDocument(Pr01);

    private static IReadOnlyList<ProgrammeProblem> Problems(Action<JsonObject> change)
    {
        var document = Document;
        change(document);
        return ProgrammeFile.Read(document).Problems;
    }

    /// <summary>PR01 with another process; what speaks of its stages is left out.</summary>
    internal static Programme With(ProcessDefinition process) => Pr01 with { Process = process with { Id = "PR01", Fields = [] }, Permissions = new() };

    [Fact]
    public void ExportImportExportGivesTheSameBytes()
    {
        foreach (var code in ProgrammeCatalogue.Codes)
        {
            var text = ProgrammeFile.Write(ProgrammeCatalogue.Load(code));
            var (programme, problems) = ProgrammeFile.Read(text);
            Assert.Empty(problems);
            Assert.Equal(text, ProgrammeFile.Write(programme!));
            Assert.Equal(CanonicalJson.Write(JsonNode.Parse(ProgrammeCatalogue.Load(code).Write())), CanonicalJson.Write(JsonNode.Parse(programme!.Write())));
        }
    }

    [Fact]
    public void TheOrderOfMembersAndWhatIsLeftOutDoNotMatter()
    {
        var random = new Random(3);
        var text = ProgrammeFile.Write(Pr01);
        for (var i = 0; i < 20; i++)
        {
            var shuffled = Shuffle(JsonNode.Parse(Pr01.Write())!, random).AsObject();
            shuffled["format"] = 1;
            Assert.Equal(text, ProgrammeFile.Text(ProgrammeFile.Canonical(shuffled)));
            Assert.Equal(text, ProgrammeFile.Write(ProgrammeFile.Read(shuffled.ToJsonString()).Programme!));
        }
    }

    private static JsonNode Shuffle(JsonNode node, Random random) => node switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, m.Value is null ? null : Shuffle(m.Value, random))).OrderBy(_ => random.Next())),
        JsonArray items => new JsonArray([.. items.Select(i => i is null ? null : Shuffle(i, random))]),
        _ => node.DeepClone(),
    };

    [Fact]
    public void EveryMemberOfTheSchemaHasATitleAndEveryOptionAMember()
    {
        var schema = ProgrammeSchema.Generate();
        Assert.All(All(schema).OfType<JsonObject>().Where(o => o["additionalProperties"]?.GetValueKind() == JsonValueKind.False && o["title"]?.ToString() != "" && o.Parent?.GetPropertyName() is not "anyOf" && !o.GetPath().Contains("anyOf", StringComparison.Ordinal)), record =>
            Assert.All(record["properties"]!.AsObject(), p => Assert.True(p.Value!["title"] is not null, $"{record.GetPath()} {p.Key} has no title")));
        foreach (var kind in StageKindCatalogue.All)
        {
            var properties = schema["$defs"]![kind.Kind + "Stage"]!["properties"]!.AsObject();
            Assert.Equal(StageKindCatalogue.Common.Concat(kind.Options).Select(o => o.Name).Append("kind").Order(), properties.Select(p => p.Key).Order());
            foreach (var option in kind.Options.Concat(StageKindCatalogue.Common)) CheckOption(option, properties[option.Name]!, schema);
        }
    }

    private static void CheckOption(StageOption option, JsonNode property, JsonObject schema)
    {
        Assert.Equal(option.Title, property["title"]!.ToString());
        var written = option.Default is null ? null : JsonSerializer.SerializeToNode(option.Default, Programme.Json);
        if (option.Type is "text" or "integer" or "decimal" or "yesNo" or "choice") Assert.True(JsonNode.DeepEquals(written, property["default"]), $"{option.Name}: {written} and {property["default"]}");
        if (option.Choices.Count > 0) Assert.Equal(option.Choices.Keys.Order(), (property["items"] ?? property)["enum"]!.AsArray().Select(v => v!.ToString()).Order());
        if (option.Type == "object" && option.Fields.Count > 0)
        {
            var members = schema["$defs"]![property["$ref"]!.ToString()["#/$defs/".Length..]]!["properties"]!.AsObject();
            Assert.Equal(option.Fields.Select(f => f.Name).Order(), members.Select(m => m.Key).Order());
            foreach (var field in option.Fields) CheckOption(field, members[field.Name]!, schema);
        }
    }

    private static IEnumerable<JsonNode> All(JsonNode node)
    {
        yield return node;
        var children = node switch { JsonObject o => o.Select(p => p.Value), JsonArray a => a, _ => [] };
        foreach (var child in children)
            if (child is not null)
                foreach (var inner in All(child)) yield return inner;
    }

    [Fact]
    public void TheSchemaUsesOnlyWhatTheValidatorKnows()
    {
        string[] known = ["$schema", "$id", "$ref", "$defs", "title", "description", "default", "type", "const", "enum", "properties", "required", "additionalProperties", "items", "minimum", "maximum", "anyOf", "allOf", "if", "then"];
        var used = new HashSet<string>();
        Collect(ProgrammeSchema.Generate());
        Assert.Empty(used.Except(known));

        void Collect(JsonNode? node)
        {
            if (node is not JsonObject schema) return;
            foreach (var (word, value) in schema)
            {
                used.Add(word);
                if (word is "properties" or "$defs") foreach (var inner in value!.AsObject()) Collect(inner.Value);
                else if (word is "anyOf" or "allOf") foreach (var inner in value!.AsArray()) Collect(inner);
                else if (word is not ("default" or "const" or "enum")) Collect(value);
            }
        }
    }

    [Theory]
    [InlineData("/name", 5, "schema.type", "/name")]
    [InlineData("/surprise", 5, "schema.unknown", "/surprise")]
    [InlineData("/format", 2, "schema.const", "/format")]
    [InlineData("/process/stages/1/mode", "loud", "schema.enum", "/process/stages/1/mode")]
    [InlineData("/process/stages/2/supplement/rounds", 9, "schema.maximum", "/process/stages/2/supplement/rounds")]
    [InlineData("/process/stages/2/supplement/rounds", 1.5, "schema.type", "/process/stages/2/supplement/rounds")]
    [InlineData("/process/stages/3/kind", "magic", "schema.enum", "/process/stages/3/kind")]
    [InlineData("/process/stages/3/noticeDays", 5, "schema.unknown", "/process/stages/3/noticeDays")]
    [InlineData("/process/stages/3/outcomes/0/route", "sideways", "schema.anyOf", "/process/stages/3/outcomes/0/route")]
    [InlineData("/form/sections/1/fields/0/type", "picture", "schema.enum", "/form/sections/1/fields/0/type")]
    [InlineData("/process/stages/3/outcomes/0/when", "score >= \"70\"", "expression.type", "/process/stages/3/outcomes/0/when")]
    [InlineData("/process/stages/3/outcomes/0/when", "score >= marks", "expression.unknownName", "/process/stages/3/outcomes/0/when")]
    [InlineData("/process/stages/3/sheet", "nothing", "sheet.unknown", "/process/stages/3/sheet")]
    [InlineData("/process/stages/3/panel/field", "form.nothing", "expression.unknownName", "/process/stages/3/panel/field")]
    [InlineData("/process/stages/6/document", "nothing", "document.unknown", "/process/stages/6/document")]
    [InlineData("/process/stages/7/certificate", "nothing", "document.unknown", "/process/stages/7/certificate")]
    [InlineData("/process/stages/2/supplement/document", "nothing", "document.unknown", "/process/stages/2/supplement/document")]
    [InlineData("/process/stages/2/step", "nothing", "step.unknown", "/process/stages/2/step")]
    [InlineData("/process/fields/0", "form.nothing", "programme.unknownField", "/process/fields/0")]
    [InlineData("/process/id", "PR02", "programme.processId", "/process/id")]
    [InlineData("/titleField", "nothing", "programme.unknownField", "/titleField")]
    [InlineData("/openOnceFields/0", "nothing", "programme.unknownField", "/openOnceFields/0")]
    [InlineData("/certificate/levelField", "nothing", "programme.unknownField", "/certificate/levelField")]
    [InlineData("/certificate/obligations/0/month", 13, "certificate.obligation", "/certificate/obligations/0")]
    [InlineData("/sheets/0/passMark", 101, "sheet.passMark", "/sheets/0/passMark")]
    [InlineData("/sheets/0/indicators/0/max", 0, "sheet.max", "/sheets/0/indicators/0/max")]
    [InlineData("/form/rules/0/assert", "form.rd_staff <= form.platform_type", "form.schema", "/form/sections")]
    [InlineData("/permissions/stages/nothing", "{}", "permission.unknownStage", "/permissions/stages/nothing")]
    [InlineData("/permissions/stages/panel/nothing", "read", "permission.unknownField", "/permissions/stages/panel/nothing")]
    [InlineData("/casePrefix", " ", "programme.empty", "/casePrefix")]
    public void EveryProblemHasItsPointerAndAChineseSentence(string pointer, object value, string code, string expected)
    {
        var problems = Problems(document => Set(document, pointer, value is string text && text == "{}" ? new JsonObject() : JsonSerializer.SerializeToNode(value)));
        Assert.Contains(problems, p => p.Code == code && p.Pointer.StartsWith(expected, StringComparison.Ordinal));
        Assert.All(problems, p => Assert.Matches("[\u4e00-\u9fff]", p.Message));
    }

    private static void Set(JsonObject document, string pointer, JsonNode? value)
    {
        var parts = pointer[1..].Split('/');
        JsonNode at = document;
        foreach (var part in parts.SkipLast(1)) at = at is JsonArray list ? list[int.Parse(part)]! : at.AsObject().TryGetPropertyValue(part, out var found) ? found! : throw new KeyNotFoundException(pointer);
        if (at is JsonArray items) items[int.Parse(parts[^1])] = value;
        else at[parts[^1]] = value;
    }

    [Fact]
    public void AllProblemsAreToldAtOnce()
    {
        var problems = Problems(document =>
        {
            document["name"] = 1;
            document.Remove("agency");
            document["process"]!["stages"]![1]!["mode"] = "loud";
        });
        Assert.Equal(["", "/name", "/process/stages/1/mode"], problems.Select(p => p.Pointer).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("\"\\ud800\"")]
    public void WhatIsNoProgrammeIsRefused(string json) => Assert.NotEmpty(ProgrammeFile.Read(json).Problems);

    [Fact]
    public void NothingThatIsSentThrows()
    {
        var random = new Random(20262);
        for (var run = 0; run < 400; run++)
        {
            var document = Document;
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var nodes = All(document).Where(n => n.Parent is not null).ToList();
                var node = nodes[random.Next(nodes.Count)];
                JsonNode? other = random.Next(7) switch { 0 => null, 1 => random.Next(-3, 100_000), 2 => "x", 3 => new JsonArray(), 4 => new JsonObject(), 5 => true, _ => nodes[random.Next(nodes.Count)].DeepClone() };
                if (node.Parent is JsonObject parent) parent[node.GetPropertyName()] = other;
                else if (node.Parent is JsonArray array) array[node.GetElementIndex()] = other;
            }

            var (programme, problems) = ProgrammeFile.Read(document.ToJsonString());
            Assert.True(programme is not null || problems.Count > 0);
            _ = ProgrammeDiff.Compare(Document, document);
            if (programme is not null) Assert.Equal(ProgrammeFile.Text(ProgrammeFile.Canonical(document)), ProgrammeFile.Write(programme));
        }
    }

    [Fact]
    public void RandomProgrammesComeBackAsTheSameBytes()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var text = ProgrammeFile.Write(With(RandomDefinition.Make(new Random(seed))));
            var document = JsonNode.Parse(text)!;
            Assert.Empty(SchemaValidator.Validate(document));
            document.AsObject().Remove("format");
            Assert.Equal(text, ProgrammeFile.Write(Programme.Read(document.ToJsonString())));
        }
    }
}
