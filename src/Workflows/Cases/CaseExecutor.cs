using System.Text.Json.Nodes;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>A case with what it needs to decide, loaded inside one transaction.</summary>
internal sealed record LoadedCase(CaseRow Row, ProcessState State, Programme Programme, RoundRow Round, JsonObject Values);

/// <summary>
/// The one place where a running case changes: decides with facts, projects, and writes everything that follows into the
/// caller's transaction.
/// </summary>
public sealed class CaseExecutor(ProgrammeStore programmes, FactSupplier supplier, CaseDocuments documents, Deadlines.CalendarStore calendars, TimeProvider clock)
{
    private const int FactRounds = 12;

    internal async Task<LoadedCase?> LoadAsync(WorkflowsDbContext db, string caseId, DateTimeOffset at, CancellationToken cancellation)
    {
        var row = await db.Cases.SingleOrDefaultAsync(c => c.Id == caseId, cancellation);
        if (row is null) return null;
        var programme = await programmes.ForCaseAsync(db, row, at, cancellation);
        var round = await db.Rounds.AsNoTracking().SingleAsync(r => r.Id == row.RoundId, cancellation);
        var state = row.State.Length == 0 ? ProcessState.Empty : EngineJson.ReadState(row.State);
        var values = await db.FormVersions.Where(f => f.CaseId == caseId).OrderByDescending(f => f.Version).Select(f => f.Values).FirstOrDefaultAsync(cancellation);
        return new LoadedCase(row, state, programme, round, values is null ? [] : JsonNode.Parse(values)!.AsObject());
    }

    /// <summary>Decides and writes. Nothing is written when the answer is a refusal.</summary>
    /// <param name="extras">What documents need beyond the case: the number of the batch's document.</param>
    /// <param name="remember">The receipt of the command, stored with everything else.</param>
    internal async Task<CommandResult> ApplyAsync(WorkflowsDbContext db, LoadedCase loaded, ProcessCommand command, UserContext user, string? commandId, CaseExtras extras, CancellationToken cancellation, Func<CommandAnswer, CommandReceipt>? remember = null)
    {
        var decision = await DecideAsync(db, loaded, command, cancellation);
        if (decision is Decision.Refused refused) return new CommandResult.Refused(refused.Refusal is { FormField: { } path } about
            ? about with { Message = $"“{FieldLabels.Of(loaded.Programme.Form, path)}”：{about.Message}" } : refused.Refusal);
        var accepted = (Decision.Accepted)decision;
        if (accepted.Events.Count == 0 && remember is null) return new CommandResult.Accepted(new CommandAnswer(loaded.Row.Id, loaded.Row.Sequence, loaded.Row.Number, loaded.Row.ApplicantStatus, [], []));
        return new CommandResult.Accepted(await WriteAsync(db, loaded, accepted.Events, accepted.State, user, commandId, extras, remember, cancellation));
    }

    /// <summary>Decides with all facts that the engine asks for, and writes nothing.</summary>
    internal async Task<Decision> DecideAsync(WorkflowsDbContext db, LoadedCase loaded, ProcessCommand command, CancellationToken cancellation)
    {
        // A draft is decided by the version in force, which its first submission pins; a running case by its own.
        var facts = new Facts { CurrentVersion = loaded.Programme.Version };
        for (var round = 0; ; round++)
        {
            var decision = ProcessEngine.Decide(loaded.Programme.Process, loaded.State, command, facts);
            if (decision is not Decision.NeedFacts need) return decision;
            if (round == FactRounds) throw new InvalidOperationException("the engine keeps asking for facts");
            foreach (var request in need.Requests)
                await supplier.SupplyAsync(db, loaded.Row, loaded.Programme, loaded.Round, loaded.Values, request, facts, command.At, cancellation);
        }
    }

    private async Task<CommandAnswer> WriteAsync(WorkflowsDbContext db, LoadedCase loaded, IReadOnlyList<ProcessEvent> events, ProcessState state, UserContext user, string? commandId, CaseExtras extras, Func<CommandAnswer, CommandReceipt>? remember, CancellationToken cancellation)
    {
        var row = loaded.Row;
        if (row.Number is null && state.Phase == ProcessPhase.Running) await GiveNumberAsync(db, row, loaded.Programme, events[0].At, cancellation);
        var processed = clock.GetUtcNow();
        await new CaseProjector(db, row, loaded.Programme, user, cancellation) { ProcessedAt = processed }.ProjectAsync(events, state);
        await new SupervisionProjector(db, row, loaded.Programme, await calendars.GetAsync(db, cancellation)).ProjectAsync(events, user.Name, cancellation);
        var issued = await documents.IssueAsync(db, loaded, events, extras, cancellation);
        List<ProcessEvent> all = [.. events, .. issued.Select(d => new DocumentIssued(d.Id, d.Template, d.Number, DocumentSeal.Of(d)) { At = events[^1].At })];

        (row.Sequence, row.HeadHash) = CaseStream.Append(db, row.Id, row.Sequence, row.HeadHash, all.Select(e => (CaseStream.TypeOf(e), EngineJson.Write(e), e.At)), user, commandId, processed);
        row.Follow(events, state);
        var answer = new CommandAnswer(row.Id, row.Sequence, row.Number, row.ApplicantStatus, [.. all.Select(CaseStream.TypeOf)],
            [.. issued.Select(d => new IssuedDocument(d.Id, d.Title, d.Number))]);
        if (remember is not null) db.Receipts.Add(remember(answer));
        // An exception from the rule that round 2 names nothing new is for the auditor, not only for who reads this case.
        foreach (var allowed in events.OfType<SupplementRequested>().Where(e => e.Override is not null))
            await AuditLog.AddAsync(db, user, "supplement.overridden", row.Id, new { row.Number, count = allowed.Items.Length, reason = allowed.Override }, allowed.At, cancellation);
        await db.SaveChangesAsync(cancellation);
        return answer;
    }

    private static async Task GiveNumberAsync(WorkflowsDbContext db, CaseRow row, Programme programme, DateTimeOffset at, CancellationToken cancellation)
    {
        var year = Deadlines.ChinaTime.DateOf(at).Year;
        row.Number = await NumberSeries.TakeAsync(db, programme.CasePrefix, year, n => NumberFormat.Case(programme.CasePrefix, year, n), row.Id, at, cancellation);
    }
}

/// <summary>What a batch passes on to its cases.</summary>
/// <param name="DecisionNumber">Number of the decision document.</param>
/// <param name="DecisionDocumentId">Its address.</param>
public sealed record CaseExtras(string? DecisionNumber = null, string? DecisionDocumentId = null)
{
    public static CaseExtras None { get; } = new();
}
