using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Innovation.Workflows.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ScoreDrafts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ScoreDrafts",
                columns: table => new
                {
                    WorkItemId = table.Column<string>(type: "nvarchar(44)", maxLength: 44, nullable: false),
                    UserId = table.Column<string>(type: "nvarchar(36)", maxLength: 36, nullable: false),
                    Values = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Comment = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    SavedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScoreDrafts", x => new { x.WorkItemId, x.UserId });
                    table.ForeignKey(
                        name: "FK_ScoreDrafts_WorkItems_WorkItemId",
                        column: x => x.WorkItemId,
                        principalTable: "WorkItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ScoreDrafts");
        }
    }
}
