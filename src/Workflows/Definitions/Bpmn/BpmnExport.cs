using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Innovation.Workflows.Definitions.StageKinds;
using static Innovation.Workflows.Definitions.Bpmn.BpmnNames;

namespace Innovation.Workflows.Definitions.Bpmn;

/// <summary>
/// Writes a process as BPMN 2.0 XML with its picture. What BPMN can say is said in BPMN; the exact options stand in
/// extension elements of our own, so that our own export imports without loss.
/// </summary>
public static class BpmnExport
{
    /// <summary>The XML document, in UTF-8.</summary>
    /// <param name="definition">A definition that may be published.</param>
    public static string Write(ProcessDefinition definition)
    {
        var graph = BpmnGraph.Of(definition);
        var root = new XElement(Model + "definitions",
            new XAttribute(XNamespace.Xmlns + "bpmn", Model), new XAttribute(XNamespace.Xmlns + "bpmndi", Diagram), new XAttribute(XNamespace.Xmlns + "dc", Bounds),
            new XAttribute(XNamespace.Xmlns + "di", Waypoints), new XAttribute(XNamespace.Xmlns + "xsi", Instance), new XAttribute(XNamespace.Xmlns + "kc", Own),
            new XAttribute("id", "Definitions"), new XAttribute("targetNamespace", "urn:innovation:workflow"),
            Process(definition, graph), Picture(graph));
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(new Utf8Writer(text), new XmlWriterSettings { Indent = true, NewLineChars = "\n" })) new XDocument(root).Save(writer);
        return text.Append('\n').ToString();
    }

    private static XElement Process(ProcessDefinition definition, BpmnGraph graph)
    {
        var head = JsonSerializer.SerializeToNode(definition, DefinitionJson.Options)!.AsObject();
        head.Remove("stages");
        var process = new XElement(Model + "process", new XAttribute("id", "Process"), new XAttribute("name", Clean(definition.Name)), new XAttribute("isExecutable", "false"), Extension(new XElement(Own + "process", head.ToJsonString(DefinitionJson.Options))));
        process.Add(graph.Nodes.Select(node => Node(node, graph)));
        process.Add(graph.Flows.Select(Flow));
        return process;
    }

    private static XElement Node(BpmnNode node, BpmnGraph graph)
    {
        var element = new XElement(Model + node.Tag, new XAttribute("id", node.Id));
        if (node.Name.Length > 0) element.Add(new XAttribute("name", Clean(node.Name)));
        if (graph.Flows.FirstOrDefault(f => f.From == node.Id && f.IsDefault) is { } otherwise) element.Add(new XAttribute("default", otherwise.Id));
        if (node.Tag == "boundaryEvent")
        {
            element.Add(new XAttribute("attachedToRef", node.Of!), new XAttribute("cancelActivity", node.Stage!.Deadline!.OnExpiry?.Outcome is not null));
            element.Add(Extension(new XElement(Own + "deadline")));
        }
        else if (node.Stage is not null)
        {
            element.Add(Extension(StageExtension(node)));
        }
        else if (node.Result is not null)
        {
            element.Add(Extension(new XElement(Own + "result", node.Result)));
        }
        else if (node.Of is not null)
        {
            element.Add(Extension(new XElement(Own + (node.Id.StartsWith("Join", StringComparison.Ordinal) ? "joins" : "decides"), node.Of)));
        }

        element.Add(graph.Flows.Where(f => f.To == node.Id).Select(f => new XElement(Model + "incoming", f.Id)));
        element.Add(graph.Flows.Where(f => f.From == node.Id).Select(f => new XElement(Model + "outgoing", f.Id)));
        if (node.Tag == "boundaryEvent" || node.Stage is WaitStage { AwaitsEvent: false }) element.Add(Timer(node.Id, node.Stage!.Deadline!));
        else if (node.Stage is ReviewStage { Mode: ReviewMode.All or ReviewMode.Vote } or ExpertReviewStage) element.Add(new XElement(Model + "multiInstanceLoopCharacteristics"));
        else if (node.Stage is ReviewStage { Mode: ReviewMode.Sequential }) element.Add(new XElement(Model + "multiInstanceLoopCharacteristics", new XAttribute("isSequential", "true")));
        return element;
    }

    private static XElement StageExtension(BpmnNode node)
    {
        var options = JsonSerializer.SerializeToNode(node.Stage, DefinitionJson.Options)!.AsObject();
        foreach (var branch in (options["options"] ?? options["paths"]) as JsonArray ?? []) branch!.AsObject().Remove("stages");
        var element = new XElement(Own + "stage", options.ToJsonString(DefinitionJson.Options));
        if (node.Following is not null) element.Add(new XAttribute("following", node.Following));
        if (node.Join is not null) element.Add(new XAttribute("join", node.Join));
        return element;
    }

    /// <summary>BPMN knows durations and dates; working days are in our own options.</summary>
    private static XElement Timer(string id, DeadlineRule rule)
    {
        var (tag, text) = rule switch
        {
            { FixedDay: { } day } => ("timeDate", $"{day:yyyy-MM-dd}T24:00:00+08:00"),
            { At: { } name } => ("timeDate", name),
            { Unit: PeriodUnit.Hours } => ("timeDuration", $"PT{rule.Amount}H"),
            { Unit: PeriodUnit.Months } => ("timeDuration", $"P{rule.Amount}M"),
            { Unit: PeriodUnit.Years } => ("timeDuration", $"P{rule.Amount}Y"),
            _ => ("timeDuration", $"P{rule.Amount}D"),
        };
        return new XElement(Model + "timerEventDefinition", new XAttribute("id", id + "_timer"), Formal(tag, text));
    }

    private static XElement Flow(BpmnFlow flow)
    {
        var element = new XElement(Model + "sequenceFlow", new XAttribute("id", flow.Id), new XAttribute("sourceRef", flow.From), new XAttribute("targetRef", flow.To));
        if (flow.Name.Length > 0) element.Add(new XAttribute("name", Clean(flow.Name)));
        if (flow.Outcome is not null) element.Add(Extension(new XElement(Own + "outcome", flow.Outcome)));
        if (flow.Branch is { } branch) element.Add(Extension(new XElement(Own + "branch", branch)));
        if (flow.Condition is not null) element.Add(Formal("conditionExpression", Clean(flow.Condition)));
        return element;
    }

    private static XElement Formal(string tag, string text) => new(Model + tag, new XAttribute(Instance + "type", "bpmn:tFormalExpression"), text);

    private static XElement Extension(XElement content) => new(Model + "extensionElements", content);

    /// <summary>XML has no control characters.</summary>
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(r => XmlConvert.IsXmlChar((char)Math.Min(r.Value, char.MaxValue)) || r.Value > char.MaxValue));

    private static XElement Picture(BpmnGraph graph)
    {
        var plane = new XElement(Diagram + "BPMNPlane", new XAttribute("id", "Plane"), new XAttribute("bpmnElement", "Process"));
        foreach (var node in graph.Nodes)
        {
            var shape = new XElement(Diagram + "BPMNShape", new XAttribute("id", node.Id + "_di"), new XAttribute("bpmnElement", node.Id));
            if (node.Tag == "exclusiveGateway") shape.Add(new XAttribute("isMarkerVisible", "true"));
            shape.Add(new XElement(Bounds + "Bounds", Number("x", node.X), Number("y", node.Y), Number("width", node.Width), Number("height", node.Height)));
            plane.Add(shape);
        }

        var nodes = graph.Nodes.ToDictionary(n => n.Id);
        var bottom = graph.Nodes.Max(n => n.Y + n.Height) + 40;
        foreach (var flow in graph.Flows)
        {
            var edge = new XElement(Diagram + "BPMNEdge", new XAttribute("id", flow.Id + "_di"), new XAttribute("bpmnElement", flow.Id));
            edge.Add(Way(nodes[flow.From], nodes[flow.To], flow, bottom).Select(p => new XElement(Waypoints + "waypoint", Number("x", p.X), Number("y", p.Y))));
            if (!flow.Straight || nodes[flow.From].Tag == "boundaryEvent") bottom += 12;
            plane.Add(edge);
        }

        return new XElement(Diagram + "BPMNDiagram", new XAttribute("id", "Diagram"), plane);
    }

    /// <summary>Straight on from the right side to the left side; everything else runs below the picture.</summary>
    private static List<(double X, double Y)> Way(BpmnNode from, BpmnNode to, BpmnFlow flow, double bottom)
    {
        var (y1, y2) = (from.Y + (from.Height / 2), to.Y + (to.Height / 2));
        if (flow.Straight && from.Tag != "boundaryEvent" && from.X + from.Width <= to.X)
        {
            var (x1, x2) = (from.X + from.Width, to.X);
            // Into a join and out of a split the bend is beside the gateway.
            var bend = from.Join is not null ? x1 + (BpmnGraph.Gap / 2) : x2 - (BpmnGraph.Gap / 2);
            return y1 == y2 ? [(x1, y1), (x2, y2)] : [(x1, y1), (bend, y1), (bend, y2), (x2, y2)];
        }

        var (down, up) = (from.X + (from.Width / 2), to.X + (to.Width / 2));
        return [(down, from.Y + from.Height), (down, bottom), (up, bottom), (up, to.Y + to.Height)];
    }

    private static XAttribute Number(string name, double value) => new(name, value.ToString("0.##", CultureInfo.InvariantCulture));

    private sealed class Utf8Writer(StringBuilder text) : StringWriter(text, CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => new UTF8Encoding(false);
    }
}
