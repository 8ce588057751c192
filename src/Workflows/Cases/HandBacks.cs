using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>What somebody loses with a right.</summary>
/// <param name="Pool">Claimed work that goes back to those who could have claimed it.</param>
/// <param name="Head">Work that was his alone and goes to the section head.</param>
/// <param name="Drawn">Score sheets, for which other experts are drawn.</param>
/// <param name="Seats">Meetings that are not over, in which he no longer sits or whose missing votes are no longer owed.</param>
public sealed record LostWork(int Pool, int Head, int Drawn = 0, int Seats = 0)
{
    public int Count => Pool + Head + Drawn + Seats;

    private IEnumerable<string> Parts
    {
        get
        {
            if (Pool > 0) yield return $"{Pool} 件退回待认领";
            if (Head > 0) yield return $"{Head} 件交科室负责人";
            if (Drawn > 0) yield return $"{Drawn} 件评审另行抽取专家";
        }
    }

    /// <summary>As a dialog says it; empty when nothing moves.</summary>
    public string Words => (Pool + Head + Drawn > 0 ? $"手上的 {Pool + Head + Drawn} 件随即交回：{string.Join("，", Parts)}。" : "") + (Seats > 0 ? $"{Seats} 个会议不再计入他没有投的票。" : "");
}

/// <summary>
/// 交回: nobody holds work on which he may no longer act. What a person has claimed or was given by name is taken from him as
/// soon as his account is disabled or a role or its scope is withdrawn; what was interrupted is done by the next sweep.
/// </summary>
public sealed class HandBacks(IDbContexts contexts, CaseCommands cases, BatchCommands batches) : IDueWork
{
    private const string Reason = "原办理人离岗或岗位变动。";

    private static readonly WorkPurpose[] Movable = [WorkPurpose.Decide, WorkPurpose.Objection, WorkPurpose.ArrangePanel, WorkPurpose.Score];

    /// <summary>Whether everybody was looked at since this process began; afterwards those who are disabled.</summary>
    private bool looked;

    /// <summary>What a person would lose.</summary>
    /// <param name="after">With the rights left to him; null: the account is disabled.</param>
    public async Task<LostWork> PreviewAsync(string userId, UserContext? after, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var lost = await LostAsync(db, userId, after, cancellation);
        return new LostWork(lost.Count(l => !l.Named), lost.Count(l => l is { Named: true, Sheet: false }), lost.Count(l => l.Sheet), (await SeatsAsync(db, userId, after, cancellation)).Count);
    }

    /// <summary>Takes from a person what his rights no longer cover.</summary>
    /// <returns>How much it was.</returns>
    public async Task<int> RunAsync(string userId, Sender sender, CancellationToken cancellation = default)
    {
        List<Held> lost;
        List<string> seats;
        await using (var db = contexts.Create())
        {
            if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId, cancellation) is not { } account) return 0;
            var after = account.Disabled ? null : await UserContexts.OfAsync(db, account, cancellation);
            (lost, seats) = (await LostAsync(db, userId, after, cancellation), await SeatsAsync(db, userId, after, cancellation));
        }

        var count = 0;
        foreach (var held in lost)
            if (await cases.HandBackAsync(held.CaseId, held.Item, userId, Reason, sender, cancellation)) count++;
        foreach (var meeting in seats)
            if (await batches.LeaveCommitteeAsync(meeting, userId, Reason, sender, cancellation)) count++;
        return count;
    }

    /// <summary>Meetings in which these rights no longer give a seat.</summary>
    private async Task<List<string>> SeatsAsync(WorkflowsDbContext db, string userId, UserContext? after, CancellationToken cancellation) =>
        [.. (await batches.SeatsAsync(db, userId, cancellation)).Where(s => after?.HoldsForProgramme(s.Role, s.Programme) != true).Select(s => s.BatchId)];

    public async Task<int> RunDueAsync(DateTimeOffset until, CancellationToken cancellation = default)
    {
        List<string> holders;
        await using (var db = contexts.Create())
        {
            var open = db.WorkItems.Where(w => w.State == WorkItemState.Open && Movable.Contains(w.Purpose));
            var ids = open.Where(w => w.ClaimedBy != null).Select(w => w.ClaimedBy!)
                .Union(db.Candidates.Where(c => c.Candidate.StartsWith("user:") && open.Any(w => w.Id == c.WorkItemId)).Select(c => c.Candidate.Substring(5)));
            // Members of meetings are not found by their work: whoever was disabled lately, or anybody at all the first time.
            var committee = db.Grants.Where(g => g.Role == ProcessRoles.Committee).Select(g => g.UserId);
            var meetings = await db.Batches.AnyAsync(b => b.Kind == BatchKind.Meeting && (b.Status == BatchStatus.Preparing || b.Status == BatchStatus.Open), cancellation);
            holders = await db.Users.Where(u => (ids.Contains(u.Id) || (meetings && (committee.Contains(u.Id) || (!looked && u.OrganizationId == null)))) && (!looked || u.Disabled)).Select(u => u.Id).ToListAsync(cancellation);
        }

        var count = 0;
        foreach (var holder in holders) count += await RunAsync(holder, new Sender(UserContext.System, until), cancellation);
        looked = true;
        return count;
    }

    /// <param name="Named">It was his alone.</param>
    /// <param name="Sheet">It is a score sheet.</param>
    private sealed record Held(string CaseId, int Item, bool Named, bool Sheet);

    private static async Task<List<Held>> LostAsync(WorkflowsDbContext db, string userId, UserContext? after, CancellationToken cancellation)
    {
        var name = "user:" + userId;
        var rows = await db.WorkItems.AsNoTracking().Include(w => w.Candidates)
            .Where(w => w.State == WorkItemState.Open && Movable.Contains(w.Purpose) && (w.ClaimedBy == userId || db.Candidates.Any(c => c.WorkItemId == w.Id && c.Candidate == name)))
            .OrderBy(w => w.Id).ToListAsync(cancellation);
        return [.. rows.Where(w => after is null || !Covers(after, w, name)).Select(w => new Held(w.CaseId, w.Item, w.Candidates.All(c => c.Candidate == name), w.Purpose == WorkPurpose.Score))];
    }

    /// <summary>
    /// Whether these rights still let the person act: as one of the group; for what he was given by name, as one of the people
    /// to whom such work is given.
    /// </summary>
    private static bool Covers(UserContext user, WorkItemRow item, string name)
    {
        if (item.Purpose == WorkPurpose.Score) return user.Has(ProcessRoles.Expert);
        if (item.Candidates.Any(c => c.Candidate != name && user.Actor.Holds(c.Candidate))) return true;
        if (item.Candidates.All(c => c.Candidate != name)) return false;
        return user.Grants.Any(g => Receivers.Bureau.Contains(g.Role) ? g.Scope == "*" || g.Scope == "programme:" + item.ProgrammeCode
            : g.Role == ProcessRoles.Recommender ? g.Scope == "area:" + item.Area
            : g.Role is ProcessRoles.Department or ProcessRoles.Finance or ProcessRoles.Committee or ProcessRoles.Expert);
    }
}
