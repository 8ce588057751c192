using System.Collections;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace Innovation.Acceptance;

/// <summary>
/// Every site of the suite runs on SQLite under this observer. Whatever it sees for the first time, a query, a bulk
/// statement, a save or raw text, it writes for SQL Server as well, with execution suppressed, and checks syntax, tables
/// and columns. One for the process: queries are compiled once for all sites, and saves are told apart by their shape.
/// </summary>
public sealed partial class SqlServerMirror : DbCommandInterceptor, IQueryExpressionInterceptor, ISaveChangesInterceptor
{
    private readonly ConcurrentDictionary<string, byte> statements = [];
    private readonly ConcurrentDictionary<string, byte> shapes = [];
    private readonly ConcurrentQueue<string> problems = [];

    private SqlServerMirror()
    {
    }

    public static SqlServerMirror Instance { get; } = new();

    /// <summary>The different statements seen so far, as SQL Server would get them.</summary>
    public ICollection<string> Statements => statements.Keys;

    /// <summary>What was found wrong since the last call, each with its statement; every problem is told once.</summary>
    public IReadOnlyList<string> TakeProblems()
    {
        var taken = new List<string>();
        while (problems.TryDequeue(out var problem)) taken.Add(problem);
        return taken;
    }

    /// <summary>A context of SQL Server that never connects.</summary>
    public static SqlServerDbContext Context(params IInterceptor[] interceptors) =>
        new(new DbContextOptionsBuilder<SqlServerDbContext>()
            .UseSqlServer("Server=192.0.2.1;Database=none;Encrypt=false;Connect Timeout=1", o => o.MinBatchSize(1))
            .AddInterceptors(interceptors).Options);

    /// <summary>Queries, ExecuteUpdate, ExecuteDelete and FromSql; asked once per shape, when SQLite compiles it.</summary>
    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (eventData.Context is not SqliteDbContext) return queryExpression;
        var suppress = new Suppress();
        using var target = Context(suppress);
        try
        {
            var move = new Move(target);
            var moved = move.Visit(queryExpression);
            var type = typeof(IQueryable).IsAssignableFrom(moved.Type) ? typeof(IEnumerable<>).MakeGenericType(moved.Type.GetGenericArguments()[0]) : moved.Type;
            typeof(SqlServerMirror).GetMethod(nameof(Run), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, [target, moved, move.Parameters]);
        }
        catch (Exception e)
        {
            problems.Enqueue($"{Root(e).GetType().Name}: {Root(e).Message}\n{queryExpression}");
            return queryExpression;
        }

        if (suppress.Statements.Count == 0) problems.Enqueue($"no statement was written for {queryExpression}");
        suppress.Statements.ForEach(Check);
        return queryExpression;
    }

    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Save(eventData.Context!);
        return result;
    }

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Save(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Raw(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Raw(command, eventData);
        return ValueTask.FromResult(result);
    }

    /// <summary>ExecuteSql: the text is sent as it is written. Settings of the SQLite file are not for SQL Server.</summary>
    private void Raw(DbCommand command, CommandEventData eventData)
    {
        if (eventData.CommandSource == CommandSource.ExecuteSqlRaw && !command.CommandText.StartsWith("PRAGMA ", StringComparison.Ordinal)) Check(command.CommandText);
    }

    private void Check(string sql)
    {
        if (!statements.TryAdd(sql, 0)) return;
        foreach (var problem in TransactSql.Problems(sql)) problems.Enqueue($"{problem} in\n{sql}");
    }

    /// <summary>Compiles for SQL Server and runs as far as the text: once with values, once with nulls where nulls may be.</summary>
    private static void Run<T>(DbContext target, Expression query, IReadOnlyDictionary<string, object?> parameters)
    {
        var run = target.GetService<IDatabase>().CompileQuery<T>(query, async: false);
        foreach (var nulls in (bool[])[false, true])
        {
            if (nulls && !parameters.Values.Any(v => v is string)) return;
            var context = target.GetService<IQueryContextFactory>().Create();
            foreach (var (name, value) in parameters) context.Parameters.Add(name, nulls && value is string ? null : value);
            try
            {
                if (run(context) is IEnumerable rows and not string) foreach (var _ in rows) { }
            }
            catch (Exception e) when (Root(e) is Suppressed)
            {
            }
        }
    }

    /// <summary>Saves one or two rows of every new shape on SQL Server.</summary>
    private void Save(DbContext source)
    {
        if (source is not SqliteDbContext) return;
        var groups = source.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).GroupBy(Shape);
        foreach (var group in groups)
        {
            var rows = group.Take(2).ToList();
            if (!shapes.TryAdd($"{group.Key} {rows.Count}", 0)) continue;
            var suppress = new Suppress();
            using var target = Context(suppress);
            target.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
            try
            {
                rows.ForEach(row => Copy(row, target));
                target.SaveChanges();
            }
            catch (Exception e) when (Root(e) is Suppressed)
            {
            }
            catch (Exception e)
            {
                problems.Enqueue($"{Root(e).GetType().Name}: {Root(e).Message}\n{group.Key}");
                continue;
            }

            if (suppress.Statements.Count == 0) problems.Enqueue($"no statement was written for {group.Key}");
            suppress.Statements.ForEach(Check);
        }
    }

    private static string Shape(EntityEntry entry) =>
        $"{entry.State} {entry.Metadata.Name} {(entry.State == EntityState.Modified ? string.Join(",", entry.Properties.Where(p => p.IsModified).Select(p => p.Metadata.Name)) : "")}";

    private static void Copy(EntityEntry row, DbContext target)
    {
        var copy = target.Entry(row.CurrentValues.ToObject());
        // The database gives these.
        foreach (var property in row.Properties.Where(p => p.IsTemporary)) copy.Property(property.Metadata.Name).CurrentValue = property.Metadata.Sentinel;
        copy.State = row.State == EntityState.Modified ? EntityState.Unchanged : row.State;
        if (row.State != EntityState.Modified) return;
        foreach (var property in row.Properties.Where(p => p.IsModified)) copy.Property(property.Metadata.Name).IsModified = true;
    }

    private static Exception Root(Exception e) => e.InnerException is { } inner ? Root(inner) : e;

    /// <summary>Points the roots of a query at another context, and finds values for its parameters.</summary>
    private sealed partial class Move(DbContext target) : ExpressionVisitor
    {
        public Dictionary<string, object?> Parameters { get; } = [];

#pragma warning disable EF1001 // the roots of raw queries have no public type
        protected override Expression VisitExtension(Expression node)
        {
            switch (node)
            {
                case QueryParameterExpression parameter:
                    Parameters.TryAdd(parameter.Name, Sample(parameter.Type));
                    return parameter;
                case FromSqlQueryRootExpression raw:
                    if (raw.Argument is QueryParameterExpression arguments) Parameters[arguments.Name] = Enumerable.Repeat<object>("x", Placeholders(raw.Sql)).ToArray();
                    return new FromSqlQueryRootExpression(target.Model.FindEntityType(raw.EntityType.Name)!, raw.Sql, raw.Argument);
                case SqlQueryRootExpression raw:
                    if (raw.Argument is QueryParameterExpression values) Parameters[values.Name] = Enumerable.Repeat<object>("x", Placeholders(raw.Sql)).ToArray();
                    return new SqlQueryRootExpression(raw.ElementType, raw.Sql, raw.Argument);
                case EntityQueryRootExpression root:
                    return new EntityQueryRootExpression(target.Model.FindEntityType(root.EntityType.Name)!);
                default:
                    return base.VisitExtension(node);
            }
        }

#pragma warning restore EF1001

        private static int Placeholders(string sql) => Placeholder().Matches(sql).Select(m => int.Parse(m.Groups[1].ValueSpan) + 1).DefaultIfEmpty().Max();

        [GeneratedRegex(@"\{(\d+)\}")]
        private static partial Regex Placeholder();

        private static object? Sample(Type type)
        {
            if (type == typeof(string) || type == typeof(object)) return "x";
            if (type == typeof(int)) return 1;
            if (type == typeof(DbFunctions)) return EF.Functions;
            if (Nullable.GetUnderlyingType(type) is { } inner) return Sample(inner);
            if (type.IsValueType) return Activator.CreateInstance(type);
            var element = type.IsArray ? type.GetElementType()! : type.GenericTypeArguments.FirstOrDefault() ?? typeof(object);
            var list = Array.CreateInstance(element, 2);
            list.SetValue(Sample(element), 0);
            list.SetValue(Sample(element), 1);
            return type.IsAssignableFrom(list.GetType()) ? list : Activator.CreateInstance(type, list);
        }
    }

    private sealed class Suppressed : Exception;

    /// <summary>Keeps the statement and does not send it.</summary>
    private sealed class Suppress : DbCommandInterceptor, IDbConnectionInterceptor
    {
        public List<string> Statements { get; } = [];

        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
        {
            Statements.Add(command.CommandText);
            throw new Suppressed();
        }

        public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
        {
            Statements.Add(command.CommandText);
            throw new Suppressed();
        }

        public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
        {
            Statements.Add(command.CommandText);
            throw new Suppressed();
        }

        public InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();
    }
}
