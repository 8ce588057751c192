using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Innovation.Workflows.Storage;

namespace Innovation.Acceptance;

/// <summary>What can be known of SQL Server without a server. The statements of all other tests: <see cref="SqlServerMirror"/>.</summary>
public sealed class SqlServerTests
{
    [Fact]
    public async Task Both_databases_migrate_to_the_model_as_it_is()
    {
        await using var sqlServer = SqlServerMirror.Context();
        Assert.False(sqlServer.Database.HasPendingModelChanges(), "the SQL Server migrations do not match the model");
        var file = Path.GetTempFileName();
        await using var sqlite = new SqliteDbContext(new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite($"Data Source={file};Pooling=False").AddInterceptors(SqlServerMirror.Instance).Options);
        Assert.False(sqlite.Database.HasPendingModelChanges(), "the SQLite migrations do not match the model");
        await sqlite.Database.MigrateAsync();
        Assert.Empty(await sqlite.Database.GetPendingMigrationsAsync());
        Assert.Equal(0, await sqlite.Cases.CountAsync());
        File.Delete(file);
    }

    [Fact]
    public void The_migration_script_is_valid_T_SQL()
    {
        using var db = SqlServerMirror.Context();
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        Assert.Contains("CREATE TABLE [Cases]", script);
        Assert.Empty(TransactSql.SyntaxErrors(script));
    }

    /// <summary>What the parser cannot see and the server refuses when it creates the schema.</summary>
    [Fact]
    public void Keys_and_cascades_are_such_as_SQL_Server_accepts()
    {
        using var db = SqlServerMirror.Context();
        var model = db.GetService<IDesignTimeModel>().Model.GetRelationalModel();
        foreach (var table in model.Tables)
            foreach (var column in table.Indexes.SelectMany(i => i.Columns).Concat(table.UniqueConstraints.SelectMany(c => c.Columns)))
                Assert.False(column.StoreType.EndsWith("(max)", StringComparison.Ordinal), $"{table.Name}.{column.Name} is {column.StoreType} and cannot be in an index");

        // Error 1785: from one table to another by two cascading ways.
        foreach (var table in model.Tables)
        {
            var reached = new List<string>();
            Follow(table);
            Assert.True(reached.Count == reached.Distinct().Count(), $"deleting from {table.Name} cascades twice to {string.Join(", ", reached.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => g.Key))}");

            void Follow(ITable from)
            {
                foreach (var key in from.ReferencingForeignKeyConstraints.Where(k => k.OnDeleteAction is ReferentialAction.Cascade or ReferentialAction.SetNull))
                {
                    Assert.True(reached.Count < 100 && key.Table != table, $"deleting from {table.Name} cascades in a circle");
                    reached.Add(key.Table.Name);
                    Follow(key.Table);
                }
            }
        }
    }

    /// <summary>The observer is at work: it has written the statements of a whole walk for SQL Server.</summary>
    [Fact]
    public async Task Every_statement_of_the_walk_is_valid_on_SQL_Server()
    {
        Assert.SkipWhen(Site.SqlServer is not null, "the suite runs on a SQL Server");
        await using (var site = await Site.StartAsync())
        {
            var walk = new Journey(site);
            await walk.ToNoticeAsync();
            (await site.ClockAsync("2026-09-23T09:00:00+08:00")).Ok();
            (await walk.BatchActAsync("signatory", await walk.DraftDecisionAsync(), "sign")).Ok();
            foreach (var (user, path) in ((string, string)[])[("officer1", "/api/v1/tasks?state=open&search=大冶&pick=soon&area=金牛镇"), ("officer1", "/api/v1/tasks?state=done"), ("officer1", "/api/v1/tasks?state=copied"), ("auditor", "/api/v1/applications?search=PT&status=已认定&stage=panel"), ("signatory", "/api/v1/batches?kind=decision&state=closed"), ("ent10", "/api/v1/rounds?state=open")])
                (await site.GetAsync(user, path)).Ok();
        }

        var statements = SqlServerMirror.Instance.Statements;
        Assert.True(statements.Count > 200, $"only {statements.Count} statements were written for SQL Server");
        Assert.Contains(statements, sql => sql.Contains("INSERT INTO [Events]"));
        Assert.Contains(statements, sql => sql.Contains("UPDATE [Cases]"));
        Assert.Contains(statements, sql => sql.Contains("FROM [WorkItems]"));
    }

    [Theory]
    [InlineData("SELECT [c].[Id] FROM [Cases] AS [c] WHERE [c].[Nonsense] = 1", "column c.Nonsense does not exist")]
    [InlineData("SELECT [c].[Body] FROM [Cases] AS [c] INNER JOIN [Events] AS [e] ON [e].[StreamId] = [c].[Id]", "column c.Body does not exist")]
    [InlineData("UPDATE [c] SET [c].[Nonsense] = 1 FROM [Cases] AS [c]", "column c.Nonsense does not exist")]
    [InlineData("SELECT 1 FROM [Case]", "table Case does not exist")]
    [InlineData("SELECT json_extract(x, '$.a') FROM [Cases] LIMIT 1", "line 1: Incorrect syntax near LIMIT")]
    public void A_wrong_statement_is_found(string sql, string problem) => Assert.Contains(TransactSql.Problems(sql), p => p.StartsWith(problem, StringComparison.Ordinal));
}
