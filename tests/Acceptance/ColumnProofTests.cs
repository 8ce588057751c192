using System.Globalization;
using Innovation.Web.Startup;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Budgets;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Verification;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Innovation.Acceptance;

/// <summary>Somebody opens the database by hand: whatever column is said to be proved, <c>verify</c> finds the change.</summary>
public sealed class ColumnProofTests
{
    /// <summary>Rebuilt by a rule of their own, which does not name columns.</summary>
    private static readonly Type[] ByRule = [typeof(NumberSeriesRow), typeof(IssuedNumberRow), typeof(ObligationRow), typeof(AccountRow), typeof(PostingRow)];

    [Fact]
    public void Somebody_has_thought_about_every_column()
    {
        using var db = new SqliteDbContext(new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite("Data Source=:memory:").Options);
        var silent = db.Model.GetEntityTypes().SelectMany(t => t.GetProperties()).Where(c => ColumnProofs.Of(c) is null).Select(c => $"{c.DeclaringType.ClrType.Name}.{c.Name}").ToList();
        Assert.True(silent.Count == 0, "say in ColumnProofs what proves these columns:\n" + string.Join('\n', silent));
    }

    [Fact]
    public async Task Each_proved_column_of_a_case_is_changed_once_and_the_change_is_found()
    {
        await using var site = await Site.StartAsync();
        var walk = await LivedAsync(site);
        await WholeWayTests.VerifyAsync(site);
        await using var hand = await Hand.OpenAsync(site);
        var unfound = new List<string>();
        foreach (var type in Proved(hand.Model).Where(t => !typeof(IFundStream).IsAssignableFrom(t.ClrType)))
        {
            var columns = type.GetProperties().Where(c => ColumnProofs.Of(c)!.Proof != ColumnProof.NotDerived).ToList();
            // The differences of one row are told column by column, so that they can be changed together, but for those by which the row is found.
            var together = columns.Where(c => ColumnProofs.Of(c)!.Proof == ColumnProof.Rebuilt && !Finds(c) && !ByRule.Contains(type.ClrType)).ToList();
            if (together.Count > 0)
            {
                var report = await hand.ChangeAsync(type, together, () => ReportAsync(site));
                unfound.AddRange(together.Where(c => !report.Contains($" {c.Name} 是“", StringComparison.Ordinal)).Select(c => $"{type.ClrType.Name}.{c.Name}"));
            }

            foreach (var column in columns.Except(together))
                if (!(await hand.ChangeAsync(type, [column], () => ReportAsync(site))).Contains("不符", StringComparison.Ordinal)) unfound.Add($"{type.ClrType.Name}.{column.Name}");
        }

        // Each column of a row of money moves its seal (FundSealTests); here a row of each kind that there is.
        foreach (var type in Proved(hand.Model).Where(t => t.ClrType == typeof(BudgetRow) || t.ClrType == typeof(VoucherRow) || t.ClrType == typeof(OrderRow) || t.ClrType == typeof(ProviderRow)))
            if (!(await hand.ChangeAsync(type, [type.GetProperties().First(c => c.Name is "Face" or "Basis" or "Contract" or "Qualifications")], () => ReportAsync(site))).Contains("内容与最后一次办理时记入事件的不同", StringComparison.Ordinal)) unfound.Add(type.ClrType.Name);
        Assert.True(unfound.Count == 0, "changed by hand and not found:\n" + string.Join('\n', unfound));
        await WholeWayTests.VerifyAsync(site);
        Assert.NotNull(walk.Id);
    }

    [Fact]
    public async Task The_changes_of_the_report_are_found_and_the_page_and_its_twin_say_one_thing()
    {
        await using var site = await Site.StartAsync();
        var walk = await LivedAsync(site);
        await using var hand = await Hand.OpenAsync(site);
        await FoundAsync("UPDATE WorkItems SET Total = '95' WHERE Purpose = 'Score' AND CaseId = $case", "Total 是“95”");
        await FoundAsync("UPDATE WorkItems SET \"Values\" = '{\"scores\":{}}' WHERE Purpose = 'Score' AND CaseId = $case", "Values 是“");
        await FoundAsync("DELETE FROM WorkItems WHERE Id IN (SELECT Id FROM WorkItems WHERE Purpose = 'Score' AND CaseId = $case LIMIT 1)", "少了一条任务");
        await FoundAsync("UPDATE Cases SET Score = '99' WHERE Id = $case", "Score 是“99”");
        await FoundAsync("UPDATE Deadlines SET DueAt = DueAt + 864000000000 WHERE CaseId = $case", "DueAt 是“");
        await FoundAsync("UPDATE Certificates SET OrganizationName = '冒名单位' WHERE CaseId = $case", "OrganizationName 是“冒名单位”");

        // The paper decides what is said to the public, whatever the register was changed to.
        await hand.RunAsync("UPDATE Certificates SET OrganizationName = '冒名单位'", walk.Id);
        string id;
        await using (var db = site.Get<IDbContexts>().Create()) id = await db.Certificates.Where(c => c.CaseId == walk.Id).Select(c => c.DocumentId).SingleAsync();
        var holder = (string)(await site.GetAsync(null, $"/api/v1/documents/{id}/verification")).Ok()["organizationName"]!;
        using var visitor = new Browser(site);
        foreach (var page in (string[])[$"/verify/{id}", "/results"])
        {
            await visitor.GoAsync(page);
            Assert.Contains(holder, visitor.Text);
            Assert.DoesNotContain("冒名单位", visitor.Text);
        }

        async Task FoundAsync(string change, string found)
        {
            await using var kept = await hand.KeepAsync();
            await hand.RunAsync(change, walk.Id);
            Assert.Contains(found, await ReportAsync(site));
            hand.Back(kept);
        }
    }

    /// <summary>A case with everything that a history can tell of: a late office, copies, requests, an objection, a certificate.</summary>
    private static async Task<Journey> LivedAsync(Site site)
    {
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        var colleague = await IdAsync("officer2");
        (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "copy", new { users = (string[])[colleague], comment = "请知悉" })).Ok();
        (await site.PostAsync("head", $"/api/v1/applications/{walk.Id}/commands", new { commandId = Journey.NewId(), type = "urge", comment = "请尽快" })).Ok();
        // Nobody acts in five working days: it is accepted by silence, with a red card.
        (await site.ClockAsync("2026-09-24T09:00:00+08:00")).Ok();
        await walk.ScoreAsync();
        await walk.VisitAsync();
        await walk.MeetAsync();
        await walk.PublishAsync();
        (await site.ClockAsync("2026-10-12T09:00:00+08:00")).Ok();
        (await walk.BatchActAsync("signatory", await walk.DraftDecisionAsync(), "sign")).Ok();
        var money = new Funds.VoucherWorld(site);
        await money.SetUpAsync(100_000_000, 10_000_000);
        await money.OrderAsync(await money.GrantAsync(1_000_000), 2_000_000, 1_000_000);
        await using var db = site.Get<IDbContexts>().Create();
        var round = await db.Cases.Where(c => c.Id == walk.Id).Select(c => c.RoundId).SingleAsync();
        db.RecommendationSummaries.Add(new RecommendationSummaryRow { RoundId = round, Area = "金牛镇", Html = "<p>汇总表</p>", HtmlSha256 = CanonicalJson.Sha256Hex("<p>汇总表</p>"), SealedAt = site.Clock.GetUtcNow() });
        await db.SaveChangesAsync();
        return walk;

        async Task<string> IdAsync(string user)
        {
            await using var db = site.Get<IDbContexts>().Create();
            return await db.Users.Where(u => u.UserName == user).Select(u => u.Id).SingleAsync();
        }
    }

    private static IEnumerable<IEntityType> Proved(IModel model) => model.GetEntityTypes().Where(t => t.GetProperties().Any(c => ColumnProofs.Of(c)!.Proof != ColumnProof.NotDerived));

    /// <summary>Keys, and what says whose row it is.</summary>
    private static bool Finds(IReadOnlyProperty column) => column.IsPrimaryKey() || column.Name is "CaseId" or "BatchId" or "DocumentId" or "WorkItemId";

    private static async Task<string> ReportAsync(Site site)
    {
        var report = new StringWriter();
        await using var scope = site.App.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<Verify>(scope.ServiceProvider).RunAsync(report);
        return report.ToString();
    }

    /// <summary>The database in the hands of somebody who knows what he does: no foreign keys, no triggers, no checks.</summary>
    private sealed class Hand : IAsyncDisposable
    {
        private readonly SqliteConnection connection;
        private readonly WorkflowsDbContext db;

        private Hand(Site site, SqliteConnection connection) => (this.connection, db) = (connection, site.Get<IDbContexts>().Create());

        public IModel Model => db.Model;

        public static async Task<Hand> OpenAsync(Site site)
        {
            var hand = new Hand(site, new SqliteConnection($"Data Source={site.DatabaseFile};Pooling=False"));
            await hand.connection.OpenAsync();
            await hand.RunAsync("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON", "");
            foreach (var trigger in await hand.ReadAsync("SELECT name FROM sqlite_master WHERE type = 'trigger'")) await hand.RunAsync($"DROP TRIGGER \"{trigger[0]}\"", "");
            return hand;
        }

        public async Task RunAsync(string sql, string caseId)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.Parameters.AddWithValue("$case", caseId);
            await command.ExecuteNonQueryAsync();
        }

        /// <summary>Changes columns of one row, looks, and puts them back.</summary>
        public async Task<string> ChangeAsync(IEntityType type, IReadOnlyList<IProperty> columns, Func<Task<string>> look)
        {
            var table = type.GetTableName()!;
            var names = string.Join(", ", columns.Select(c => $"\"{c.GetColumnName()}\""));
            // Rather a row in which the columns are filled: somebody changes what is there.
            var rows = await ReadAsync($"SELECT rowid, {names} FROM \"{table}\"{(type.ClrType == typeof(IssuedNumberRow) ? " WHERE SubjectId IN (SELECT Id FROM Cases UNION SELECT Id FROM Documents)" : type.ClrType == typeof(AttachmentRow) ? " WHERE Item IS NULL" : "")}");
            Assert.True(rows.Count > 0, $"no row of {table} to be changed");
            var row = rows.MaxBy(r => r.Count(v => v is not DBNull))!;
            var at = row[0];
            await SetAsync([.. columns.Select((c, i) => Other(c, row[i + 1]))]);
            try
            {
                return await look();
            }
            finally
            {
                await SetAsync(row[1..]);
            }

            async Task SetAsync(object[] values)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"UPDATE \"{table}\" SET {string.Join(", ", columns.Select((c, i) => $"\"{c.GetColumnName()}\" = ${i}"))} WHERE rowid = $row";
                command.Parameters.AddWithValue("$row", at);
                for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i}", values[i]);
                Assert.Equal(1, await command.ExecuteNonQueryAsync());
                // A key of one number is the row's own number.
                if (columns is [{ } only] && only.IsPrimaryKey() && type.FindPrimaryKey()!.Properties.Count == 1 && values[0] is long moved) at = moved;
            }
        }

        public async Task<SqliteConnection> KeepAsync()
        {
            var copy = new SqliteConnection("Data Source=:memory:");
            await copy.OpenAsync();
            connection.BackupDatabase(copy);
            return copy;
        }

        public void Back(SqliteConnection kept) => kept.BackupDatabase(connection);

        public async ValueTask DisposeAsync()
        {
            await db.DisposeAsync();
            await connection.DisposeAsync();
        }

        /// <summary>Another value of the same kind.</summary>
        private static object Other(IProperty column, object value)
        {
            if ((Nullable.GetUnderlyingType(column.ClrType) ?? column.ClrType) is { IsEnum: true } named && value is string old) return Enum.GetNames(named).First(n => !string.Equals(n, old, StringComparison.OrdinalIgnoreCase));
            return value switch
            {
                DBNull => column.ClrType == typeof(string) ? "改" : 1,
                string { Length: 64 } hash when hash.All(char.IsAsciiHexDigitLower) => (hash[0] == 'a' ? 'b' : 'a') + hash[1..],
                string text when decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) && column.ClrType != typeof(string) => (number + 1).ToString(CultureInfo.InvariantCulture),
                string text => text + "改",
                long number when column.ClrType == typeof(bool) => 1 - number,
                long number => number + 1_000_003,
                double number => number + 1,
                _ => throw new InvalidOperationException($"{column.Name}: {value.GetType()}"),
            };
        }

        private async Task<List<object[]>> ReadAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<object[]>();
            while (await reader.ReadAsync())
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                rows.Add(row);
            }

            return rows;
        }
    }
}
