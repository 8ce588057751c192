using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Innovation.Workflows.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Cities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ClaimedBy",
                table: "VoucherOrders",
                type: "TEXT",
                maxLength: 36,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ClearingId",
                table: "VoucherOrders",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TheirId",
                table: "ProviderServices",
                type: "TEXT",
                maxLength: 32,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ClearingId",
                table: "Payments",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CityMessages",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    CityId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    SubjectId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAt = table.Column<long>(type: "INTEGER", nullable: true),
                    AnsweredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Problem = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CityMessages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ClearingLines",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ClearingId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    OrderId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    ProviderUscc = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    ProviderName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: true),
                    RedeemedOn = table.Column<int>(type: "INTEGER", nullable: true),
                    TheirAmount = table.Column<long>(type: "INTEGER", nullable: true),
                    TheirProviderUscc = table.Column<string>(type: "TEXT", maxLength: 18, nullable: true),
                    HeldReason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Difference = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClearingLines", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Clearings",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    CityId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    City = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Quarter = table.Column<int>(type: "INTEGER", nullable: false),
                    Ours = table.Column<bool>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Total = table.Column<long>(type: "INTEGER", nullable: false),
                    Differences = table.Column<int>(type: "INTEGER", nullable: false),
                    ComparedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ComparedWith = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    AnnouncedOn = table.Column<int>(type: "INTEGER", nullable: true),
                    SettledOn = table.Column<int>(type: "INTEGER", nullable: true),
                    BankReference = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    HeadHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Clearings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ForeignOrders",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    CityId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    City = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    TheirId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    TheirSequence = table.Column<int>(type: "INTEGER", nullable: false),
                    EnterpriseName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    EnterpriseUscc = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    ProviderId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    OrganizationId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ProviderUscc = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    ProviderName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ServiceName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Contract = table.Column<long>(type: "INTEGER", nullable: false),
                    Deduction = table.Column<long>(type: "INTEGER", nullable: false),
                    DeliverBy = table.Column<int>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    InvoiceNumber = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Redeemed = table.Column<long>(type: "INTEGER", nullable: true),
                    RedeemedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PendingAct = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Refusal = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ClearingId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    HeadHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ForeignOrders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PartnerCities",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    PayeeId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    LinkCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Endpoint = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ProtectedSecret = table.Column<string>(type: "TEXT", nullable: true),
                    Active = table.Column<bool>(type: "INTEGER", nullable: false),
                    ListedOn = table.Column<int>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    HeadHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PartnerCities", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_VoucherOrders_ClearingId",
                table: "VoucherOrders",
                column: "ClearingId");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_ClearingId",
                table: "Payments",
                column: "ClearingId");

            migrationBuilder.CreateIndex(
                name: "IX_CityMessages_CityId_CreatedAt",
                table: "CityMessages",
                columns: new[] { "CityId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_CityMessages_NextAt",
                table: "CityMessages",
                column: "NextAt");

            migrationBuilder.CreateIndex(
                name: "IX_CityMessages_SubjectId",
                table: "CityMessages",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_ClearingLines_ClearingId_Number",
                table: "ClearingLines",
                columns: new[] { "ClearingId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Clearings_CityId_Year_Quarter_Ours",
                table: "Clearings",
                columns: new[] { "CityId", "Year", "Quarter", "Ours" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Clearings_Number",
                table: "Clearings",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ForeignOrders_CityId_RedeemedAt",
                table: "ForeignOrders",
                columns: new[] { "CityId", "RedeemedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ForeignOrders_CityId_TheirId",
                table: "ForeignOrders",
                columns: new[] { "CityId", "TheirId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ForeignOrders_ClearingId",
                table: "ForeignOrders",
                column: "ClearingId");

            migrationBuilder.CreateIndex(
                name: "IX_ForeignOrders_OrganizationId_ReceivedAt",
                table: "ForeignOrders",
                columns: new[] { "OrganizationId", "ReceivedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PartnerCities_LinkCode",
                table: "PartnerCities",
                column: "LinkCode",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PartnerCities_Name",
                table: "PartnerCities",
                column: "Name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CityMessages");

            migrationBuilder.DropTable(
                name: "ClearingLines");

            migrationBuilder.DropTable(
                name: "Clearings");

            migrationBuilder.DropTable(
                name: "ForeignOrders");

            migrationBuilder.DropTable(
                name: "PartnerCities");

            migrationBuilder.DropIndex(
                name: "IX_VoucherOrders_ClearingId",
                table: "VoucherOrders");

            migrationBuilder.DropIndex(
                name: "IX_Payments_ClearingId",
                table: "Payments");

            migrationBuilder.DropColumn(
                name: "ClaimedBy",
                table: "VoucherOrders");

            migrationBuilder.DropColumn(
                name: "ClearingId",
                table: "VoucherOrders");

            migrationBuilder.DropColumn(
                name: "TheirId",
                table: "ProviderServices");

            migrationBuilder.DropColumn(
                name: "ClearingId",
                table: "Payments");
        }
    }
}
