using System.Collections.Concurrent;
using System.Data.Common;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Innovation.Acceptance;

/// <summary>What can be known of SQL Server without a server: scripts and statements parse, tables and columns exist.</summary>
public sealed class SqlServerTests
{
    private static SqlServerDbContext Context(params IInterceptor[] interceptors) =>
        new(new DbContextOptionsBuilder<SqlServerDbContext>().UseSqlServer("Server=192.0.2.1;Database=none;Encrypt=false;Connect Timeout=1").AddInterceptors(interceptors).Options);

    [Fact]
    public async Task Both_databases_migrate_to_the_model_as_it_is()
    {
        await using var sqlServer = Context();
        Assert.False(sqlServer.Database.HasPendingModelChanges(), "the SQL Server migrations do not match the model");
        var file = Path.GetTempFileName();
        await using var sqlite = new SqliteDbContext(new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite($"Data Source={file};Pooling=False").Options);
        Assert.False(sqlite.Database.HasPendingModelChanges(), "the SQLite migrations do not match the model");
        await sqlite.Database.MigrateAsync();
        Assert.Empty(await sqlite.Database.GetPendingMigrationsAsync());
        Assert.Equal(0, await sqlite.Cases.CountAsync());
        File.Delete(file);
    }

    [Fact]
    public void The_migration_script_is_valid_T_SQL()
    {
        using var db = Context();
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        Assert.Contains("CREATE TABLE [Cases]", script);
        Parse(script);
    }

    /// <summary>
    /// The walk issues its statements on SQLite; every query shape is compiled for SQL Server too, and its text is parsed and
    /// checked against the model's tables and columns.
    /// </summary>
    [Fact]
    public async Task Every_statement_of_the_walk_is_valid_on_SQL_Server()
    {
        var seen = new ConcurrentDictionary<string, byte>();
        var mirror = new Mirror(seen);
        await using (var site = await Site.StartAsync(mirror))
        {
            var walk = new Journey(site);
            await walk.ToPanelAsync();
            await walk.ScoreAsync();
            await walk.VisitAsync();
            await walk.MeetAsync();
            await walk.PublishAsync();
            (await site.ClockAsync("2026-09-23T09:00:00+08:00")).Ok();
            (await walk.BatchActAsync("signatory", await walk.DraftDecisionAsync(), "sign")).Ok();
            foreach (var (user, path) in ((string, string)[])[("officer1", "/api/v1/tasks?state=open&search=大冶&pick=soon&area=金牛镇"), ("officer1", "/api/v1/tasks?state=done"), ("officer1", "/api/v1/tasks?state=copied"), ("auditor", "/api/v1/applications?search=PT&status=已认定&stage=panel"), ("signatory", "/api/v1/batches?kind=decision&state=closed"), ("ent10", "/api/v1/rounds?state=open")])
                (await site.GetAsync(user, path)).Ok();
        }

        Assert.True(mirror.Compiled > 60, $"only {mirror.Compiled} query shapes were compiled for SQL Server; {string.Join("\n", mirror.Problems.Take(5))}");
        Assert.Empty(mirror.Problems);
        Assert.Contains(seen.Keys, sql => sql.Contains("INSERT INTO [Events]") || sql.Contains("MERGE [Events]"));
        Assert.Contains(seen.Keys, sql => sql.Contains("UPDATE [Cases]"));
        using var db = Context();
        var tables = db.Model.GetRelationalModel().Tables.ToDictionary(t => t.Name, t => t.Columns.Select(c => c.Name).ToHashSet());
        foreach (var sql in seen.Keys) Check(sql, tables);
    }

    private static TSqlFragment Parse(string sql)
    {
        var fragment = new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        Assert.True(errors.Count == 0, $"{errors.FirstOrDefault()?.Message} in {sql}");
        return fragment;
    }

    private static void Check(string sql, Dictionary<string, HashSet<string>> tables)
    {
        var visitor = new Names();
        Parse(sql).Accept(visitor);
        foreach (var table in visitor.Tables) Assert.True(tables.ContainsKey(table), $"table {table} does not exist: {sql}");
        var columns = visitor.Tables.SelectMany(t => tables[t]).ToHashSet();
        foreach (var column in visitor.Columns) Assert.True(columns.Contains(column) || visitor.Aliases.Contains(column), $"column {column} does not exist: {sql}");
    }

    /// <summary>Which tables, columns and aliases a statement names.</summary>
    private sealed class Names : TSqlFragmentVisitor
    {
        public HashSet<string> Tables { get; } = [];

        public HashSet<string> Columns { get; } = [];

        public HashSet<string> Aliases { get; } = ["value", "Value", "_Position"];

        public override void Visit(NamedTableReference node) => Tables.Add(node.SchemaObject.BaseIdentifier.Value);

        public override void Visit(ColumnReferenceExpression node)
        {
            if (node.MultiPartIdentifier is { } name) Columns.Add(name.Identifiers[^1].Value);
        }

        public override void Visit(SelectScalarExpression node)
        {
            if (node.ColumnName is { } alias) Aliases.Add(alias.Value);
        }

        public override void Visit(ColumnDefinitionBase node) => Aliases.Add(node.ColumnIdentifier.Value);
    }

    /// <summary>
    /// Sees every query expression that runs on SQLite, compiles the same expression for SQL Server, runs it against an
    /// interceptor that suppresses execution, and keeps the text.
    /// </summary>
    private sealed class Mirror(ConcurrentDictionary<string, byte> seen) : SaveChangesInterceptor, IQueryExpressionInterceptor
    {
        private int compiled;

        public int Compiled => compiled;

        public ConcurrentBag<string> Problems { get; } = [];

        public System.Linq.Expressions.Expression QueryCompilationStarting(System.Linq.Expressions.Expression queryExpression, QueryExpressionEventData eventData)
        {
            if (eventData.Context is not SqliteDbContext) return queryExpression;
            using var target = Context(new Suppress(seen));
            try
            {
                var moved = new Move(target).Visit(queryExpression);
                var provider = ((IQueryable)target.Cases).Provider;
                if (typeof(IQueryable).IsAssignableFrom(moved.Type)) foreach (var _ in provider.CreateQuery(moved)) { }
                else provider.Execute(moved);
                Interlocked.Increment(ref compiled);
            }
            catch (Exception e) when (Root(e) is Suppressed or InvalidOperationException { Message: "Sequence contains no elements." or "Sequence contains no elements" } or NullReferenceException)
            {
                Interlocked.Increment(ref compiled);
            }
            catch (Exception e)
            {
                Problems.Add($"{Root(e).GetType().Name}: {Root(e).Message}\n{queryExpression}");
            }

            return queryExpression;
        }

        /// <summary>Saves the same changes on SQL Server, as far as its text.</summary>
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            using var target = Context(new Suppress(seen));
            target.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
            foreach (var entry in eventData.Context!.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList())
            {
                var copy = target.Entry(entry.CurrentValues.ToObject());
                copy.State = entry.State == EntityState.Modified ? EntityState.Unchanged : entry.State;
                if (entry.State != EntityState.Modified) continue;
                foreach (var property in entry.Properties.Where(p => p.IsModified)) copy.Property(property.Metadata.Name).IsModified = true;
            }

            try
            {
                target.SaveChanges();
            }
            catch (Exception e) when (Root(e) is Suppressed)
            {
            }
            catch (Exception e)
            {
                Problems.Add($"{Root(e).GetType().Name}: {Root(e).Message}");
            }

            return ValueTask.FromResult(result);
        }

        private static Exception Root(Exception e) => e.InnerException is { } inner ? Root(inner) : e;
    }

    /// <summary>Points the roots of a query at another context.</summary>
    private sealed class Move(DbContext target) : System.Linq.Expressions.ExpressionVisitor
    {
        protected override System.Linq.Expressions.Expression VisitExtension(System.Linq.Expressions.Expression node)
        {
            // Values do not change the shape of a statement.
            if (node is Microsoft.EntityFrameworkCore.Query.QueryParameterExpression parameter) return System.Linq.Expressions.Expression.Constant(Sample(parameter.Type), parameter.Type);
            if (node is not Microsoft.EntityFrameworkCore.Query.EntityQueryRootExpression root) return base.VisitExtension(node);
            var set = (IQueryable)typeof(DbContext).GetMethods().Single(m => m.Name == "Set" && m.GetParameters().Length == 0 && m.IsGenericMethod)
                .MakeGenericMethod(root.ElementType).Invoke(target, null)!;
            return set.Expression;
        }
    }

    private static object? Sample(Type type)
    {
        if (type == typeof(string)) return "x";
        if (type == typeof(int)) return 1;
        if (Nullable.GetUnderlyingType(type) is { } inner) return Sample(inner);
        if (type.IsValueType) return Activator.CreateInstance(type);
        var element = type.IsArray ? type.GetElementType()! : type.GenericTypeArguments.FirstOrDefault() ?? typeof(object);
        var list = (System.Collections.IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        list.Add(Sample(element));
        list.Add(Sample(element));
        if (!type.IsArray) return list;
        var array = Array.CreateInstance(element, list.Count);
        list.CopyTo(array, 0);
        return array;
    }

    private sealed class Suppressed : Exception;

    /// <summary>Keeps the statement and does not send it.</summary>
    private sealed class Suppress(ConcurrentDictionary<string, byte> seen) : DbCommandInterceptor, IDbConnectionInterceptor
    {
        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
        {
            seen[command.CommandText] = 0;
            throw new Suppressed();
        }

        public InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();
    }
}
