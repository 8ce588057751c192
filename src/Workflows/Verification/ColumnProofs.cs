using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Cases.Migration;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Messages.Channels;
using Innovation.Workflows.Messages.Delivery;
using Innovation.Workflows.Messages.Templates;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Registers;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Innovation.Workflows.Verification;

/// <summary>How a change by hand in a column is found.</summary>
public enum ColumnProof
{
    /// <summary>The events give the value again, and it is compared.</summary>
    Rebuilt,

    /// <summary>A hash covers it: the chain of events, a seal in an event, a fingerprint of a file.</summary>
    Hashed,

    /// <summary>Nothing proves it; the reason stands with it.</summary>
    NotDerived,
}

/// <param name="How">What proves it, or why nothing does.</param>
public sealed record ColumnRule(ColumnProof Proof, string How);

/// <summary>
/// Every column of every table with what proves it. A column that nobody has thought about fails a test; each that is
/// rebuilt or hashed is changed by hand in a test, and <c>verify</c> must find it.
/// </summary>
public static class ColumnProofs
{
    private const string Register = "kept by people; each change is in the log, whose chain is checked";
    private const string Own = "a person's own convenience";
    private const string Passing = "made and done again while the system runs; nothing rests on it";

    private static readonly Dictionary<Type, Table> Tables = new Table[]
    {
        Rebuilt<CaseRow>("told again from its events; number and form by what they prove").But(ColumnProof.NotDerived, "a save of the form moves it too", nameof(CaseRow.UpdatedAt)),
        Rebuilt<FormVersionRow>("events name version and hash").But(ColumnProof.Hashed, "its hash stands in an event", nameof(FormVersionRow.Values)),
        Rebuilt<WorkItemRow>("told again by the projector"), Rebuilt<WorkItemCandidate>("told again by the projector"), Rebuilt<DeadlineRow>("told again by the projector"),
        Rebuilt<CopyRow>("told again by the projector"), Rebuilt<RequestRow>("told again by the projector"), Rebuilt<RedCardRow>("told again by the projector"),
        Rebuilt<StageVisitRow>("told again by the projector").But(ColumnProof.NotDerived, "counted by the working calendar of that day, which may have been changed since; figures only", nameof(StageVisitRow.HeldDays), nameof(StageVisitRow.Days), nameof(StageVisitRow.TotalDays)),
        Hashed<EventRow>("the chain"),
        Hashed<AuditRow>("the chain"),
        Rebuilt<BatchRow>("told again from its events"),
        Rebuilt<BatchItemRow>("told again; that a case has followed stands in its own history").But(ColumnProof.NotDerived, "words of a refusal, which leaves no event", nameof(BatchItemRow.Reason)),
        Hashed<ObjectionRow>("a seal in the event that raised it; the answer stands in an event").But(ColumnProof.NotDerived, "anonymous clues have no event, and their keys are chance", nameof(ObjectionRow.Id), nameof(ObjectionRow.BatchId), nameof(ObjectionRow.CaseId)),
        NotDerived<AttachmentRow>("files not handed in yet have no event").But(ColumnProof.Hashed, "file, form or opinion name the fingerprint", nameof(AttachmentRow.FileName), nameof(AttachmentRow.Sha256), nameof(AttachmentRow.Size), nameof(AttachmentRow.Field)),
        NotDerived<BlindCheckRow>("the search can be repeated; decisions are in the log"),
        NotDerived<FormRow>("a draft; what counts is what was handed in"),
        NotDerived<CommandReceipt>("only answers a repeated command"),
        NotDerived<ScoreDraftRow>("a draft; what counts is what was handed in"),
        NotDerived<TaskStampRow>(Passing), NotDerived<TaskRunRow>("an order; what came of it stands in the cases"), NotDerived<TaskRunItemRow>("an order; what came of it stands in the cases"),
        NotDerived<SavedFilterRow>(Own), NotDerived<PhraseRow>(Own),
        NotDerived<MigrationPlanRow>(Register), NotDerived<MigrationCaseRow>("each moved case has an event"),
        NotDerived<CalendarDayRow>(Register), NotDerived<CalendarYearRow>(Register), NotDerived<CalendarProposalRow>(Register), NotDerived<CalendarMoveRow>("each moved deadline has an event"),
        NotDerived<RoundRow>(Register),
        Hashed<ProgrammeVersionRow>("text and fingerprint; the fingerprint stands in the log").But(ColumnProof.NotDerived, "the log says who published and withdrew it, and when", nameof(ProgrammeVersionRow.ProgrammeCode), nameof(ProgrammeVersionRow.Version),
            nameof(ProgrammeVersionRow.EffectiveAt), nameof(ProgrammeVersionRow.PublishedAt), nameof(ProgrammeVersionRow.PublishedBy), nameof(ProgrammeVersionRow.PublishedByName), nameof(ProgrammeVersionRow.Notes),
            nameof(ProgrammeVersionRow.WithdrawnAt), nameof(ProgrammeVersionRow.WithdrawnByName), nameof(ProgrammeVersionRow.WithdrawnReason)),
        NotDerived<ProgrammeDraftRow>("a draft; what counts is what was published"), NotDerived<DraftEditRow>("a draft; what counts is what was published"),
        NotDerived<NumberSeriesRow>("where a series goes on is an administrator's decision, which is in the log").But(ColumnProof.Rebuilt, "the number after the last", nameof(NumberSeriesRow.Next)),
        NotDerived<IssuedNumberRow>("the subject's own history has the instant").But(ColumnProof.Rebuilt, "consecutive, and borne by its subject", nameof(IssuedNumberRow.Number), nameof(IssuedNumberRow.Text), nameof(IssuedNumberRow.SubjectId)),
        NotDerived<RecommendationSummaryRow>("a town's own ranking; each change is in the log").But(ColumnProof.Hashed, "fingerprints of list and scan", nameof(RecommendationSummaryRow.Html), nameof(RecommendationSummaryRow.HtmlSha256), nameof(RecommendationSummaryRow.ScanSha256)),
        Hashed<DocumentRow>("the seal in the event that issued it; the file of the PDF").But(ColumnProof.NotDerived, "says nothing about the paper", nameof(DocumentRow.ReadAt), nameof(DocumentRow.PdfSize)),
        Rebuilt<CertificateRow>("what the sealed paper says").But(ColumnProof.NotDerived, "chance; it names nothing", nameof(CertificateRow.Id)),
        Rebuilt<ObligationRow>("the rule of the programme and the day of the certificate").But(ColumnProof.NotDerived, "chance; it names nothing", nameof(ObligationRow.Id)),
        NotDerived<AccountRow>("names what the postings move; money of one budget never becomes another's").But(ColumnProof.Rebuilt, "sums of the postings", nameof(AccountRow.Debits), nameof(AccountRow.Credits)),
        NotDerived<PostingRow>("words and kind; the database refuses every change of a posting").But(ColumnProof.Rebuilt, "the balances follow from them, and their event exists", nameof(PostingRow.Amount), nameof(PostingRow.FromId), nameof(PostingRow.ToId), nameof(PostingRow.StreamId), nameof(PostingRow.Sequence)),
        NotDerived<ServiceRow>("part of a provider's list; each change is an event of the provider"), NotDerived<OrderFileRow>("the file is checked by its own fingerprint when it is read"),
        NotDerived<BankResultRow>("as the bank wrote it; what came of it stands in the payment"),
        NotDerived<InstalmentRow>("the recovery's events hold them"), NotDerived<ReceiptRow>("the recovery's events hold them"),
        NotDerived<ClearingLineRow>("made again from the orders; the total is sealed in the clearing"), NotDerived<CityMessageRow>(Passing),
        NotDerived<MessageRow>("a copy of what the events say"), NotDerived<MessageReadRow>(Own), NotDerived<MessageTemplateRow>(Register), NotDerived<MessagePreferenceRow>(Own),
        NotDerived<ChannelRow>(Register), NotDerived<DeliveryRow>(Passing), NotDerived<OutboxRow>(Passing),
        NotDerived<OrganizationRow>(Register), NotDerived<ShareholderRow>(Register), NotDerived<GrantRow>(Register), NotDerived<SubstitutionRow>(Register), NotDerived<SessionRow>(Passing), NotDerived<SettingRow>(Register),
        NotDerived<ExpertRow>(Register), NotDerived<EmploymentRow>(Register), NotDerived<RelationRow>(Register), NotDerived<SanctionRow>(Register), NotDerived<UserAccount>(Register),
    }.ToDictionary(t => t.Row);

    /// <summary>What proves a column; null when nobody has said.</summary>
    public static ColumnRule? Of(IReadOnlyProperty column)
    {
        ArgumentNullException.ThrowIfNull(column);
        var row = column.DeclaringType.ClrType;
        if (Tables.TryGetValue(row, out var table)) return table.Of(column.Name);
        if (typeof(IFundStream).IsAssignableFrom(row))
            return FundSeal.Outside.Contains((row, column.Name)) ? new(ColumnProof.NotDerived, "the lines of the clearing say it") : new(ColumnProof.Hashed, FundSeal.Covers(column) ? "the seal in its last event" : "the end of its chain");
        // Claims, tokens and roles of the sign-in library.
        return row.Namespace == "Microsoft.AspNetCore.Identity" ? new(ColumnProof.NotDerived, Register) : null;
    }

    private static Table Rebuilt<T>(string how) => new(typeof(T), new(ColumnProof.Rebuilt, how));

    private static Table Hashed<T>(string how) => new(typeof(T), new(ColumnProof.Hashed, how));

    private static Table NotDerived<T>(string how) => new(typeof(T), new(ColumnProof.NotDerived, how));

    private sealed record Table(Type Row, ColumnRule Rule)
    {
        private Dictionary<string, ColumnRule> Others { get; } = [];

        public Table But(ColumnProof proof, string how, params string[] columns)
        {
            foreach (var column in columns) Others.Add(column, new(proof, how));
            return this;
        }

        public ColumnRule Of(string column) => Others.GetValueOrDefault(column, Rule);
    }
}
