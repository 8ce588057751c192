using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Innovation.Workflows.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class BlindChecks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "BlindChecks",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    CaseId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    AttachmentId = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    NamesKey = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Findings = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    CopySha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    ScannedAt = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    DecidedBy = table.Column<string>(type: "nvarchar(36)", maxLength: 36, nullable: true),
                    DecidedByName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: true),
                    Revision = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BlindChecks", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BlindChecks_AttachmentId_NamesKey",
                table: "BlindChecks",
                columns: new[] { "AttachmentId", "NamesKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BlindChecks_CaseId",
                table: "BlindChecks",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_BlindChecks_Sha256_NamesKey",
                table: "BlindChecks",
                columns: new[] { "Sha256", "NamesKey" });

            migrationBuilder.CreateIndex(
                name: "IX_BlindChecks_State_CaseId",
                table: "BlindChecks",
                columns: new[] { "State", "CaseId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BlindChecks");
        }
    }
}
