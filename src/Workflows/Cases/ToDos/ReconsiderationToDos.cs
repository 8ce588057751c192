using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>申请复核: for section heads who had no part in the case; for its signatories where every section head had.</summary>
public sealed class ReconsiderationToDos : IToDoSource
{
    private const int MostOpen = 500;

    public static ToDoKind Decide { get; } = new("case.reconsider", "作出复核决定");

    public IReadOnlyList<ToDoKind> Kinds { get; } = [Decide];

    public async Task<IReadOnlyList<ToDoGroup>> ReadAsync(WorkflowsDbContext db, UserContext user, int most, CancellationToken cancellation)
    {
        var groups = new List<ToDoGroup>();
        var (heads, signs) = (user.ScopesOf(ProcessRoles.SectionHead, "programme:").ToList(), user.ScopesOf(ProcessRoles.Signatory, "programme:").ToList());
        var codes = heads.Concat(signs).Distinct().ToList();
        if (codes.Count == 0) return groups;
        var all = codes.Contains("*");
        var open = await db.Cases.AsNoTracking().Where(c => c.ReconsiderationDueAt != null && (all || codes.Contains(c.ProgrammeCode))).OrderBy(c => c.ReconsiderationDueAt).Take(MostOpen).ToListAsync(cancellation);
        var mine = new List<ToDo>();
        var headsOf = new Dictionary<string, List<string>>();
        foreach (var row in open)
        {
            var state = EngineJson.ReadState(row.State);
            if (ReconsiderationRules.Acted(state, user.UserId)) continue;
            var head = heads.Contains("*") || heads.Contains(row.ProgrammeCode);
            if (!head)
            {
                if (!headsOf.TryGetValue(row.ProgrammeCode, out var others)) headsOf[row.ProgrammeCode] = others = await RoleHolders.Of(db, "programme:" + row.ProgrammeCode, ProcessRoles.SectionHead).Select(u => u.Id).ToListAsync(cancellation);
                if (others.Any(h => !ReconsiderationRules.Acted(state, h))) continue;
            }

            mine.Add(new ToDo { SubjectId = row.Id, Title = $"{row.OrganizationName} {row.Title}", Number = row.Number, Href = "/cases/" + row.Id, Since = state.Reconsideration!.RequestedAt, DueAt = row.ReconsiderationDueAt, ProgrammeCode = row.ProgrammeCode });
        }

        groups.Add(Decide, mine, most);
        return groups;
    }
}
