using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Innovation.Workflows.Storage.Migrations.Sqlite
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
                    Id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    AttachmentId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    NamesKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Findings = table.Column<string>(type: "TEXT", nullable: false),
                    CopySha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ScannedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 36, nullable: true),
                    DecidedByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
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
