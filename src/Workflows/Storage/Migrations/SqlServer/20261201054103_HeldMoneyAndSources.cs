using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Innovation.Workflows.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class HeldMoneyAndSources : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Payments_PayeeId_SourceFact",
                table: "Payments");

            migrationBuilder.AddColumn<string>(
                name: "HandlerId",
                table: "VoucherOrders",
                type: "nvarchar(36)",
                maxLength: 36,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HandlerName",
                table: "VoucherOrders",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Reversed",
                table: "VoucherOrders",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "DecidedOn",
                table: "Sanctions",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "EnteredAt",
                table: "Sanctions",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EnteredBy",
                table: "Sanctions",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "LiftReason",
                table: "Sanctions",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LiftedAt",
                table: "Sanctions",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LiftedBy",
                table: "Sanctions",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "Sanctions",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "FactKey",
                table: "Payments",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "HoldReleaseReason",
                table: "Payments",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HoldReleasedBy",
                table: "Payments",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "PassesInserted",
                table: "Migrations",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "ReconsiderationDueAt",
                table: "Cases",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Payments_PayeeId_FactKey",
                table: "Payments",
                columns: new[] { "PayeeId", "FactKey" });

            migrationBuilder.CreateIndex(
                name: "IX_Cases_ReconsiderationDueAt",
                table: "Cases",
                column: "ReconsiderationDueAt");

            // What is written already is folded as Funds.Payments.SourceFacts.Key folds it, and recoveries that stand lower what was redeemed.
            migrationBuilder.Sql($"UPDATE Payments SET FactKey = {Folded("SourceFact")};");
            migrationBuilder.Sql("UPDATE VoucherOrders SET Reversed = COALESCE((SELECT SUM(r.Amount) FROM Recoveries r WHERE r.SubjectId = VoucherOrders.Id AND r.Status <> 'Decided'), 0);");
        }

        private static string Folded(string column)
        {
            var text = $"REPLACE(REPLACE({column}, ' ', ''), N'　', '')";
            for (var c = '\uFF02'; c <= '\uFF5E'; c++)
                if (c != '\uFF07') text = $"REPLACE({text}, N'{c}', '{(char)(c - 0xFEE0)}')";
            foreach (var (from, to) in new[] { ('〔', '('), ('[', '('), ('【', '('), ('〕', ')'), (']', ')'), ('】', ')'), ('—', '-'), ('–', '-') }) text = $"REPLACE({text}, N'{from}', '{to}')";
            return $"UPPER({text})";
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Payments_PayeeId_FactKey",
                table: "Payments");

            migrationBuilder.DropIndex(
                name: "IX_Cases_ReconsiderationDueAt",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "HandlerId",
                table: "VoucherOrders");

            migrationBuilder.DropColumn(
                name: "HandlerName",
                table: "VoucherOrders");

            migrationBuilder.DropColumn(
                name: "Reversed",
                table: "VoucherOrders");

            migrationBuilder.DropColumn(
                name: "DecidedOn",
                table: "Sanctions");

            migrationBuilder.DropColumn(
                name: "EnteredAt",
                table: "Sanctions");

            migrationBuilder.DropColumn(
                name: "EnteredBy",
                table: "Sanctions");

            migrationBuilder.DropColumn(
                name: "LiftReason",
                table: "Sanctions");

            migrationBuilder.DropColumn(
                name: "LiftedAt",
                table: "Sanctions");

            migrationBuilder.DropColumn(
                name: "LiftedBy",
                table: "Sanctions");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "Sanctions");

            migrationBuilder.DropColumn(
                name: "FactKey",
                table: "Payments");

            migrationBuilder.DropColumn(
                name: "HoldReleaseReason",
                table: "Payments");

            migrationBuilder.DropColumn(
                name: "HoldReleasedBy",
                table: "Payments");

            migrationBuilder.DropColumn(
                name: "PassesInserted",
                table: "Migrations");

            migrationBuilder.DropColumn(
                name: "ReconsiderationDueAt",
                table: "Cases");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_PayeeId_SourceFact",
                table: "Payments",
                columns: new[] { "PayeeId", "SourceFact" });
        }
    }
}
