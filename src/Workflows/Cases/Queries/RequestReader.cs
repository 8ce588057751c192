using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>Something I asked of others, and where the case stands now.</summary>
/// <param name="Kind">In words: 转办, 委派, …</param>
/// <param name="To">Names of those asked.</param>
/// <param name="Readable">The person may still open the case.</param>
public sealed record RequestLine(string ApplicationId, string? Number, string Title, string Organization, string Kind, string Stage, string To, string? Reason, DateTimeOffset At, string CurrentStages, string ApplicantStatus, bool Ended, bool Readable);

/// <summary>我的发起</summary>
public sealed class RequestReader(IDbContexts contexts)
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["transfer"] = "转办", ["delegate"] = "委派", ["addSigner"] = "加签", ["return"] = "退回", ["urge"] = "催办", ["copy"] = "抄送", ["suspend"] = "中止计时",
    };

    public async Task<(IReadOnlyList<RequestLine> Lines, int Total)> ListAsync(UserContext user, int page, int size, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var me = user.UserId;
        var rows = db.Requests.AsNoTracking().Where(r => r.UserId == me);
        var total = await rows.CountAsync(cancellation);
        var list = await rows.OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Skip((page - 1) * size).Take(size)
            .Join(db.Cases.AsNoTracking(), r => r.CaseId, c => c.Id, (r, c) => new { r, c.Number, c.Title, c.OrganizationName, c.CurrentStages, c.ApplicantStatus, c.Phase }).ToListAsync(cancellation);
        var ids = list.SelectMany(x => x.r.To.Split(',', StringSplitOptions.RemoveEmptyEntries)).Distinct().ToList();
        var names = await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellation);
        var cases = list.Select(x => x.r.CaseId).Distinct().ToList();
        var readable = await CaseScope.Visible(db, user).Where(c => cases.Contains(c.Id)).Select(c => c.Id).ToListAsync(cancellation);
        return ([.. list.OrderByDescending(x => x.r.At).ThenByDescending(x => x.r.Id, StringComparer.Ordinal).Select(x => new RequestLine(x.r.CaseId, x.Number, x.Title, x.OrganizationName, Names.GetValueOrDefault(x.r.Kind, x.r.Kind), x.r.StageName,
            string.Join("、", x.r.To.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => names.GetValueOrDefault(id, ""))), x.r.Reason, x.r.At, x.CurrentStages, x.ApplicantStatus, x.Phase == ProcessPhase.Ended, readable.Contains(x.r.CaseId)))], total);
    }
}
