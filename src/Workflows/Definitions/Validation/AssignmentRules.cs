using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Definitions.Validation;

/// <summary>Every stage has somebody who may act on it (办理人规则).</summary>
internal static class AssignmentRules
{
    public static void Check(DefinitionTree tree, List<DefinitionProblem> problems)
    {
        foreach (var node in tree.Nodes)
        {
            var stage = node.Stage;
            void Refuse(string code, string field, string message) =>
                problems.Add(new(code, stage.Id, field, $"环节“{(stage.Name.Length > 0 ? stage.Name : stage.Id)}”：{message}"));

            if (stage.Assign is { } rule) CheckRule(rule, tree, stage, Refuse);
            else if (stage is not (ChoiceStage or ParallelStage or ActionStage or ExpertReviewStage or WaitStage))
                Refuse("assign.missing", "assign", "没有写由谁办理");
            foreach (var other in stage.DifferentFrom) CheckDifferent(stage, other, tree, Refuse);
        }
    }

    private static void CheckRule(AssignmentRule rule, DefinitionTree tree, Stage stage, Action<string, string, string> refuse)
    {
        var kinds = (rule.Initiator ? 1 : 0) + (rule.Role is null ? 0 : 1) + (rule.Users.Count > 0 ? 1 : 0) + (rule.SameAs is null ? 0 : 1);
        if (kinds != 1) refuse("assign.unresolvable", "assign", "办理人应恰好选一种：申报人、角色、指定人员或与某环节同一人");
        if (rule.Users.Any(string.IsNullOrWhiteSpace)) refuse("assign.unresolvable", "assign.users", "指定人员里有空的");
        if (rule.Role is not null && !ProcessRoles.Names.ContainsKey(rule.Role)) refuse("assign.unknownRole", "assign.role", $"角色“{rule.Role}”不存在");
        if (rule.Scope is not null && !AssignmentRule.Scopes.ContainsKey(rule.Scope)) refuse("assign.unknownScope", "assign.scope", $"范围“{rule.Scope}”不存在");
        if (rule.SameAs is not { } same) return;
        if (tree.Find(same) is not { } other) refuse("assign.unknownStage", "assign.sameAs", $"环节“{same}”不存在");
        else if (!RecordsActors(other.Stage)) refuse("assign.nobodyActs", "assign.sameAs", $"环节“{same}”没有单独的办理人");
        else if (LeadsBackTo(stage.Id, same, tree)) refuse("assign.sameAsCircle", "assign.sameAs", "同一人规则绕成了圈");
    }

    private static void CheckDifferent(Stage stage, string other, DefinitionTree tree, Action<string, string, string> refuse)
    {
        if (tree.Find(other) is not { } place)
        {
            refuse("assign.unknownStage", "differentFrom", $"回避的环节“{other}”不存在");
            return;
        }

        if (other == stage.Id) refuse("assign.samePerson", "differentFrom", "不能与自己不同人");
        if (stage.Assign?.SameAs == other) refuse("assign.samePerson", "assign", $"既要求与“{other}”同一人，又要求不同人");
        if (!RecordsActors(place.Stage)) refuse("assign.nobodyActs", "differentFrom", $"环节“{other}”没有单独的办理人");
    }

    /// <summary>Kinds whose work is finished by a person who is recorded with it.</summary>
    private static bool RecordsActors(Stage stage) => stage is SubmissionStage or ReviewStage or ExpertReviewStage or SiteVisitStage;

    private static bool LeadsBackTo(string start, string next, DefinitionTree tree)
    {
        var seen = new HashSet<string>();
        for (string? id = next; id is not null && seen.Add(id); id = tree.Find(id)?.Stage.Assign?.SameAs)
            if (id == start) return true;
        return false;
    }
}
