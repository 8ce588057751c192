using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using static Innovation.Workflows.Definitions.Bpmn.BpmnNames;

namespace Innovation.Workflows.Definitions.Bpmn;

/// <summary>A flow node as read.</summary>
internal sealed record ReadNode(string Id, string Tag, string Name, XElement Element)
{
    public List<ReadFlow> In { get; } = [];

    public List<ReadFlow> Out { get; } = [];

    public List<ReadNode> Timers { get; } = [];

    /// <summary>Our own options, when the file has them.</summary>
    public JsonObject? Stage { get; init; }

    public string? Lane { get; set; }

    /// <summary>An event on the border that ends the stage when it comes.</summary>
    public bool EndsItsStage => (string?)Element.Attribute("cancelActivity") != "false";

    public string Words => string.Join(' ', Name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } name ? name : $"{Tag} {Id}";

    public string? Own(string name) => Element.Element(Model + "extensionElements")?.Element(BpmnNames.Own + name)?.Value;

    public string? OwnAttribute(string name) => (string?)Element.Element(Model + "extensionElements")?.Element(BpmnNames.Own + "stage")?.Attribute(name);
}

/// <summary>A sequence flow as read.</summary>
internal sealed record ReadFlow(string Id, ReadNode From, ReadNode To, string Name, string? Condition, string? Outcome, int? Branch)
{
    /// <summary>Where it leads; changed when what lies there is left out.</summary>
    public ReadNode To { get; set; } = To;
}

/// <summary>Reads hostile XML into nodes and flows, and tells what is left out.</summary>
internal sealed class BpmnFile
{
    private const int MostCharacters = 2 * 1024 * 1024;
    private const int MostDepth = 60;
    private const int MostElements = 20_000;

    private static readonly HashSet<string> Tasks = ["task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "scriptTask", "businessRuleTask"];
    private static readonly HashSet<string> Nodes = [.. Tasks, "startEvent", "endEvent", "intermediateCatchEvent", "exclusiveGateway", "parallelGateway", "boundaryEvent"];

    private static readonly Dictionary<string, string> Unsupported = new()
    {
        ["inclusiveGateway"] = "包容网关没有对应的环节，请改为条件或并行",
        ["complexGateway"] = "复杂网关没有对应的环节，请改为条件或并行",
        ["eventBasedGateway"] = "事件网关没有对应的环节，请改为等待环节",
        ["subProcess"] = "子流程不能导入，请把其中的环节放到主流程",
        ["adHocSubProcess"] = "自由子流程不能导入",
        ["transaction"] = "事务子流程不能导入",
        ["callActivity"] = "调用其他流程的活动不能导入",
        ["intermediateThrowEvent"] = "抛出事件没有对应的环节，请改为自动处理",
    };

    private static readonly HashSet<string> Silent = ["extensionElements", "sequenceFlow", "laneSet", "documentation"];

    public List<BpmnFinding> Findings { get; } = [];

    public Dictionary<string, ReadNode> ById { get; } = [];

    public ReadNode? Start { get; private set; }

    public JsonObject? Head { get; private set; }

    public string Name { get; private set; } = "";

    public bool IsRefused => Findings.Any(f => f.Fate == BpmnFate.Refused);

    public void Refuse(string id, string name, string message) => Findings.Add(new(BpmnFate.Refused, id, name, message));

    /// <summary>What was left out as a whole; what it said is named like what is left over of the others.</summary>
    public List<ReadNode> Lost { get; } = [];

    /// <summary>Names something that is left out.</summary>
    public void Lose(ReadNode node, string message)
    {
        Lost.Add(node);
        Findings.Add(new(BpmnFate.Dropped, node.Id, node.Words, message + "。"));
    }

    /// <summary>The process as read; null when the file is refused.</summary>
    public XElement? Process { get; private set; }

    public static BpmnFile Read(string xml)
    {
        var file = new BpmnFile();
        if (file.Load(xml) is { } root) file.ReadProcess(root);
        return file;
    }

    private XElement? Load(string xml)
    {
        if (xml.Length > MostCharacters)
        {
            Refuse("", "文件", $"文件太大，最多 {MostCharacters / 1024 / 1024} MB。");
            return null;
        }

        try
        {
            // A definition of entities is how XML bombs begin; BPMN needs none.
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostCharacters, IgnoreComments = true, IgnoreProcessingInstructions = true };
            using (var first = XmlReader.Create(new StringReader(xml), settings))
            {
                for (var elements = 0; first.Read();)
                {
                    if (first.Depth > MostDepth || (first.NodeType == XmlNodeType.Element && ++elements > MostElements))
                    {
                        Refuse("", "文件", $"文件嵌套太深或元素太多，最多 {MostDepth} 层、{MostElements} 个元素。");
                        return null;
                    }
                }
            }

            using var reader = XmlReader.Create(new StringReader(xml), settings);
            var root = XDocument.Load(reader).Root!;
            if (root.Name == Model + "definitions") return root;
            Refuse("", "文件", "这不是 BPMN 2.0 文件，最外层应为 definitions。");
        }
        catch (XmlException broken)
        {
            Refuse("", "文件", broken.LineNumber == 0 ? "文件是空的，或者里面没有 XML。" : $"文件不是合格的 XML（第 {broken.LineNumber} 行），或含有不允许的 DTD 声明。");
        }

        return null;
    }

    private void ReadProcess(XElement root)
    {
        var processes = root.Elements(Model + "process").ToList();
        if (processes.Count == 0)
        {
            Refuse("", "文件", "文件里没有流程（process）。");
            return;
        }

        var process = processes.OrderByDescending(p => p.Elements().Count()).First();
        foreach (var other in processes.Where(p => p != process)) Drop(other, "一次只导入一个流程，导入的是元素最多的那个");
        foreach (var collaboration in root.Elements(Model + "collaboration"))
            foreach (var message in collaboration.Elements().Where(e => e.Name.LocalName is not "participant")) Drop(message, "流程之间的消息没有对应的内容");
        Process = process;
        Name = (string?)process.Attribute("name") ?? "";
        Head = Json(process.Element(Model + "extensionElements")?.Element(BpmnNames.Own + "process")?.Value);
        foreach (var element in process.Elements()) ReadNode(element);
        if (IsRefused) return;
        foreach (var timer in ById.Values.Where(n => n.Tag == "boundaryEvent")) Attach(timer);
        foreach (var flow in process.Elements(Model + "sequenceFlow")) ReadFlow(flow);
        foreach (var lane in process.Descendants(Model + "lane"))
            foreach (var reference in lane.Elements(Model + "flowNodeRef"))
                if (ById.TryGetValue(reference.Value.Trim(), out var node)) node.Lane = ((string?)lane.Attribute("name") ?? "").Trim();
        FindStart(process);
    }

    private void ReadNode(XElement element)
    {
        var tag = element.Name.LocalName;
        var id = (string?)element.Attribute("id") ?? "";
        if (element.Name.Namespace != Model || Silent.Contains(tag)) return;
        if (Unsupported.TryGetValue(tag, out var why))
        {
            Refuse(id, Word(element), $"“{Word(element)}”：{why}。");
        }
        else if (!Nodes.Contains(tag))
        {
            Drop(element, tag is "dataObject" or "dataObjectReference" or "dataStoreReference" ? "数据对象不影响办理" : tag is "textAnnotation" or "association" or "group" ? "图上的说明不影响办理" : "没有对应的环节");
        }
        else if (id.Length == 0 || !ById.TryAdd(id, new ReadNode(id, tag, ((string?)element.Attribute("name") ?? "").Trim(), element) { Stage = Json(element.Element(Model + "extensionElements")?.Element(BpmnNames.Own + "stage")?.Value) }))
        {
            Refuse(id, Word(element), $"“{Word(element)}”没有编号，或编号“{id}”重复。");
        }
    }

    private void Attach(ReadNode timer)
    {
        var host = (string?)timer.Element.Attribute("attachedToRef");
        if (timer.Element.Element(Model + "timerEventDefinition") is null) Findings.Add(new(BpmnFate.Dropped, timer.Id, timer.Words, $"“{timer.Words}”不是定时事件，环节没有对应的内容，已略去。"));
        else if (host is not null && ById.TryGetValue(host, out var task)) task.Timers.Add(timer);
        else Refuse(timer.Id, timer.Words, $"期限事件“{timer.Words}”没有附在任何环节上。");
    }

    private void ReadFlow(XElement element)
    {
        var id = (string?)element.Attribute("id") ?? "";
        if (!ById.TryGetValue((string?)element.Attribute("sourceRef") ?? "", out var from) || !ById.TryGetValue((string?)element.Attribute("targetRef") ?? "", out var to))
        {
            Refuse(id, Word(element), $"连线“{Word(element)}”的一端不存在。");
            return;
        }

        var extensions = element.Elements(Model + "extensionElements").ToList();
        var branch = extensions.Elements(BpmnNames.Own + "branch").FirstOrDefault()?.Value;
        var flow = new ReadFlow(id, from, to, ((string?)element.Attribute("name") ?? "").Trim(), element.Element(Model + "conditionExpression")?.Value.Trim(),
            extensions.Elements(BpmnNames.Own + "outcome").FirstOrDefault()?.Value, int.TryParse(branch, out var number) ? number : null);
        from.Out.Add(flow);
        to.In.Add(flow);
    }

    private void FindStart(XElement process)
    {
        var starts = ById.Values.Where(n => n.Tag == "startEvent").ToList();
        if (starts.Count != 1) Refuse((string?)process.Attribute("id") ?? "", Name, starts.Count == 0 ? "流程没有开始事件。" : $"流程有 {starts.Count} 个开始事件（{string.Join("、", starts.Select(s => s.Words))}），只能有一个。");
        else if (starts[0].Out.Count != 1) Refuse(starts[0].Id, starts[0].Words, "开始事件后面应当只有一条连线。");
        else Start = starts[0].Out[0].To;
    }

    private void Drop(XElement element, string why) =>
        Findings.Add(new(BpmnFate.Dropped, (string?)element.Attribute("id") ?? "", Word(element), $"“{Word(element)}”已略去：{why}。"));

    private static string Word(XElement element) => (string?)element.Attribute("name") is { Length: > 0 } name ? name.Trim() : $"{element.Name.LocalName} {(string?)element.Attribute("id")}";

    private static JsonObject? Json(string? text)
    {
        if (text is null) return null;
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 32 }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
