using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>A person who may be given work or a copy.</summary>
/// <param name="Unit">Section or recommending unit.</param>
public sealed record Receiver(string UserId, string Name, string Unit);

/// <summary>
/// Who may receive 转办, 委派, 加签 and 抄送 of a stage: for a recommending unit's stage its own people, for every other
/// stage the people of the bureau (officers, section heads, signatories). Disabled accounts never.
/// </summary>
public static class Receivers
{
    /// <summary>Roles of the people of the bureau.</summary>
    internal static readonly string[] Bureau = [ProcessRoles.Officer, ProcessRoles.SectionHead, ProcessRoles.Signatory];

    public static Task<List<Receiver>> ListAsync(WorkflowsDbContext db, Programme programme, CaseRow row, string stageId, CancellationToken cancellation) =>
        Query(db, programme, row, stageId).OrderBy(u => u.Unit).ThenBy(u => u.DisplayName).Take(500).Select(u => new Receiver(u.Id, u.DisplayName, u.Unit)).ToListAsync(cancellation);

    internal static Task<bool> IsEligibleAsync(WorkflowsDbContext db, Programme programme, CaseRow row, EligibleRequest request, CancellationToken cancellation)
    {
        var user = request.UserId;
        return Query(db, programme, row, request.StageId).AnyAsync(u => u.Id == user, cancellation);
    }

    private static IQueryable<UserAccount> Query(WorkflowsDbContext db, Programme programme, CaseRow row, string stageId)
    {
        var recommending = DefinitionIndex.Of(programme.Process).Find(stageId)?.Stage.Assign is { Role: ProcessRoles.Recommender };
        var area = "area:" + row.Area;
        var own = "programme:" + programme.Code;
        var holders = recommending
            ? db.Grants.Where(g => g.Role == ProcessRoles.Recommender && g.Scope == area)
            : db.Grants.Where(g => Bureau.Contains(g.Role) && (g.Scope == own || g.Scope == "*"));
        return db.Users.Where(u => !u.Disabled && holders.Any(g => g.UserId == u.Id));
    }
}
