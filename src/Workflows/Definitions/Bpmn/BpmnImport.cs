using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using static Innovation.Workflows.Definitions.Bpmn.BpmnNames;

namespace Innovation.Workflows.Definitions.Bpmn;

/// <summary>
/// Reads BPMN 2.0 XML into a draft: our own export without loss, other tools' files as far as they are block-structured.
/// Every element that says more than a stage can say is named; what is not block-structured is refused by name.
/// </summary>
public sealed partial class BpmnImport
{
    private const int MostNesting = 40;
    private readonly BpmnFile file;
    private readonly HashSet<string> visited = [];
    private readonly HashSet<string> ids = [];
    private readonly Dictionary<string, string> stageIds = [];
    private readonly List<(JsonObject Outcome, ReadNode Target, ReadNode From)> routes = [];
    private readonly Dictionary<string, JsonObject> results = [];
    private readonly HashSet<XObject> taken = [];
    private readonly List<JsonObject> returns = [];
    private readonly HashSet<string> spoken = [];
    private HashSet<ReadNode> rework = [];

    private BpmnImport(BpmnFile file) => this.file = file;

    /// <summary>Analyses a file.</summary>
    public static BpmnResult Read(string xml)
    {
        var file = BpmnFile.Read(xml);
        if (file.IsRefused) return new(null, file.Findings);
        var import = new BpmnImport(file);
        JsonObject? process = null;
        try
        {
            process = import.Build();
        }
        catch (NotBlockStructured refused)
        {
            file.Refuse(refused.Node.Id, refused.Node.Words, refused.Message);
        }

        return new(file.IsRefused ? null : process, file.Findings);
    }

    private JsonObject Build()
    {
        var head = file.Head;
        foreach (var result in head?["results"] as JsonArray ?? [])
            if (result is JsonObject known && known["id"] is JsonValue id) results[id.ToString()] = known.DeepClone().AsObject();
        foreach (var node in file.ById.Values.Where(n => n.Stage is not null)) Name(node, (string?)(node.Stage!["id"] as JsonValue) ?? node.Id);
        if (head is null) rework = BpmnPreparation.Apply(file);
        foreach (var node in rework) SayRework(node);
        var stages = Sequence(file.Start!, null, 0);
        foreach (var lost in file.ById.Values.Where(n => n.Tag is not ("startEvent" or "endEvent" or "boundaryEvent") && !visited.Contains(n.Id)))
            file.Refuse(lost.Id, lost.Words, $"“{lost.Words}”不在块状结构里：从开始走不到它，或要从别的分支跳进来。");
        foreach (var (outcome, target, from) in routes)
        {
            if (stageIds.TryGetValue(target.Id, out var id)) outcome["route"] = new JsonObject { ["to"] = id };
            else throw new NotBlockStructured(target, $"“{from.Words}”的连线指向“{target.Words}”，那里不是一个环节的开始。");
        }

        var process = head?.DeepClone().AsObject() ?? new JsonObject { ["id"] = "IMPORTED", ["name"] = file.Name.Length > 0 ? file.Name : "导入的流程" };
        if (head is null) BeginWithSubmission(stages);
        foreach (var outcome in returns) outcome["route"] = new JsonObject { ["to"] = stages[0]!["id"]!.ToString() };
        SayLeftovers();
        foreach (var (id, name, status) in ((string, string, string)[])[("withdrawn", "撤回", "已撤回"), ("terminated", "终止", "已终止")])
            if (!results.ContainsKey(id)) results[id] = new JsonObject { ["id"] = id, ["name"] = name, ["applicantStatus"] = status };
        var ordered = new JsonObject();
        foreach (var (name, value) in process)
        {
            ordered[name] = value?.DeepClone();
            // Where the writer of definitions puts them.
            if (name == (process.ContainsKey("version") ? "version" : "name")) ordered["stages"] = stages;
        }

        if (!ordered.ContainsKey("stages")) ordered["stages"] = stages;
        ordered["results"] = new JsonArray([.. results.Values.Select(r => r.DeepClone())]);
        return ordered;
    }

    /// <summary>A process here begins with an application; a file of another tool says so nowhere.</summary>
    private void BeginWithSubmission(JsonArray stages)
    {
        if (stages.Count > 0 && stages[0]!["kind"]!.ToString() == "submission") return;
        file.Findings.Add(new(BpmnFate.Degraded, "", file.Name, "流程要以申报开始，已在最前加上“提交申报”，请补上申报截止的处理。"));
        stages.Insert(0, new JsonObject
        {
            ["kind"] = "submission",
            ["id"] = Unused("submit"),
            ["name"] = "提交申报",
            ["assign"] = new JsonObject { ["initiator"] = true },
            ["outcomes"] = new JsonArray(new JsonObject { ["id"] = "submitted", ["name"] = "提交", ["route"] = "next" }),
        });
    }

    private void SayRework(ReadNode node)
    {
        visited.Add(node.Id);
        file.Findings.Add(new(BpmnFate.Degraded, node.Id, node.Words, $"“{node.Words}”作为“退回修改”导入：退回申报单位，修改后重新提交，从头办理。"));
        if (node.Out is not [{ To: { Tag: "exclusiveGateway", In.Count: 1 } gateway }]) return;
        visited.Add(gateway.Id);
        foreach (var way in gateway.Out.Where(f => f.To.Tag == "endEvent"))
            file.Findings.Add(new(BpmnFate.Dropped, way.Id, way.Name.Length > 0 ? way.Name : way.Id, $"“{node.Words}”之后到“{way.To.Words}”的连线已略去：申报单位不再申请的，可以撤回。"));
        foreach (var way in gateway.Out.Where(f => f.Condition is not null)) LoseCondition(way);
    }

    private void LoseCondition(ReadFlow flow)
    {
        if (!spoken.Add(flow.Id)) return;
        file.Findings.Add(new(BpmnFate.Dropped, flow.Id, flow.Name.Length > 0 ? flow.Name : flow.Id, $"“{flow.From.Words}”到“{flow.To.Words}”的条件“{flow.Condition}”没有导入。"));
    }

    private void SayLeftovers()
    {
        void say(string id, string words, XElement element)
        {
            foreach (var (word, value) in BpmnLeftovers.Of(element, taken))
                file.Findings.Add(new(BpmnFate.Dropped, id, words, $"“{words}”的{word}{(value.Length > 0 ? $"“{value}”" : "")}没有导入。"));
        }

        foreach (var node in file.ById.Values.Concat(file.Lost).Distinct())
        {
            // The variable that holds who started the process is understood where a task is given to it.
            if (node.Tag == "startEvent" && node.Element.Attributes().FirstOrDefault(a => a.Name.LocalName == "initiator") is { } starter && file.ById.Values.Any(n => n.Element.Attributes().Any(a => a.Name.LocalName == "assignee" && a.Value.Contains(starter.Value, StringComparison.Ordinal)))) taken.Add(starter);
            // Timers that a stage took over, and our own.
            if (node.Tag is "boundaryEvent" or "intermediateCatchEvent" && node.Element.Element(Model + "timerEventDefinition") is { } timer) taken.Add(timer);
            say(node.Id, node.Words, node.Element);
        }

        // Conditions on ways that decide nothing here, as out of a parallel gateway.
        if (file.Head is null)
            foreach (var flow in file.ById.Values.SelectMany(n => n.Out).Where(f => !string.IsNullOrWhiteSpace(f.Condition))) LoseCondition(flow);
        foreach (var flow in file.Process!.Elements(Model + "sequenceFlow")) say((string?)flow.Attribute("id") ?? "", (string?)flow.Attribute("name") is { Length: > 0 } name ? name : (string?)flow.Attribute("id") ?? "", flow);
        foreach (var part in file.Process.Elements().Where(e => e.Name.LocalName != "documentation" && e.Name.LocalName != "extensionElements")) taken.Add(part);
        say((string?)file.Process.Attribute("id") ?? "", file.Name.Length > 0 ? file.Name : "流程", file.Process);
    }

    private string Unused(string wish)
    {
        var id = Editing.DraftTree.FreeId(wish, ids);
        ids.Add(id);
        return id;
    }

    private string Name(ReadNode node, string wish) => stageIds.TryGetValue(node.Id, out var known) ? known : stageIds[node.Id] = Unused(wish);

    /// <summary>The stages from a node up to the join that ends the sequence.</summary>
    private JsonArray Sequence(ReadNode? node, ReadNode? stop, int depth)
    {
        if (depth > MostNesting) throw new NotBlockStructured(node!, $"分支嵌套太深，最多 {MostNesting} 层。");
        var stages = new JsonArray();
        while (node is not null && node != stop && node.Tag != "endEvent")
        {
            // A gateway that only brings flows together says nothing by itself.
            if (IsPass(node))
            {
                visited.Add(node.Id);
                node = node.Out[0].To;
                continue;
            }

            if (!visited.Add(node.Id)) throw new NotBlockStructured(node, $"“{node.Words}”从两处走到，却不在同一段流程里，不是块状结构。");
            node = node.Tag is "exclusiveGateway" or "parallelGateway" ? Block(node, stop, stages, depth) : Task(node, stop, stages);
        }

        return stages;
    }

    private static bool IsPass(ReadNode node) => node.Tag is "exclusiveGateway" && node.Stage is null && node.Out.Count == 1 && node.In.Count > 1;

    /// <summary>Follows gateways that only bring flows together.</summary>
    private static ReadNode Skip(ReadNode node, ReadNode? stop)
    {
        for (var i = 0; i < 100 && node != stop && IsPass(node); i++) node = node.Out[0].To;
        return node;
    }

    private ReadNode? Block(ReadNode split, ReadNode? stop, JsonArray stages, int depth)
    {
        var isChoice = split.Tag == "exclusiveGateway";
        var join = split.OwnAttribute("join") is { } own && file.ById.TryGetValue(own, out var found) ? found : FindJoin(split, stop);
        if (isChoice && split.Stage is null && split.Out.FirstOrDefault(f => Skip(f.To, stop).Tag == "endEvent") is { } straight)
            throw new NotBlockStructured(split, $"网关“{split.Words}”按条件直接到“{straight.To.Words}”：办理结果要由人办理的环节给出，请在这个分支里加一个办理环节。");
        if (split.Out.FirstOrDefault(f => rework.Contains(f.To)) is { } back)
            throw new NotBlockStructured(split, $"网关“{split.Words}”到“{back.To.Words}”是退回修改，退回要由人办理的环节决定，请把它接在办理环节之后。");
        join ??= isChoice ? Meeting(split) : null;
        if (join is null && !(isChoice && split.Out.All(f => Distances(f.To, split).Values.Any(v => v.Node.Tag == "endEvent"))))
            throw new NotBlockStructured(split, $"“{split.Words}”的分支没有汇合到同一个网关，不是块状结构。");
        var isGateway = join is not null && join.Tag == split.Tag;
        if (isGateway && join != stop) visited.Add(join!.Id);
        var stage = split.Stage?.DeepClone().AsObject() ?? new JsonObject { ["kind"] = isChoice ? "choice" : "parallel", ["id"] = "", ["name"] = split.Name };
        if (split.Stage is null) stage["id"] = Name(split, isChoice ? "choice" : "parallel");
        var member = isChoice ? "options" : "paths";
        var written = stage[member] as JsonArray ?? [];
        var branches = new JsonArray();
        var otherwise = (string?)split.Element.Attribute("default");
        // The rest stands last.
        foreach (var flow in split.Out.OrderBy(f => f.Branch ?? (f.Id == otherwise ? int.MaxValue : split.Out.IndexOf(f))))
        {
            var branch = flow.Branch is { } number && number < written.Count && written[number] is JsonObject known ? known.DeepClone().AsObject() : Branch(flow, isChoice, otherwise, split);
            branch["stages"] = Sequence(flow.To, join, depth + 1);
            branches.Add(branch);
        }

        if (isChoice && split.Stage is null && otherwise is null && branches.Count > 0)
        {
            var last = split.Out[^1];
            spoken.Add(last.Id);
            branches[^1]!.AsObject().Remove("when");
            branches[^1]!["otherwise"] = true;
            file.Findings.Add(new(BpmnFate.Degraded, split.Id, split.Words, $"“{split.Words}”没有默认分支，已把最后一个分支作为其余情况{(last.Condition is null ? "" : $"，它的条件“{last.Condition}”没有导入")}，请核对。"));
        }

        stage[member] = branches;
        stages.Add(stage);
        if (join is null || !isGateway) return join;
        return join.Out.Count switch
        {
            0 => null,
            1 => join == stop ? stop : join.Out[0].To,
            _ => throw new NotBlockStructured(join, $"网关“{join.Words}”既汇合又分开，请拆成两个。"),
        };
    }

    private JsonObject Branch(ReadFlow flow, bool isChoice, string? otherwise, ReadNode split)
    {
        var branch = new JsonObject { ["name"] = flow.Name };
        if (!isChoice) return branch;
        if (flow.Id == otherwise)
        {
            branch["otherwise"] = true;
            return branch;
        }

        spoken.Add(flow.Id);
        if (BpmnCondition.Readable(flow.Condition) is { } condition)
        {
            branch["when"] = condition;
            if (condition != flow.Condition) file.Findings.Add(new(BpmnFate.Degraded, flow.Id, flow.Name.Length > 0 ? flow.Name : flow.Id, $"“{split.Words}”的条件“{flow.Condition}”作为“{condition}”导入，请核对。"));
        }
        else
        {
            branch["when"] = "";
            file.Findings.Add(new(BpmnFate.Degraded, flow.Id, flow.Name.Length > 0 ? flow.Name : flow.Id, $"“{split.Words}”的一个分支{(flow.Condition is null ? "没有条件" : $"的条件“{flow.Condition}”读不懂")}，请重新填写。"));
        }

        return branch;
    }

    /// <summary>The nearest gateway of the same kind that all branches can reach.</summary>
    private static ReadNode? FindJoin(ReadNode split, ReadNode? stop)
    {
        var distances = split.Out.Select(f => Distances(f.To, split)).ToList();
        if (stop is not null && stop.Tag == split.Tag && distances.All(d => d.ContainsKey(stop.Id)) && split.Out.All(f => f.To == stop)) return stop;
        var open = distances.Where(d => d.Count > 0).ToList();
        return distances.SelectMany(d => d.Values.Select(v => v.Node)).Distinct()
            .Where(n => n != split && n.Tag == split.Tag && n.In.Count > 1 && n.Stage is null && distances.Count(d => d.ContainsKey(n.Id)) > 1)
            .OrderByDescending(n => distances.Count(d => d.ContainsKey(n.Id))).ThenBy(n => open.Where(d => d.ContainsKey(n.Id)).Max(d => d[n.Id].Steps)).FirstOrDefault();
    }

    /// <summary>Where the branches of a choice meet without a gateway: the nearest task that several of them lead to.</summary>
    private ReadNode? Meeting(ReadNode split)
    {
        var distances = split.Out.Select(f => Distances(f.To, split)).ToList();
        return distances.SelectMany(d => d.Values).Select(v => v.Node).Distinct()
            .Where(n => n.Tag is not ("endEvent" or "exclusiveGateway" or "parallelGateway") && n.In.Count > 1 && !visited.Contains(n.Id) && distances.Count(d => d.ContainsKey(n.Id)) > 1)
            .OrderByDescending(n => distances.Count(d => d.ContainsKey(n.Id))).ThenBy(n => distances.Where(d => d.ContainsKey(n.Id)).Max(d => d[n.Id].Steps)).FirstOrDefault();
    }

    internal static Dictionary<string, (ReadNode Node, int Steps)> Distances(ReadNode from, ReadNode? without, ILookup<string, ReadNode>? beside = null)
    {
        var found = new Dictionary<string, (ReadNode, int)> { [from.Id] = (from, 0) };
        var open = new Queue<ReadNode>([from]);
        while (open.TryDequeue(out var node))
            foreach (var flow in node.Out.Concat((beside?[node.Id] ?? node.Timers).SelectMany(t => t.Out)))
                if (flow.To != without && found.TryAdd(flow.To.Id, (flow.To, found[node.Id].Item2 + 1))) open.Enqueue(flow.To);
        return found;
    }

    private ReadNode? Task(ReadNode node, ReadNode? stop, JsonArray stages)
    {
        var stage = node.Stage?.DeepClone().AsObject() ?? Foreign(node);
        if (node.Stage is null) stage["id"] = Name(node, "stage");
        stages.Add(stage);
        var flows = Decisions(node, stop, out var gateway);
        if (gateway is not null) visited.Add(gateway.Id);
        var following = Following(node, flows, stop);
        if (node.Stage is null && flows.Count == 0 && node.Timers.Count == 0) throw new NotBlockStructured(node, $"“{node.Words}”后面没有连线，流程在这里断了。");
        SetOutcomes(node, stage, flows, following, stop);
        return following;
    }

    /// <summary>The flows by which people leave a stage: its own, or those of the gateway that shows its outcomes.</summary>
    private List<ReadFlow> Decisions(ReadNode node, ReadNode? stop, out ReadNode? gateway)
    {
        gateway = null;
        if (node.Out is not [{ To: { Tag: "exclusiveGateway", Stage: null } next }]) return node.Out;
        var own = next.Own("decides") == node.Id;
        // Of another tool: a gateway that only a person's task reaches and that asks what he chose shows the outcomes. One that asks
        // for data is a choice of its own, unless it leads straight to an end: only a person can bring about a result.
        if (!own && (next.In.Count > 1 || next.Out.Count < 2 || !IsHuman(node))) return node.Out;
        if (!own && !AsksThePerson(next) && !next.Out.Any(f => Skip(f.To, stop).Tag == "endEvent" || rework.Contains(f.To))) return node.Out;
        gateway = next;
        return next.Out;
    }

    private static bool IsHuman(ReadNode node) => node.Stage is null ? node.Tag is "task" or "userTask" or "manualTask" : node.Stage["kind"]?.ToString() is not ("action" or "cc" or "choice" or "parallel");

    /// <summary>No conditions at all, or all about the one variable that holds what was chosen.</summary>
    private static bool AsksThePerson(ReadNode gateway)
    {
        var asked = gateway.Out.Where(f => !string.IsNullOrWhiteSpace(f.Condition)).Select(f => BpmnCondition.Answer(f.Condition)).ToList();
        return asked.All(a => a is not null) && asked.Select(a => a!.Value.Variable).Distinct().Count() <= 1;
    }

    private ReadNode? Following(ReadNode node, List<ReadFlow> flows, ReadNode? stop)
    {
        var ways = flows.Concat(node.Timers.SelectMany(t => t.Out)).ToList();
        if (node.Stage is not null)
        {
            // What the outcomes that go on point at now; otherwise what followed when the file was written.
            var next = ways.FirstOrDefault(f => f.Outcome is { } id && Outcome(node.Stage, id)?["route"] is JsonValue route && route.ToString() == "next")
                ?? (node.Stage["outcomes"] is not JsonArray { Count: > 0 } ? ways.FirstOrDefault() : null);
            if (next is not null && next.To.Tag != "endEvent") return Skip(next.To, stop);
            return node.OwnAttribute("following") is { } written && file.ById.TryGetValue(written, out var known) ? known : null;
        }

        var candidates = ways.Select(f => Skip(f.To, stop)).Where(t => t.Tag != "endEvent" && t != node && !rework.Contains(t) && (t == stop || !visited.Contains(t.Id))).Distinct().ToList();
        if (candidates.Count <= 1) return candidates.FirstOrDefault();
        // The one from which the others can still be reached comes first.
        return candidates.FirstOrDefault(c => candidates.All(o => o == c || Distances(c, node).ContainsKey(o.Id)))
            ?? throw new NotBlockStructured(node, $"“{node.Words}”之后分成了几路（{string.Join("、", candidates.Select(c => c.Words))}），没有用网关汇合，不是块状结构。");
    }

    private sealed class NotBlockStructured(ReadNode node, string message) : Exception(message)
    {
        public ReadNode Node => node;
    }
}
