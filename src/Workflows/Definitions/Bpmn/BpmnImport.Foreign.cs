using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using static Innovation.Workflows.Definitions.Bpmn.BpmnNames;

namespace Innovation.Workflows.Definitions.Bpmn;

/// <content>Stages of other tools: what of them can be taken over, and their timers.</content>
public sealed partial class BpmnImport
{
    /// <summary>A stage for another tool's task.</summary>
    private JsonObject Foreign(ReadNode node)
    {
        void Degrade(string message) => file.Findings.Add(new(BpmnFate.Degraded, node.Id, node.Words, $"“{node.Words}”{message}。"));
        var stage = new JsonObject { ["kind"] = "review", ["id"] = "", ["name"] = node.Name.Length > 0 ? node.Name : node.Id };
        switch (node.Tag)
        {
            case "serviceTask" or "scriptTask" or "businessRuleTask":
                stage["kind"] = "action";
                stage["action"] = "";
                Degrade("作为自动处理导入，脚本和接口不导入，请选择动作");
                break;
            case "sendTask":
                stage["kind"] = "cc";
                break;
            case "intermediateCatchEvent" or "receiveTask":
                stage["kind"] = "wait";
                if (node.Tag == "receiveTask" || node.Element.Element(Model + "timerEventDefinition") is null) stage["event"] = node.Name.Length > 0 ? node.Name : node.Id;
                else stage["deadline"] = Deadline(node, Degrade);
                Degrade("作为等待环节导入，请核对等待的事件或期限");
                break;
            default:
                if (node.Element.Element(Model + "multiInstanceLoopCharacteristics") is { } several)
                {
                    stage["mode"] = (string?)several.Attribute("isSequential") == "true" ? "sequential" : "all";
                    Degrade("由多人办理，作为会签或依次导入，请核对赞成的结论");
                }

                if (node.Element.Element(Model + "standardLoopCharacteristics") is not null) Degrade("的循环标记没有导入");
                break;
        }

        if (stage["kind"]!.ToString() is "review" or "cc")
        {
            stage["assign"] = BpmnPeople.Assign(node, taken, Degrade);
            // The applicant's own first task is the application.
            if (node == file.Start && node.Stage is null && stage["assign"]!["initiator"] is not null && stage["mode"] is null && stage["kind"]!.ToString() == "review") stage["kind"] = "submission";
        }

        foreach (var timer in node.Timers.Skip(1)) file.Findings.Add(new(BpmnFate.Dropped, timer.Id, timer.Words, $"“{node.Words}”只能有一个期限，“{timer.Words}”已略去。"));
        if (node.Timers.Count > 1) node.Timers.RemoveRange(1, node.Timers.Count - 1);
        if (node.Timers is [var first])
        {
            stage["deadline"] = Deadline(first, Degrade);
            if (first.Out.Count == 0 || !first.EndsItsStage) stage["deadline"]!["onExpiry"] = new JsonObject { ["escalate"] = ProcessRoles.SectionHead };
        }

        else if (node.Element.Attributes().FirstOrDefault(a => a.Name.LocalName == "dueDate" && a.Value.TrimStart().StartsWith('P')) is { } due)
        {
            taken.Add(due);
            stage["deadline"] = Deadline(due.Value.Trim(), Degrade);
            stage["deadline"]!["onExpiry"] = new JsonObject { ["escalate"] = ProcessRoles.SectionHead };
        }

        return stage;
    }

    private static JsonObject Deadline(ReadNode timer, Action<string> degrade) =>
        Deadline(timer.Element.Element(Model + "timerEventDefinition")?.Elements().FirstOrDefault()?.Value.Trim() ?? "", degrade);

    private static JsonObject Deadline(string text, Action<string> degrade)
    {
        var match = System.Text.RegularExpressions.Regex.Match(text, @"^P(?:(\d{1,4})Y|(\d{1,4})M|(\d{1,4})W|(\d{1,4})D|T(\d{1,4})H)\z");
        if (match.Success)
        {
            for (var i = 1; i <= 5; i++)
            {
                if (!match.Groups[i].Success) continue;
                var amount = int.Parse(match.Groups[i].Value, CultureInfo.InvariantCulture) * (i == 3 ? 7 : 1);
                return new JsonObject { ["amount"] = amount, ["unit"] = i switch { 1 => "years", 2 => "months", 5 => "hours", _ => "calendarDays" } };
            }
        }

        degrade($"的期限“{text}”读不懂，长度没有定，请填写");
        return new JsonObject { ["amount"] = 0, ["unit"] = "workingDays" };
    }
}
