using Innovation.Workflows.Definitions;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Organizations;

/// <summary>For whom a person may act. The instant decides; nothing is switched on or off by a job.</summary>
public static class Substitutes
{
    /// <summary>What can be substituted. Expert reviews and votes of the committee are personal; administration and audit are no work of a day.</summary>
    public static IReadOnlyList<string> Roles { get; } =
        [ProcessRoles.Officer, ProcessRoles.SectionHead, ProcessRoles.Signatory, ProcessRoles.Recommender, ProcessRoles.Department, ProcessRoles.Finance];

    /// <summary>The same person, with those for whom they may act at this instant.</summary>
    public static async Task<UserContext> WithRepresentedAsync(WorkflowsDbContext db, UserContext user, DateTimeOffset at, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (!MaySubstitute(user)) return user;
        var represented = await InForceAsync(db, user, at, cancellation);
        return represented.Count == 0 ? user : new UserContext(user.UserId, user.Name, user.OrganizationId, user.Grants) { Represents = represented };
    }

    /// <summary>The absent persons, each holding exactly what is substituted.</summary>
    public static async Task<IReadOnlyList<UserContext>> InForceAsync(WorkflowsDbContext db, UserContext user, DateTimeOffset at, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (!MaySubstitute(user)) return [];
        var me = user.UserId;
        var rows = await db.Substitutions.AsNoTracking().Where(s => s.SubstituteId == me && s.StartsAt <= at && s.EndsAt > at && (s.EndedAt == null || s.EndedAt > at)).OrderBy(s => s.StartsAt).ThenBy(s => s.Id).ToListAsync(cancellation);
        return await ContextsAsync(db, user, rows, cancellation);
    }

    /// <summary>Those for whom this person could act until lately, with the instant at which that was over.</summary>
    public static async Task<IReadOnlyList<(UserContext Absent, DateTimeOffset OverAt)>> OverAsync(WorkflowsDbContext db, UserContext user, DateTimeOffset at, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        var me = user.UserId;
        var since = at.AddDays(-7);
        var rows = await db.Substitutions.AsNoTracking().Where(s => s.SubstituteId == me && s.StartsAt <= at && (s.EndedAt ?? s.EndsAt) <= at && (s.EndedAt ?? s.EndsAt) > since).ToListAsync(cancellation);
        var over = new List<(UserContext, DateTimeOffset)>();
        foreach (var row in rows.OrderByDescending(r => r.OverAt))
            foreach (var absent in await ContextsAsync(db, user, [row], cancellation)) over.Add((absent, row.OverAt));
        return over;
    }

    /// <summary>Whether this person can stand in for anybody at all.</summary>
    public static bool MaySubstitute(UserContext user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user is { IsApplicant: false, Via: null } && Roles.Any(user.Has);
    }

    /// <summary>
    /// Whether a person may act in this role of another: officers, section heads and signatories are represented by
    /// one of them; a recommending unit by somebody of the same unit; departments and finance by their own or by the bureau.
    /// </summary>
    public static bool Fits(UserContext substitute, string role, string scope)
    {
        ArgumentNullException.ThrowIfNull(substitute);
        return role switch
        {
            ProcessRoles.Officer or ProcessRoles.SectionHead or ProcessRoles.Signatory => substitute.IsStaff,
            ProcessRoles.Recommender => substitute.Grants.Contains((role, scope)),
            ProcessRoles.Department or ProcessRoles.Finance => substitute.IsStaff || substitute.Has(role),
            _ => false,
        };
    }

    /// <summary>What the substitute gets of the grants of the absent person.</summary>
    public static IReadOnlyList<(string Role, string Scope)> Share(IEnumerable<(string Role, string Scope)> grants, IReadOnlyList<string> programmes, IReadOnlyList<string> roles) =>
    [
        .. grants.Where(g => Roles.Contains(g.Role) && (roles.Count == 0 || roles.Contains(g.Role))).SelectMany(g =>
            programmes.Count == 0 || g.Scope.StartsWith("area:", StringComparison.Ordinal) || AssignmentRule.UnitOf(g.Scope) is not null ? [g]
            : g.Scope == "*" ? programmes.Select(p => (g.Role, "programme:" + p))
            : programmes.Any(p => g.Scope == "programme:" + p) ? [g] : Enumerable.Empty<(string, string)>()).Distinct(),
    ];

    /// <summary>Everybody who stands in for somebody at this instant, with those they represent.</summary>
    public static async Task<IReadOnlyList<UserContext>> StandInsAsync(WorkflowsDbContext db, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var rows = await db.Substitutions.AsNoTracking().Where(s => s.StartsAt <= at && s.EndsAt > at && (s.EndedAt == null || s.EndedAt > at)).OrderBy(s => s.StartsAt).ThenBy(s => s.Id).ToListAsync(cancellation);
        if (rows.Count == 0) return [];
        var people = await PeopleAsync(db, rows.SelectMany(r => (string[])[r.AbsentId, r.SubstituteId]), cancellation);
        return
        [
            .. rows.GroupBy(r => r.SubstituteId).Where(g => people.Accounts.ContainsKey(g.Key)).Select(g => (Own: people.Of(g.Key), Rows: g))
                .Where(s => MaySubstitute(s.Own)).Select(s => new UserContext(s.Own.UserId, s.Own.Name, s.Own.OrganizationId, s.Own.Grants) { Represents = Contexts(s.Own, s.Rows, people) }),
        ];
    }

    /// <summary>Accounts in use, and the grants of all.</summary>
    private sealed record People(Dictionary<string, UserAccount> Accounts, ILookup<string, GrantRow> Grants)
    {
        public UserContext Of(string id) => new(id, Accounts[id].DisplayName, Accounts[id].OrganizationId, Grants[id].Select(g => (g.Role, g.Scope)));
    }

    private static async Task<People> PeopleAsync(WorkflowsDbContext db, IEnumerable<string> wanted, CancellationToken cancellation)
    {
        var ids = wanted.Distinct().ToList();
        return new People(await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id) && !u.Disabled).ToDictionaryAsync(u => u.Id, cancellation),
            (await db.Grants.AsNoTracking().Where(g => ids.Contains(g.UserId)).ToListAsync(cancellation)).ToLookup(g => g.UserId));
    }

    private static async Task<IReadOnlyList<UserContext>> ContextsAsync(WorkflowsDbContext db, UserContext user, List<SubstitutionRow> rows, CancellationToken cancellation) =>
        rows.Count == 0 ? [] : Contexts(user, rows, await PeopleAsync(db, rows.Select(r => r.AbsentId), cancellation));

    private static List<UserContext> Contexts(UserContext user, IEnumerable<SubstitutionRow> rows, People people)
    {
        var contexts = new List<UserContext>();
        foreach (var row in rows)
        {
            if (!people.Accounts.TryGetValue(row.AbsentId, out var account)) continue;
            var shared = Share(people.Grants[row.AbsentId].OrderBy(g => g.Role, StringComparer.Ordinal).ThenBy(g => g.Scope, StringComparer.Ordinal).Select(g => (g.Role, g.Scope)), row.ProgrammeList, row.RoleList).Where(g => Fits(user, g.Role, g.Scope)).ToList();
            if (shared.Count == 0) continue;
            contexts.Add(new UserContext(account.Id, account.DisplayName, null, shared, new Substitute(user.UserId, user.Name))
            {
                Programmes = row.ProgrammeList.Count == 0 ? null : row.ProgrammeList,
                IncludesNamed = row.RoleList.Count == 0,
            });
        }

        return contexts;
    }
}
