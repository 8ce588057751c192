using System.Text.Json;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Texts;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>The acts of a batch that issue a document: 发布公示 and 签发.</summary>
public sealed class BatchActs(DocumentRegister register, CalendarStore calendars)
{
    internal sealed record Act(BatchEvent Event, DocumentRow Document);

    /// <summary>Publishes the notice: number, announcement, end of the notice.</summary>
    internal async Task<Act> PublishAsync(WorkflowsDbContext db, BatchRow row, BatchState state, Programme programme, PublicNoticeStage stage, Sender sender, CancellationToken cancellation)
    {
        var today = ChinaTime.DateOf(sender.ReceivedAt);
        var calendar = await calendars.GetAsync(db, cancellation);
        var due = calendar.Due(today, stage.NoticeDays, PeriodUnit.WorkingDays);
        var first = calendar.LastDay(today, 1, PeriodUnit.WorkingDays);
        var order = await AnnouncementAsync(db, (row, state, programme), stage, (today, first, due.LastDay), cancellation);
        var document = await register.IssueAsync(db, programme, order, null, row.Id, null, sender.ReceivedAt, cancellation);
        row.EndsAt = due.DueInstant;
        return new(new NoticeActed(document.Number!, due.DueInstant, stage.ClearOutcome, document.Id, DocumentSeal.Of(document)), document);
    }

    /// <summary>A notice whose cases run longer is open to objections just as long.</summary>
    internal static async Task ExtendNoticeAsync(WorkflowsDbContext db, string batchId, DateTimeOffset endsAt, string reason, DateTimeOffset at, CancellationToken cancellation)
    {
        if (await db.Batches.SingleOrDefaultAsync(b => b.Id == batchId, cancellation) is not { } row || row.EndsAt >= endsAt) return;
        row.EndsAt = endsAt;
        BatchEvent happened = new NoticeExtended(endsAt, reason) { At = at };
        (row.Sequence, row.HeadHash) = CaseStream.Append(db, row.Id, row.Sequence, row.HeadHash, [("noticeExtended", JsonSerializer.Serialize(happened, EngineJson.Options), at)], UserContext.System, null, at);
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Signs the decision: it takes its number here, inside the transaction.</summary>
    internal async Task<Act> SignAsync(WorkflowsDbContext db, BatchRow row, BatchState state, Programme programme, DecisionStage stage, BatchActor by, Sender sender, CancellationToken cancellation)
    {
        var today = ChinaTime.DateOf(sender.ReceivedAt);
        var order = await OrderAsync(db, row, state, programme, stage.Document ?? "accreditationNotice", today, cancellation) with
        {
            Text = state.Text,
            ExpiresOn = stage.ValidYears is { } years ? Validity.ExpiryDate(today, years) : null,
        };
        var document = await register.IssueAsync(db, programme, order, null, row.Id, null, sender.ReceivedAt, cancellation);
        return new(new DecisionSigned(by, document.Number!, stage.SignedOutcome, document.Id, DocumentSeal.Of(document)), document);
    }

    /// <summary>Those of these cases whose applicant is under a sanction, each with why, in words.</summary>
    /// <param name="before">What it is looked at for: 公示 or 签发.</param>
    internal static async Task<IReadOnlyList<(string CaseId, string Why)>> SanctionedAsync(WorkflowsDbContext db, List<string> caseIds, string before, Sender sender, CancellationToken cancellation)
    {
        var rows = await db.Cases.Where(c => caseIds.Contains(c.Id)).Join(db.Organizations, c => c.OrganizationId, o => o.Id, (c, o) => new { c.Id, c.Number, o.Name, o.Uscc }).OrderBy(c => c.Number).ToListAsync(cancellation);
        var found = new List<(string, string)>();
        foreach (var row in rows)
            if (await Sanctions.CheckAsync(db, sender.User, before, row.Id, row.Uscc, sender.ReceivedAt, cancellation) is { } sanction)
                found.Add((row.Id, $"{row.Number} {row.Name}在 {ChinaTime.LongDate(sanction.Until)} 前不得享受（{sanction.Reason}）"));
        return found;
    }

    /// <summary>The announcement as it would be published today, without a number, for its preview.</summary>
    public static async Task<DocumentOrder> PreviewAsync(
        WorkflowsDbContext db, BatchView batch, PublicNoticeStage stage, (DateOnly Today, DateOnly First, DateOnly Last) days, CancellationToken cancellation = default)
    {
        var order = await AnnouncementAsync(db, (batch.Row, batch.State, batch.Programme), stage, days, cancellation);
        return DocumentRegister.Ruled(order with { Number = "文号在发布时取" }, batch.Programme.Documents[order.Template]);
    }

    private static async Task<DocumentOrder> AnnouncementAsync(
        WorkflowsDbContext db, (BatchRow Row, BatchState State, Programme Programme) batch, PublicNoticeStage stage, (DateOnly Today, DateOnly First, DateOnly Last) days, CancellationToken cancellation) =>
        await OrderAsync(db, batch.Row, batch.State, batch.Programme, stage.Document ?? "publicNotice", days.Today, cancellation)
            with { StartsOn = days.First, EndsOn = days.Last, NoticeDays = stage.NoticeDays };

    /// <summary>The stages that each of these cases has completed. What silence decided is not told as done; a notice is over when its time is.</summary>
    private static async Task<HashSet<string>> PassedAsync(WorkflowsDbContext db, ProcessDefinition process, List<string> ids, CancellationToken cancellation)
    {
        var timed = DefinitionIndex.Of(process).Places.Select(p => p.Stage).OfType<PublicNoticeStage>().Select(s => s.Id).ToList();
        var visits = await db.StageVisits.AsNoTracking().Where(v => ids.Contains(v.CaseId) && v.Outcome != null && (v.Cause != "deadline" || timed.Contains(v.StageId))).Select(v => new { v.CaseId, v.StageId }).Distinct().ToListAsync(cancellation);
        return [.. visits.GroupBy(v => v.StageId).Where(g => g.Count() == ids.Count).Select(g => g.Key)];
    }

    private static async Task<DocumentOrder> OrderAsync(WorkflowsDbContext db, BatchRow row, BatchState state, Programme programme, string template, DateOnly today, CancellationToken cancellation)
    {
        var ids = state.Items.Select(i => i.CaseId).ToList();
        var rows = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellation);
        var round = await db.Rounds.AsNoTracking().SingleAsync(r => r.Id == row.RoundId, cancellation);
        return new DocumentOrder
        {
            Template = template,
            DocumentId = Identifiers.Opaque(),
            Title = "",
            Agency = programme.Agency,
            IssuedOn = today,
            RoundTitle = round.Title,
            Level = programme.Level,
            Item = programme.Name,
            Rules = ProcedureWords.Basis(programme.Rules),
            Procedure = ProcedureWords.Of(programme.Process, await PassedAsync(db, programme.Process, ids, cancellation)),
            Verdict = ProcedureWords.Verdict(programme.Process),
            Duties = ProcedureWords.Duties(programme.Certificate),
            Section = programme.Section,
            Contact = programme.Contact,
            List = [.. ids.Select(id => rows[id]).Select(c => new ListedCase(c.OrganizationName, c.Title, c.Area, programme.Level, c.Number ?? ""))],
        };
    }
}
