using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>A case that was copied to me.</summary>
public sealed record CopyLine(string Id, string ApplicationId, string? Number, string Title, string Organization, string Stage, DateTimeOffset SentAt);

/// <summary>抄送我的</summary>
public sealed class CopyReader(IDbContexts contexts)
{
    public async Task<(IReadOnlyList<CopyLine> Lines, int Total)> ListAsync(UserContext user, int page, int size, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var candidates = user.Groups.Append("user:" + user.UserId).Concat(user.RolesEverywhere.Select(r => r + "@*")).ToList();
        var rows = db.Copies.AsNoTracking().Where(c => candidates.Contains(c.Candidate)).Join(db.Cases.AsNoTracking(), c => c.CaseId, c => c.Id, (copy, c) => new { copy, c });
        var list = await rows.OrderByDescending(x => x.copy.SentAt).Skip((page - 1) * size).Take(size).ToListAsync(cancellation);
        return ([.. list.Select(x => new CopyLine(x.copy.Id, x.c.Id, x.c.Number, x.c.Title, x.c.OrganizationName, x.copy.StageName, x.copy.SentAt))], await rows.CountAsync(cancellation));
    }
}

/// <summary>Task ids: case id, a hyphen, the item's number.</summary>
public static class TaskIds
{
    public static string Of(string caseId, int item) => $"{caseId}-{item}";

    public static bool TryRead(string id, out string caseId, out int item)
    {
        caseId = "";
        item = 0;
        var cut = id.IndexOf('-', StringComparison.Ordinal);
        if (cut != 32 || !int.TryParse(id.AsSpan(cut + 1), System.Globalization.NumberStyles.None, null, out item)) return false;
        caseId = id[..cut];
        return true;
    }
}
