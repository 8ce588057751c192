using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>评审附件 that experts do not get before an officer has looked at them, one line a case, due when the scores are.</summary>
public sealed class BlindCheckToDos : IToDoSource
{
    public static ToDoKind Check { get; } = new("blindCheck.decide", "核对评审附件");

    public IReadOnlyList<ToDoKind> Kinds { get; } = [Check];

    public async Task<IReadOnlyList<ToDoGroup>> ReadAsync(WorkflowsDbContext db, UserContext user, int most, CancellationToken cancellation)
    {
        var groups = new List<ToDoGroup>();
        var people = user.Represents.Prepend(user).Where(u => u.HasAny(ProcessRoles.Officer, ProcessRoles.SectionHead)).ToList();
        if (people.Count == 0) return groups;
        var open = await db.Cases.AsNoTracking().Where(c => db.BlindChecks.Any(b => b.CaseId == c.Id && b.State == BlindCheckState.Waiting) && db.WorkItems.Any(w => w.CaseId == c.Id && w.State == WorkItemState.Open && w.Purpose == WorkPurpose.Score))
            .Select(c => new
            {
                c.Id, c.Number, c.OrganizationName, c.Title, c.ProgrammeCode,
                Files = db.BlindChecks.Count(b => b.CaseId == c.Id && b.State == BlindCheckState.Waiting),
                Since = db.BlindChecks.Where(b => b.CaseId == c.Id && b.State == BlindCheckState.Waiting).Min(b => b.ScannedAt),
                DueAt = db.WorkItems.Where(w => w.CaseId == c.Id && w.State == WorkItemState.Open && w.Purpose == WorkPurpose.Score).Min(w => w.DueAt),
            }).ToListAsync(cancellation);
        var mine = new List<ToDo>();
        foreach (var c in open)
            if (BlindDecisions.Acting(user, c.ProgrammeCode) is { } acting)
                mine.Add(new ToDo { SubjectId = c.Id, Title = $"{c.OrganizationName} {c.Title}，{c.Files} 个附件", Number = c.Number, Href = $"/cases/{c.Id}/blind", Since = c.Since, DueAt = c.DueAt, ProgrammeCode = c.ProgrammeCode, For = acting == user ? null : acting.Name });
        groups.Add(Check, mine, most);
        return groups;
    }
}
