using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.Bpmn;
using Innovation.Workflows.Programs.Catalogue;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Programs.Exchange;
using Innovation.Workflows.Tests.Engine.Laws;

namespace Innovation.Workflows.Tests.Definitions.Bpmn;

public sealed class BpmnTests
{
    private static readonly ProcessDefinition Pr01 = ProgrammeCatalogue.Load("PR01").Process;

    private static string Imported(string xml)
    {
        var result = BpmnImport.Read(xml);
        Assert.True(result.Process is not null, string.Join("; ", result.Findings));
        return DefinitionJson.Write(result.Process.Deserialize<ProcessDefinition>(DefinitionJson.Options)!);
    }

    [Fact]
    public void ShippedProcessesComeBackWithoutLoss()
    {
        foreach (var code in ProgrammeCatalogue.Codes)
        {
            var definition = ProgrammeCatalogue.Load(code).Process;
            var xml = BpmnExport.Write(definition);
            Assert.Empty(BpmnImport.Read(xml).Findings);
            Assert.Equal(DefinitionJson.Write(definition), Imported(xml));
        }
    }

    [Fact]
    public void RandomProcessesComeBackWithoutLoss()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var definition = RandomDefinition.Make(new Random(seed));
            var xml = BpmnExport.Write(definition);
            var result = BpmnImport.Read(xml);
            Assert.True(result.Findings.Count == 0, $"seed {seed}: {string.Join("; ", result.Findings)}");
            Assert.True(DefinitionJson.Write(definition) == Imported(xml), $"seed {seed}\n{DefinitionJson.Write(definition)}\n{Imported(xml)}");
        }
    }

    [Fact]
    public void ShapesDoNotOverlapAndEverythingIsDrawn()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var document = XDocument.Parse(BpmnExport.Write(RandomDefinition.Make(new Random(seed))));
            var shapes = document.Descendants().Where(e => e.Name.LocalName == "BPMNShape").Select(e => (Id: e.Attribute("bpmnElement")!.Value, Box: e.Elements().Single())).ToDictionary(s => s.Id, s => s.Box.Attributes().ToDictionary(a => a.Name.LocalName, a => double.Parse(a.Value)));
            var edges = document.Descendants().Where(e => e.Name.LocalName == "BPMNEdge").ToDictionary(e => e.Attribute("bpmnElement")!.Value, e => e.Elements().Count());
            var elements = document.Root!.Elements().Single(e => e.Name.LocalName == "process").Elements().Where(e => e.Attribute("id") is not null).ToList();
            foreach (var element in elements)
            {
                if (element.Name.LocalName == "sequenceFlow") Assert.InRange(edges[element.Attribute("id")!.Value], 2, 10);
                else Assert.Contains(element.Attribute("id")!.Value, shapes.Keys);
            }

            var solid = elements.Where(e => e.Name.LocalName is not ("sequenceFlow" or "boundaryEvent")).Select(e => shapes[e.Attribute("id")!.Value]).ToList();
            for (var i = 0; i < solid.Count; i++)
                for (var j = i + 1; j < solid.Count; j++)
                    Assert.False(solid[i]["x"] < solid[j]["x"] + solid[j]["width"] && solid[j]["x"] < solid[i]["x"] + solid[i]["width"] && solid[i]["y"] < solid[j]["y"] + solid[j]["height"] && solid[j]["y"] < solid[i]["y"] + solid[i]["height"], $"seed {seed}");
        }
    }

    [Fact]
    public void ABpmnToolReadsTheExportsWithoutAWarning()
    {
        var tool = Path.Combine(Repository.Root, "tests", "Bpmn");
        if (!Directory.Exists(Path.Combine(tool, "node_modules", "bpmn-moddle"))) Run("npm", tool, "ci", "--no-audit", "--no-fund");
        var folder = Directory.CreateTempSubdirectory("bpmn-");
        try
        {
            var definitions = DraftPatterns.All.Select(p => ProgrammeFile.Read(DraftPatterns.Find(p.Id)).Programme!.Process).Concat(Enumerable.Range(0, 40).Select(seed => RandomDefinition.Make(new Random(seed))));
            var files = definitions.Select((definition, i) =>
            {
                var file = Path.Combine(folder.FullName, $"{i}.bpmn");
                File.WriteAllText(file, BpmnExport.Write(definition));
                return file;
            }).ToArray();
            Assert.Equal("[]", Run("node", tool, ["check.mjs", .. files]).Trim());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {error.Result}");
        return output;
    }

    [Fact]
    public void AFlowThatWasRedrawnCounts()
    {
        var xml = BpmnExport.Write(Pr01);
        var site = XDocument.Parse(xml).Descendants().Single(e => e.Name.LocalName == "sequenceFlow" && e.Value == "refuted");
        var again = Imported(xml.Replace($"{site.Attribute("id")}\" ", $"{site.Attribute("id")}\" ", StringComparison.Ordinal)
            .Replace($"{site.Attribute("id")} {site.Attribute("sourceRef")} {site.Attribute("targetRef")}", $"{site.Attribute("id")} {site.Attribute("sourceRef")} targetRef=\"End_notAccepted\"", StringComparison.Ordinal));
        var outcome = JsonNode.Parse(again)!["stages"]![4]!["outcomes"]!.AsArray().Single(o => o!["id"]!.ToString() == "refuted")!;
        Assert.Equal("notAccepted", outcome["route"]!["end"]!.ToString());
    }

    private const string Head = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" id=\"d\"><process id=\"p\" name=\"外来流程\">";
    private const string Tail = "</process></definitions>";

    private static string Flows(params string[] pairs) => string.Concat(pairs.Select((p, i) => p.Split('>') is [var a, var b] ? $"<sequenceFlow id=\"f{i}\" sourceRef=\"{a}\" targetRef=\"{b}\"/>" : ""));

    [Fact]
    public void AnotherToolsFileBecomesADraftWithEveryLossNamed()
    {
        var result = BpmnImport.Read(Head + """
            <laneSet><lane name="科室负责人"><flowNodeRef>b</flowNodeRef></lane></laneSet>
            <startEvent id="s"/><userTask id="a" name="初审"/><exclusiveGateway id="g"/><userTask id="b" name="复核"><multiInstanceLoopCharacteristics/></userTask>
            <boundaryEvent id="t" attachedToRef="b"><timerEventDefinition><timeDuration>P10D</timeDuration></timerEventDefinition></boundaryEvent>
            <endEvent id="yes" name="认定"/><endEvent id="no" name="不通过"/><dataObject id="data"/><textAnnotation id="note"/><serviceTask id="x" name="登记"/>
            """ + Flows("s>a", "a>g", "g>x", "g>no", "g>a", "x>b", "b>yes") + Tail);
        Assert.NotNull(result.Process);
        var stages = result.Process["stages"]!.AsArray();
        Assert.Equal(["submission", "review", "action", "review"], stages.Select(s => s!["kind"]!.ToString()));
        Assert.Equal(["\"next\"", "{\"end\":\"result\"}", $"{{\"to\":\"{stages[1]!["id"]}\"}}"], stages[1]!["outcomes"]!.AsArray().Select(o => o!["route"]!.ToJsonString()));
        Assert.Equal("sectionHead", stages[3]!["assign"]!["role"]!.ToString());
        Assert.Equal("all", stages[3]!["mode"]!.ToString());
        Assert.Equal("10", stages[3]!["deadline"]!["amount"]!.ToJsonString());
        foreach (var id in (string[])["data", "note", "x", "a", "b", "yes", "no"]) Assert.Contains(result.Findings, f => f.ElementId == id);
        Assert.All(result.Findings, f => Assert.Matches("[\u4e00-\u9fff].*。$", f.Message));
        DefinitionJson.Read(result.Process, out var problems);
        Assert.DoesNotContain(problems, p => p.Code is "definition.malformed" or "stage.unknownKind");
    }

    [Fact]
    public void BlocksOfAnotherToolAreFoundByTheirJoins()
    {
        var result = BpmnImport.Read(Head + """
            <startEvent id="s"/><userTask id="a"/><parallelGateway id="p1"/><userTask id="b"/><exclusiveGateway id="c1" default="f6"/><userTask id="c"/><exclusiveGateway id="c2"/><parallelGateway id="p2"/><userTask id="z"/><endEvent id="e"/>
            """ + Flows("s>a", "a>p1", "p1>b", "p1>c1", "b>p2") + """<sequenceFlow id="f5" sourceRef="c1" targetRef="c"><conditionExpression>form.a > 1</conditionExpression></sequenceFlow><sequenceFlow id="f6" sourceRef="c1" targetRef="c2"/>""" + Flows("", "", "", "", "", "", "", "c>c2", "c2>p2", "p2>z", "z>e") + Tail);
        Assert.True(result.Process is not null, string.Join("; ", result.Findings));
        var block = result.Process["stages"]![2]!;
        Assert.Equal("parallel", block["kind"]!.ToString());
        Assert.Equal("choice", block["paths"]![1]!["stages"]![0]!["kind"]!.ToString());
        Assert.Equal("form.a > 1", block["paths"]![1]!["stages"]![0]!["options"]![0]!["when"]!.ToString());
        Assert.True(block["paths"]![1]!["stages"]![0]!["options"]![1]!["otherwise"]!.GetValue<bool>());
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "<startEvent id=\"s\"/><inclusiveGateway id=\"i\"/>" + Flows("s>i"), "i" },
        { "<startEvent id=\"s\"/><subProcess id=\"sub\" name=\"子流程\"/>" + Flows("s>sub"), "sub" },
        { "<startEvent id=\"s\"/><userTask id=\"a\"/>" + Flows("s>a"), "a" },
        { "<startEvent id=\"s\"/><userTask id=\"a\"/><userTask id=\"b\"/><userTask id=\"c\"/><endEvent id=\"e\"/>" + Flows("s>a", "a>b", "a>c", "b>e", "c>e"), "a" },
        { "<startEvent id=\"s\"/><parallelGateway id=\"p\"/><userTask id=\"a\"/><userTask id=\"b\"/><endEvent id=\"e\"/>" + Flows("s>p", "p>a", "p>b", "a>e", "b>e"), "p" },
        { "<startEvent id=\"s\"/><userTask id=\"a\"/><userTask id=\"lost\"/><endEvent id=\"e\"/>" + Flows("s>a", "a>e", "lost>e"), "lost" },
        { "<startEvent id=\"s\"/><startEvent id=\"s2\"/><userTask id=\"a\"/>" + Flows("s>a", "s2>a"), "p" },
        { "<userTask id=\"a\"/>", "p" },
        { "<startEvent id=\"s\"/><userTask id=\"a\"/><userTask id=\"a\"/>" + Flows("s>a"), "a" },
        { "<startEvent id=\"s\"/>" + Flows("s>nowhere"), "f0" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhatIsNotBlockStructuredIsRefusedByName(string body, string element)
    {
        var result = BpmnImport.Read(Head + body + Tail);
        Assert.Null(result.Process);
        Assert.Contains(result.Findings, f => f.Fate == BpmnFate.Refused && f.ElementId == element);
    }

    public static TheoryData<string> Hostile => new()
    {
        "",
        "<",
        "{}",
        "<html/>",
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><x>&b;</x>",
        "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"/>",
        new string(' ', 3_000_000),
        string.Concat(Enumerable.Repeat("<a>", 5000)) + string.Concat(Enumerable.Repeat("</a>", 5000)),
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">" + string.Concat(Enumerable.Repeat("<a/>", 30_000)) + "</definitions>",
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"/>",
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void HostileXmlIsRefused(string xml)
    {
        var result = BpmnImport.Read(xml);
        Assert.Null(result.Process);
        Assert.Equal(BpmnFate.Refused, Assert.Single(result.Findings).Fate);
    }

    [Fact]
    public void NothingThatIsSentThrowsOrHangs()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var document = XDocument.Parse(BpmnExport.Write(RandomDefinition.Make(random)));
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                var elements = document.Descendants().Where(e => e.Parent is not null && e.Parent.Parent is not null).ToList();
                var element = elements[random.Next(elements.Count)];
                switch (random.Next(4))
                {
                    case 0: element.Remove(); break;
                    case 1 when element.Attributes().FirstOrDefault(a => a.Name.LocalName is "sourceRef" or "targetRef" or "attachedToRef" or "id") is { } attribute: attribute.Value = elements[random.Next(elements.Count)].Attribute("id")?.Value ?? "x"; break;
                    case 2: element.Parent!.Add(new XElement(element)); break;
                    default: element.Elements().Where(e => e.Name.LocalName == "extensionElements").Remove(); break;
                }
            }

            var result = BpmnImport.Read(document.ToString());
            Assert.True(result.Process is not null || result.Findings.Any(f => f.Fate == BpmnFate.Refused));
            if (result.Process is not null) DefinitionJson.Read(result.Process, out _);
        }
    }
}
