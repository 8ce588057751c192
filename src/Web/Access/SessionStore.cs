using System.Collections.Concurrent;
using Innovation.Web.Clock;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Texts;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Access;

/// <summary>
/// The sign-ins of people, by browser and by token. A session that is ended here counts for nothing from the next request
/// on, also after a restart.
/// </summary>
public sealed class SessionStore(IDbContexts contexts, CommandGate gate, RealClock clock)
{
    /// <summary>The claim that names the session in cookies and tokens.</summary>
    public const string Claim = "sid";

    /// <summary>Sign-ins and last uses do not queue with the commands, whose order of arrival counts.</summary>
    private readonly CommandGate aside = new();

    /// <summary>How exactly the last use is known.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(5);

    /// <summary>A browser that was away longer has to sign in again anyway; a token lives shorter.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromHours(10);

    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Sessions of administrators that could not be written down, because the disk takes nothing; they end with the process.</summary>
    private readonly ConcurrentDictionary<string, string> unwritten = new();

    /// <summary>Begins a session and answers its id.</summary>
    public async Task<string> BeginAsync(HttpContext http, string userId, bool isToken)
    {
        try
        {
            return await WriteAsync(http, userId, isToken);
        }
        catch (Exception e) when (StorageTrouble.Of(e) is not null)
        {
            // Whoever can mend it must get in to see what is wrong; everybody else waits until it is mended.
            await using var db = contexts.Create();
            if (isToken || !await db.Grants.AnyAsync(g => g.UserId == userId && g.Role == ProcessRoles.Administrator)) throw;
            var id = Identifiers.Opaque();
            unwritten[id] = userId;
            return id;
        }
    }

    private Task<string> WriteAsync(HttpContext http, string userId, bool isToken)
    {
        ArgumentNullException.ThrowIfNull(http);
        var now = clock.GetUtcNow();
        var (agent, address) = (CleanText.Cut(http.Request.Headers.UserAgent.ToString(), 300), CleanText.Cut(http.Connection.RemoteIpAddress?.ToString() ?? "", 60));
        return Writes.RunAsync(contexts, aside, now, async db =>
        {
            var old = now - Kept;
            db.Sessions.RemoveRange(await db.Sessions.Where(s => s.UserId == userId && s.SeenAt < old).ToListAsync());
            var row = new SessionRow { Id = Identifiers.Opaque(), UserId = userId, IsToken = isToken, UserAgent = agent, Address = address, SignedInAt = now, SeenAt = now };
            db.Sessions.Add(row);
            await db.SaveChangesAsync();
            return row.Id;
        });
    }

    /// <summary>Whether the session still counts. That it was used is noted once the request is answered: nobody waits for it.</summary>
    public async Task<bool> IsOpenAsync(WorkflowsDbContext db, HttpContext http, string? id, string userId)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(http);
        if (id is not null && unwritten.TryGetValue(id, out var owner)) return owner == userId;
        if (id is null || await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.UserId == userId && s.EndedAt == null) is not { } row) return false;
        var now = clock.GetUtcNow();
        if (now - row.SeenAt >= Grain)
            http.Response.OnCompleted(() => Writes.RunAsync(contexts, aside, now, write => write.Sessions.Where(s => s.Id == id && s.SeenAt < now).ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now))));
        return true;
    }

    /// <summary>The sessions that count now, the latest used first.</summary>
    public async Task<IReadOnlyList<SessionRow>> ListAsync(string userId)
    {
        await using var db = contexts.Create();
        var alive = clock.GetUtcNow() - Life;
        return await db.Sessions.AsNoTracking().Where(s => s.UserId == userId && s.EndedAt == null && s.SeenAt > alive).OrderByDescending(s => s.SeenAt).ThenByDescending(s => s.SignedInAt).ThenBy(s => s.Id).Take(200).ToListAsync();
    }

    /// <summary>Ends one session of a person.</summary>
    public Task<Refusal?> EndAsync(string userId, string id, Sender sender) => Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
    {
        if (await db.Sessions.SingleOrDefaultAsync(s => s.Id == id && s.UserId == userId && s.EndedAt == null) is not { } row) return new("signIn.notFound", null, "没有找到这次登录，可能已经退出。");
        row.EndedAt = clock.GetUtcNow();
        await AuditLog.AddAsync(db, sender.User, "session.ended", userId, new { row.UserAgent, row.Address }, sender.ReceivedAt);
        await db.SaveChangesAsync();
        return null;
    });

    /// <summary>Ends the sessions of a person.</summary>
    /// <param name="except">One that stays.</param>
    /// <returns>How many were ended.</returns>
    public Task<int> EndAllAsync(string userId, string? except, Sender sender) => Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
    {
        var rows = await db.Sessions.Where(s => s.UserId == userId && s.EndedAt == null && s.Id != except).ToListAsync();
        foreach (var row in rows) row.EndedAt = clock.GetUtcNow();
        await AuditLog.AddAsync(db, sender.User, "session.endedAll", userId, new { count = rows.Count }, sender.ReceivedAt);
        await db.SaveChangesAsync();
        return rows.Count;
    });
}
