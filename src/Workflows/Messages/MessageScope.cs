using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Messages;

/// <summary>Which messages are for a person: those to them by name, and those to a group they belong to.</summary>
public static class MessageScope
{
    public static IQueryable<MessageRow> For(WorkflowsDbContext db, UserContext user)
    {
        var candidates = user.Groups.Append("user:" + user.UserId).ToList();
        var everywhere = user.RolesEverywhere.ToList();
        return db.Messages.AsNoTracking().Where(m => candidates.Contains(m.Candidate) || (m.Role != "" && everywhere.Contains(m.Role)));
    }

    public static IQueryable<MessageRow> Unread(WorkflowsDbContext db, UserContext user)
    {
        var mine = user.UserId;
        return For(db, user).Where(m => !db.MessageReads.Any(r => r.MessageId == m.Id && r.UserId == mine));
    }

    /// <summary>Marks messages as read; those not meant for this person are left alone.</summary>
    /// <param name="messageId">One message; null: all.</param>
    public static async Task<int> MarkReadAsync(WorkflowsDbContext db, UserContext user, string? messageId, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var ids = await Unread(db, user).Where(m => messageId == null || m.Id == messageId).Select(m => m.Id).ToListAsync(cancellation);
        foreach (var id in ids) db.MessageReads.Add(new MessageReadRow { MessageId = id, UserId = user.UserId, ReadAt = at });
        await db.SaveChangesAsync(cancellation);
        return ids.Count;
    }
}
