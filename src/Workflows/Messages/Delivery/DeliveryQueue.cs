using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Messages.Channels;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Innovation.Workflows.Texts;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Messages.Delivery;

/// <summary>A portion of deliveries that this process alone may send until its lease ends.</summary>
/// <param name="Lease">Names the holder.</param>
internal sealed record Portion(string Lease, DateTimeOffset Until, IReadOnlyList<(DeliveryRow Row, Outgoing Message)> Items);

/// <summary>Every change of a delivery's state.</summary>
public sealed class DeliveryQueue(IDbContexts contexts, CommandGate gate, IJitter jitter, TimeProvider clock)
{
    private const int MostTaken = 50;
    private const int MostError = 500;

    /// <summary>How long a process may take for a portion.</summary>
    public static TimeSpan LeaseTime { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Takes what is due; each row goes to one process only, and back when its lease ends.</summary>
    internal async Task<Portion?> TakeAsync(string channel, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using (var look = contexts.Create())
            if (!await Due(look, channel, now).AnyAsync(cancellation)) return null;
        return await Writes.RunAsync(contexts, gate, now, async db =>
        {
            var rows = await Due(db, channel, now).OrderBy(d => d.NextAt).ThenBy(d => d.Id).Take(MostTaken).ToListAsync(cancellation);
            var (people, ids) = (rows.Select(r => r.UserId).Distinct().ToList(), rows.Select(r => r.MessageId).OfType<string>().Distinct().ToList());
            var accounts = await db.Users.AsNoTracking().Where(u => people.Contains(u.Id) && !u.Disabled).ToDictionaryAsync(u => u.Id, cancellation);
            var messages = await db.Messages.AsNoTracking().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellation);
            var taken = new Portion(Identifiers.Opaque(), now + LeaseTime, [.. Take(rows, accounts, messages)]);
            foreach (var (row, _) in taken.Items) (row.Lease, row.LeaseUntil) = (taken.Lease, taken.Until);
            foreach (var row in rows) row.Revision++;
            await db.SaveChangesAsync(cancellation);
            return taken;
        }, cancellation: cancellation);
    }

    private static IQueryable<DeliveryRow> Due(WorkflowsDbContext db, string channel, DateTimeOffset now) =>
        db.Deliveries.Where(d => d.State == DeliveryState.Waiting && d.Channel == channel && d.NextAt <= now && (d.LeaseUntil == null || d.LeaseUntil <= now));

    private static IEnumerable<(DeliveryRow, Outgoing)> Take(List<DeliveryRow> rows, Dictionary<string, UserAccount> accounts, Dictionary<string, MessageRow> messages)
    {
        foreach (var row in rows)
        {
            // Looked up at the last moment: a disabled account gets nothing more, a corrected address holds at once.
            if (!accounts.TryGetValue(row.UserId, out var account) || Recipients.AddressOf(account, row.Channel) is not { } address)
            {
                (row.State, row.Error) = (DeliveryState.Dropped, account is null ? "账号已停用" : "没有可以送达的地址");
                continue;
            }

            row.Address = address;
            var message = row.MessageId is { } id ? messages[id] : null;
            yield return (row, new Outgoing(row.Key, address, account.DisplayName, account.UserName!, row.Event, row.Title, row.Body ?? message!.Body, message?.CaseId, row.CreatedAt));
        }
    }

    /// <summary>
    /// The last step before a message leaves that could arrive twice: from here on it is never tried again by itself unless
    /// the receiver has certainly not taken it. Answers no when the lease has gone to somebody else.
    /// </summary>
    internal async Task<bool> StartAsync(string id, string lease, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return await Writes.RunAsync(contexts, gate, now, db => db.Deliveries.Where(d => d.Id == id && d.Lease == lease && d.State == DeliveryState.Waiting).ExecuteUpdateAsync(s => s
            .SetProperty(d => d.State, DeliveryState.Sending).SetProperty(d => d.Revision, d => d.Revision + 1), cancellation), cancellation: cancellation) == 1;
    }

    /// <summary>Writes how an attempt ended; nothing when the lease has gone to somebody else.</summary>
    internal Task SettleAsync(string id, string lease, SendResult result, int attempts, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (state, error, next) = result switch
        {
            SendResult.Sent => (DeliveryState.Sent, null, now),
            SendResult.Later when attempts < Backoff.MostAttempts => (DeliveryState.Waiting, Reason(result), now + Backoff.After(attempts, jitter.Next())),
            _ => (DeliveryState.Failed, Reason(result), now),
        };
        DateTimeOffset? sent = state == DeliveryState.Sent ? now : null;
        return Writes.RunAsync(contexts, gate, now, db => db.Deliveries.Where(d => d.Id == id && d.Lease == lease).ExecuteUpdateAsync(s => s
            .SetProperty(d => d.State, state).SetProperty(d => d.Error, error).SetProperty(d => d.NextAt, next).SetProperty(d => d.Attempts, attempts).SetProperty(d => d.SentAt, sent)
            .SetProperty(d => d.Lease, (string?)null).SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null).SetProperty(d => d.Revision, d => d.Revision + 1), cancellation), cancellation: cancellation);
    }

    /// <summary>Writes that several were taken at once; only for receivers that tell repetitions, since a crash before it repeats them.</summary>
    internal async Task SettleSentAsync(IReadOnlyCollection<string> ids, string lease, CancellationToken cancellation)
    {
        if (ids.Count == 0) return;
        var now = clock.GetUtcNow();
        DateTimeOffset? sent = now;
        await Writes.RunAsync(contexts, gate, now, db => db.Deliveries.Where(d => ids.Contains(d.Id) && d.Lease == lease).ExecuteUpdateAsync(s => s
            .SetProperty(d => d.State, DeliveryState.Sent).SetProperty(d => d.Error, (string?)null).SetProperty(d => d.Attempts, d => d.Attempts + 1).SetProperty(d => d.SentAt, sent)
            .SetProperty(d => d.Lease, (string?)null).SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null).SetProperty(d => d.Revision, d => d.Revision + 1), cancellation), cancellation: cancellation);
    }

    /// <summary>Gives back what a portion holds and has not tried.</summary>
    internal Task ReleaseAsync(Portion portion, CancellationToken cancellation) =>
        Writes.RunAsync(contexts, gate, clock.GetUtcNow(), db => db.Deliveries.Where(d => d.Lease == portion.Lease && d.State == DeliveryState.Waiting).ExecuteUpdateAsync(s => s
            .SetProperty(d => d.Lease, (string?)null).SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null).SetProperty(d => d.Revision, d => d.Revision + 1), cancellation), cancellation: cancellation);

    /// <summary>What was on its way when a process died may have arrived: it is left to a person.</summary>
    internal async Task RecoverAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using (var look = contexts.Create())
            if (!await look.Deliveries.AnyAsync(d => d.State == DeliveryState.Sending && d.LeaseUntil <= now, cancellation)) return;
        const string Why = "发送中系统停了，不知道对方收到没有，所以没有自动重发。";
        await Writes.RunAsync(contexts, gate, now, db => db.Deliveries.Where(d => d.State == DeliveryState.Sending && d.LeaseUntil <= now).ExecuteUpdateAsync(s => s
            .SetProperty(d => d.State, DeliveryState.Failed).SetProperty(d => d.Error, Why).SetProperty(d => d.Attempts, d => d.Attempts + 1).SetProperty(d => d.Lease, (string?)null)
            .SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null).SetProperty(d => d.Revision, d => d.Revision + 1), cancellation), cancellation: cancellation);
    }

    /// <summary>重新发送: one failed delivery, or all that a search finds, from their first attempt on.</summary>
    /// <returns>How many were put back, or why none was.</returns>
    public Task<(int Count, Refusal? Refusal)> ResendAsync(string? id, string? search, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<(int, Refusal?)>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var failed = Search(db.Deliveries.Where(d => d.State == DeliveryState.Failed && (id == null || d.Id == id)), id is null ? search : null);
            var ids = await failed.Select(d => d.Id).ToListAsync(cancellation);
            if (ids.Count == 0) return (0, new("delivery.notFailed", null, id is null ? "没有发送失败的消息。" : "这一条不在失败里，可能已经有人重新发送。"));
            var now = clock.GetUtcNow();
            await failed.ExecuteUpdateAsync(s => s.SetProperty(d => d.State, DeliveryState.Waiting).SetProperty(d => d.Attempts, 0).SetProperty(d => d.NextAt, now).SetProperty(d => d.Revision, d => d.Revision + 1), cancellation);
            await AuditLog.AddAsync(db, sender.User, "message.resent", id ?? "all", new { count = ids.Count, search, ids = ids.Take(50) }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return (ids.Count, null);
        }, result => result.Item2 is null, cancellation);

    /// <summary>Deliveries in which a word occurs: person, address or title.</summary>
    public static IQueryable<DeliveryRow> Search(IQueryable<DeliveryRow> rows, string? words) =>
        rows.Matching(SearchWords.Read(words), word => d => SearchText.Has(d.UserName, word) || SearchText.Has(d.Address, word) || SearchText.Has(d.Title, word));

    private static string Reason(SendResult result)
    {
        var text = result switch
        {
            SendResult.Later later => later.Reason,
            SendResult.Refused refused => refused.Reason,
            SendResult.Unknown unknown => unknown.Reason + "不知道对方收到没有，所以没有自动重发。",
            _ => "",
        };
        return CleanText.Cut(text, MostError);
    }
}
