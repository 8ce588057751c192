using Innovation.Workflows.Definitions;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>Something that waits outside the tasks of cases, with everybody for whom it waits.</summary>
public sealed record HeldToDo(ToDoKind Kind, ToDo Item, IReadOnlyList<UserContext> People);

/// <summary>Who has what waiting: the sources asked for one person after another, so that nobody is named who could not act.</summary>
public sealed class ToDoHolders(IDbContexts contexts, IEnumerable<IToDoSource> sources, TimeProvider clock)
{
    /// <summary>How many of one kind are read for one person.</summary>
    private const int MostOfKind = 200;

    private readonly IToDoSource[] sources = [.. sources];

    /// <summary>Everybody for whom something waits.</summary>
    /// <param name="organizations">Applicants and providers too; otherwise only the bureau and those who work with it.</param>
    public async Task<IReadOnlyList<(UserContext Person, IReadOnlyList<ToDoGroup> Groups)>> PeopleAsync(bool organizations, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var accounts = await db.Users.AsNoTracking().Where(u => !u.Disabled && (organizations || u.OrganizationId == null)).OrderBy(u => u.Id).ToListAsync(cancellation);
        var grants = (await db.Grants.AsNoTracking().ToListAsync(cancellation)).ToLookup(g => g.UserId);
        var found = new List<(UserContext, IReadOnlyList<ToDoGroup>)>();
        foreach (var account in accounts)
        {
            var own = new UserContext(account.Id, account.DisplayName, account.OrganizationId, grants[account.Id].Select(g => (g.Role, g.Scope)));
            if (own.OrganizationId is null && own.Grants.Count == 0) continue;
            var person = await Substitutes.WithRepresentedAsync(db, own, clock.GetUtcNow(), cancellation);
            var groups = new List<ToDoGroup>();
            foreach (var source in sources) groups.AddRange(await source.ReadAsync(db, person, MostOfKind, cancellation));
            if (groups.Count > 0) found.Add((person, groups));
        }

        return found;
    }

    /// <summary>What waits for people of the bureau and those who work with it, as far as the reader supervises it: what waits longest first.</summary>
    public async Task<IReadOnlyList<HeldToDo>> SupervisedAsync(UserContext user, CancellationToken cancellation = default)
    {
        if (!CaseScope.SupervisesCases(user)) return [];
        // What belongs to no programme is every head's, as the acts themselves are.
        var (codes, heads) = (CaseScope.Supervised(user), user.Has(ProcessRoles.SectionHead));
        return
        [
            .. (await PeopleAsync(organizations: false, cancellation)).SelectMany(p => p.Groups.SelectMany(g => g.First.Select(t => (g.Kind, Item: t, p.Person))))
                .Where(t => codes.Contains("*") || (t.Item.ProgrammeCode is { } code ? codes.Contains(code) : heads))
                .GroupBy(t => (t.Kind, t.Item.SubjectId)).Select(g => new HeldToDo(g.Key.Kind, g.First().Item, [.. g.Select(t => t.Person)]))
                .OrderBy(t => t.Item.Since).ThenBy(t => t.Item.SubjectId, StringComparer.Ordinal),
        ];
    }
}
