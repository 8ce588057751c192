using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Innovation.Workflows.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TaskLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_WorkItems_State_DueAt",
                table: "WorkItems");

            migrationBuilder.DropIndex(
                name: "IX_WorkItemCandidates_Candidate",
                table: "WorkItemCandidates");

            migrationBuilder.DropIndex(
                name: "IX_WorkItemCandidates_Role",
                table: "WorkItemCandidates");

            migrationBuilder.AddColumn<bool>(
                name: "Answered",
                table: "WorkItems",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Area",
                table: "WorkItems",
                type: "TEXT",
                maxLength: 60,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ProgrammeCode",
                table: "WorkItems",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql("UPDATE WorkItems SET ProgrammeCode = (SELECT c.ProgrammeCode FROM Cases c WHERE c.Id = WorkItems.CaseId), Area = (SELECT c.Area FROM Cases c WHERE c.Id = WorkItems.CaseId);");
            migrationBuilder.Sql("UPDATE WorkItems SET Answered = 1 WHERE State = 'Open' AND Purpose = 'Decide' AND EXISTS (SELECT 1 FROM Deadlines d WHERE d.CaseId = WorkItems.CaseId AND d.StageId = WorkItems.StageId AND d.Purpose = 'Stage' AND d.ClosedAt IS NULL AND d.PausedOn IS NULL AND d.HeldUntil IS NOT NULL);");

            migrationBuilder.CreateIndex(
                name: "IX_WorkItems_TaskList",
                table: "WorkItems",
                columns: new[] { "State", "Held", "DueAt", "OpenedAt", "ClaimedBy", "Id", "ProgrammeCode", "StageId", "Area", "Answered" });

            migrationBuilder.CreateIndex(
                name: "IX_WorkItemCandidates_Candidate_WorkItemId",
                table: "WorkItemCandidates",
                columns: new[] { "Candidate", "WorkItemId" });

            migrationBuilder.CreateIndex(
                name: "IX_WorkItemCandidates_Role_WorkItemId",
                table: "WorkItemCandidates",
                columns: new[] { "Role", "WorkItemId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_WorkItems_TaskList",
                table: "WorkItems");

            migrationBuilder.DropIndex(
                name: "IX_WorkItemCandidates_Candidate_WorkItemId",
                table: "WorkItemCandidates");

            migrationBuilder.DropIndex(
                name: "IX_WorkItemCandidates_Role_WorkItemId",
                table: "WorkItemCandidates");

            migrationBuilder.DropColumn(
                name: "Answered",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "Area",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "ProgrammeCode",
                table: "WorkItems");

            migrationBuilder.CreateIndex(
                name: "IX_WorkItems_State_DueAt",
                table: "WorkItems",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_WorkItemCandidates_Candidate",
                table: "WorkItemCandidates",
                column: "Candidate");

            migrationBuilder.CreateIndex(
                name: "IX_WorkItemCandidates_Role",
                table: "WorkItemCandidates",
                column: "Role");
        }
    }
}
