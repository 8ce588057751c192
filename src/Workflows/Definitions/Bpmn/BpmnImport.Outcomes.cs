using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using static Innovation.Workflows.Definitions.Bpmn.BpmnNames;

namespace Innovation.Workflows.Definitions.Bpmn;

/// <content>Ways out of a stage: their names, where they lead, which of them approves.</content>
public sealed partial class BpmnImport
{
    private static JsonObject? Outcome(JsonObject stage, string id) => (stage["outcomes"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(o => o["id"]?.ToString() == id);

    private void SetOutcomes(ReadNode node, JsonObject stage, List<ReadFlow> flows, ReadNode? following, ReadNode? stop)
    {
        if (stage["kind"]?.ToString() is "action" or "cc")
        {
            if (flows.FirstOrDefault(f => f.To.Tag == "endEvent") is { } end) throw new NotBlockStructured(node, $"“{node.Words}”是{(stage["kind"]!.ToString() == "cc" ? "抄送" : "自动环节")}，不能直接到“{end.To.Words}”：办理结果要由人办理的环节给出，请在它后面加一个办理环节。");
            foreach (var flow in flows.Where(f => f.Condition is not null && node.Stage is null)) LoseCondition(flow);
            return;
        }

        if (stage["outcomes"] is not JsonArray outcomes) stage["outcomes"] = outcomes = [];
        var kept = new HashSet<string>();
        foreach (var flow in flows) kept.Add(SetOutcome(node, outcomes, flow, following, stop, automatic: false));
        foreach (var timer in node.Timers)
        {
            if (node.Stage is null && timer.Out.Count == 0) continue;
            foreach (var flow in timer.Out) kept.Add(SetOutcome(node, outcomes, flow, following, stop, automatic: true));
            if (node.Stage is null && timer.Out.Count > 0) stage["deadline"]!["onExpiry"] = new JsonObject { ["outcome"] = outcomes[^1]!["id"]!.DeepClone() };
        }

        if (node.Stage is null && stage["kind"]!.ToString() == "review") MarkApproval(outcomes);
        if (node.Stage is null) return;
        foreach (var lost in outcomes.OfType<JsonObject>().Where(o => !kept.Contains(o["id"]?.ToString() ?? "") && !(o["route"] is JsonValue next && next.ToString() == "next" && following is null)).ToList())
        {
            outcomes.Remove(lost);
            file.Findings.Add(new(BpmnFate.Dropped, node.Id, node.Words, $"“{node.Words}”的结论“{lost["name"]}”在图上已没有连线，已略去。"));
        }
    }

    /// <summary>The word on the flow; else what the condition says was chosen; else where it leads.</summary>
    private string OutcomeName(ReadNode node, ReadFlow flow, ReadNode? stop, bool automatic)
    {
        if (flow.Name.Length > 0) return flow.Name;
        if (automatic) return "逾期";
        if (rework.Contains(flow.To)) return "退回修改";
        if (flow.From == node && node.Out.Count == 1) return "完成";
        if (BpmnCondition.Answer(flow.Condition) is { } answer)
        {
            if (answer.Value is not ("true" or "false")) return answer.Value;
            if (BpmnCondition.IsApproval(answer.Variable)) return answer.Value == "true" ? "同意" : "不同意";
        }

        var target = Skip(flow.To, stop);
        return target.Tag == "endEvent" ? target.Name.Length > 0 ? target.Name : "结束" : $"到“{target.Words}”";
    }

    /// <summary>Two outcomes of one stage never have the same name.</summary>
    private static string Unlike(JsonArray outcomes, string name)
    {
        var used = outcomes.OfType<JsonObject>().Select(o => o["name"]?.ToString()).ToHashSet();
        var free = name;
        for (var i = 2; used.Contains(free); i++) free = $"{name}（{i}）";
        return free;
    }

    /// <summary>Says what becomes of the condition of an outcome; false when the outcome has to stay open.</summary>
    private bool Understand(ReadNode node, ReadFlow flow, JsonObject outcome)
    {
        if (string.IsNullOrWhiteSpace(flow.Condition)) return true;
        if (BpmnCondition.Answer(flow.Condition) is not null)
        {
            spoken.Add(flow.Id);
            file.Findings.Add(new(BpmnFate.Degraded, flow.Id, outcome["name"]!.ToString(), $"“{node.Words}”之后的条件“{flow.Condition}”作为办理人的结论“{outcome["name"]}”导入，请核对。"));
            return true;
        }

        // What data decide a person must not be asked: where the outcome leads stays open, so that publishing asks.
        LoseCondition(flow);
        file.Findings.Add(new(BpmnFate.Degraded, flow.Id, outcome["name"]!.ToString(), $"“{node.Words}”的结论“{outcome["name"]}”原来按条件到“{flow.To.Words}”，去向没有定，请选定或改用“条件”环节。"));
        return false;
    }

    /// <summary>What approves is marked; what refuses asks for a reason. Publishing asks where a refusal goes on.</summary>
    private static void MarkApproval(JsonArray outcomes)
    {
        var people = outcomes.OfType<JsonObject>().Where(o => o["automatic"] is null).ToList();
        var refusing = people.Where(o => BpmnCondition.Refuses(o["name"]!.ToString())).ToList();
        foreach (var outcome in refusing) outcome["requiresComment"] = true;
        var rest = people.Except(refusing).ToList();
        var on = rest.Where(o => o["route"] is JsonValue next && next.ToString() == "next").ToList();
        foreach (var outcome in on.Count > 0 ? on : rest.Take(1)) outcome["positive"] = true;
    }

    /// <summary>The outcome of a flow; what the file's own options say stands as long as the flow still says the same.</summary>
    private string SetOutcome(ReadNode node, JsonArray outcomes, ReadFlow flow, ReadNode? following, ReadNode? stop, bool automatic)
    {
        var outcome = flow.Outcome is { } own ? outcomes.OfType<JsonObject>().FirstOrDefault(o => o["id"]?.ToString() == own) : null;
        if (outcome is null)
        {
            var used = outcomes.OfType<JsonObject>().Select(o => o["id"]?.ToString() ?? "").ToHashSet();
            outcome = new JsonObject { ["id"] = Editing.DraftTree.FreeId(automatic ? "overdue" : "outcome", used), ["name"] = Unlike(outcomes, OutcomeName(node, flow, stop, automatic)) };
            if (automatic) outcome["automatic"] = true;
            outcomes.Add(outcome);
            if (!automatic && !Understand(node, flow, outcome)) return outcome["id"]!.ToString();
        }

        if (rework.Contains(flow.To))
        {
            // The submission gets its id when all stages have theirs.
            returns.Add(outcome);
            return outcome["id"]!.ToString();
        }

        var target = Skip(flow.To, stop);
        if (SaysTheSame(outcome["route"], target, following, node)) return outcome["id"]!.ToString();
        if (target.Tag == "endEvent")
        {
            outcome["route"] = new JsonObject { ["end"] = Result(target) };
        }
        else if (target == following || (following is null && target == stop))
        {
            outcome["route"] = "next";
        }
        else
        {
            // The id of the stage is known only when the whole picture has been walked.
            outcome["route"] = new JsonObject();
            routes.Add((outcome, target, node));
        }

        return outcome["id"]!.ToString();
    }

    private bool SaysTheSame(JsonNode? route, ReadNode target, ReadNode? following, ReadNode node)
    {
        switch (route)
        {
            case JsonValue word when word.ToString() == "next": return target == following;
            case JsonValue word when word.ToString() == "stay": return target == node;
            case JsonObject way when way["to"] is { } to: return stageIds.TryGetValue(target.Id, out var id) && id == to.ToString();
            case JsonObject way when way["end"] is { } end: return target.Tag == "endEvent" && target.Own("result") == end.ToString();
            default: return false;
        }
    }

    private string Result(ReadNode end)
    {
        if (end.Own("result") is { } own && results.ContainsKey(own)) return own;
        var known = results.FirstOrDefault(r => r.Value["name"]?.ToString() == end.Name && end.Name.Length > 0).Key;
        if (known is not null) return known;
        var id = Editing.DraftTree.FreeId("result", results.Keys.ToHashSet());
        results[id] = new JsonObject { ["id"] = id, ["name"] = end.Name.Length > 0 ? end.Name : "办结", ["applicantStatus"] = "已终止" };
        file.Findings.Add(new(BpmnFate.Degraded, end.Id, end.Words, $"结束事件“{end.Words}”作为办理结果，申报单位看到的状态请核对。"));
        return id;
    }
}
