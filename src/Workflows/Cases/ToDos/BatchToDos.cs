using System.Collections.Concurrent;
using System.Text.Json;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>会议、公示、发文: whose turn it is, by <see cref="BatchRules"/> alone.</summary>
public sealed class BatchToDos(ProgrammeStore programmes, TimeProvider clock) : IToDoSource
{
    public static ToDoKind Open { get; } = new("batch.open", "开会", "/meetings");

    public static ToDoKind Vote { get; } = new("batch.vote", "投票", "/meetings");

    public static ToDoKind Conclude { get; } = new("batch.conclude", "形成纪要", "/meetings");

    public static ToDoKind Publish { get; } = new("batch.publish", "发布公示", "/issuing");

    public static ToDoKind Draft { get; } = new("batch.submitDraft", "拟稿", "/issuing");

    public static ToDoKind Check { get; } = new("batch.approveDraft", "核稿", "/issuing");

    public static ToDoKind Sign { get; } = new("batch.sign", "签发", "/issuing");

    /// <summary>Beyond this many batches all are read afresh.</summary>
    private const int MostKept = 500;

    /// <summary>States of open batches by id: a list of hundreds of cases is not read again for every page.</summary>
    private readonly ConcurrentDictionary<string, (int Sequence, BatchState State)> known = new();

    public IReadOnlyList<ToDoKind> Kinds { get; } = [Open, Vote, Conclude, Publish, Draft, Check, Sign];

    public async Task<IReadOnlyList<ToDoGroup>> ReadAsync(WorkflowsDbContext db, UserContext user, int most, CancellationToken cancellation)
    {
        if (!user.IsStaff && !user.Has(ProcessRoles.Committee) && user.Represents.Count == 0) return [];
        var rows = await BatchReader.Visible(db, user).Where(b => b.Status == BatchStatus.Preparing || b.Status == BatchStatus.Open || b.Status == BatchStatus.Checked)
            .Select(b => new { b.Id, b.Kind, b.ProgrammeCode, b.Title, b.CreatedAt, b.Sequence }).ToListAsync(cancellation);
        var waiting = new List<(ToDoKind Kind, ToDo Item)>();
        var versions = new Dictionary<string, Programme>();
        foreach (var row in rows)
        {
            if (!versions.TryGetValue(row.ProgrammeCode, out var programme)) versions[row.ProgrammeCode] = programme = await programmes.CurrentAsync(db, row.ProgrammeCode, clock.GetUtcNow(), cancellation);
            var state = await StateAsync(db, row.Id, row.Sequence, cancellation);
            foreach (var person in user.Represents.Where(a => a.Programmes is not { } only || only.Contains(row.ProgrammeCode)).Prepend(user))
            {
                if (Next(state, programme, person) is not { } next) continue;
                var item = new ToDo
                {
                    SubjectId = row.Id,
                    Title = row.Title,
                    Href = (row.Kind == BatchKind.Meeting ? "/meetings/" : "/issuing/") + row.Id,
                    Since = (state.Status == BatchStatus.Checked ? state.Checked?.At : state.Drafted?.At) ?? row.CreatedAt,
                    ProgrammeCode = row.ProgrammeCode,
                    For = person == user ? null : person.Name,
                };
                waiting.Add((next, item));
                break;
            }
        }

        var groups = new List<ToDoGroup>();
        foreach (var kind in Kinds) groups.Add(kind, [.. waiting.Where(w => w.Kind == kind).Select(w => w.Item)], most);
        return groups;
    }

    /// <summary>What this person would do next with the batch; null: it is not this person's turn.</summary>
    private static ToDoKind? Next(BatchState state, Programme programme, UserContext user)
    {
        var allowed = BatchRules.Allowed(state, programme, user).Select(a => a.Type).ToHashSet();
        if (allowed.Contains("sign")) return Sign;
        if (allowed.Contains("approveDraft")) return Check;
        if (allowed.Contains("submitDraft")) return Draft;
        if (allowed.Contains("publish")) return Publish;
        if (allowed.Contains("open")) return Open;
        if (allowed.Contains("vote") && state.Items.Any(i => i.IsOwedBy(user.UserId))) return Vote;
        // The minutes wait for the officer once nobody's vote is missing; where the committee agrees, the officer writes it down.
        if (allowed.Contains("conclude") && (state.Mode == MeetingMode.Consensus || state.EveryoneHasVoted())) return Conclude;
        return null;
    }

    private async Task<BatchState> StateAsync(WorkflowsDbContext db, string id, int sequence, CancellationToken cancellation)
    {
        if (known.TryGetValue(id, out var kept) && kept.Sequence == sequence) return kept.State;
        var text = await db.Batches.AsNoTracking().Where(b => b.Id == id).Select(b => new { b.Sequence, b.State }).SingleAsync(cancellation);
        var state = JsonSerializer.Deserialize<BatchState>(text.State, EngineJson.Options)!;
        if (known.Count >= MostKept) known.Clear();
        known[id] = (text.Sequence, state);
        return state;
    }
}
