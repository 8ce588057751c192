using System.Text.Json;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;

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
        return path.RunAsync(commandId, hash, sender, db => work(Act(db, sender, commandId, cancellation)), cancellation);
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

    /// <summary>Appends an event to the history of a row and gives it back as the cause of postings.</summary>
    /// <param name="type">Such as <c>orderPlaced</c>.</param>
    /// <param name="body">What happened, in full.</param>
    /// <param name="at">Effective time; null: now. A period that ran out is dated by its end and done by the system.</param>
    public Cause Happened(IFundStream row, string type, object body, DateTimeOffset? at = null)
    {
        var by = at is null ? sender.User : UserContext.System;
        var effective = at ?? sender.ReceivedAt;
        (row.Sequence, row.HeadHash) = CaseStream.Append(db, row.Id, row.Sequence, row.HeadHash, [(type, JsonSerializer.Serialize(body, DocumentRegister.Json), effective)], by, commandId, processedAt);
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
        await db.SaveChangesAsync(cancellation);
    }

    private static CommandResult.Refused? Refused(Refusal? refusal) => refusal is null ? null : new(refusal);
}
