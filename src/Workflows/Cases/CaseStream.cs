using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;

namespace Innovation.Workflows.Cases;

/// <summary>Appends events to the hash chain of a stream.</summary>
public static class CaseStream
{
    /// <summary>Adds the events and returns the new head.</summary>
    public static (int Sequence, string Head) Append(WorkflowsDbContext db, string streamId, int sequence, string head, IEnumerable<(string Type, string Body, DateTimeOffset At)> events, UserContext user, string? commandId, DateTimeOffset processedAt)
    {
        foreach (var (type, body, at) in events)
        {
            sequence++;
            var hash = EventChain.Hash(head, streamId, sequence, type, body, at, processedAt, user.UserId, user.Via?.UserId, [user.Name, user.Via?.Name, commandId]);
            db.Events.Add(new EventRow
            {
                StreamId = streamId,
                Sequence = sequence,
                Type = type,
                Body = body,
                At = at,
                ProcessedAt = processedAt,
                ActorId = user.UserId,
                ActorName = user.Name,
                ViaId = user.Via?.UserId,
                ViaName = user.Via?.Name,
                CommandId = commandId,
                PreviousHash = head,
                Hash = hash,
            });
            head = hash;
        }

        return (sequence, head);
    }

    /// <summary>The type of an event as stored.</summary>
    internal static string TypeOf(ProcessEvent happened)
    {
        var name = happened.GetType().Name;
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
