using System.Xml;
using System.Xml.Linq;

namespace Innovation.Workflows.Definitions.Bpmn;

/// <summary>Names of BPMN 2.0 and of our own extension.</summary>
internal static class BpmnNames
{
    public static readonly XNamespace Model = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    public static readonly XNamespace Diagram = "http://www.omg.org/spec/BPMN/20100524/DI";
    public static readonly XNamespace Bounds = "http://www.omg.org/spec/DD/20100524/DC";
    public static readonly XNamespace Waypoints = "http://www.omg.org/spec/DD/20100524/DI";
    public static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>Our extension: the exact options of what BPMN cannot say.</summary>
    public static readonly XNamespace Own = "urn:innovation:workflow:bpmn:1";

    /// <summary>An XML id of a stage, result or part, whatever characters it is made of.</summary>
    public static string Id(string prefix, string id) => XmlConvert.EncodeLocalName($"{prefix}_{id}");
}
