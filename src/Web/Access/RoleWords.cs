using Innovation.Workflows.Definitions;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;

namespace Innovation.Web.Access;

/// <summary>Roles and scopes as people read them.</summary>
public static class RoleWords
{
    /// <summary>Such as 经办人员：本级创新平台认定; 推荐单位：灵乡镇.</summary>
    public static async Task<IReadOnlyList<(string Role, string Scope)>> OfAsync(WorkflowsDbContext db, ProgrammeStore programmes, UserContext user, DateTimeOffset now, CancellationToken cancellation)
    {
        var words = new List<(string, string)>();
        if (user.IsApplicant) words.Add(("申报单位经办人", "本单位的申报、文书和资料"));
        foreach (var (role, scope) in user.Grants)
            words.Add((ProcessRoles.Names.GetValueOrDefault(role, role), await ScopeAsync(db, programmes, role, scope, now, cancellation)));
        return words;
    }

    private static async Task<string> ScopeAsync(WorkflowsDbContext db, ProgrammeStore programmes, string role, string scope, DateTimeOffset now, CancellationToken cancellation)
    {
        if (scope == "*") return role is ProcessRoles.Expert ? "抽中的评审任务" : "全部项目类型和区域";
        var (kind, value) = scope.Split(':', 2) is [var k, var v] ? (k, v) : ("", scope);
        return kind switch
        {
            "area" => $"{value}的申报",
            "programme" when await ProgrammeStore.VersionAtAsync(db, value, now, cancellation) > 0 => (await programmes.CurrentAsync(db, value, now, cancellation)).Name,
            _ => value,
        };
    }
}
