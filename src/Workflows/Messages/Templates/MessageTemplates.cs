using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Messages.Templates;

/// <summary>消息模板: an event's wording, where the office has changed the shipped one.</summary>
public sealed class MessageTemplateRow
{
    public required string Event { get; init; }

    public required string Title { get; set; }

    public required string Body { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    public required string ChangedByName { get; set; }
}

/// <summary>The wording of an event.</summary>
public sealed record MessageTemplate(string Title, string Body);

/// <summary>Reads and changes the wording of messages. What is already written stays as it is.</summary>
public sealed class MessageTemplates(IDbContexts contexts, CommandGate gate)
{
    /// <summary>Longest title, in characters.</summary>
    public const int MostTitle = 100;

    /// <summary>Longest text, in characters.</summary>
    public const int MostBody = 1000;

    /// <summary>The wording in force, by event key; read in the caller's transaction, so that all processes use the same.</summary>
    public static async Task<IReadOnlyDictionary<string, MessageTemplate>> InForceAsync(WorkflowsDbContext db, IReadOnlyCollection<MessageEvent> events, CancellationToken cancellation)
    {
        var keys = events.Select(e => e.Key).ToList();
        var changed = await db.MessageTemplates.AsNoTracking().Where(t => keys.Contains(t.Event)).ToDictionaryAsync(t => t.Event, cancellation);
        return events.ToDictionary(e => e.Key, e => changed.TryGetValue(e.Key, out var own) ? new MessageTemplate(own.Title, own.Body) : new MessageTemplate(e.Title, e.Body));
    }

    /// <summary>Everything that is wrong with a wording; each refusal names its field, <c>title</c> or <c>body</c>.</summary>
    public static IReadOnlyList<Refusal> Check(MessageEvent about, MessageTemplate wording)
    {
        var problems = new List<Refusal>();
        Check("title", "标题", wording.Title, MostTitle);
        Check("body", "正文", wording.Body, MostBody);
        if (wording.Title.Contains('\n', StringComparison.Ordinal)) problems.Add(new("template.title", "title", "标题只能有一行。"));
        return problems;

        void Check(string field, string name, string text, int most)
        {
            if (string.IsNullOrWhiteSpace(text)) problems.Add(new("template." + field, field, $"请填写{name}。"));
            else if (text.Length > most) problems.Add(new("template." + field, field, $"{name}最多 {most} 字，现在是 {text.Length} 字。"));
            else if (MessageText.Problem(text, about.Fields) is { } problem) problems.Add(new("template." + field, field, $"{name}里{problem}"));
        }
    }

    /// <summary>Changes the wording of an event, from the next message on; null goes back to the shipped one.</summary>
    public async Task<IReadOnlyList<Refusal>> SaveAsync(MessageEvent about, MessageTemplate? wording, Sender sender, CancellationToken cancellation = default)
    {
        if (wording is not null && Check(about, wording) is { Count: > 0 } problems) return problems;
        return await Writes.RunAsync<IReadOnlyList<Refusal>>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var row = await db.MessageTemplates.SingleOrDefaultAsync(t => t.Event == about.Key, cancellation);
            if (wording is null)
            {
                if (row is null) return [];
                db.MessageTemplates.Remove(row);
            }
            else if (row is null)
            {
                db.MessageTemplates.Add(new MessageTemplateRow { Event = about.Key, Title = wording.Title, Body = wording.Body, ChangedAt = sender.ReceivedAt, ChangedByName = sender.User.Name });
            }
            else
            {
                (row.Title, row.Body, row.ChangedAt, row.ChangedByName) = (wording.Title, wording.Body, sender.ReceivedAt, sender.User.Name);
            }

            await AuditLog.AddAsync(db, sender.User, wording is null ? "message.templateReset" : "message.templateSaved", about.Key, new { about.Name, wording?.Title, wording?.Body }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return [];
        }, cancellation: cancellation);
    }
}
