using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>Open work as an administrator sees it: who holds it and since when, not what it is about.</summary>
/// <param name="Holder">Who claimed it or was given it alone; null: open to everybody of the role.</param>
/// <param name="HolderDisabled">That account is disabled: the work stands still.</param>
public sealed record HeldLine(string Id, int Revision, string? Number, string StageName, string ProgrammeCode, string Area, DateTimeOffset OpenedAt, DateTimeOffset? DueAt, string? HolderId, string? Holder, bool HolderDisabled);

/// <param name="Holders">Persons who hold open work, with how much.</param>
public sealed record HeldPage(IReadOnlyList<HeldLine> Lines, int Total, IReadOnlyList<(string UserId, string Name, string Unit, bool Disabled, int Count)> Holders);

/// <summary>改派: finds work that somebody holds, so that an administrator can give it to another person.</summary>
public sealed class HeldWork(IDbContexts contexts)
{
    private static readonly WorkPurpose[] Movable = [WorkPurpose.Decide, WorkPurpose.Objection, WorkPurpose.ArrangePanel];

    /// <param name="holder">Only work of this person.</param>
    /// <param name="search">In the case number.</param>
    public async Task<HeldPage> ListAsync(UserContext user, string? holder, SearchWords search, int page, int size, CancellationToken cancellation = default)
    {
        if (!user.Has(ProcessRoles.Administrator)) return new HeldPage([], 0, []);
        await using var db = contexts.Create();
        var open = db.WorkItems.AsNoTracking().Where(w => w.State == WorkItemState.Open && Movable.Contains(w.Purpose));
        // The one candidate of a personal item, or whoever claimed it.
        var held = open.Select(w => new { w.Id, UserId = w.ClaimedBy ?? db.Candidates.Where(c => c.WorkItemId == w.Id && c.Candidate.StartsWith("user:")).Select(c => c.Candidate.Substring(5)).FirstOrDefault() });
        var counts = await held.Where(h => h.UserId != null).GroupBy(h => h.UserId!).Select(g => new { UserId = g.Key, Count = g.Count() }).ToListAsync(cancellation);
        var ids = counts.Select(c => c.UserId).ToList();
        var people = await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, cancellation);
        var chosen = held;
        if (holder is { Length: > 0 }) chosen = chosen.Where(h => h.UserId == holder);
        if (search.Any)
        {
            var found = db.Cases.Matching(search, word => c => SearchText.Has(c.Number, word)).Select(c => c.Id);
            chosen = chosen.Where(h => db.WorkItems.Any(w => w.Id == h.Id && found.Contains(w.CaseId)));
        }

        var total = await chosen.CountAsync(cancellation);
        var rows = await chosen.Join(db.WorkItems.AsNoTracking(), h => h.Id, w => w.Id, (h, w) => new { h.UserId, w })
            .Join(db.Cases.AsNoTracking(), x => x.w.CaseId, c => c.Id, (x, c) => new { x.UserId, x.w, c.Number })
            .OrderBy(x => x.w.DueAt == null).ThenBy(x => x.w.DueAt).ThenBy(x => x.w.Id).Skip((page - 1) * size).Take(size).ToListAsync(cancellation);
        return new HeldPage(
            [.. rows.Select(x => new HeldLine(x.w.Id, x.w.Revision, x.Number, x.w.StageName, x.w.ProgrammeCode, x.w.Area, x.w.OpenedAt, x.w.DueAt, x.UserId, x.UserId is { } id ? people.GetValueOrDefault(id)?.DisplayName : null, x.UserId is { } who && people.GetValueOrDefault(who)?.Disabled == true))],
            total,
            [.. counts.Where(c => people.ContainsKey(c.UserId)).Select(c => (c.UserId, people[c.UserId].DisplayName, people[c.UserId].Unit, people[c.UserId].Disabled, c.Count)).OrderByDescending(c => c.Disabled).ThenBy(c => c.DisplayName, StringComparer.Ordinal)]);
    }

    /// <summary>How much work stands still because the account of its holder is disabled.</summary>
    public async Task<int> StuckAsync(CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var disabled = db.Users.Where(u => u.Disabled);
        return await db.WorkItems.CountAsync(w => w.State == WorkItemState.Open && Movable.Contains(w.Purpose)
            && (disabled.Any(u => u.Id == w.ClaimedBy) || (w.ClaimedBy == null && db.Candidates.Any(c => c.WorkItemId == w.Id && disabled.Any(u => "user:" + u.Id == c.Candidate)))), cancellation);
    }

    /// <summary>To whom work can be given: people of the bureau and of recommending units whose accounts are in use.</summary>
    public async Task<IReadOnlyList<Receiver>> ReceiversAsync(UserContext user, CancellationToken cancellation = default)
    {
        if (!user.HasAny(ProcessRoles.Administrator, ProcessRoles.SectionHead)) return [];
        await using var db = contexts.Create();
        string[] roles = [.. Receivers.Bureau, ProcessRoles.Recommender];
        return await db.Users.AsNoTracking().Where(u => !u.Disabled && db.Grants.Any(g => g.UserId == u.Id && roles.Contains(g.Role))).OrderBy(u => u.Unit).ThenBy(u => u.DisplayName).Take(500).Select(u => new Receiver(u.Id, u.DisplayName, u.Unit)).ToListAsync(cancellation);
    }
}
