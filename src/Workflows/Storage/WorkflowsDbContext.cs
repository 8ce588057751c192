using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Cases.Migration;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds.Budgets;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Instruments;
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
using Innovation.Workflows.Registers;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Storage;

/// <summary>All tables. The two derived contexts carry the migrations of their database.</summary>
public abstract class WorkflowsDbContext(DbContextOptions options) : IdentityDbContext<UserAccount, IdentityRole, string>(options)
{
    public DbSet<CaseRow> Cases => Set<CaseRow>();
    public DbSet<EventRow> Events => Set<EventRow>();
    public DbSet<CommandReceipt> Receipts => Set<CommandReceipt>();
    public DbSet<WorkItemRow> WorkItems => Set<WorkItemRow>();
    public DbSet<WorkItemCandidate> Candidates => Set<WorkItemCandidate>();
    public DbSet<TaskStampRow> TaskStamps => Set<TaskStampRow>();
    public DbSet<ScoreDraftRow> ScoreDrafts => Set<ScoreDraftRow>();
    public DbSet<TaskRunRow> TaskRuns => Set<TaskRunRow>();
    public DbSet<TaskRunItemRow> TaskRunItems => Set<TaskRunItemRow>();
    public DbSet<RequestRow> Requests => Set<RequestRow>();
    public DbSet<SavedFilterRow> SavedFilters => Set<SavedFilterRow>();
    public DbSet<CopyRow> Copies => Set<CopyRow>();
    public DbSet<FormRow> Forms => Set<FormRow>();
    public DbSet<FormVersionRow> FormVersions => Set<FormVersionRow>();
    public DbSet<AttachmentRow> Attachments => Set<AttachmentRow>();
    public DbSet<BlindCheckRow> BlindChecks => Set<BlindCheckRow>();
    public DbSet<BatchRow> Batches => Set<BatchRow>();
    public DbSet<BatchItemRow> BatchItems => Set<BatchItemRow>();
    public DbSet<RoundRow> Rounds => Set<RoundRow>();
    public DbSet<ProgrammeVersionRow> ProgrammeVersions => Set<ProgrammeVersionRow>();
    public DbSet<NumberSeriesRow> NumberSeries => Set<NumberSeriesRow>();
    public DbSet<IssuedNumberRow> IssuedNumbers => Set<IssuedNumberRow>();
    public DbSet<RecommendationSummaryRow> RecommendationSummaries => Set<RecommendationSummaryRow>();
    public DbSet<OrganizationRow> Organizations => Set<OrganizationRow>();
    public DbSet<ShareholderRow> Shareholders => Set<ShareholderRow>();
    public DbSet<GrantRow> Grants => Set<GrantRow>();
    public DbSet<SubstitutionRow> Substitutions => Set<SubstitutionRow>();
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<SettingRow> Settings => Set<SettingRow>();
    public DbSet<PhraseRow> Phrases => Set<PhraseRow>();
    public DbSet<ExpertRow> Experts => Set<ExpertRow>();
    public DbSet<EmploymentRow> Employments => Set<EmploymentRow>();
    public DbSet<RelationRow> Relations => Set<RelationRow>();
    public DbSet<SanctionRow> Sanctions => Set<SanctionRow>();
    public DbSet<ObjectionRow> Objections => Set<ObjectionRow>();
    public DbSet<DocumentRow> Documents => Set<DocumentRow>();
    public DbSet<CertificateRow> Certificates => Set<CertificateRow>();
    public DbSet<ObligationRow> Obligations => Set<ObligationRow>();
    public DbSet<DeadlineRow> Deadlines => Set<DeadlineRow>();
    public DbSet<CalendarDayRow> CalendarDays => Set<CalendarDayRow>();
    public DbSet<CalendarYearRow> CalendarYears => Set<CalendarYearRow>();
    public DbSet<CalendarProposalRow> CalendarProposals => Set<CalendarProposalRow>();
    public DbSet<CalendarMoveRow> CalendarMoves => Set<CalendarMoveRow>();
    public DbSet<MigrationPlanRow> Migrations => Set<MigrationPlanRow>();
    public DbSet<MigrationCaseRow> MigrationCases => Set<MigrationCaseRow>();
    public DbSet<RedCardRow> RedCards => Set<RedCardRow>();
    public DbSet<StageVisitRow> StageVisits => Set<StageVisitRow>();
    public DbSet<MessageRow> Messages => Set<MessageRow>();
    public DbSet<MessageReadRow> MessageReads => Set<MessageReadRow>();
    public DbSet<MessageTemplateRow> MessageTemplates => Set<MessageTemplateRow>();
    public DbSet<MessagePreferenceRow> MessagePreferences => Set<MessagePreferenceRow>();
    public DbSet<ChannelRow> Channels => Set<ChannelRow>();
    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    public DbSet<BudgetRow> Budgets => Set<BudgetRow>();
    public DbSet<ProviderRow> Providers => Set<ProviderRow>();
    public DbSet<ServiceRow> ProviderServices => Set<ServiceRow>();
    public DbSet<SchemeRow> VoucherSchemes => Set<SchemeRow>();
    public DbSet<VoucherApplicationRow> VoucherApplications => Set<VoucherApplicationRow>();
    public DbSet<VoucherRow> Vouchers => Set<VoucherRow>();
    public DbSet<OrderRow> Orders => Set<OrderRow>();
    public DbSet<OrderFileRow> OrderFiles => Set<OrderFileRow>();
    public DbSet<BankAccountRow> BankAccounts => Set<BankAccountRow>();
    public DbSet<PaymentRow> Payments => Set<PaymentRow>();
    public DbSet<BankResultRow> BankResults => Set<BankResultRow>();
    public DbSet<PayOrderRow> PayOrders => Set<PayOrderRow>();
    public DbSet<PayOrderFormatRow> PayOrderFormats => Set<PayOrderFormatRow>();
    public DbSet<RecoveryRow> Recoveries => Set<RecoveryRow>();
    public DbSet<InstalmentRow> RecoveryInstalments => Set<InstalmentRow>();
    public DbSet<ReceiptRow> RecoveryReceipts => Set<ReceiptRow>();
    public DbSet<CityRow> Cities => Set<CityRow>();
    public DbSet<ForeignOrderRow> ForeignOrders => Set<ForeignOrderRow>();
    public DbSet<InstrumentRow> Instruments => Set<InstrumentRow>();
    public DbSet<BookingRow> Bookings => Set<BookingRow>();
    public DbSet<CityMessageRow> CityMessages => Set<CityMessageRow>();
    public DbSet<ClearingRow> Clearings => Set<ClearingRow>();
    public DbSet<ClearingLineRow> ClearingLines => Set<ClearingLineRow>();
    public DbSet<AccountRow> Accounts => Set<AccountRow>();
    public DbSet<PostingRow> Postings => Set<PostingRow>();
    public DbSet<AuditRow> AuditLog => Set<AuditRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Instants are UTC ticks: SQLite can neither compare nor order DateTimeOffset.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<DateOnly>().HaveConversion<DayNumberConverter>();
        configurationBuilder.Properties<decimal>().HavePrecision(18, 6);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Innovation.Workflows.Cases.TaskStamps.Move(this);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Innovation.Workflows.Cases.TaskStamps.Move(this);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(WorkflowsDbContext).Assembly);
        Searching.SearchQueries.Map(builder, this is SqlServerDbContext);
    }
}

/// <summary>SQLite: the default, one file.</summary>
public sealed class SqliteDbContext(DbContextOptions<SqliteDbContext> options) : WorkflowsDbContext(options);

/// <summary>SQL Server: for several web nodes.</summary>
public sealed class SqlServerDbContext(DbContextOptions<SqlServerDbContext> options) : WorkflowsDbContext(options);
