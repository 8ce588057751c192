using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Programs.Exchange;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>办理人为空: stages of a draft on which nobody could act today. Warnings, because accounts may follow.</summary>
/// <remarks>A programme that was never published can have no people of its own yet; that too is told before it is published.</remarks>
internal static class Staffing
{
    public static async Task<IReadOnlyList<ProgrammeProblem>> CheckAsync(WorkflowsDbContext db, JsonObject document, bool published, CancellationToken cancellation)
    {
        if (DraftTree.Open(document) is not { } tree) return [];
        var held = (await db.Grants.AsNoTracking().Where(g => db.Users.Any(u => u.Id == g.UserId && !u.Disabled)).Select(g => new { g.Role, g.Scope }).Distinct().ToListAsync(cancellation)).Select(g => (g.Role, g.Scope)).ToHashSet();
        var code = DraftTree.Text(document["code"]);
        var problems = new List<ProgrammeProblem>();
        foreach (var (stage, _, _) in tree.All())
        {
            var (role, scope) = (DraftTree.Text(stage["assign"]?["role"]), DraftTree.Text(stage["assign"]?["scope"]));
            if (!ProcessRoles.Names.TryGetValue(role, out var name)) continue;
            var somebody = held.Contains((role, "*")) || scope switch
            {
                "applicant.area" => held.Any(g => g.Role == role && g.Scope.StartsWith("area:", StringComparison.Ordinal)),
                "programme" => held.Contains((role, "programme:" + code)),
                "" => false,
                _ => held.Contains((role, scope)),
            };
            if (somebody) continue;
            var words = AssignmentRule.UnitOf(scope) is { } unit ? $"{unit}没有“{name}”账号" : scope == "programme" && !published ? $"本项目类型还没有人担任“{name}”，发布以后要马上在“用户”里指定" : $"没有“{name}”账号";
            problems.Add(new("/process/stages", "assign.nobody", $"环节“{DraftTree.Text(stage["name"])}”：办理人为空，{words}。", DraftTree.Id(stage), "assign.role", IsWarning: true));
        }

        return problems;
    }
}
