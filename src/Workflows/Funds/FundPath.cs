using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds;

/// <summary>Something with a hash-chained history of its own: a budget, a voucher, an order, a payment …</summary>
public interface IFundStream
{
    string Id { get; }

    /// <summary>Number of events so far.</summary>
    int Sequence { get; set; }

    /// <summary>Hash of the last event.</summary>
    string HeadHash { get; set; }
}

/// <summary>Looks at what an act has changed just before it is saved, and may add to it.</summary>
public interface IFundWatcher
{
    Task BeforeSaveAsync(FundAct act);
}

/// <summary>
/// The command path for everything about money: one transaction for the event, the rows, the postings, the messages and
/// the receipt (ADR 0016). A refusal leaves nothing behind.
/// </summary>
public sealed class FundPath(CommandPath path, IDbContexts contexts, CommandGate gate, CalendarStore calendars, TimeProvider clock, IEnumerable<IFundWatcher> watchers)
{
    private readonly IFundWatcher[] watchers = [.. watchers];

    /// <summary>Carries out a command of a person.</summary>
    /// <param name="content">What is asked, without the command id; the same id with other content is refused.</param>
    public Task<CommandResult> RunAsync(string commandId, object content, Sender sender, Func<FundAct, Task<CommandResult>> work, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(sender);
        var hash = CanonicalJson.Sha256Hex(content.GetType().Name + JsonSerializer.Serialize(content, DocumentRegister.Json));
        return path.RunAsync(commandId, hash, sender, async db =>
        {
            var act = Act(db, sender, commandId, cancellation);
            var result = await work(act);
            if (result.IsAccepted) act.WriteEvents();
            return result;
        }, cancellation);
    }

    /// <summary>Carries out what time does; <paramref name="work"/> says whether there was anything to do.</summary>
    /// <param name="at">Effective time: the end of the period, never the moment of the job.</param>
    public Task<bool> SystemAsync(DateTimeOffset at, Func<FundAct, Task<bool>> work, CancellationToken cancellation = default) =>
        Writes.RunAsync(contexts, gate, at, async db =>
        {
            var act = Act(db, new Sender(UserContext.System, at), null, cancellation);
            var done = await work(act);
            if (done) await act.SaveAsync();
            return done;
        }, done => done, cancellation);

    private FundAct Act(WorkflowsDbContext db, Sender sender, string? commandId, CancellationToken cancellation) =>
        new(db, sender, commandId, calendars, watchers, clock.GetUtcNow(), cancellation);
}

/// <summary>One act inside its transaction: what it may read, and the only ways to write events and postings.</summary>
public sealed class FundAct(WorkflowsDbContext db, Sender sender, string? commandId, CalendarStore calendars, IReadOnlyList<IFundWatcher> watchers, DateTimeOffset processedAt, CancellationToken cancellation)
{
    public WorkflowsDbContext Db => db;

    public Sender Sender => sender;

    public UserContext User => sender.User;

    /// <summary>Effective time of the act.</summary>
    public DateTimeOffset At => sender.ReceivedAt;

    /// <summary>The day of the act in Asia/Shanghai.</summary>
    public DateOnly Today => ChinaTime.DateOf(At);

    /// <summary>First instant after a period that begins with the day of the act.</summary>
    public async Task<DateTimeOffset> DueAsync(int amount, PeriodUnit unit) => (await calendars.GetAsync(db, cancellation)).Due(Today, amount, unit).DueInstant;

    public CancellationToken Cancellation => cancellation;

    private readonly List<string> types = [];

    private readonly List<Happening> happened = [];

    /// <summary>An event that is written when the act is over: its last one on each row carries what became of the row.</summary>
    private sealed record Happening(IFundStream Row, string Type, JsonObject Body, DateTimeOffset At, UserContext By);

    /// <summary>Appends an event to the history of a row and gives it back as the cause of postings.</summary>
    /// <param name="type">Such as <c>orderPlaced</c>.</param>
    /// <param name="body">What happened, in full.</param>
    /// <param name="at">Effective time; null: now. A period that ran out is dated by its end and done by the system.</param>
    public Cause Happened(IFundStream row, string type, object body, DateTimeOffset? at = null)
    {
        var by = at is null ? sender.User : UserContext.System;
        var effective = at ?? sender.ReceivedAt;
        happened.Add(new Happening(row, type, JsonSerializer.SerializeToNode(body, DocumentRegister.Json) as JsonObject ?? throw new ArgumentException($"the body of {type} is no object", nameof(body)), effective, by));
        row.Sequence++;
        types.Add(type);
        return new Cause(row.Id, row.Sequence, effective);
    }

    /// <summary>Books a movement; null when it is booked, otherwise why not.</summary>
    public async Task<CommandResult?> PostAsync(Movement movement, Cause cause) => Refused(await Book.PostAsync(db, movement, cause, cancellation));

    /// <summary>Books very many movements; what was changed before is saved with them.</summary>
    public async Task<CommandResult?> PostManyAsync(IEnumerable<Movement> movements, Cause cause) => Refused(await Book.PostManyAsync(db, movements, cause, cancellation));

    /// <summary>冲正 of a posting.</summary>
    public async Task<CommandResult?> ReverseAsync(string key, string summary, Cause cause) => Refused(await Book.ReverseAsync(db, key, summary, cause, cancellation));

    /// <summary>Saves and answers.</summary>
    /// <param name="status">Where the row stands now, in Chinese.</param>
    public async Task<CommandResult> DoneAsync(IFundStream row, string? number, string status)
    {
        await SaveAsync();
        return new CommandResult.Accepted(new CommandAnswer(row.Id, row.Sequence, number, status, [.. types], []));
    }

    internal async Task SaveAsync()
    {
        foreach (var watcher in watchers) await watcher.BeforeSaveAsync(this);
        WriteEvents();
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Appends what happened to the histories, with the seals of the rows.</summary>
    internal void WriteEvents()
    {
        if (happened.Count == 0) return;
        var silent = db.ChangeTracker.Entries<IFundStream>().Where(e => e.State is EntityState.Added or EntityState.Modified && happened.TrueForAll(h => h.Row != e.Entity)
            && e.Properties.Any(p => (e.State == EntityState.Added || p.IsModified) && FundSeal.Covers(p.Metadata))).ToList();
        if (silent.Count > 0) throw new InvalidOperationException($"{silent[0].Metadata.ClrType.Name} {silent[0].Entity.Id} was changed without an event: {string.Join(", ", silent[0].Properties.Where(p => p.IsModified).Select(p => p.Metadata.Name))}");
        foreach (var group in happened.GroupBy(h => h.Row))
        {
            group.Last().Body[FundSeal.Name] = FundSeal.Of(db.Model, group.Key);
            var sequence = group.Key.Sequence - group.Count();
            foreach (var e in group)
                (sequence, group.Key.HeadHash) = CaseStream.Append(db, group.Key.Id, sequence, group.Key.HeadHash, [(e.Type, e.Body.ToJsonString(DocumentRegister.Json), e.At)], e.By, commandId, processedAt);
        }

        happened.Clear();
    }

    private static CommandResult.Refused? Refused(Refusal? refusal) => refusal is null ? null : new(refusal);
}
