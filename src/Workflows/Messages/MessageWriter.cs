using Innovation.Workflows.Cases;
using Innovation.Workflows.Messages.Templates;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Messages;

/// <summary>A message to be written.</summary>
/// <param name="Key">What it tells of, unique for ever, e.g. case, event number and candidate.</param>
/// <param name="Event">Of the catalogue.</param>
/// <param name="Candidate"><c>user:…</c>, <c>applicant@organization:…</c> or <c>role@scope</c>.</param>
/// <param name="Fields">Values of the placeholders that the event knows; a missing one is written as nothing.</param>
/// <param name="At">When it happened.</param>
public sealed record NewMessage(string Key, MessageEvent Event, string Candidate, IReadOnlyDictionary<string, string?> Fields, DateTimeOffset At)
{
    public string? CaseId { get; init; }
}

/// <summary>Writes messages in the transaction of what they tell of, each with its order to the outbox.</summary>
public static class MessageWriter
{
    private const int MostTitle = 200;
    private const int MostBody = 2000;

    /// <summary>Adds the messages to the context, worded by the templates in force; the caller saves.</summary>
    public static async Task AddAsync(WorkflowsDbContext db, IReadOnlyCollection<NewMessage> messages, CancellationToken cancellation = default)
    {
        if (messages.Count == 0) return;
        var templates = await MessageTemplates.InForceAsync(db, [.. messages.Select(m => m.Event).Distinct()], cancellation);
        foreach (var message in messages)
        {
            var template = templates[message.Event.Key];
            var mark = message.Candidate.IndexOf('@', StringComparison.Ordinal);
            var row = new MessageRow
            {
                Id = Identifiers.Ordered(),
                Key = message.Key,
                Event = message.Event.Key,
                Candidate = message.Candidate,
                Role = mark > 0 ? message.Candidate[..mark] : "",
                CaseId = message.CaseId,
                Title = CleanText.Cut(MessageText.Fill(template.Title, message.Fields), MostTitle, "…"),
                Body = CleanText.Cut(MessageText.Fill(template.Body, message.Fields), MostBody, "…"),
                CreatedAt = message.At,
            };
            db.Messages.Add(row);
            db.Outbox.Add(new OutboxRow { Id = row.Id, Kind = OutboxRow.Message, Key = "message/" + row.Id, Payload = row.Id, CreatedAt = message.At, NextAt = message.At });
        }
    }
}
