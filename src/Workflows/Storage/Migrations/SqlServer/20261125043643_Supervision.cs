using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Innovation.Workflows.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Supervision : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Holder",
                table: "WorkItems",
                type: "nvarchar(80)",
                maxLength: 80,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Revision",
                table: "CalendarYears",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "CalendarMoves",
                columns: table => new
                {
                    ProposalId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    CaseId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Deadline = table.Column<int>(type: "int", nullable: false),
                    StageName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    OldDueAt = table.Column<long>(type: "bigint", nullable: true),
                    NewDueAt = table.Column<long>(type: "bigint", nullable: true),
                    Error = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarMoves", x => new { x.ProposalId, x.CaseId, x.Deadline });
                });

            migrationBuilder.CreateTable(
                name: "CalendarProposals",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Year = table.Column<int>(type: "int", nullable: false),
                    Days = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Basis = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    State = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    AuthorId = table.Column<string>(type: "nvarchar(36)", maxLength: 36, nullable: false),
                    AuthorName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DecidedBy = table.Column<string>(type: "nvarchar(36)", maxLength: 36, nullable: true),
                    DecidedByName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Cursor = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Checked = table.Column<int>(type: "int", nullable: false),
                    Moved = table.Column<int>(type: "int", nullable: false),
                    Failed = table.Column<int>(type: "int", nullable: false),
                    FinishedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarProposals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RedCards",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(44)", maxLength: 44, nullable: false),
                    CaseId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Deadline = table.Column<int>(type: "int", nullable: false),
                    Activation = table.Column<int>(type: "int", nullable: false),
                    ProgrammeCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    StageId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    StageName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    RaisedAt = table.Column<long>(type: "bigint", nullable: false),
                    Handler = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: true),
                    PromisedOn = table.Column<int>(type: "int", nullable: true),
                    Note = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    AnsweredAt = table.Column<long>(type: "bigint", nullable: true),
                    AnsweredByName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    SettledAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RedCards", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StageVisits",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(44)", maxLength: 44, nullable: false),
                    CaseId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Activation = table.Column<int>(type: "int", nullable: false),
                    ProgrammeCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    StageId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    EnteredAt = table.Column<long>(type: "bigint", nullable: false),
                    LeftAt = table.Column<long>(type: "bigint", nullable: true),
                    Outcome = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    Cause = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    Returned = table.Column<bool>(type: "bit", nullable: false),
                    SupplementRounds = table.Column<int>(type: "int", nullable: false),
                    Overdue = table.Column<bool>(type: "bit", nullable: false),
                    Holds = table.Column<int>(type: "int", nullable: false),
                    HeldSince = table.Column<int>(type: "int", nullable: true),
                    HeldDays = table.Column<int>(type: "int", nullable: false),
                    Days = table.Column<int>(type: "int", nullable: true),
                    TotalDays = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StageVisits", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_WorkItems_Supervision",
                table: "WorkItems",
                columns: new[] { "State", "ProgrammeCode", "StageId", "Holder", "Held", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_CalendarProposals_State_FinishedAt",
                table: "CalendarProposals",
                columns: new[] { "State", "FinishedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_RedCards_CaseId",
                table: "RedCards",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_RedCards_ProgrammeCode_SettledAt_RaisedAt",
                table: "RedCards",
                columns: new[] { "ProgrammeCode", "SettledAt", "RaisedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_StageVisits_CaseId",
                table: "StageVisits",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_StageVisits_Figures",
                table: "StageVisits",
                columns: new[] { "ProgrammeCode", "LeftAt", "StageId", "Days", "TotalDays", "Returned", "SupplementRounds", "Overdue" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CalendarMoves");

            migrationBuilder.DropTable(
                name: "CalendarProposals");

            migrationBuilder.DropTable(
                name: "RedCards");

            migrationBuilder.DropTable(
                name: "StageVisits");

            migrationBuilder.DropIndex(
                name: "IX_WorkItems_Supervision",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "Holder",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "CalendarYears");
        }
    }
}
