using System.Text.Json;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Audit;

/// <summary>Writes the hash-chained log of what people did outside the history of a case.</summary>
public sealed class AuditLog(IDbContexts contexts, CommandGate gate, TimeProvider clock)
{
    /// <summary>Adds an entry inside the caller's transaction.</summary>
    public static async Task AddAsync(WorkflowsDbContext db, UserContext user, string kind, string subjectId, object detail, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var last = db.AuditLog.Local.OrderByDescending(a => a.Sequence).FirstOrDefault()
            ?? await db.AuditLog.OrderByDescending(a => a.Sequence).FirstOrDefaultAsync(cancellation);
        var sequence = (last?.Sequence ?? 0) + 1;
        var text = JsonSerializer.Serialize(detail, DocumentRegister.Json);
        var previous = last?.Hash ?? "";
        db.AuditLog.Add(new AuditRow
        {
            Sequence = sequence,
            At = at,
            ActorId = user.UserId,
            ActorName = user.Name,
            Kind = kind,
            SubjectId = subjectId,
            Detail = text.Length > 4000 ? text[..4000] : text,
            PreviousHash = previous,
            Hash = EventChain.Hash(previous, subjectId, (int)sequence, kind, text.Length > 4000 ? text[..4000] : text, at, at, user.UserId),
        });
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
