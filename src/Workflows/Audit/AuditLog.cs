using System.Text.Json;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Texts;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Audit;

/// <summary>Writes the hash-chained log of what people did outside the history of a case.</summary>
public sealed class AuditLog(IDbContexts contexts, CommandGate gate, TimeProvider clock)
{
    /// <summary>Adds an entry inside the caller's transaction.</summary>
    public static async Task AddAsync(WorkflowsDbContext db, UserContext user, string kind, string subjectId, object detail, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var text = CleanText.Cut(JsonSerializer.Serialize(detail, DocumentRegister.Json), 4000);
        await WriteAsync(db, (user.UserId, user.Name), kind, subjectId, text, at, cancellation);
    }

    /// <summary>Adds an entry once more whose transaction was rolled back.</summary>
    internal static Task RepeatAsync(WorkflowsDbContext db, AuditRow entry, CancellationToken cancellation) =>
        WriteAsync(db, (entry.ActorId, entry.ActorName), entry.Kind, entry.SubjectId, entry.Detail, entry.At, cancellation);

    private static async Task WriteAsync(WorkflowsDbContext db, (string Id, string Name) actor, string kind, string subjectId, string text, DateTimeOffset at, CancellationToken cancellation)
    {
        var last = db.AuditLog.Local.OrderByDescending(a => a.Sequence).FirstOrDefault()
            ?? await db.AuditLog.OrderByDescending(a => a.Sequence).FirstOrDefaultAsync(cancellation);
        var sequence = (last?.Sequence ?? 0) + 1;
        var previous = last?.Hash ?? "";
        db.AuditLog.Add(new AuditRow
        {
            Sequence = sequence,
            At = at,
            ActorId = actor.Id,
            ActorName = actor.Name,
            Kind = kind,
            SubjectId = subjectId,
            Detail = text,
            PreviousHash = previous,
            Hash = EventChain.Hash(previous, subjectId, (int)sequence, kind, text, at, at, actor.Id, names: [actor.Name]),
        });
    }

    /// <summary>Checks a stored entry against the one before it.</summary>
    public static bool Fits(AuditRow row, string previous)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.PreviousHash == previous && (row.Hash == Of([row.ActorName]) || row.Hash == Of(null));

        string Of(IReadOnlyList<string?>? names) => EventChain.Hash(previous, row.SubjectId, (int)row.Sequence, row.Kind, row.Detail, row.At, row.At, row.ActorId, names: names);
    }

    /// <summary>Adds an entry in a transaction of its own.</summary>
    public Task RecordAsync(UserContext user, string kind, string subjectId, object detail, CancellationToken cancellation = default) =>
        Writes.RunAsync(contexts, gate, clock.GetUtcNow(), async db =>
        {
            await AddAsync(db, user, kind, subjectId, detail, clock.GetUtcNow(), cancellation);
            await db.SaveChangesAsync(cancellation);
            return true;
        }, cancellation: cancellation);
}
