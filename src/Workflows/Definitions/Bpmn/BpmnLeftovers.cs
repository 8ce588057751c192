using System.Xml.Linq;
using Innovation.Workflows.Texts;
using static Innovation.Workflows.Definitions.Bpmn.BpmnNames;

namespace Innovation.Workflows.Definitions.Bpmn;

/// <summary>Names everything that an element says and that no stage took over.</summary>
internal static class BpmnLeftovers
{
    private const int MostText = 80;

    /// <summary>Attributes that are taken over, belong to the picture or say what holds anyway.</summary>
    private static readonly HashSet<string> Understood =
    [
        "id", "name", "default", "attachedToRef", "cancelActivity", "sourceRef", "targetRef", "isSequential", "isExecutable", "processType", "isClosed",
        "gatewayDirection", "isInterrupting", "parallelMultiple", "isImmediate",
    ];

    private static readonly HashSet<string> Parts = ["incoming", "outgoing", "extensionElements", "conditionExpression", "flowNodeRef"];

    private static readonly Dictionary<string, string> Words = new()
    {
        ["documentation"] = "说明",
        ["completionCondition"] = "完成条件",
        ["loopCardinality"] = "办理人数",
        ["assignee"] = "办理人",
        ["candidateUsers"] = "候选人",
        ["candidateGroups"] = "候选组",
        ["potentialOwner"] = "候选人",
        ["humanPerformer"] = "办理人",
        ["performer"] = "办理人",
        ["formKey"] = "表单",
        ["formRef"] = "表单",
        ["formData"] = "表单",
        ["dueDate"] = "办理期限",
        ["followUpDate"] = "跟进日期",
        ["messageEventDefinition"] = "消息事件",
        ["signalEventDefinition"] = "信号事件",
        ["timerEventDefinition"] = "定时事件",
        ["errorEventDefinition"] = "错误事件",
        ["escalationEventDefinition"] = "升级事件",
        ["conditionalEventDefinition"] = "条件事件",
        ["compensateEventDefinition"] = "补偿事件",
        ["terminateEventDefinition"] = "终止全部分支的标记",
        ["script"] = "脚本",
    };

    /// <summary>What an element says beyond what is understood; elements of our own are understood.</summary>
    public static IEnumerable<(string Word, string Value)> Of(XElement element, IReadOnlySet<XObject> taken)
    {
        foreach (var attribute in element.Attributes().Where(a => !a.IsNamespaceDeclaration && a.Name.Namespace != Instance && a.Name.Namespace != Own && !taken.Contains(a)))
        {
            if (attribute.Name.Namespace == XNamespace.None && (Understood.Contains(attribute.Name.LocalName) || attribute.Value is "false" or "1" or "")) continue;
            yield return (Word(attribute.Name.LocalName), Short(attribute.Value));
        }

        foreach (var child in element.Elements(Model + "extensionElements").Elements().Where(c => c.Name.Namespace != Own)) yield return (Word(child.Name.LocalName), Short(Text(child)));
        foreach (var child in element.Elements().Where(c => !Parts.Contains(c.Name.LocalName) && !taken.Contains(c)))
        {
            if (child.Name.LocalName is "multiInstanceLoopCharacteristics" or "standardLoopCharacteristics")
            {
                foreach (var inner in Of(child, taken)) yield return inner;
                continue;
            }

            yield return (Word(child.Name.LocalName), Short(Text(child)));
        }
    }

    private static string Word(string name) => Words.GetValueOrDefault(name, name);

    /// <summary>The texts and the attributes inside.</summary>
    private static string Text(XElement element) => string.Join(" ", element.DescendantNodesAndSelf().SelectMany(node => node switch
    {
        XText text when text.Value.Trim().Length > 0 => (IEnumerable<string>)[text.Value.Trim()],
        XElement part => part.Attributes().Where(a => !a.IsNamespaceDeclaration && a.Name.Namespace != Instance && a.Name.LocalName != "id").Select(a => a.Value),
        _ => [],
    }));

    private static string Short(string text) => CleanText.Cut(text, MostText, "…");
}
