using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Definitions.Validation;

/// <summary>A certificate is issued after somebody has judged, and not past the notice that the process has. The way of a condition is meant; the way of an outcome may be a slip.</summary>
internal static class CertificateRules
{
    public static void Check(ProcessDefinition definition, DefinitionTree tree, List<DefinitionProblem> problems)
    {
        var issuing = tree.Nodes.Where(n => n.Stage is DecisionStage { Certificate: not null }).ToList();
        if (issuing.Count == 0) return;
        var steps = tree.Nodes.ToDictionary(n => n.Id, n => PathRules.Steps(tree, n).ToList());
        var start = definition.Stages[0].Id;
        HashSet<string> Past(Func<Stage, bool> stops) => PathRules.Reach([start], id => Ways(tree, steps, id, stops));
        var announced = tree.Nodes.Any(n => n.Stage is PublicNoticeStage);
        var (unjudged, unnoticed) = (Past(s => s is ExpertReviewStage or SiteVisitStage or MeetingStage or ReviewStage { PartyChoice: false }), Past(s => s is PublicNoticeStage));
        var all = PathRules.Reach([start], id => steps.GetValueOrDefault(id, []).Select(s => s.Target));
        foreach (var node in issuing.Where(n => all.Contains(n.Id)))
        {
            if (unjudged.Contains(node.Id)) problems.Add(new("certificate.withoutReview", node.Id, "certificate", $"有的件没有经过任何审核就到“{node.Stage.Name}”发证，请查各结论的去向"));
            if (announced && unnoticed.Contains(node.Id)) problems.Add(new("certificate.skipsNotice", node.Id, "certificate", $"有的结论越过公示直接到“{node.Stage.Name}”发证，请查各结论的去向"));
            else if (!announced && !definition.Entitlement && !definition.FactOnly)
                problems.Add(new("certificate.withoutNotice", node.Id, "certificate", $"到“{node.Stage.Name}”发证以前没有公示，请核对；备案、登记、验收、年报这类只确认事实的，请在“基本信息”里写明", IsWarning: true));
        }
    }

    /// <summary>Ways on that do not pass such a stage; of a choice that has one in a branch only that branch, for a condition leads past it on purpose.</summary>
    private static IEnumerable<string> Ways(DefinitionTree tree, Dictionary<string, List<PathRules.Step>> steps, string id, Func<Stage, bool> stops)
    {
        if (tree.Find(id) is not { } node || stops(node.Stage)) return [];
        if (node.Stage is not ChoiceStage choice || !choice.Options.Any(b => Has(b, stops))) return steps[id].Select(s => s.Target);
        return choice.Options.Where(b => Has(b, stops)).Select(b => b.Stages[0].Id);
    }

    private static bool Has(Branch branch, Func<Stage, bool> stops) => branch.Stages.Any(s => stops(s) || s.Branches.Any(b => Has(b, stops)));
}
