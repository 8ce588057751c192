using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Innovation.Workflows.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class TaskStamps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "TaskStamps",
                columns: table => new
                {
                    Shard = table.Column<int>(type: "int", nullable: false),
                    Stamp = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TaskStamps", x => x.Shard);
                });

            migrationBuilder.InsertData(
                table: "TaskStamps",
                columns: new[] { "Shard", "Stamp" },
                values: new object[,]
                {
                    { 0, "" },
                    { 1, "" },
                    { 2, "" },
                    { 3, "" },
                    { 4, "" },
                    { 5, "" },
                    { 6, "" },
                    { 7, "" },
                    { 8, "" },
                    { 9, "" },
                    { 10, "" },
                    { 11, "" },
                    { 12, "" },
                    { 13, "" },
                    { 14, "" },
                    { 15, "" }
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TaskStamps");
        }
    }
}
