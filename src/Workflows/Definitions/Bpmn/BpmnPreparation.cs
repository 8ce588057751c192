using System.Text.RegularExpressions;

namespace Innovation.Workflows.Definitions.Bpmn;

/// <summary>
/// What other tools draw and a tree of stages says otherwise: work of the applicant that leads back to an earlier check is 退回修改,
/// automatic work before an end belongs to the end, and what only an event beside the stage leads to is left out.
/// </summary>
internal static partial class BpmnPreparation
{
    /// <summary>No draft holds so many; what follows looks at every pair.</summary>
    private const int MostNodes = 1_000;

    /// <summary>Works on a file of another tool; gives the tasks that are 退回修改.</summary>
    public static HashSet<ReadNode> Apply(BpmnFile file)
    {
        if (file.ById.Count > MostNodes) return [];
        DropEvents(file);
        DropLastWork(file);
        return [.. file.ById.Values.Where(n => IsRework(n, file)).ToList()];
    }

    /// <summary>Cuts the flows of events that do not end their stage, and leaves out what only they lead to.</summary>
    private static void DropEvents(BpmnFile file)
    {
        var cut = file.ById.Values.Where(n => n.Tag == "boundaryEvent" && n.Out.Count > 0 && !(n.EndsItsStage && IsTimer(n))).ToList();
        if (cut.Count == 0) return;
        var before = Reached(file);
        foreach (var beside in cut)
        {
            if (IsTimer(beside)) file.Lose(beside, $"“{beside.Words}”到期不打断环节，作为提醒科室负责人导入，它后面的连线已略去");
            foreach (var flow in beside.Out.ToList()) Cut(flow);
        }

        foreach (var lost in before.Except(Reached(file)).Where(n => n.Tag != "boundaryEvent").ToList())
        {
            file.Lose(lost, $"“{lost.Words}”已略去：只有附在环节上的{string.Join("、", cut.Select(c => $"“{c.Words}”").Take(3))}之后才走到它");
            Remove(file, lost);
        }
    }

    private static void DropLastWork(BpmnFile file)
    {
        while (file.ById.Values.FirstOrDefault(n => n.Stage is null && n.In.Count > 0 && n.In.All(f => f.From.Tag != "startEvent") && n.Timers.Count == 0
            && n.Tag is "serviceTask" or "scriptTask" or "businessRuleTask" or "sendTask" && n.Out is [{ To.Tag: "endEvent" }]) is { } last)
        {
            var end = last.Out[0].To;
            file.Lose(last, $"“{last.Words}”已略去：它后面就是“{end.Words}”，办结以后的通知和登记由系统按办理结果做");
            foreach (var flow in last.In.ToList())
            {
                flow.To = end;
                end.In.Add(flow);
            }

            last.In.Clear();
            Remove(file, last);
        }
    }

    /// <summary>A task of the applicant, or one that is called so, whose ways lead back to before what led to it, or to an end.</summary>
    private static bool IsRework(ReadNode node, BpmnFile file)
    {
        if (node.Stage is not null || node == file.Start || node.In.Count == 0 || node.Tag is not ("userTask" or "task" or "manualTask")) return false;
        if (!BpmnPeople.IsInitiator(node) && !(Mending().IsMatch(node.Name) && !BpmnPeople.Named(node).Any() && node.Lane is null)) return false;
        var ways = node.Out is [{ To: { Tag: "exclusiveGateway", In.Count: 1 } gateway }] ? gateway.Out : node.Out;
        var back = ways.Where(f => f.To.Tag != "endEvent").ToList();
        if (back.Count == 0) return false;
        var start = BpmnImport.Distances(file.Start!, node);
        return back.All(f => start.ContainsKey(f.To.Id) && BpmnImport.Distances(f.To, node) is var after && node.In.All(i => after.ContainsKey(i.From.Id)));
    }

    private static bool IsTimer(ReadNode node) => node.Element.Elements().Any(e => e.Name.LocalName == "timerEventDefinition");

    /// <summary>All that can be reached, by way of every event on a border too.</summary>
    private static HashSet<ReadNode> Reached(BpmnFile file)
    {
        var beside = file.ById.Values.Where(n => n.Tag == "boundaryEvent").ToLookup(n => (string?)n.Element.Attribute("attachedToRef") ?? "");
        return [.. BpmnImport.Distances(file.Start!, null, beside).Values.Select(v => v.Node)];
    }

    private static void Cut(ReadFlow flow)
    {
        flow.From.Out.Remove(flow);
        flow.To.In.Remove(flow);
    }

    private static void Remove(BpmnFile file, ReadNode node)
    {
        foreach (var flow in node.Out.Concat(node.In).ToList()) Cut(flow);
        file.ById.Remove(node.Id);
    }

    [GeneratedRegex("调整|修改|补正|重新(申请|申报|提交|填写)|adjust|modify|rework|resubmit|revise", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mending();
}
