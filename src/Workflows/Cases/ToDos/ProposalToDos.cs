using Innovation.Workflows.Cases.Migration;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>What one person proposed and a second decides: 日历变更 and 迁移方案.</summary>
public sealed class ProposalToDos : IToDoSource
{
    public static ToDoKind Calendar { get; } = new("calendar.decide", "批准日历变更", "/admin/calendar");

    public static ToDoKind Migration { get; } = new("migration.decide", "批准迁移方案");

    public IReadOnlyList<ToDoKind> Kinds { get; } = [Calendar, Migration];

    public async Task<IReadOnlyList<ToDoGroup>> ReadAsync(WorkflowsDbContext db, UserContext user, int most, CancellationToken cancellation)
    {
        var groups = new List<ToDoGroup>();
        if (!CalendarProposals.MayDecide(user)) return groups;
        var me = user.UserId;
        await groups.AddAsync(Calendar, db.CalendarProposals.AsNoTracking().Where(p => p.State == CalendarProposalState.Open && p.AuthorId != me)
            .Select(p => new ToDo { SubjectId = p.Id, Title = p.Year + " 年工作日历（" + p.Basis + "）", Href = "/admin/calendar/" + p.Id, Since = p.CreatedAt }), most, cancellation);
        var codes = user.ScopesOf(ProcessRoles.SectionHead, "programme:").ToList();
        var all = user.Has(ProcessRoles.Administrator) || codes.Contains("*");
        await groups.AddAsync(Migration, db.Migrations.AsNoTracking().Where(p => p.State == MigrationState.Open && p.AuthorId != me && (all || codes.Contains(p.ProgrammeCode)))
            .Select(p => new ToDo { SubjectId = p.Id, Title = p.ProgrammeCode + " 第 " + p.FromVersion + " 版到第 " + p.ToVersion + " 版", Href = "/design/programmes/" + p.ProgrammeCode + "/migrate", Since = p.CreatedAt, ProgrammeCode = p.ProgrammeCode }), most, cancellation);
        return groups;
    }
}
