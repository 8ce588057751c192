using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using static Innovation.Workflows.Definitions.Bpmn.BpmnNames;

namespace Innovation.Workflows.Definitions.Bpmn;

/// <summary>Who acts, as other tools say it: assignee, candidates, performers and lanes.</summary>
internal static partial class BpmnPeople
{
    private static readonly string[] Words = ["candidateGroups", "assignee", "candidateUsers", "potentialOwner", "humanPerformer", "performer"];

    /// <summary>Whether the task lies with who started the process.</summary>
    public static bool IsInitiator(ReadNode node) => Named(node).Any(n => Starter().IsMatch(n.Value)) || (node.Lane is { } lane && Starter().IsMatch(lane));

    /// <summary>What the file names, with the element that names it.</summary>
    public static IEnumerable<(XObject Source, string Word, string Value)> Named(ReadNode node)
    {
        foreach (var word in Words)
        {
            foreach (var attribute in node.Element.Attributes().Where(a => a.Name.LocalName == word)) yield return (attribute, word, attribute.Value.Trim());
            foreach (var element in node.Element.Elements(Model + word))
                yield return (element, word, element.Value.Trim() is { Length: > 0 } text ? text : (string?)element.Attribute("name") ?? "");
        }
    }

    /// <summary>The rule; what it takes over is added to <paramref name="taken"/>, what it cannot is said.</summary>
    public static JsonObject Assign(ReadNode node, HashSet<XObject> taken, Action<string> degrade)
    {
        var named = Named(node).ToList();
        if (IsInitiator(node))
        {
            foreach (var (source, _, value) in named.Where(n => Starter().IsMatch(n.Value))) taken.Add(source);
            degrade("由流程发起人办理，作为申报单位办理导入，请核对");
            return new JsonObject { ["initiator"] = true };
        }

        foreach (var (source, _, value) in named)
        {
            if (Role(value) is not { } role) continue;
            taken.Add(source);
            return new JsonObject { ["role"] = role, ["scope"] = "programme" };
        }

        if (node.Lane is { } lane && Role(lane) is { } known) return new JsonObject { ["role"] = known, ["scope"] = "programme" };
        foreach (var (source, _, _) in named) taken.Add(source);
        var words = named.Select(n => $"{n.Word}=“{n.Value}”").Concat(node.Lane is null ? [] : [$"泳道“{node.Lane}”"]).ToList();
        degrade(words.Count == 0 ? "的办理人没有写明，暂设为经办人员" : $"的办理人（{string.Join("、", words)}）不是系统里的角色，暂设为经办人员");
        return new JsonObject { ["role"] = ProcessRoles.Officer, ["scope"] = "programme" };
    }

    private static string? Role(string value) => ProcessRoles.Names.FirstOrDefault(r => r.Value == value || string.Equals(r.Key, value, StringComparison.OrdinalIgnoreCase)).Key;

    [GeneratedRegex("""^[$#]?\{?\s*(initiator|applicant|apply|starter|start|requester|申报单位|申请人|申报人|发起人)(User)?(Id|Name)?\s*\}?\z""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Starter();
}
