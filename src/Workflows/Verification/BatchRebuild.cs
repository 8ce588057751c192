using System.Text.Json;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Verification;

/// <summary>Tells the history of a batch again and compares its rows. Whether a case has followed stands in the history of the case.</summary>
public sealed class BatchRebuild(ProgrammeStore programmes)
{
    private readonly List<ProvedDocument> documents = [];

    /// <summary>What the batches compared so far have issued.</summary>
    public IReadOnlyList<ProvedDocument> Documents => documents;

    /// <param name="stored">With its items.</param>
    /// <param name="events">The whole history, whose chain has been checked.</param>
    /// <returns>Everything that does not fit.</returns>
    public async Task<IReadOnlyList<string>> CompareAsync(WorkflowsDbContext db, BatchRow stored, IReadOnlyList<EventRow> events, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(events);
        var subject = $"批次 {stored.Title}";
        var history = events.Select(e => JsonSerializer.Deserialize<BatchEvent>(e.Body, EngineJson.Options)!).ToList();
        if (history is not [BatchCreated created, ..]) return [$"{subject}：没有事件"];
        var row = new BatchRow
        {
            Id = stored.Id,
            Kind = created.Kind,
            ProgrammeCode = created.Programme ?? stored.ProgrammeCode,
            RoundId = created.Round ?? stored.RoundId,
            StageId = created.Stage ?? stored.StageId,
            Title = created.Title,
            CreatedAt = created.At,
            Sequence = events[^1].Sequence,
            HeadHash = events[^1].Hash,
            DocumentId = stored.DocumentId,
        };
        var state = new BatchState();
        foreach (var happened in history)
        {
            state = BatchEvolution.Apply(state, happened);
            switch (happened)
            {
                case BatchCaseAdded e: row.Items.Add(new BatchItemRow { BatchId = row.Id, CaseId = e.CaseId, Order = row.Items.Count + 1 }); break;
                case BatchCaseRemoved e: row.Items.RemoveAll(i => i.CaseId == e.CaseId); break;
                case BatchCancelled: row.Items.Clear(); break;
                case NoticeExtended e: row.EndsAt = e.EndsAt; break;
                case MeetingConcluded e: row.ActedAt = e.At; break;
                case NoticeActed e:
                    (row.ActedAt, row.EndsAt, row.DocumentId) = (e.At, e.EndsAt, e.DocumentId ?? stored.DocumentId);
                    await IssuedAsync(e.DocumentId, e.Number, e.Seal);
                    break;
                case DecisionSigned e:
                    (row.ActedAt, row.DocumentId) = (e.At, e.DocumentId ?? stored.DocumentId);
                    await IssuedAsync(e.DocumentId, e.Number, e.Seal);
                    break;
            }
        }

        (row.State, row.Number) = (JsonSerializer.Serialize(state, EngineJson.Options), state.Number);
        var followed = row.ActedAt is null ? [] : await db.Events.AsNoTracking().Where(e => e.CommandId != null && e.CommandId.StartsWith(stored.Id + "/")).Select(e => e.StreamId).Distinct().ToListAsync(cancellation);
        foreach (var item in row.Items)
        {
            item.Outcome = state.Status == BatchStatus.Acted ? state.Find(item.CaseId)?.Outcome : null;
            // A case that did not follow has no event; whether it was asked already, only the row tells.
            item.Spread = followed.Contains(item.CaseId) ? BatchSpread.Done : stored.Items.Find(i => i.CaseId == item.CaseId)?.Spread is BatchSpread.Refused ? BatchSpread.Refused : BatchSpread.Waiting;
        }

        row.Status = state.Status == BatchStatus.Acted && row.Items.All(i => i.Spread != BatchSpread.Waiting) ? BatchStatus.Closed : state.Status;
        // The last case may have followed while the batch itself has not been closed yet.
        if (row.Status == BatchStatus.Closed && stored.Status == BatchStatus.Acted) row.Status = BatchStatus.Acted;
        return [.. RowComparison.Compare(db.Model, subject, [row], [stored]), .. RowComparison.Compare(db.Model, subject, row.Items, stored.Items)];

        async Task IssuedAsync(string? id, string number, string? seal)
        {
            if ((id ?? stored.DocumentId) is { } paper) documents.Add(new ProvedDocument(paper, number, seal, null, await programmes.CurrentAsync(db, row.ProgrammeCode, created.At, cancellation)));
        }
    }
}
