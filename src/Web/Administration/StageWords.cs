using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;

namespace Innovation.Web.Administration;

/// <summary>A definition in words.</summary>
public static class StageWords
{
    public static string Who(AssignmentRule? rule) => rule switch
    {
        null => "系统",
        { Initiator: true } => "申报单位",
        { Role: { } role } => ProcessRoles.Names.GetValueOrDefault(role, role) + rule.Scope switch { "applicant.area" => "（申报单位所在地）", "programme" => "（本项目类型）", { } scope when AssignmentRule.UnitOf(scope) is { } unit => $"（{unit}）", _ => "" },
        { SameAs: { } stage } => $"办理“{stage}”的人",
        _ => $"指定人员 {rule.Users.Count} 名",
    };

    public static string Deadline(DeadlineRule? rule, Stage stage, Func<string, string> roleName)
    {
        if (rule is null) return "不限期";
        var length = rule.At switch { "closesAt" => "申报截止前", "recommendBy" => "推荐截止前", _ => ChinaTime.Period(rule.Amount, rule.Unit) };
        return length + rule.OnExpiry switch
        {
            { Outcome: { } outcome } => $"，逾期按“{stage.FindOutcome(outcome)?.Name ?? outcome}”处理",
            { Escalate: { } role } => $"，逾期报{roleName(role)}",
            { ReplaceExperts: true } => "，逾期更换专家",
            _ => "",
        };
    }

    public static string Route(Workflows.Definitions.Route? route, ProcessDefinition process) => route switch
    {
        Workflows.Definitions.Route.To to => $"到“{DefinitionIndex.Of(process).Find(to.StageId)?.Stage.Name ?? to.StageId}”",
        Workflows.Definitions.Route.End end => $"办结为{process.Results.FirstOrDefault(r => r.Id == end.Result)?.Name ?? end.Result}",
        Workflows.Definitions.Route.Stay => "留在本环节",
        _ => "到下一环节",
    };
}
