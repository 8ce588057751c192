using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Innovation.Workflows.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Funds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "BankAccounts",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    OrganizationId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    AccountName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    ProtectedNumber = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    LastFour = table.Column<string>(type: "nvarchar(4)", maxLength: 4, nullable: false),
                    BankName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    BankCode = table.Column<string>(type: "nvarchar(12)", maxLength: 12, nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    Sequence = table.Column<int>(type: "int", nullable: false),
                    HeadHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankAccounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BankResults",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    PaymentId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Attempt = table.Column<int>(type: "int", nullable: false),
                    Paid = table.Column<bool>(type: "bit", nullable: false),
                    On = table.Column<int>(type: "int", nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankResults", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Budgets",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Year = table.Column<int>(type: "int", nullable: false),
                    Item = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Basis = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Sequence = table.Column<int>(type: "int", nullable: false),
                    HeadHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Budgets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LedgerAccounts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    BudgetId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    VoucherId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    SubjectId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    OrganizationId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    Debits = table.Column<long>(type: "bigint", nullable: false),
                    Credits = table.Column<long>(type: "bigint", nullable: false),
                    Revision = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LedgerAccounts", x => x.Id);
                    table.CheckConstraint("CK_LedgerAccounts_NeverNegative", "[Kind] = 'Source' OR [Credits] >= [Debits]");
                    table.CheckConstraint("CK_LedgerAccounts_Totals", "[Credits] >= 0 AND [Debits] >= 0");
                });

            migrationBuilder.CreateTable(
                name: "PayOrderFormats",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Header = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    Line = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    Footer = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    Separator = table.Column<string>(type: "nvarchar(5)", maxLength: 5, nullable: false),
                    Gb18030 = table.Column<bool>(type: "bit", nullable: false),
                    Sequence = table.Column<int>(type: "int", nullable: false),
                    HeadHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PayOrderFormats", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PayOrders",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Number = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Format = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    CreatedBy = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Count = table.Column<int>(type: "int", nullable: false),
                    Total = table.Column<long>(type: "bigint", nullable: false),
                    ProtectedContent = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Sequence = table.Column<int>(type: "int", nullable: false),
                    HeadHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PayOrders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Payments",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Number = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    BusinessKey = table.Column<string>(type: "nvarchar(220)", maxLength: 220, nullable: false),
                    LiveKey = table.Column<string>(type: "nvarchar(220)", maxLength: 220, nullable: true),
                    SubjectId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    ProgrammeCode = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    VoucherId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    BudgetId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    PayeeId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    PayeeName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    Entitled = table.Column<long>(type: "bigint", nullable: false),
                    PolicyItem = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    SourceFact = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Frozen = table.Column<bool>(type: "bit", nullable: false),
                    FreezeReason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    RequestedBy = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    RequestedAt = table.Column<long>(type: "bigint", nullable: false),
                    CheckedBy = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    ApprovedBy = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Attempt = table.Column<int>(type: "int", nullable: false),
                    PayOrderId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    PaidOn = table.Column<int>(type: "int", nullable: true),
                    BankReference = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    ReturnReason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    CancelReason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    SupersedesId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    Sequence = table.Column<int>(type: "int", nullable: false),
                    HeadHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Payments", x => x.Id);
                    table.CheckConstraint("CK_Payments_Amount", "[Amount] > 0");
                });

            migrationBuilder.CreateTable(
                name: "Providers",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    OrganizationId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    City = table.Column<string>(type: "nvarchar(30)", maxLength: 30, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Uscc = table.Column<string>(type: "nvarchar(18)", maxLength: 18, nullable: false),
                    LegalRepresentative = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false),
                    Qualifications = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    AppliedAt = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: true),
                    ExaminedBy = table.Column<string>(type: "nvarchar(36)", maxLength: 36, nullable: true),
                    From = table.Column<int>(type: "int", nullable: true),
                    Until = table.Column<int>(type: "int", nullable: true),
                    Ratings = table.Column<int>(type: "int", nullable: false),
                    RatingSum = table.Column<int>(type: "int", nullable: false),
                    Sequence = table.Column<int>(type: "int", nullable: false),
                    HeadHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Providers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Recoveries",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Number = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    PaymentId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    SubjectId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    DebtorId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    DebtorName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    Received = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    DueOn = table.Column<int>(type: "int", nullable: false),
                    DecidedBy = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: false),
                    ConfirmedBy = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    DocumentId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Sequence = table.Column<int>(type: "int", nullable: false),
                    HeadHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Recoveries", x => x.Id);
                    table.CheckConstraint("CK_Recoveries_Received", "[Received] >= 0 AND [Received] <= [Amount]");
                });

            migrationBuilder.CreateTable(
                name: "VoucherApplications",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    SchemeId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    OrganizationId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    OrganizationName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    Plan = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    SubmittedAt = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    CheckedBy = table.Column<string>(type: "nvarchar(36)", maxLength: 36, nullable: true),
                    CheckedByName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    VoucherId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    Sequence = table.Column<int>(type: "int", nullable: false),
                    HeadHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VoucherApplications", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "VoucherOrderFiles",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    OrderId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    ContentType = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    UploadedAt = table.Column<long>(type: "bigint", nullable: false),
                    UploadedByName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VoucherOrderFiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "VoucherOrders",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Number = table.Column<string>(type: "nvarchar(30)", maxLength: 30, nullable: false),
                    SchemeId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    BudgetId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    VoucherId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    EnterpriseId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    EnterpriseName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    ProviderId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    ProviderOrganizationId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    ProviderName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    City = table.Column<string>(type: "nvarchar(30)", maxLength: 30, nullable: false),
                    ServiceId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    ServiceName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    ServiceType = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Contract = table.Column<long>(type: "bigint", nullable: false),
                    Deduction = table.Column<long>(type: "bigint", nullable: false),
                    DeliverBy = table.Column<int>(type: "int", nullable: false),
                    Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: true),
                    Escalated = table.Column<bool>(type: "bit", nullable: false),
                    HeldReason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    AuditNote = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Delivery = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    InvoiceNumber = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true),
                    InvoiceAmount = table.Column<long>(type: "bigint", nullable: true),
                    Redeemed = table.Column<long>(type: "bigint", nullable: true),
                    AuditedBy = table.Column<string>(type: "nvarchar(36)", maxLength: 36, nullable: true),
                    SpotDrawnAt = table.Column<long>(type: "bigint", nullable: true),
                    SpotPassed = table.Column<bool>(type: "bit", nullable: true),
                    Stars = table.Column<int>(type: "int", nullable: true),
                    StarsComment = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    PlacedAt = table.Column<long>(type: "bigint", nullable: false),
                    RedeemedAt = table.Column<long>(type: "bigint", nullable: true),
                    Sequence = table.Column<int>(type: "int", nullable: false),
                    HeadHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VoucherOrders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "VoucherSchemes",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Year = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    BudgetId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Cap = table.Column<long>(type: "bigint", nullable: false),
                    Percent = table.Column<decimal>(type: "decimal(18,6)", precision: 18, scale: 6, nullable: false),
                    ValidMonths = table.Column<int>(type: "int", nullable: false),
                    GrantDays = table.Column<int>(type: "int", nullable: false),
                    LockDays = table.Column<int>(type: "int", nullable: false),
                    ConfirmDays = table.Column<int>(type: "int", nullable: false),
                    RedeemDays = table.Column<int>(type: "int", nullable: false),
                    AuditDays = table.Column<int>(type: "int", nullable: false),
                    NoticeDays = table.Column<int>(type: "int", nullable: false),
                    PayoutDays = table.Column<int>(type: "int", nullable: false),
                    RelatedPercent = table.Column<decimal>(type: "decimal(18,6)", precision: 18, scale: 6, nullable: false),
                    SpotPercent = table.Column<decimal>(type: "decimal(18,6)", precision: 18, scale: 6, nullable: false),
                    BarYears = table.Column<int>(type: "int", nullable: false),
                    Open = table.Column<bool>(type: "bit", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Sequence = table.Column<int>(type: "int", nullable: false),
                    HeadHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VoucherSchemes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Vouchers",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Code = table.Column<string>(type: "nvarchar(30)", maxLength: 30, nullable: false),
                    PublicId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    SchemeId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    BudgetId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    OrganizationId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    OrganizationName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Face = table.Column<long>(type: "bigint", nullable: false),
                    GrantedAt = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Sequence = table.Column<int>(type: "int", nullable: false),
                    HeadHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Vouchers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LedgerPostings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    FromId = table.Column<long>(type: "bigint", nullable: false),
                    ToId = table.Column<long>(type: "bigint", nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    StreamId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Sequence = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    ReversalOf = table.Column<long>(type: "bigint", nullable: true),
                    Summary = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LedgerPostings", x => x.Id);
                    table.CheckConstraint("CK_LedgerPostings_Amount", "[Amount] > 0");
                    table.CheckConstraint("CK_LedgerPostings_TwoAccounts", "[FromId] <> [ToId]");
                    table.ForeignKey(
                        name: "FK_LedgerPostings_LedgerAccounts_FromId",
                        column: x => x.FromId,
                        principalTable: "LedgerAccounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LedgerPostings_LedgerAccounts_ToId",
                        column: x => x.ToId,
                        principalTable: "LedgerAccounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProviderServices",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    ProviderId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Type = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Description = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    Price = table.Column<long>(type: "bigint", nullable: false),
                    Unit = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Statutory = table.Column<bool>(type: "bit", nullable: false),
                    Offered = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProviderServices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProviderServices_Providers_ProviderId",
                        column: x => x.ProviderId,
                        principalTable: "Providers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RecoveryInstalments",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    RecoveryId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    DueOn = table.Column<int>(type: "int", nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecoveryInstalments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RecoveryInstalments_Recoveries_RecoveryId",
                        column: x => x.RecoveryId,
                        principalTable: "Recoveries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RecoveryReceipts",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    RecoveryId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    ReceivedOn = table.Column<int>(type: "int", nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    BankReference = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecoveryReceipts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RecoveryReceipts_Recoveries_RecoveryId",
                        column: x => x.RecoveryId,
                        principalTable: "Recoveries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BankAccounts_OrganizationId",
                table: "BankAccounts",
                column: "OrganizationId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BankResults_PaymentId_Paid_Reference",
                table: "BankResults",
                columns: new[] { "PaymentId", "Paid", "Reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Budgets_Year_Item",
                table: "Budgets",
                columns: new[] { "Year", "Item" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LedgerAccounts_BudgetId_Kind",
                table: "LedgerAccounts",
                columns: new[] { "BudgetId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_LedgerAccounts_Key",
                table: "LedgerAccounts",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LedgerAccounts_OrganizationId",
                table: "LedgerAccounts",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerAccounts_SubjectId",
                table: "LedgerAccounts",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerAccounts_VoucherId",
                table: "LedgerAccounts",
                column: "VoucherId");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPostings_FromId_Id",
                table: "LedgerPostings",
                columns: new[] { "FromId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPostings_Key",
                table: "LedgerPostings",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPostings_ReversalOf",
                table: "LedgerPostings",
                column: "ReversalOf",
                unique: true,
                filter: "[ReversalOf] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPostings_StreamId_Sequence",
                table: "LedgerPostings",
                columns: new[] { "StreamId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_LedgerPostings_ToId_Id",
                table: "LedgerPostings",
                columns: new[] { "ToId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_PayOrderFormats_Name",
                table: "PayOrderFormats",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PayOrders_Number",
                table: "PayOrders",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Payments_LiveKey",
                table: "Payments",
                column: "LiveKey",
                unique: true,
                filter: "[LiveKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_Number",
                table: "Payments",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Payments_PayOrderId",
                table: "Payments",
                column: "PayOrderId");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_PayeeId_SourceFact",
                table: "Payments",
                columns: new[] { "PayeeId", "SourceFact" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_Status_Number",
                table: "Payments",
                columns: new[] { "Status", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_SubjectId",
                table: "Payments",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_ProviderServices_ProviderId",
                table: "ProviderServices",
                column: "ProviderId");

            migrationBuilder.CreateIndex(
                name: "IX_ProviderServices_Type_Offered",
                table: "ProviderServices",
                columns: new[] { "Type", "Offered" });

            migrationBuilder.CreateIndex(
                name: "IX_Providers_City_Uscc",
                table: "Providers",
                columns: new[] { "City", "Uscc" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Providers_OrganizationId",
                table: "Providers",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_Recoveries_DebtorId",
                table: "Recoveries",
                column: "DebtorId");

            migrationBuilder.CreateIndex(
                name: "IX_Recoveries_Number",
                table: "Recoveries",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Recoveries_Status_DueOn",
                table: "Recoveries",
                columns: new[] { "Status", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Recoveries_SubjectId",
                table: "Recoveries",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_RecoveryInstalments_DueOn",
                table: "RecoveryInstalments",
                column: "DueOn");

            migrationBuilder.CreateIndex(
                name: "IX_RecoveryInstalments_RecoveryId",
                table: "RecoveryInstalments",
                column: "RecoveryId");

            migrationBuilder.CreateIndex(
                name: "IX_RecoveryReceipts_BankReference",
                table: "RecoveryReceipts",
                column: "BankReference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RecoveryReceipts_RecoveryId",
                table: "RecoveryReceipts",
                column: "RecoveryId");

            migrationBuilder.CreateIndex(
                name: "IX_VoucherApplications_SchemeId_OrganizationId",
                table: "VoucherApplications",
                columns: new[] { "SchemeId", "OrganizationId" });

            migrationBuilder.CreateIndex(
                name: "IX_VoucherApplications_Status",
                table: "VoucherApplications",
                column: "Status");

            migrationBuilder.CreateIndex(
                name: "IX_VoucherOrderFiles_OrderId",
                table: "VoucherOrderFiles",
                column: "OrderId");

            migrationBuilder.CreateIndex(
                name: "IX_VoucherOrders_City_RedeemedAt",
                table: "VoucherOrders",
                columns: new[] { "City", "RedeemedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_VoucherOrders_EnterpriseId_PlacedAt",
                table: "VoucherOrders",
                columns: new[] { "EnterpriseId", "PlacedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_VoucherOrders_InvoiceNumber",
                table: "VoucherOrders",
                column: "InvoiceNumber",
                unique: true,
                filter: "[InvoiceNumber] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_VoucherOrders_Number",
                table: "VoucherOrders",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_VoucherOrders_ProviderOrganizationId_PlacedAt",
                table: "VoucherOrders",
                columns: new[] { "ProviderOrganizationId", "PlacedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_VoucherOrders_Status_DueAt",
                table: "VoucherOrders",
                columns: new[] { "Status", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_VoucherOrders_VoucherId",
                table: "VoucherOrders",
                column: "VoucherId");

            migrationBuilder.CreateIndex(
                name: "IX_VoucherSchemes_Year_Name",
                table: "VoucherSchemes",
                columns: new[] { "Year", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Vouchers_Code",
                table: "Vouchers",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Vouchers_OrganizationId",
                table: "Vouchers",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_Vouchers_PublicId",
                table: "Vouchers",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Vouchers_Status_ExpiresAt",
                table: "Vouchers",
                columns: new[] { "Status", "ExpiresAt" });

            // A posting is never changed and never deleted; a mistake is answered by a reversal.
            migrationBuilder.Sql("EXEC(N'CREATE TRIGGER TR_LedgerPostings_Immutable ON LedgerPostings AFTER UPDATE, DELETE AS BEGIN THROW 51000, ''postings are immutable'', 1; END')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BankAccounts");

            migrationBuilder.DropTable(
                name: "BankResults");

            migrationBuilder.DropTable(
                name: "Budgets");

            migrationBuilder.DropTable(
                name: "LedgerPostings");

            migrationBuilder.DropTable(
                name: "PayOrderFormats");

            migrationBuilder.DropTable(
                name: "PayOrders");

            migrationBuilder.DropTable(
                name: "Payments");

            migrationBuilder.DropTable(
                name: "ProviderServices");

            migrationBuilder.DropTable(
                name: "RecoveryInstalments");

            migrationBuilder.DropTable(
                name: "RecoveryReceipts");

            migrationBuilder.DropTable(
                name: "VoucherApplications");

            migrationBuilder.DropTable(
                name: "VoucherOrderFiles");

            migrationBuilder.DropTable(
                name: "VoucherOrders");

            migrationBuilder.DropTable(
                name: "VoucherSchemes");

            migrationBuilder.DropTable(
                name: "Vouchers");

            migrationBuilder.DropTable(
                name: "LedgerAccounts");

            migrationBuilder.DropTable(
                name: "Providers");

            migrationBuilder.DropTable(
                name: "Recoveries");
        }
    }
}
