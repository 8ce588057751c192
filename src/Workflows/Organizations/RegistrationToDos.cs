using Innovation.Workflows.Cases;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Organizations;

/// <summary>单位登记: waits for whoever may decide on it.</summary>
public sealed class RegistrationToDos : IToDoSource
{
    public static ToDoKind Registration { get; } = new("organization.decide", "审核单位登记", "/admin/organizations");

    public IReadOnlyList<ToDoKind> Kinds { get; } = [Registration];

    public async Task<IReadOnlyList<ToDoGroup>> ReadAsync(WorkflowsDbContext db, UserContext user, int most, CancellationToken cancellation)
    {
        var groups = new List<ToDoGroup>();
        if (!OrganizationRegistration.MayDecide(user)) return groups;
        await groups.AddAsync(Registration, db.Organizations.AsNoTracking().Where(o => o.Status == OrganizationStatus.Pending)
            .Select(o => new ToDo { SubjectId = o.Id, Title = o.Name, Number = o.Uscc, Href = "/admin/organizations/" + o.Id, Since = o.CreatedAt }), most, cancellation);
        return groups;
    }
}
